"""The calendar: all events, each month, each event, each occurrence of a recurring one."""

from __future__ import annotations

import calendar as weeks
from collections.abc import Iterable, Iterator, Sequence, Set
from datetime import date, timedelta
from typing import Any, get_args

from babel.dates import get_day_names
from msgspec import Struct

from talanoa import addresses
from talanoa.groups import SeriesOfEvents
from talanoa.model.agenda import AgendaItem, days_of
from talanoa.model.event import Event, EventType
from talanoa.model.occurrences import Occurrence
from talanoa.model.post import Guest
from talanoa.model.values import MemberRef
from talanoa.outputs import clocks, dates
from talanoa.outputs.calendars.add import google, outlook
from talanoa.outputs.calendars.subjects import event_link, network_links
from talanoa.outputs.calendars.subjects import links as calendar_links
from talanoa.outputs.output import FeedLink, Page, Planned
from talanoa.outputs.pages.hours import fair_hours
from talanoa.outputs.pages.proposals import by_theme
from talanoa.outputs.structured import event as event_data
from talanoa.outputs.view import View
from talanoa.visibility import Credit

PAST_ON_CALENDAR = 12
NEAR = 12  # other dates, before and after an occurrence
SCRIPTS = ("times",)
# Kinds of events that are no meetings, so no one proposes what to speak about.
_WITHOUT_AGENDA = ("deadline", "review")


def pages(view: View) -> Iterator[Planned[Page]]:
    site = view.site
    yield Planned(addresses.EVENTS, _calendar)
    for year, month in site.occurrences_by_month:
        yield Planned(addresses.month(year, month), _month, (year, month))
    for kind in get_args(EventType):
        if kind in site.events_by_type:
            yield Planned(addresses.event_type(kind), _of_type, (kind,))
    for event in site.events:
        yield Planned(addresses.event(event.id), _event, (event.id,))
        if event.recurrence:
            for index, occurrence in enumerate(site.occurrences_of[event.id]):
                address = addresses.occurrence(event.id, occurrence.original)
                yield Planned(address, _occurrence, (event.id, index))


def _trail(view: View) -> tuple[tuple[str, str], ...]:
    return ((view.localizer().gettext("Events"), addresses.EVENTS),)


def _calendar(view: View) -> Page:
    site, gettext = view.site, view.localizer().gettext
    past = [o for o in reversed(site.occurrences) if o.last_day < site.today][:PAST_ON_CALENDAR]
    coming = [o for o in site.occurrences if o.last_day >= site.today]
    months = list(site.occurrences_by_month)
    current = (site.today.year, site.today.month)
    return view.page(
        addresses.EVENTS,
        gettext("Events"),
        "calendar.html",
        {
            "coming": coming,
            "past": past,
            "months": months,
            "years": sorted({year for year, _ in months}, reverse=True),
            "grid": grid(view, *current, _anchors(coming) | _anchors(past)),
            "types": [kind for kind in get_args(EventType) if kind in site.events_by_type],
            "calendars": network_links(view),
            "weekdays": clocks.weekdays(view.language),
            **_neighbours(months, current),
        },
        section=addresses.EVENTS,
        description=gettext("Calls, meetings and deadlines of the network"),
        feeds=_feeds(view),
        scripts=SCRIPTS,
    )


def _neighbours(months: list[tuple[int, int]], current: tuple[int, int]) -> dict[str, tuple[int, int] | None]:
    """The months before and after that something touches; those without have no page."""
    return {
        "previous": next((month for month in reversed(months) if month < current), None),
        "next": next((month for month in months if month > current), None),
    }


def _feeds(view: View) -> tuple[FeedLink, ...]:
    feed = view.feed_link(view.localizer().gettext("Events"), addresses.EVENTS)
    return (feed, *network_links(view))


def _month(view: View, year: int, month: int) -> Page:
    site, localizer = view.site, view.localizer()
    found = site.occurrences_by_month[year, month]
    return view.page(
        addresses.month(year, month),
        localizer.month(year, month),
        "month.html",
        {
            "grid": grid(view, year, month, _anchors(found)),
            "list": found,
            "weekdays": clocks.weekdays(view.language),
            "is_current": (year, month) == (site.today.year, site.today.month),
            **_neighbours(list(site.occurrences_by_month), (year, month)),
        },
        section=addresses.EVENTS,
        trail=_trail(view),
        description=localizer.gettext("Events in %(month)s") % {"month": localizer.month(year, month)},
        feeds=_feeds(view),
        scripts=SCRIPTS,
    )


def _of_type(view: View, kind: EventType) -> Page:
    site = view.site
    found = [o for o in site.occurrences if o.event.type == kind]
    address, title = addresses.event_type(kind), view.localizer().label(kind, "types")
    calendars = calendar_links(view, address, title, site.events_by_type[kind])
    return view.page(
        address,
        title,
        "event-type.html",
        {
            "calendars": calendars,
            "coming": [o for o in found if o.last_day >= site.today],
            "past": [o for o in reversed(found) if o.last_day < site.today],
            "weekdays": clocks.weekdays(view.language),
        },
        section=addresses.EVENTS,
        trail=_trail(view),
        description=view.localizer().gettext("Events: %(title)s") % {"title": title},
        feeds=(*calendars, *_feeds(view)),
        scripts=SCRIPTS,
    )


