"""Calendars that people subscribe to: iCalendar files (RFC 5545, with the properties of RFC 7986).

An event is one VEVENT; a recurring one has a rule, and one VEVENT more for every occurrence that looks different in a
calendar. Nothing is invented at building time: every stamp is the data's, so that unchanged events are unchanged bytes.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from urllib.parse import quote

import icalendar

from talanoa import addresses
from talanoa.model.event import Event, Occurrence, end_of
from talanoa.model.recurrence import day_of
from talanoa.model.values import Moment, Stamp
from talanoa.outputs.calendars.entry import Entry, elapsed, entry_of, instant, one_line
from talanoa.outputs.calendars.vtimezone import vtimezone
from talanoa.outputs.output import File
from talanoa.outputs.view import View

KEPT_AFTER_CANCELLING = timedelta(days=30)
_FREQUENCIES = {"days": "DAILY", "weeks": "WEEKLY", "months": "MONTHLY", "years": "YEARLY"}


class _Text(icalendar.vText):
    """A text as RFC 5545 writes it. icalendar takes a typed `\\N`, as in `C:\\New`, for a line break."""

    def to_ical(self) -> bytes:
        return re.sub(r"[\\;,]", r"\\\g<0>", self).replace("\n", r"\n").encode()


def files(view: View) -> Iterator[File]:
    """Every calendar of the site that has an event."""
    calendars = [(addresses.CALENDAR, view.name, view.site.events)]
    for address, name, events in calendars:
        if file := calendar(view, address, name, events):
            yield file


def calendar(view: View, address: str, name: str, events: Iterable[Event]) -> File | None:
    """The calendar of these events; None if none of them shows: programs take an empty calendar for a broken one."""
    shown = [(event, kept) for event in sorted(events, key=lambda event: event.id) if (kept := _kept(view, event))]
    if not shown:
        return None
    result = icalendar.Calendar()
    result.add("version", "2.0")
    result.add("prodid", "-//Talanoa//Network calendar//EN")
    result.add("calscale", "GREGORIAN")
    # RFC 7986's name and the older one.
    result.add("name", _Text(one_line(name)))
    result.add("x-wr-calname", _Text(one_line(name)))
    result.add("refresh-interval", timedelta(hours=12), parameters={"VALUE": "DURATION"})
    result.add("x-published-ttl", "PT12H")
    result.add("source", _absolute(view, address), parameters={"VALUE": "URI"})
    stamps = [stamp for event, kept in shown for stamp in (event.updated, *(o.event.updated for o in kept)) if stamp]
    if stamps:
        result.add("last-modified", max(_utc(view, stamp) for stamp in stamps))
    for zone, (first, last) in sorted(_zones(shown).items()):
        result.add_component(vtimezone(zone, first, last))
    for event, kept in shown:
        for component in _components(view, event, kept):
            result.add_component(component)
    return File(address, result.to_ical())


def _kept(view: View, event: Event) -> list[Occurrence]:
    """The occurrences to show: what is cancelled goes away 30 days after its end, an event as a whole."""
    occurrences = list(view.site.occurrences_of[event.id])
    limit = view.site.today - KEPT_AFTER_CANCELLING
    if event.status == "cancelled":
        return occurrences if any(o.last_day >= limit for o in occurrences) else []
    return [o for o in occurrences if o.event.status != "cancelled" or o.last_day >= limit]


def _zones(shown: list[tuple[Event, list[Occurrence]]]) -> dict[str, tuple[date, date]]:
    """Each zone that the calendar names, with the first and the last day on which it matters."""
    zones: dict[str, tuple[date, date]] = {}
    for event, kept in shown:
        moments = event.recurrence.all_days(event.start) if event.recurrence else [event.start]
        moments += [moment for o in kept for moment in (o.start, o.end) if moment is not None]
        if not _in_utc(event) and any(isinstance(moment, datetime) for moment in moments):
            days = [*map(day_of, moments), *zones.get(event.timezone, ())]
            zones[event.timezone] = min(days), max(days)
    return zones


def _in_utc(event: Event) -> bool:
    """What happens once and on the net alone is an instant; all else follows the clocks of its place."""
    if event.timezone == "UTC":
        return True
    return event.recurrence is None and event.place is None and event.online is not None


def _components(view: View, event: Event, kept: list[Occurrence]) -> Iterator[icalendar.Event]:
    """An event and, if it recurs, its occurrences that differ from what the rule makes of it."""
    if event.recurrence is None:
        yield _component(view, event, kept[0], entry_of(view, kept[0]))
        return
    # The rule's pattern: the first occurrence as it would be without exceptions and overrides.
    pattern = Occurrence(event, event.start, end_of(event.start, event.end, event.duration))
    usual = entry_of(view, pattern)
    master = _component(view, event, pattern, usual)
    master.add("rrule", _rule(event))
    moments = {occurrence.moment for occurrence in kept}
    for moment in event.recurrence.all_days(event.start):
        if moment not in moments:
            _add_moment(master, "exdate", moment, event)
    yield master
    for occurrence in kept:
        entry = entry_of(view, occurrence)
        if occurrence.moved or entry != usual or elapsed(occurrence) != elapsed(pattern):
            yield _exception(view, event, occurrence, entry)


def _exception(view: View, event: Event, occurrence: Occurrence, entry: Entry) -> icalendar.Event:
    """One occurrence that differs; programs that know the rule alone must find it newer."""
    differing = occurrence.event
    updated = max(filter(None, (event.updated, differing.updated)), key=lambda stamp: _utc(view, stamp), default=None)
    sequence = max(differing.sequence, event.sequence + 1)
    component = _component(view, replace(differing, updated=updated, sequence=sequence), occurrence, entry)
    assert occurrence.moment is not None
    _add_moment(component, "recurrence-id", occurrence.moment, event)
    return component


def _component(view: View, event: Event, occurrence: Occurrence, entry: Entry) -> icalendar.Event:
    component = icalendar.Event()
    component.add("uid", f"{event.id}@{view.site.network.authority.domain}")
    _add_stamps(view, component, event)
    component.add("sequence", event.sequence)
    _add_moment(component, "dtstart", occurrence.start, event)
    if not isinstance(occurrence.start, datetime):
        # The data's last day is inclusive, iCalendar's end is not.
        _add_moment(component, "dtend", day_of(occurrence.end or occurrence.start) + timedelta(days=1), event)
    elif occurrence.end is not None:
        _add_moment(component, "dtend", occurrence.end, event)
    page = _absolute(view, addresses.occurrence(event.id, occurrence.original))
    component.add("url", page)
    component.add("description", _Text("\n\n".join([*entry.paragraphs, page])))
    component.add("summary", _Text(entry.summary))
    component.add("status", entry.status)
    component.add("transp", "TRANSPARENT" if event.type == "deadline" or entry.all_day else "OPAQUE")
    categories = icalendar.vCategory([])
    categories.cats = [_Text(category) for category in entry.categories]
    component.add("categories", categories)
    if entry.location:
        component.add("location", _Text(entry.location))
    if entry.position:
        component.add("geo", entry.position)
    if entry.link:
        component.add("conference", _uri(entry.link), parameters={"VALUE": "URI"})
    return component


def _add_stamps(view: View, component: icalendar.Event, event: Event) -> None:
    """When the event was last changed. DTSTAMP is required: an event without a date has the authority's."""
    if event.updated:
        component.add("dtstamp", _utc(view, event.updated))
        component.add("last-modified", _utc(view, event.updated))
    else:
        component.add("dtstamp", datetime(int(view.site.network.authority.year[:4]), 1, 1, tzinfo=UTC))


