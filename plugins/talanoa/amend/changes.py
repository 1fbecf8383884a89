"""What can be asked of a YAML file, and what the file says then."""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort
from collections.abc import Mapping, Sequence
from typing import Any

from msgspec import Struct

from talanoa import source
from talanoa.amend.written import Value
from talanoa.problems import Place
from talanoa.source import Node, Scalar

Step = str | int
"""A key, or the number of an item (from 0)."""


class Change(Struct, frozen=True):
    """Something at a path, which begins at an entry: by the place of its id, or of the day that names an occurrence; without one,
    at the top of `file`.
    """

    file: str
    entry: Place | None
    path: tuple[Step, ...]


class Put(Change, frozen=True):
    """A field has a value; what it had before goes. One that is new comes behind the field `after`, if there is one."""

    value: Value
    after: tuple[str, ...] = ()


class Insert(Change, frozen=True):
    """A list has one more item, before the item `at`, or at its end."""

    value: Value
    at: int | None = None


class Remove(Change, frozen=True):
    """A field or an item goes."""


Data = Any
"""The data of a file: groups, lists, and for each text its `Scalar`, or a value where one is wished."""


class _Group(dict[str, Data]):
    """Fields as a file has them."""


class _Items(list[Data]):
    """A list as a file has it; changes know its items by the numbers that these have in the file."""

    def __init__(self) -> None:
        super().__init__()
        self.inserted: list[int] = []
        self.removed: list[int] = []

    def now(self, number: int | None) -> int:
        """Where an item is now; behind what was inserted before it."""
        if number is None:
            return len(self)
        return number + bisect_right(self.inserted, number) - bisect_left(self.removed, number)


def data_of(root: Node) -> tuple[Data, dict[int, Data]]:
    """The data of a node, and that of every node in it by its `id()`; what an alias names is there once."""
    known: dict[int, Data] = {}

    def taken(node: Node) -> Data:
        if id(node) not in known:
            if isinstance(node, source.Mapping):
                group = _Group()
                known[id(node)] = group
                group.update((key, taken(value)) for key, (_, value) in node.entries.items())
            elif isinstance(node, source.Sequence):
                items = _Items()
                known[id(node)] = items
                items += map(taken, node.items)
            else:
                known[id(node)] = node
        return known[id(node)]

    return taken(root), known


def change_data(data: Data, change: Change) -> None:
    """Changes the data at a change's beginning; raises LookupError or TypeError where it can't be."""
    *above, last = change.path
    for step in above:
        data = data[_step(data, step)]
    if isinstance(change, Put):
        data[last] = change.value
    elif isinstance(change, Insert):
        items = data[last]
        items.insert(items.now(change.at), change.value)
        if change.at is not None:
            insort(items.inserted, change.at)
    else:
        del data[_step(data, last)]
        if isinstance(last, int):
            insort(data.removed, last)


def _step(data: Data, step: Step) -> Step:
    """A key, or where an item is now; a number leads into a list alone."""
    return data.now(step) if isinstance(step, int) else step


def are_same(wished: Data, found: Node) -> bool:
    """True if a new text says what was wished; a group's old fields are in their old order."""
    if isinstance(wished, Scalar):
        return isinstance(found, Scalar) and (wished.text, wished.plain) == (found.text, found.plain)
    if isinstance(wished, str):
        return isinstance(found, Scalar) and found.text == source.nfc(wished) and not found.is_null
    if isinstance(found, source.Mapping):
        return isinstance(wished, Mapping) and _are_same_groups(wished, found.entries)
    if isinstance(found, source.Sequence) and isinstance(wished, Sequence):
        return len(wished) == len(found.items) and all(map(are_same, wished, found.items))
    return False


def _are_same_groups(wished: Mapping[str, Data], found: dict[str, tuple[Scalar, Node]]) -> bool:
    if wished.keys() != found.keys():
        return False
    old = {key: value for key, value in wished.items() if isinstance(value, (Scalar, _Group, _Items))}
    in_order = not old or [*old] == [key for key in found if key in old]
    return in_order and all(are_same(value, found[key][1]) for key, value in wished.items())