class Day(Struct, frozen=True):
    """A day with what touches it; `link` leads to the first that begins on it, in a list."""

    date: date
    occurrences: tuple[Occurrence, ...] = ()
    link: str = ""

    @property
    def is_off(self) -> bool:
        """Whether nothing of it will be on that day."""
        return all(occurrence.event.is_off for occurrence in self.occurrences)


class Grid(Struct, frozen=True):
    """A month as weeks of days, None outside of it; the weekdays by their short and their whole names."""

    year: int
    month: int
    weekdays: tuple[tuple[str, str], ...]
    weeks: tuple[tuple[Day | None, ...], ...]

    @property
    def is_empty(self) -> bool:
        return not any(day and day.occurrences for week in self.weeks for day in week)


def grid(view: View, year: int, month: int, listed: Set[str] = frozenset()) -> Grid:
    """A month; weeks start as the network's country counts them. `listed` are the anchors of those that the page itself lists."""
    locale = dates.locale(view.language)
    first = dates.first_week_day(view.site.network.timezone, view.language)
    short, whole = get_day_names("abbreviated", locale=locale), get_day_names("wide", locale=locale)
    order = [(first + index) % 7 for index in range(7)]
    days = {day.date: day for day in _busy(view, year, month, listed)}
    return Grid(
        year,
        month,
        tuple((short[day], whole[day]) for day in order),
        tuple(
            tuple(days.get(day, Day(day)) if day.month == month else None for day in week)
            for week in weeks.Calendar(first).monthdatescalendar(year, month)
        ),
    )


def _anchors(occurrences: Iterable[Occurrence]) -> frozenset[str]:
    return frozenset(addresses.occurrence_anchor(o.event.id, o.original) for o in occurrences)


def _busy(view: View, year: int, month: int, listed: Set[str]) -> Iterator[Day]:
    found: dict[date, list[Occurrence]] = {}
    for occurrence in view.site.occurrences_by_month.get((year, month), ()):
        day = max(occurrence.day, date(year, month, 1))
        while day <= occurrence.last_day and (day.year, day.month) == (year, month):
            found.setdefault(day, []).append(occurrence)
            day += timedelta(days=1)
    for day, occurrences in found.items():
        target = next((o for o in occurrences if o.day == day), occurrences[0])
        (anchor,) = _anchors([target])
        page = "" if anchor in listed else addresses.link(addresses.month(year, month))
        yield Day(day, tuple(occurrences), f"{page}#{anchor}")


def _event(view: View, id: str) -> Page:
    event = view.site.event[id]
    if event.recurrence is None:
        return _page_of(view, view.site.occurrences_of[id][0], _trail(view))
    return _recurring(view, event)


def _recurring(view: View, event: Event) -> Page:
    site, localizer = view.site, view.localizer()
    occurrences = site.occurrences_of[event.id]
    calendars = (event_link(view, event),) if occurrences else ()
    next_one = next(iter(_coming(view, occurrences)), None)
    return view.page(
        addresses.event(event.id),
        localizer.plain(event.title),
        "recurring.html",
        {
            "event": event,
            "results": site.surveys.get(event.id),
            "hosts": _credits(view, event.hosts),
            "speakers": _credits(view, event.speakers),
            "occurrences": occurrences,
            "next": next_one,
            "awaited": next_one is not None and not event.is_off,
            "series": series_of(view, event),
            "everywhere": clocks.everywhere(view, next_one) if next_one else None,
            "choices": clocks.choices(view),
            "hours": fair_hours(view, event),
            "posts": site.posts_by_event.get(event.id, ()),
            "calendars": () if event.is_off or next_one is None else calendars,
        },
        section=addresses.EVENTS,
        trail=_trail(view),
        description=localizer.plain(event.summary),
        feeds=(*calendars, *_feeds(view)),
        updated=event.updated.day if event.updated else None,
        json_ld=tuple(event_data(view, o) for o in occurrences if o.last_day >= site.today)[:10],
        picture=view.picture_in(addresses.event(event.id), event.description),
        scripts=SCRIPTS,
    )


def _occurrence(view: View, id: str, index: int) -> Page:
    """One occurrence of an event that recurs."""
    above = view.localizer().plain(view.site.event[id].title), addresses.event(id)
    return _page_of(view, view.site.occurrences_of[id][index], (*_trail(view), above))