def _add_moment(component: icalendar.Event, name: str, moment: Moment, event: Event) -> None:
    """A day, an instant (`Z`), or a local time with its zone."""
    if not isinstance(moment, datetime):
        component.add(name, moment)
    elif _in_utc(event):
        component.add(name, instant(moment, event.timezone))
    else:
        component.add(name, moment, parameters={"TZID": str(event.timezone)})


def _rule(event: Event) -> dict[str, object]:
    """The recurrence as RFC 5545 writes it (section 3.3.10), which skips days that a month lacks, as the model does."""
    assert event.recurrence is not None
    every, moments = event.recurrence.every, event.recurrence.all_days(event.start)
    rule: dict[str, object] = {"FREQ": _FREQUENCIES[every.unit], "INTERVAL": every.count}
    if event.recurrence.until is None:
        return rule | {"COUNT": len(moments)}
    # The last start of all, so that it can't be mistaken; a UTC time, which the RFC demands beside a TZID.
    last = moments[-1]
    return rule | {"UNTIL": instant(last, event.timezone) if isinstance(last, datetime) else last}


def _utc(view: View, stamp: Stamp) -> datetime:
    return stamp.instant(view.site.zone).astimezone(UTC)


def _absolute(view: View, address: str) -> str:
    return _uri(view.site.url + address.removeprefix("/"))


def _uri(address: str) -> str:
    """An address with nothing but what RFC 3986 allows: icalendar lets spaces and line breaks through."""
    return quote(address, safe="%:/?#[]@!$&'()*+,;=-._~")
