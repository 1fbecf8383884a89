"""The calendar: all events, each month, each event, each occurrence of a recurring one."""

from __future__ import annotations

import calendar as weeks
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, get_args

from babel.dates import get_day_names

from talanoa import addresses
from talanoa.model.event import Event, EventType, Occurrence
from talanoa.model.values import MemberRef
from talanoa.model.zones import offset_words, zone, zones_of
from talanoa.outputs import dates, labels
from talanoa.outputs.calendars.add import google, outlook
from talanoa.outputs.calendars.subjects import event_link, network_links
from talanoa.outputs.calendars.subjects import links as calendar_links
from talanoa.outputs.output import FeedLink, Page
from talanoa.outputs.structured import event as event_data
from talanoa.outputs.view import View
from talanoa.visibility import Party

PAST_ON_CALENDAR = 12


def pages(view: View) -> Iterator[Page]:
    yield _calendar(view)
    for year, month in view.site.occurrences_by_month:
        yield _month(view, year, month)
    for kind in get_args(EventType):
        if kind in view.site.events_by_type:
            yield _of_type(view, kind)
    for event in view.site.events:
        yield from _event(view, event)


def _trail(view: View) -> tuple[tuple[str, str], ...]:
    return ((view.said().gettext("Events"), addresses.EVENTS),)


def _calendar(view: View) -> Page:
    site, gettext = view.site, view.said().gettext
    past = [o for o in reversed(site.occurrences) if o.last_day < site.today]
    coming = [o for o in site.occurrences if o.last_day >= site.today]
    months = list(site.occurrences_by_month)
    current = (site.today.year, site.today.month)
    return view.page(
        addresses.EVENTS,
        gettext("Events"),
        "calendar.html",
        {
            "coming": coming,
            "past": past[:PAST_ON_CALENDAR],
            "months": months,
            "years": sorted({year for year, _ in months}, reverse=True),
            "grid": grid(view, *current) if current in site.occurrences_by_month else None,
            "current": current,
            "types": [kind for kind in get_args(EventType) if kind in site.events_by_type],
            "calendars": network_links(view),
        },
        section=addresses.EVENTS,
        description=gettext("Calls, meetings and deadlines of the network"),
        feeds=_feeds(view),
    )


def _feeds(view: View) -> tuple[FeedLink, ...]:
    gettext = view.said().gettext
    feed = FeedLink(f"{gettext('Events')} – {view.name}", addresses.feed(addresses.EVENTS))
    return (feed, *network_links(view))


def _month(view: View, year: int, month: int) -> Page:
    site = view.site
    months = list(site.occurrences_by_month)
    index = months.index((year, month))
    return view.page(
        addresses.month(year, month),
        view.said().month(year, month),
        "month.html",
        {
            "grid": grid(view, year, month),
            "list": site.occurrences_by_month[year, month],
            "previous": months[index - 1] if index else None,
            "next": months[index + 1] if index + 1 < len(months) else None,
        },
        section=addresses.EVENTS,
        trail=_trail(view),
        description=view.said().gettext("Events in %(month)s") % {"month": view.said().month(year, month)},
        feeds=_feeds(view),
    )


def _of_type(view: View, kind: EventType) -> Page:
    site = view.site
    found = [o for o in site.occurrences if o.event.type == kind]
    address, title = addresses.event_type(kind), view.said().gettext(labels.LABELS["types"][kind])
    calendars = calendar_links(view, address, title, site.events_by_type[kind])
    return view.page(
        address,
        title,
        "event-type.html",
        {
            "calendars": calendars,
            "coming": [o for o in found if o.last_day >= site.today],
            "past": [o for o in reversed(found) if o.last_day < site.today],
        },
        section=addresses.EVENTS,
        trail=_trail(view),
        description=view.said().gettext("Events: %(title)s") % {"title": title},
        feeds=(*calendars, *_feeds(view)),
    )


def grid(view: View, year: int, month: int) -> dict[str, Any]:
    """A month as weeks of (day, what touches it), and the names of the weekdays; weeks start as the territory counts them."""
    locale = dates.locale(view.language)
    first = locale.first_week_day
    by_day: dict[date, list[Occurrence]] = {}
    for occurrence in view.site.occurrences_by_month.get((year, month), ()):
        day = max(occurrence.day, date(year, month, 1))
        while day <= occurrence.last_day and (day.year, day.month) == (year, month):
            by_day.setdefault(day, []).append(occurrence)
            day += timedelta(days=1)
    names = get_day_names("abbreviated", locale=locale)
    full = get_day_names("wide", locale=locale)
    return {
        "year": year,
        "month": month,
        "weekdays": [(names[(first + index) % 7], full[(first + index) % 7]) for index in range(7)],
        "weeks": [
            [(day, by_day.get(day, [])) if day.month == month else None for day in week]
            for week in weeks.Calendar(first).monthdatescalendar(year, month)
        ],
    }


