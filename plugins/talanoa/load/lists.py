"""Files that list things: members, events, and the series of events."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

from talanoa import source
from talanoa.files import is_read
from talanoa.load.reading import bytes_of, yaml_of
from talanoa.load.reading_cache import ReadingCache
from talanoa.model.event import Event
from talanoa.model.fields import Problems, read
from talanoa.model.member import Member
from talanoa.model.series import Series
from talanoa.problems import Problem
from talanoa.source import Node

T = TypeVar("T", Member, Event, Series)

_KEYS = {"events": ("events", "series"), "members": ("members",)}
_MAY_LIST_SERIES = re.compile(rb"""^["']?series|\A\s*\{""", re.MULTILINE)


def things(
    root: Path,
    readings: ReadingCache,
    noun: str,
    files: list[str],
    cls: type[T],
    defaults: Mapping[str, Any],
    problems: Problems,
) -> tuple[T, ...]:
    """The members or the events: from `<noun>.yml`, and from one file each in the folder `<noun>/`."""
    found: list[T] = []
    for path in _paths(root, noun, files):
        if (data := bytes_of(root, path, problems)) is not None:
            key = noun, path, *map(str, defaults.values()), data
            found += readings.once(key, partial(_things_of, data, path, noun, cls, defaults), problems)
    return tuple(found)


def listed_series(root: Path, readings: ReadingCache, files: list[str], problems: Problems) -> tuple[Series, ...]:
    """The series, which are listed in the files of events."""
    found: list[Series] = []
    for path in _paths(root, "events", files):
        data = bytes_of(root, path, [])
        if data and _MAY_LIST_SERIES.search(data):
            found += readings.once(("series", path, data), partial(_series_of, data, path), problems)
    return tuple(found)


def _paths(root: Path, noun: str, files: list[str]) -> Iterator[str]:
    if os.path.lexists(root / f"{noun}.yml"):
        yield f"{noun}.yml"
    yield from (path for path in files if is_read(path) and path.startswith(f"{noun}/"))


def _things_of(
    data: bytes, path: str, noun: str, cls: type[T], defaults: Mapping[str, Any], problems: Problems
) -> list[T]:
    """The entries of a file; in the folder, one may be a file of its own."""
    node = yaml_of(data, path, problems)
    if path == f"{noun}.yml" or (isinstance(node, source.Mapping) and noun in node.entries) or _lists(node, noun):
        return _listed(node, noun, cls, defaults, problems)
    thing = read(cls, node, problems, defaults=defaults) if node is not None else None
    return [thing] if thing else []


def _series_of(data: bytes, path: str, problems: Problems) -> list[Series]:
    node = yaml_of(data, path, [])  # whose problems are those of the events
    return _entries(node, "series", Series, {}, problems) if _lists(node, "events") else []


def _lists(node: Node | None, noun: str) -> bool:
    """Whether a file lists series. In a file of one event, `series` is that event's place in one."""
    return (
        noun == "events" and isinstance(node, source.Mapping) and "series" in node.entries and "id" not in node.entries
    )


def _listed(node: Node | None, noun: str, cls: type[T], defaults: Mapping[str, Any], problems: Problems) -> list[T]:
    """The entries under the key that a file of many has."""
    if node is None:
        return []
    if not isinstance(node, source.Mapping) or not (noun in node.entries or _lists(node, noun)):
        problems.append(
            Problem(
                "missing-field",
                f"the file does not begin with `{noun}:`",
                node.place,
                f"write `{noun}:` on the first line, then the list",
            )
        )
        return []
    keys = _KEYS[noun]
    for key, (scalar, _) in node.entries.items():
        if key not in keys:
            help = "this file has only " + " and ".join(f"`{it}:`" for it in keys)
            problems.append(Problem("unknown-key", f"there is no field '{key}' here", scalar.place, help, noun))
    return _entries(node, noun, cls, defaults, problems)


def _entries(node: Node | None, noun: str, cls: type[T], defaults: Mapping[str, Any], problems: Problems) -> list[T]:
    entries = node.get(noun) if isinstance(node, source.Mapping) else None
    if not source.has_value(entries):
        return []
    if not isinstance(entries, source.Sequence):
        problems.append(
            Problem("wrong-shape", f"`{noun}` is not a list", entries.place, "begin each entry with `- id: …`")
        )
        return []
    found = [read(cls, entry, problems, defaults=defaults) for entry in entries.items]
    return [thing for thing in found if thing is not None]