def _page_of(view: View, occurrence: Occurrence, trail: tuple[tuple[str, str], ...]) -> Page:
    localizer, event = view.localizer(), occurrence.event
    address = addresses.occurrence(event.id, occurrence.original)
    title = localizer.plain(event.title)
    if occurrence.original:
        title = localizer.gettext("%(event)s, %(day)s") % {"event": title, "day": localizer.day(occurrence.day)}
    notes = (item.notes for item in event.agenda)
    return view.page(
        address,
        title,
        "event.html",
        _shown(view, occurrence),
        section=addresses.EVENTS,
        type="event",
        trail=trail,
        description=localizer.plain(event.summary) or f"{title}: {dates.when_words(occurrence, localizer.cldr)}",
        feeds=(event_link(view, event), *_feeds(view)),
        updated=event.updated.day if event.updated else None,
        json_ld=(event_data(view, occurrence),),
        picture=view.picture_in(address, event.description, event.participants, event.notes, *notes),
        scripts=SCRIPTS,
    )


def _shown(view: View, occurrence: Occurrence) -> dict[str, Any]:
    """What the page of an occurrence shows."""
    site, event = view.site, occurrence.event
    siblings = site.occurrences_of[event.id]
    over, awaited = occurrence.last_day < site.today, occurrence.is_awaited(site.today)
    return {
        "occurrence": occurrence,
        "event": event,
        "siblings": _near(siblings, occurrence),
        "when": dates.when(occurrence, view.localizer().cldr),
        "over": over,
        "awaited": awaited,
        "instead": None if awaited else _instead(view, occurrence),
        "everywhere": clocks.everywhere(view, occurrence) if awaited else None,
        "choices": clocks.choices(view),
        "here": clocks.network_time(view, occurrence),
        "zones": clocks.local_times(view, occurrence) if awaited else (),
        "takes_items": takes_items(view, occurrence),
        "series": series_of(view, event),
        "add": add_links(view, occurrence) if awaited else (),
        "calendars": (event_link(view, event),) if awaited else (),
        "posts": site.posts_by_event.get(event.id, ()) if occurrence.original is None else (),
        "hosts": _credits(view, event.hosts),
        "speakers": _credits(view, event.speakers),
        "agenda": days_of(event.agenda, occurrence.day),
        "decided": [it for it in event.agenda if it.status == "done" and it.notes] if over else [],
        "promised": [*_promised(siblings, occurrence)] if over else [],
        "collects": event.proposals is not None and awaited and occurrence.original is None,
        "proposals": by_theme(view, event.proposals or ()),
        "results": site.surveys.get(event.id),
        "attended": _attended(view, event.attended),
    }


def _promised(siblings: Sequence[Occurrence], occurrence: Occurrence) -> Iterator[tuple[AgendaItem, Occurrence | None]]:
    """What was carried over and isn't done since, with the last time that has it; `talanoa carry` leaves titles as they are."""
    for item in occurrence.event.agenda:
        if item.status == "carried":
            later = [
                (other, it.status)
                for other in siblings
                if other.day > occurrence.day
                for it in other.event.agenda
                if it.title == item.title
            ]
            if not any(status == "done" for _, status in later):
                yield item, later[-1][0] if later else None


def _near(siblings: Sequence[Occurrence], occurrence: Occurrence) -> Sequence[Occurrence]:
    """The dates around this one. The event's own page has them all; on every page they would be a million links."""
    at = next(index for index, other in enumerate(siblings) if other.original == occurrence.original)
    return siblings[max(0, at - NEAR) : at + NEAR + 1]


def _coming(view: View, occurrences: Iterable[Occurrence]) -> list[Occurrence]:
    return sorted((o for o in occurrences if o.last_day >= view.site.today), key=lambda o: o.day)


def _instead(view: View, occurrence: Occurrence) -> Occurrence | None:
    """The next occurrence that one can go to, for readers of one that is over or won't be."""
    siblings = _coming(view, view.site.occurrences_of[occurrence.event.id])
    return next((o for o in siblings if o != occurrence and not o.event.is_off), None)


def takes_items(view: View, occurrence: Occurrence) -> bool:
    """Whether one can still propose something for its agenda."""
    return occurrence.is_awaited(view.site.today) and occurrence.event.type not in _WITHOUT_AGENDA


def series_of(view: View, event: Event) -> SeriesOfEvents | None:
    """The series that an event is one of several in."""
    return view.site.series.get(event.series.id) if event.series else None


def _attended(view: View, members: tuple[MemberRef, ...]) -> tuple[Credit, ...]:
    return tuple(sorted(_credits(view, members), key=lambda credit: view.localizer().order(credit.name)))


def _credits(view: View, who: Iterable[str | Guest]) -> tuple[Credit, ...]:
    return tuple(filter(None, map(view.site.credit, who)))


def add_links(view: View, occurrence: Occurrence) -> list[tuple[str, str]]:
    """(service, link) to put it into a calendar on the web."""
    return [
        ("Google Calendar", google(view, occurrence)),
        ("Outlook.com", outlook(view, occurrence)),
        ("Microsoft 365", outlook(view, occurrence, "outlook.office.com")),
    ]
