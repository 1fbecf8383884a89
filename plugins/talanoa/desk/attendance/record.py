"""The members that came → the change of the file that has the call."""

from __future__ import annotations

from collections.abc import Iterable

from talanoa.amend import Change, Insert, Plain, Put
from talanoa.model.event import Event
from talanoa.model.occurrences import Occurrence


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
