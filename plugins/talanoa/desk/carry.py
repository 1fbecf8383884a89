"""What a call didn't come to → the agenda of the next: the items as they are written, and marked where they were."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from talanoa.amend import Change, Insert, Plain, Put, Value, entries
from talanoa.files import read_bytes
from talanoa.model.event import Event
from talanoa.model.occurrences import Occurrence, instant, occurrences_of
from talanoa.source import MAX_BYTES, Mapping, Node, Scalar, Sequence, decode, parse_yaml

OPEN = ("proposed", "agreed")
"""What an item is that was neither done nor carried over; without a status it is proposed."""

# What belongs to the call that it was on.
_OF_THE_CALL = ("status", "day", "time", "break")
_NO_TEXT = re.compile(r"[-+0-9.:TZ ]+|true|false")


@dataclass(frozen=True)
class Carried:
    """The titles of the items, the call that they go to, and the changes for it; nothing of it if there is nothing to carry."""

    titles: tuple[str, ...] = ()
    to: Occurrence | None = None
    changes: tuple[Change, ...] = ()


def carried(root: Path, event: Event, call: Occurrence) -> Carried:
    """Open items of a call's own agenda, into the next that takes place; raises OSError."""
    entry = _entry(root, event)
    own = _agenda(entry, call) if entry else None
    items = [*_open(own)] if own else []
    following = [
        it for it in occurrences_of(event) if not it.event.is_off and (it.day, instant(it)) > (call.day, instant(call))
    ]
    if not items or not following or entry is None:
        return Carried(tuple(title for _, title, _ in items))
    to = min(following, key=lambda it: (it.day, instant(it)))
    here, there = _path(call), _path(to)
    file, at = event.id.place.file, event.id.place
    changes: list[Change] = [
        Put(file, at, (*here, number, "status"), Plain("carried"), ("lead", "title")) for number, _, _ in items
    ]
    if _agenda(entry, to) is None:  # then it shows what the series has, if anything
        general = entry.get("agenda")
        before = [_value(item) for item in general.items] if isinstance(general, Sequence) else []
        changes.append(Put(file, at, there, [*before, *(value for _, _, value in items)]))
    else:
        changes += (Insert(file, at, there, value) for _, _, value in items)
    return Carried(tuple(title for _, title, _ in items), to, tuple(changes))


def _entry(root: Path, event: Event) -> Mapping | None:
    place = event.id.place
    source = decode(read_bytes(root, place.file, MAX_BYTES + 1), place.file, [])
    node = parse_yaml(source, []) if source else None
    return entries(node).get(place) if node else None


def _path(call: Occurrence) -> tuple[str, ...]:
    return ("occurrences", Plain(call.original.isoformat()), "agenda") if call.original else ("agenda",)


def _agenda(entry: Mapping, call: Occurrence) -> Sequence | None:
    """The call's own, as it is written."""
    node: Node | None = entry
    for step in _path(call):
        node = node.get(step) if isinstance(node, Mapping) else None
    return node if isinstance(node, Sequence) else None


def _open(agenda: Sequence) -> Iterator[tuple[int, str, Value]]:
    """The number of each open item, its title, and the item without what belongs to the call."""
    for number, item in enumerate(agenda.items):
        if not isinstance(item, Mapping) or _is(item.get("break"), "true"):
            continue
        status = item.get("status")
        if status is None or any(_is(status, word) for word in OPEN):
            kept = {key: _value(value) for key, (_, value) in item.entries.items() if key not in _OF_THE_CALL}
            yield number, _title(item), kept


def _is(node: Node | None, word: str) -> bool:
    return isinstance(node, Scalar) and node.text == word


def _title(item: Mapping) -> str:
    title = item.get("title")
    if isinstance(title, Mapping):
        title = next((value for _, value in title.entries.values()), None)
    return title.text if isinstance(title, Scalar) else ""


def _value(node: Node) -> Value:
    """What a node says, to be written elsewhere: numbers and times stay what they are."""
    if isinstance(node, Mapping):
        return {key: _value(value) for key, (_, value) in node.entries.items()}
    if isinstance(node, Sequence):
        return [_value(item) for item in node.items]
    assert isinstance(node, Scalar)
    return Plain(node.text) if node.plain and _NO_TEXT.fullmatch(node.text) else node.text
