"""Files that list things: members, and events with the series that they are in."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from functools import partial
from pathlib import Path

from talanoa import source
from talanoa.load.files import read_in
from talanoa.load.reading import bytes_of, yaml_of
from talanoa.load.reading_cache import ReadingCache
from talanoa.model.event import Event
from talanoa.model.fields import Problems, read
from talanoa.model.member import Member
from talanoa.model.series import Series
from talanoa.problems import Problem
from talanoa.source import Node

Thing = Member | Event | Series
# What the files of a noun list, under which keys.
_LISTS: Mapping[str, Mapping[str, type[Thing]]] = {
    "events": {"events": Event, "series": Series},
    "members": {"members": Member},
}


def members_of(root: Path, readings: ReadingCache, files: list[str], problems: Problems) -> tuple[Member, ...]:
    """From members.yml, and from one file each in members/."""
    found = _things(root, readings, "members", files, {}, problems)
    return tuple(it for it in found if isinstance(it, Member))


def events_of(
    root: Path, readings: ReadingCache, files: list[str], timezone: str, problems: Problems
) -> tuple[tuple[Event, ...], tuple[Series, ...]]:
    """From events.yml, and from one file each in events/; and the series, which the same files list."""
    found = _things(root, readings, "events", files, {"timezone": timezone}, problems)
    return tuple(it for it in found if isinstance(it, Event)), tuple(it for it in found if isinstance(it, Series))


def _things(
    root: Path, readings: ReadingCache, noun: str, files: list[str], defaults: Mapping[str, str], problems: Problems
) -> list[Thing]:
    found: list[Thing] = []
    for path in _paths(root, noun, files):
        if (data := bytes_of(root, path, problems)) is not None:
            key = noun, path, *defaults.values(), data
            found += readings.once(key, partial(_of_file, data, path, noun, defaults), problems)
    return found


def _paths(root: Path, noun: str, files: list[str]) -> Iterator[str]:
    if os.path.lexists(root / f"{noun}.yml"):
        yield f"{noun}.yml"
    yield from read_in(noun, files)


def _of_file(data: bytes, path: str, noun: str, defaults: Mapping[str, str], problems: Problems) -> list[Thing]:
    """The entries of a file; in the folder, one may be a file of its own."""
    node = yaml_of(data, path, problems)
    if node is None:
        return []
    fields = node.entries if isinstance(node, source.Mapping) else {}
    keys = _LISTS[noun]
    # In a file of one event, `series` is that event's place in one.
    found = [key for key in keys if key in fields and (key == noun or "id" not in fields)]
    if not found and path != f"{noun}.yml":
        thing = read(keys[noun], node, problems, defaults=defaults)
        return [thing] if thing else []
    if not found:
        message, help = f"the file does not begin with `{noun}:`", f"write `{noun}:` on the first line, then the list"
        problems.append(Problem("missing-field", message, node.place, help))
        return []
    for key, (scalar, _) in fields.items():
        if key not in keys:
            help = "this file has only " + " and ".join(f"`{it}:`" for it in keys)
            problems.append(Problem("unknown-key", f"there is no field '{key}' here", scalar.place, help, noun))
    return [
        thing
        for key in found
        for thing in _entries(fields[key][1], key, keys[key], defaults if key == noun else {}, problems)
    ]


def _entries(
    node: Node, key: str, cls: type[Thing], defaults: Mapping[str, str], problems: Problems
) -> Iterator[Thing]:
    if isinstance(node, source.Sequence):
        found = (read(cls, entry, problems, defaults=defaults) for entry in node.items)
        yield from (thing for thing in found if thing is not None)
    elif source.has_value(node):
        message, help = f"`{key}` is not a list", "begin each entry with `- id: …`"
        problems.append(Problem("wrong-shape", message, node.place, help))
