"""Events → the text of a calendar (RFC 5545, with the properties of RFC 7986), by icalendar.

An event is one VEVENT; a recurring one has a rule, and one VEVENT more for every occurrence that looks different in a
calendar. Nothing is invented at building time: every stamp is the data's, so that unchanged events are unchanged bytes.

Imported only when a calendar is made, since an import of the library takes as long as thirty calendars.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from functools import cache

import icalendar
from msgspec import Struct
from msgspec.structs import replace

from talanoa import addresses
from talanoa.model.event import Event
from talanoa.model.occurrences import Occurrence, number_of_exception, pattern_of
from talanoa.model.post import Post
from talanoa.model.recurrence import day_of
from talanoa.model.values import Moment, Stamp
from talanoa.model.zones import is_missing
from talanoa.outputs.calendars.entry import Entry, entry_of, instant, is_steady, lasts, one_line
from talanoa.outputs.calendars.vtimezone import vtimezone
from talanoa.outputs.structured import absolute
from talanoa.outputs.view import View
from talanoa.reads import Known

KEPT_AFTER_CANCELLING = timedelta(days=30)
_WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_FREQUENCIES = {"days": "DAILY", "weeks": "WEEKLY", "months": "MONTHLY", "years": "YEARLY"}


class PlainText(icalendar.vText):
    """A text as RFC 5545 writes it. icalendar takes a typed `\\N`, as in `C:\\New`, for a line break."""

    def to_ical(self) -> bytes:
        return re.sub(r"[\\;,]", r"\\\g<0>", self).replace("\n", r"\n").encode()


class _Piece(Struct, frozen=True):
    """An event as calendars show it: its VEVENTs, the years in which its zone matters, and its newest stamp."""

    text: bytes
    zone: str
    years: tuple[int, ...]  # none if its times need no zone
    stamps: tuple[Stamp, ...]


class Calendars:
    """Makes each event once, however many calendars it is in."""

    def __init__(self, view: View) -> None:
        self.view = view
        self._pieces: Known = Known()

    def text(self, address: str, name: str, events: Sequence[Event], statements: Sequence[Post] = ()) -> bytes:
        """The calendar of events of which something happens, and of the last days on which statements can be signed."""
        view = self.view
        pieces = [self._piece(event) for event in sorted(events, key=lambda event: event.id) if _kept(view, event)]
        pieces = pieces or [self._last(events)]
        pieces += [_deadline(view, post) for post in statements]
        result = icalendar.Calendar()
        result.add("version", "2.0")
        result.add("prodid", "-//Talanoa//Network calendar//EN")
        result.add("calscale", "GREGORIAN")
        # No event's UID has a slash.
        result.add("uid", f"{address.removeprefix('/')}@{view.site.network.authority.domain}")
        # RFC 7986's name and the older one.
        result.add("name", PlainText(one_line(name)))
        result.add("x-wr-calname", PlainText(one_line(name)))
        result.add("refresh-interval", timedelta(hours=12), parameters={"VALUE": "DURATION"})
        result.add("x-published-ttl", "PT12H")
        result.add("source", absolute(view, address), parameters={"VALUE": "URI"})
        stamps = [_utc(view, stamp) for piece in pieces for stamp in piece.stamps]
        if stamps:
            result.add("last-modified", max(stamps))
        zones: dict[str, set[int]] = {}
        for piece in pieces:
            if piece.years:
                zones.setdefault(piece.zone, set()).update(piece.years)
        parts = [_zone(name, min(years), max(years)) for name, years in sorted(zones.items())]
        parts += [piece.text for piece in pieces]
        end = b"END:VCALENDAR\r\n"
        return b"".join((result.to_ical().removesuffix(end), *parts, end))

    def _piece(self, event: Event) -> _Piece:
        view = self.view
        return view.reads.once(self._pieces, event.id, lambda: _piece(view, event, _kept(view, event)))

    def _last(self, events: Sequence[Event]) -> _Piece:
        """What remains when all was cancelled long ago: the last of it.

        Programs take an empty calendar for a broken one, and one that is gone for an error that they show to people again
        and again. A cancelled event of the past does no harm.
        """
        of = self.view.site.occurrences_of
        last = max((event for event in events if of[event.id]), key=lambda event: (of[event.id][-1].last_day, event.id))
        return _piece(self.view, last, of[last.id])


def _kept(view: View, event: Event) -> Sequence[Occurrence]:
    """The occurrences to show: what is cancelled goes away 30 days after its end, an event as a whole."""
    occurrences = view.site.occurrences_of[event.id]
    today = view.site.today
    kept = [o for o in occurrences if o.event.status != "cancelled" or o.last_day + KEPT_AFTER_CANCELLING >= today]
    return occurrences if kept and event.status == "cancelled" else kept


def _piece(view: View, event: Event, kept: Sequence[Occurrence]) -> _Piece:
    components = list(_components(view, event, kept))
    years: set[int] = set()
    if not _in_utc(event):
        moments = event.recurrence.all_days(event.start) if event.recurrence else [event.start]
        moments += [moment for o in kept for moment in (o.start, o.end) if moment is not None]
        if any(isinstance(moment, datetime) for moment in moments):
            years = {day_of(moment).year for moment in moments}
    return _Piece(
        b"".join(component.to_ical() for component in components),
        event.timezone,
        (min(years), max(years)) if years else (),
        tuple(stamp for stamp in (event.updated, *(o.event.updated for o in kept)) if stamp),
    )


@cache
def _zone(name: str, first: int, last: int) -> bytes:
    """A zone in whole years, so that many calendars share it, and another day in one of them changes no zone."""
    text: bytes = vtimezone(name, date(first, 1, 1), date(last, 12, 31)).to_ical()
    return text


def _in_utc(event: Event) -> bool:
    """What happens once and on the net alone is an instant; all else follows the clocks of its place."""
    if event.timezone == "UTC":
        return True
    return event.recurrence is None and event.place is None and event.online is not None


def _components(view: View, event: Event, kept: Sequence[Occurrence]) -> Iterator[icalendar.Event]:
    """An event and, if it recurs, its occurrences that differ from what the rule makes of it."""
    if event.recurrence is None:
        (only,) = kept
        yield _component(view, event, only, entry_of(view, only))
        return
    pattern = pattern_of(event)
    usual = entry_of(view, pattern)
    master = _component(view, event, pattern, usual)
    master.add("rrule", _rule(event))
    moments = {occurrence.moment for occurrence in kept}
    for moment in event.recurrence.all_days(event.start):
        if moment not in moments:
            _add_moment(master, "exdate", moment, event)
    yield master
    length = lasts(pattern)
    for occurrence in kept:
        entry = entry_of(view, occurrence)
        if occurrence.moved or entry != usual or lasts(occurrence) != length or not is_steady(length):
            yield _exception(view, event, occurrence, entry)


def _exception(view: View, event: Event, occurrence: Occurrence, entry: Entry) -> icalendar.Event:
    """One occurrence that differs; programs that know the rule alone must find it newer."""
    differing = occurrence.event
    updated = max(filter(None, (event.updated, differing.updated)), key=lambda stamp: _utc(view, stamp), default=None)
    sequence = number_of_exception(differing.sequence, event.sequence)
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
    page = absolute(view, addresses.occurrence(event.id, occurrence.original))
    component.add("url", page)
    component.add("description", PlainText("\n\n".join([*entry.paragraphs, page])))
    component.add("summary", PlainText(entry.summary))
    component.add("status", entry.status)
    # What won't take place, or isn't to be sat through, keeps no time from anything else; what is tentative does.
    free = event.type == "deadline" or entry.all_day or event.is_off
    component.add("transp", "TRANSPARENT" if free else "OPAQUE")
    _add_categories(component, entry.categories)
    if entry.location:
        component.add("location", PlainText(entry.location))
    if entry.position:
        component.add("geo", entry.position)
    if entry.link:
        label = one_line(view.localizer().gettext("Join the call"))
        component.add("conference", entry.link, parameters={"VALUE": "URI", "FEATURE": "VIDEO", "LABEL": label})
    return component


def _deadline(view: View, post: Post) -> _Piece:
    """The last day of signing, as an event. No id of an event has a dot."""
    assert post.signing and post.signing.closes
    closes, localizer = post.signing.closes, view.localizer()
    component = icalendar.Event()
    component.add("uid", f"{post.permanent_id}.signing@{view.site.network.authority.domain}")
    component.add("dtstamp", _utc(view, post.changed))
    component.add("last-modified", _utc(view, post.changed))
    component.add("sequence", max(0, (closes - post.date.day).days))  # which rises as often as the day is put off
    component.add("dtstart", closes)
    component.add("dtend", closes + timedelta(days=1))
    page = absolute(view, addresses.post(post.slug))
    component.add("url", page)
    to = post.signing.addressed_to
    addressed = [f"{localizer.gettext('Addressed to')}: {one_line(to)}"] if to else []
    component.add("description", PlainText("\n\n".join([*addressed, page])))
    summary = localizer.gettext("Last day to sign: %(title)s") % {"title": post.title}
    component.add("summary", PlainText(one_line(summary)))
    component.add("status", "CONFIRMED")
    component.add("transp", "TRANSPARENT")
    _add_categories(component, [localizer.label("deadline", "type")])
    return _Piece(component.to_ical(), view.site.network.timezone, (), (post.changed,))


def _add_categories(component: icalendar.Event, names: Iterable[str]) -> None:
    categories = icalendar.vCategory([])
    categories.cats = [PlainText(name) for name in names]
    component.add("categories", categories)


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
    if every.weekday is not None:
        rule["BYDAY"] = f"{every.nth or ''}{_WEEKDAYS[every.weekday]}"
    elif every.nth is not None:
        rule["BYMONTHDAY"] = every.nth
    # Said in so many words, since ical.js makes 1 March of a 29 February that a year lacks.
    elif every.unit in ("months", "years") and event.start.day > 28:
        rule["BYMONTHDAY"] = event.start.day
        if every.unit == "years":
            rule["BYMONTH"] = event.start.month
    skips = any(isinstance(moment, datetime) and is_missing(moment, event.timezone) for moment in moments)
    if event.recurrence.until is None and not skips:
        return rule | {"COUNT": len(moments)}
    # Programs differ in whether a time that clocks skip counts; so an event with an excepted or moved one has its rule end by date.
    # The last start of all, so that it can't be mistaken; a UTC time, which the RFC demands beside a TZID.
    last = moments[-1]
    return rule | {"UNTIL": instant(last, event.timezone) if isinstance(last, datetime) else last}


def _utc(view: View, stamp: Stamp) -> datetime:
    return stamp.subscriber_time(view.site.zone).astimezone(UTC)
