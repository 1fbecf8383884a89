"""The ids that are written in files, whether or not what they name can be used."""

from __future__ import annotations

import os
import re
from collections.abc import Collection, Iterator
from dataclasses import replace
from pathlib import Path

from talanoa import source
from talanoa.files import DATA_ENDINGS, LISTS
from talanoa.load.reading import bytes_of
from talanoa.load.reading_cache import ReadingCache
from talanoa.model.fields import Problems
from talanoa.problems import Place, Problem
from talanoa.source import Node

WrittenId = tuple[str, Place | None]
"""An id, and where it is; None in a file that can't be taken apart."""

_LIKE_IDS = re.compile(r"""\bid:[ \t]*["']?([a-z0-9-]+)""")
_DATED = re.compile(r"\d{4}-\d\d-\d\d-(?=.)")
_YEAR = re.compile(r"\d{4}")


def slug_of(path: str) -> str | None:
    """The slug that a post's path gives it; None for a path that is no post's."""
    parts = path.removesuffix(".md").split("/")[1:]
    if len(parts) > 1 and _YEAR.fullmatch(parts[0]):
        parts = parts[1:]
    if len(parts) == 2 and parts[1] == "index":
        parts = parts[:1]
    if len(parts) != 1 or parts[0] == "index":
        return None
    return _DATED.sub("", parts[0], count=1)


def written_ids(root: Path, readings: ReadingCache, files: list[str]) -> list[WrittenId]:
    """Every id in the files of data."""
    data = [*LISTS, *(path for path in files if path.endswith(DATA_ENDINGS))]
    there = (path for path in data if os.path.lexists(root / path))
    return [id for path in there for id in _of_file(root, readings, path)]


def with_usable_suggestions(problems: Problems, written: list[WrittenId], usable: Collection[str]) -> Problems:
    """The same problems, but none suggests for an id one that something else has, or will have by another suggestion; nor, where
    something is referred to, an id that nothing has.
    """
    taken = {*usable, *(id for id, _ in written)}
    definitions = {place for _, place in written if place}

    def defined(problem: Problem) -> Problem:
        suggestion = problem.suggestion
        if problem.code != "bad-id" or suggestion is None or problem.place not in definitions:
            return problem
        if suggestion in taken:
            return replace(problem, suggestion=None, help=f"{problem.help}; '{suggestion}' is another's")
        taken.add(suggestion)
        return problem

    def referred(problem: Problem) -> Problem:
        is_file_name = problem.place == Place.start_of(problem.place.file)
        is_reference = problem.code == "bad-id" and problem.place not in definitions and not is_file_name
        return replace(problem, suggestion=None) if is_reference and problem.suggestion not in taken else problem

    return [*map(referred, [*map(defined, problems)])]


def _of_file(root: Path, readings: ReadingCache, path: str) -> list[WrittenId]:
    data = bytes_of(root, path, []) or b""
    return readings.once(("ids", path, data), lambda _: _in_bytes(data, path), [])


def _in_bytes(data: bytes, path: str) -> list[WrittenId]:
    """Every id in a file; of one that can't be taken apart, what looks like an id."""
    found = source.decode(data, path, [])
    node = source.parse_yaml(found, []) if found else None
    if node is None and found:
        return [(id, None) for id in _LIKE_IDS.findall(found.text)]
    return [*_ids(node)]


def _ids(node: Node | None) -> Iterator[WrittenId]:
    """Every id in a file, however deep."""
    waiting = [node]
    while waiting:
        found = waiting.pop()
        if isinstance(found, source.Sequence):
            waiting += found.items
        elif isinstance(found, source.Mapping):
            # An event's place in a series has the series' id, which isn't written there.
            waiting += [
                value
                for key, (_, value) in found.entries.items()
                if not (key == "series" and isinstance(value, source.Mapping))
            ]
            id = found.get("id")
            if isinstance(id, source.Scalar):
                yield id.text.strip(), id.place
