"""Where an entry is: a new one goes into the network's one list at its place, or into a file of its own."""

from __future__ import annotations

import os
from bisect import bisect
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from talanoa.amend import Change, Insert, Put, Value
from talanoa.load import Content
from talanoa.names import folded
from talanoa.source import Mapping as Group
from talanoa.source import Node, Scalar
from talanoa.source import Sequence as List

Entry = tuple[str, Mapping[str, Value]]
"""An id, and the fields of the entry that has it."""


def the_list(files: Content, noun: str, *, several: bool = False) -> str:
    """The one list to which a new entry goes, or `several` go; empty if each gets a file of its own.

    Where there is nothing yet, a sheet begins a list. One entry begins a folder, to which people can add at the same time.
    """
    things: Sequence[Any] = files.members if noun == "members" else files.events
    file = f"{noun}.yml"
    if things or os.path.lexists(files.root / file):
        return file if all(thing.id.place.file == file for thing in things) else ""
    return file if several and not os.path.lexists(files.root / noun) else ""


def into_the_list(noun: str, file: str, root: Node | None, new: Sequence[Entry]) -> Iterator[Change]:
    """Each at its place among sorted ids, else at the end."""
    items = root.get(noun) if isinstance(root, Group) else None
    in_order = sorted(new, key=lambda it: it[0])
    if not isinstance(items, List) or not items.items:
        yield Put(file, None, (noun,), [entry for _, entry in in_order])
        return
    known = [item.get("id") if isinstance(item, Group) else None for item in items.items]
    names = [it.text if isinstance(it, Scalar) else "" for it in known]
    are_sorted = names == sorted(names)
    for id, entry in in_order if are_sorted else new:
        yield Insert(file, None, (noun,), entry, bisect(names, id) if are_sorted else None)


def files_for(files: Content, noun: str, ids: Sequence[str]) -> dict[str, str]:
    """A file of the folder for each id that isn't there yet, on a disk that knows no capitals either."""
    try:
        there = {folded(name) for name in os.listdir(files.root / noun)}
    except OSError:
        there = set()
    found: dict[str, str] = {}
    for id in ids:
        number, name = 1, f"{id}.yml"
        while name in there:
            number += 1
            name = f"{id}-{number}.yml"
        there.add(name)
        found[id] = f"{noun}/{name}"
    return found


def fields_by_line(root: Node | None) -> Iterator[tuple[int, tuple[str, str]]]:
    """The id of the entry and the field that each line of a file belongs to; a post has no id."""
    if not isinstance(root, Group):
        return
    listed = [item for _, value in root.entries.values() if isinstance(value, List) for item in value.items]
    named = [item for item in listed if isinstance(item, Group) and "id" in item.entries]
    for item in named if named and "id" not in root.entries else [root]:
        id = item.get("id")
        for key, (name, value) in item.entries.items():
            for line in range(name.place.line, max(name.place.line, value.place.end_line) + 1):
                yield line, (id.text if isinstance(id, Scalar) else "", key)
