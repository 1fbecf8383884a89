"""An item for the agenda of a call that is still to come."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from talanoa import addresses
from talanoa.amend import Plain, Value
from talanoa.authoring.entries import Written
from talanoa.desk.written_agenda import entry_of, with_items
from talanoa.intake.directory import folded, linked, texts_of
from talanoa.intake.values import Reading
from talanoa.model.dates import read_duration
from talanoa.model.event import Event
from talanoa.model.occurrences import Occurrence, occurrences_of
from talanoa.model.scalars import read_int
from talanoa.model.wrong import Wrong
from talanoa.sheets import cells, days
from talanoa.sheets.cells import scalar

MOST_MINUTES = 24 * 60
_WITH_DAY = re.compile(r"(\S+) (\d{4}-\d\d-\d\d)")


def agenda_item(it: Reading, today: date) -> Written | None:
    """The change; None, and why, if there is no such call or it is over. Raises OSError."""
    found = event_of(it)
    if found is None:
        it.refuse("event", "there is no event with this id", "write the last part of the address of its page")
        return None
    event, named = found
    item, day = _item(it), named or it.day("date")
    if it.text("date") and not day:  # which can't be read
        return None
    call = _call(it, event, day, today)
    if call is None or it.refusals:
        return None
    if any(folded(one.title) == folded(it.line("headline")) for one in call.event.agenda):
        it.refuse("headline", "the agenda has an item of this title already", "nothing needs to be sent")
        return None
    entry = entry_of(it.directory.content.root, event)
    if entry is None:
        it.refuse(
            "event", f"the entry of this event in {event.id.place.file} can't be read", "the coordinator can add it"
        )
        return None
    address = addresses.occurrence(str(event.id), call.original)
    return Written(str(event.id), event.id.place.file, address, changes=tuple(with_items(event, entry, call, [item])))


def event_of(it: Reading) -> tuple[Event, str] | None:
    """By id, by the address of a page, which may name a day, or by title."""
    text = it.line("event")
    with_day = _WITH_DAY.fullmatch(text)
    _, id, day = linked(text) or ("", *(with_day.groups() if with_day else (text, "")))
    events = it.directory.events
    event = events.get(id) or next((one for one in events.values() if id in map(str, one.formerly)), None)
    if event is None:
        named = [one for one in events.values() if folded(text) in map(folded, texts_of(one.title))]
        event = named[0] if len(named) == 1 else None
    return (event, day) if event else None


def _item(it: Reading) -> dict[str, Value]:
    minutes = it.one("minutes", read_int, _minutes)
    if minutes and not 0 < int(minutes) <= MOST_MINUTES:
        it.refuse("minutes", "no item takes so many minutes", f"write a number from 1 to {MOST_MINUTES}")
    item: dict[str, Value] = {"title": it.line("headline"), "lead": it.person("lead")}
    notes = it.text("notes")
    if minutes:
        item["minutes"] = Plain(str(int(minutes)))
    item["status"] = "proposed"
    if notes:
        item["notes"] = f"{notes}\n" if "\n" in notes else notes
    return item


def _minutes(text: str) -> str:
    """`15 min`, `1.5 hours` or digits of any script, as a number of minutes."""
    try:
        length = read_duration(scalar(cells.length(days.ascii_digits(text))))
    except Wrong:
        return text
    return str(round(length.total_seconds() / 60))


def _call(it: Reading, event: Event, day: str, today: date) -> Occurrence | None:
    calls = list(occurrences_of(event))
    coming = [call for call in calls if call.is_awaited(today)]
    if not day and not event.recurrence:
        call = calls[0]
    elif not day:
        it.refuse("event", "this happens more than once", f"write the day of one below “Date”: {_days(coming)}")
        return None
    else:
        found = next((one for one in calls if day in _names(one)), None)
        if found is None:
            it.refuse("date" if it.text("date") else "event", "it isn't on this day", f"write one of {_days(coming)}")
            return None
        call = found
    if call not in coming:
        help = f"choose one that is still to come: {_days(coming)}" if coming else "propose it for another event"
        it.refuse("date" if it.text("date") else "event", "this is over, or doesn't take place", help)
        return None
    return call


def _names(call: Occurrence) -> Iterator[str]:
    if call.original:
        yield call.original.isoformat()
    yield call.day.isoformat()


def _days(calls: list[Occurrence]) -> str:
    return ", ".join((call.original or call.day).isoformat() for call in calls[:4]) or "a later day"
