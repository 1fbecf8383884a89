"""Agendas as the files have them: of a call, or of every call of a series; and one with more items."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from talanoa.amend import Change, Insert, Plain, Put, Value, entry_at, root_of
from talanoa.files import read_bytes
from talanoa.model.event import Event
from talanoa.model.occurrences import Occurrence
from talanoa.source import MAX_BYTES, Mapping, Node, Scalar
from talanoa.source import Sequence as List

_NO_TEXT = re.compile(r"[-+0-9.:TZ ]+|true|false")


def entry_of(root: Path, event: Event) -> Mapping | None:
    """An event's entry as it is written; raises OSError."""
    place = event.id.place
    node = entry_at(root_of(read_bytes(root, place.file, MAX_BYTES + 1), place.file, []), place)
    return node if isinstance(node, Mapping) else None


def path_of(call: Occurrence) -> tuple[str, ...]:
    return ("occurrences", Plain(call.original.isoformat()), "agenda") if call.original else ("agenda",)


def agenda_of(entry: Mapping, call: Occurrence) -> List | None:
    """The call's own."""
    node: Node | None = entry
    for step in path_of(call):
        node = node.get(step) if isinstance(node, Mapping) else None
    return node if isinstance(node, List) else None


def with_items(event: Event, entry: Mapping, call: Occurrence, items: Sequence[Value]) -> Iterator[Change]:
    """The changes by which a call's agenda has more items at its end."""
    file, at = event.id.place.file, event.id.place
    if agenda_of(entry, call) is not None:
        yield from (Insert(file, at, path_of(call), item) for item in items)
        return
    general = entry.get("agenda")  # what the call shows as long as it has none of its own
    before = [value_of(item) for item in general.items] if isinstance(general, List) else []
    yield Put(file, at, path_of(call), [*before, *items])


def value_of(node: Node) -> Value:
    """What a node says, to be written elsewhere: numbers and times stay what they are."""
    if isinstance(node, Mapping):
        return {key: value_of(value) for key, (_, value) in node.entries.items()}
    if isinstance(node, List):
        return [value_of(item) for item in node.items]
    assert isinstance(node, Scalar)
    return Plain(node.text) if node.plain and _NO_TEXT.fullmatch(node.text) else node.text
