"""The members that came → the change of the file that has the call."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from talanoa.amend import Change, Insert, Plain, Put
from talanoa.load import Content
from talanoa.model.event import Event
from talanoa.model.occurrences import Occurrence, occurrences_of
from talanoa.model.recurrence import day_of


def call_of(content: Content, id: str, original: date) -> tuple[Event, Occurrence] | None:
    """A happening by its event and its original date; of an event that doesn't recur, by the day of its start."""
    event = next((event for event in content.events if id in (str(event.id), *map(str, event.formerly))), None)
    if event is None:
        return None
    for call in occurrences_of(event):
        if original == (call.original or day_of(event.start)):
            return event, call
    return None


def changes(event: Event, call: Occurrence, came: Iterable[str]) -> list[Change]:
    """Adds those that aren't on record yet, in the order of their ids; none if all are."""
    known = {*map(str, call.event.attended)}
    new = [id for id in sorted(came) if id not in known]
    file, entry = event.id.place.file, event.id.place
    path: tuple[str, ...] = ("attended",)
    if call.original:
        path = ("occurrences", Plain(call.original.isoformat()), "attended")
    if not known:
        return [Put(file, entry, path, new)] if new else []
    return [Insert(file, entry, path, id) for id in new]
