"""What a call didn't come to → the agenda of the next: the items as they are written, and marked where they were.

What is on the agenda of every call stays where it is, and what the next call has already isn't written there again.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from msgspec import Struct

from talanoa.amend import Change, Plain, Put, Value
from talanoa.desk.promises import known_by, standing
from talanoa.desk.written_agenda import agenda_of, entry_of, path_of, value_of, with_items
from talanoa.model.event import Event
from talanoa.model.occurrences import Occurrence, instant, occurrences_of
from talanoa.source import Mapping, Node, Scalar, Sequence

OPEN = ("proposed", "agreed")
"""What an item is that was neither done nor carried over; without a status it is proposed."""

# What belongs to the call that it was on.
_OF_THE_CALL = ("status", "day", "time", "break")


class Carried(Struct, frozen=True):
    """The titles of the items, the call that they go to, and the changes for it; nothing of it if there is nothing to carry."""

    titles: tuple[str, ...] = ()
    to: Occurrence | None = None
    changes: tuple[Change, ...] = ()


def carried(root: Path, event: Event, call: Occurrence) -> Carried:
    """Open items of a call's own agenda, into the next that takes place; raises OSError."""
    entry = entry_of(root, event)
    own = agenda_of(entry, call) if entry else None
    always = standing(event)
    items = [it for it in _open(own) if known_by(it[1]) not in always] if own else []
    following = [
        it for it in occurrences_of(event) if not it.event.is_off and (it.day, instant(it)) > (call.day, instant(call))
    ]
    if not items or not following or entry is None:
        return Carried(tuple(title for _, title, _ in items))
    to = min(following, key=lambda it: (it.day, instant(it)))
    file, at = event.id.place.file, event.id.place
    marks: list[Change] = [
        Put(file, at, (*path_of(call), number, "status"), Plain("carried"), ("lead", "title")) for number, _, _ in items
    ]
    there = agenda_of(entry, to)
    known = {known_by(_title(item)) for item in there.items if isinstance(item, Mapping)} if there else set()
    new = [value for _, title, value in items if known_by(title) not in known]
    changes = (*marks, *with_items(event, entry, to, new))
    return Carried(tuple(title for _, title, _ in items), to, changes)


def _open(agenda: Sequence) -> Iterator[tuple[int, str, Value]]:
    """The number of each open item, its title, and the item without what belongs to the call."""
    for number, item in enumerate(agenda.items):
        if not isinstance(item, Mapping) or _is(item.get("break"), "true"):
            continue
        status = item.get("status")
        if status is None or any(_is(status, word) for word in OPEN):
            kept = {key: value_of(value) for key, (_, value) in item.entries.items() if key not in _OF_THE_CALL}
            yield number, _title(item), kept


def _is(node: Node | None, word: str) -> bool:
    return isinstance(node, Scalar) and node.text == word


def _title(item: Mapping) -> str:
    title = item.get("title")
    if isinstance(title, Mapping):
        title = next((value for _, value in title.entries.values()), None)
    return title.text if isinstance(title, Scalar) else ""