def _event(view: View, event: Event) -> Iterator[Page]:
    site, said = view.site, view.said()
    occurrences = site.occurrences_of[event.id]
    if event.recurrence is None:
        yield _happening(view, occurrences[0], _trail(view))
        return
    calendars = (event_link(view, event),) if occurrences else ()
    next_one = next((o for o in sorted(occurrences, key=lambda o: o.day) if o.last_day >= site.today), None)
    yield view.page(
        addresses.event(event.id),
        said.plain(event.title),
        "recurring.html",
        {
            "event": event,
            "occurrences": occurrences,
            "next": next_one,
            "posts": site.posts_by_event.get(event.id, ()),
            "calendars": calendars,
        },
        section=addresses.EVENTS,
        trail=_trail(view),
        description=said.plain(event.summary),
        feeds=(*calendars, *_feeds(view)),
        updated=event.updated.day if event.updated else None,
        json_ld=tuple(event_data(view, o) for o in occurrences if o.last_day >= site.today)[:10],
    )
    for occurrence in occurrences:
        yield _happening(view, occurrence, (*_trail(view), (said.plain(event.title), addresses.event(event.id))))


def _happening(view: View, occurrence: Occurrence, trail: tuple[tuple[str, str], ...]) -> Page:
    site, said, event = view.site, view.said(), occurrence.event
    siblings = site.occurrences_of[event.id]
    title = said.plain(event.title)
    if occurrence.original:
        title = said.gettext("%(event)s, %(day)s") % {"event": title, "day": said.day(occurrence.day)}
    return view.page(
        addresses.occurrence(event.id, occurrence.original),
        title,
        "event.html",
        {
            "occurrence": occurrence,
            "event": event,
            "siblings": siblings,
            "here": network_time(view, occurrence),
            "zones": local_times(view, occurrence),
            "add": add_links(view, occurrence),
            "calendars": (event_link(view, event),),
            "posts": site.posts_by_event.get(event.id, ()) if occurrence.original is None else (),
            "hosts": tuple(party for host in event.hosts if (party := site.party(host))),
            "attended": _attended(view, event.attended),
        },
        section=addresses.EVENTS,
        type="event",
        trail=trail,
        description=said.plain(event.summary) or f"{title}: {dates.when_words(occurrence, said.language)}",
        feeds=(event_link(view, event), *_feeds(view)),
        updated=event.updated.day if event.updated else None,
        json_ld=(event_data(view, occurrence),),
    )


def _attended(view: View, members: tuple[MemberRef, ...]) -> tuple[Party, ...]:
    return tuple(party for member in members if (party := view.site.party(member)))


def add_links(view: View, occurrence: Occurrence) -> list[tuple[str, str]]:
    """(service, link) to put it into a calendar on the web; nobody adds what is cancelled."""
    if occurrence.event.status == "cancelled":
        return []
    return [
        ("Google Calendar", google(view, occurrence)),
        ("Outlook.com", outlook(view, occurrence)),
        ("Microsoft 365", outlook(view, occurrence, "outlook.office.com")),
    ]


@dataclass(frozen=True)
class LocalTime:
    """When something begins elsewhere: what clocks show, their offset, how many days off the event's own day, and where."""

    clock: datetime
    weekday: str
    offset: str
    days: int
    places: tuple[str, ...]


def network_time(view: View, occurrence: Occurrence) -> LocalTime | None:
    """The start of what happens online by the clocks of the network, if they show another time than the event's own."""
    timezone, start = view.site.network.timezone, occurrence.start
    if not isinstance(start, datetime) or not occurrence.event.online:
        return None
    clock = _clock(occurrence, start, timezone)
    return _local_time(view, occurrence, start, clock, [dates.city_of(timezone)]) if clock != start else None


def local_times(view: View, occurrence: Occurrence) -> list[LocalTime]:
    """The start of what happens online in the network's countries: one row an offset, earliest first."""
    start = occurrence.start
    if not isinstance(start, datetime) or not occurrence.event.online:
        return []
    rows: dict[datetime, list[str]] = {}
    for name, zones in _countries(view):
        clocks: dict[datetime, list[str]] = {}
        for timezone in zones:
            clocks.setdefault(_clock(occurrence, start, timezone), []).append(dates.city_of(timezone))
        for clock, cities in clocks.items():
            rows.setdefault(clock, []).append(f"{name} ({_some(cities)})" if len(clocks) > 1 else name)
    return [_local_time(view, occurrence, start, clock, rows[clock]) for clock in sorted(rows)]


def _countries(view: View) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The network's countries and those of its members, with the capital's zone, or else all that the country has."""
    for place in view.site.countries:
        if place.entry or place.code in view.site.members_by_country:
            capital = place.entry.capital_timezone if place.entry else None
            yield view.said().country(place.code), (capital,) if capital else zones_of(place.code)


def _clock(occurrence: Occurrence, start: datetime, timezone: str) -> datetime:
    """What clocks in a zone show when it begins."""
    return dates.aware(start, occurrence.event.timezone).astimezone(zone(timezone)).replace(tzinfo=None, fold=0)


def _local_time(view: View, occurrence: Occurrence, start: datetime, clock: datetime, places: list[str]) -> LocalTime:
    return LocalTime(
        clock,
        dates.weekday_words(clock.date(), view.language),
        offset_words(clock - _clock(occurrence, start, "UTC")),
        (clock.date() - start.date()).days,
        tuple(sorted(places)),
    )


def _some(cities: list[str]) -> str:
    """A few of the places that a country's zones are named after, the largest first as the database has them."""
    return ", ".join(cities[:3]) + (" …" if len(cities) > 3 else "")
