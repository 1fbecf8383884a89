"""Which calendars there are: of the network, and of each type of event, country, theme and member that has an event."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import get_args

from talanoa import addresses
from talanoa.model.event import Event, EventType
from talanoa.outputs.output import FeedLink
from talanoa.outputs.view import View


@dataclass(frozen=True)
class Subject:
    """What a calendar is of: a page's events. The calendar stands beside the page."""

    page: str
    name: str
    events: Sequence[Event]

    @property
    def address(self) -> str:
        return addresses.calendar(self.page)


def everything(view: View) -> Iterator[Subject]:
    """Whatever has a calendar, in a fixed order."""
    site, said = view.site, view.said()
    yield from _subject(view, addresses.EVENTS, "", site.events)
    for kind in get_args(EventType):
        title = said.label(kind, "types")
        yield from _subject(view, addresses.event_type(kind), title, site.events_by_type.get(kind, ()))
    for country in view.countries:
        title, events = said.country(country.code), site.events_by_country.get(country.code, ())
        yield from _subject(view, addresses.country(country.code), title, events)
    for theme in site.network.themes:
        events = site.events_by_theme.get(theme.id, ())
        yield from _subject(view, addresses.theme(theme.id), said.plain(theme.title), events)
    for member in site.members:
        events = site.events_of_member.get(member.id, ())
        yield from _subject(view, addresses.member(member.id), said.plain(member.name), events)


def _subject(view: View, page: str, title: str, events: Sequence[Event]) -> Iterator[Subject]:
    """None without a happening: programs take a calendar without events for a broken one.

    Whether there is one depends on the data alone and never on the day, so that no address which people have subscribed to
    goes away by itself.
    """
    if any(view.site.occurrences_of[event.id] for event in events):
        yield Subject(page, f"{title} – {view.name}" if title else view.name, events)


def links(view: View, page: str, title: str, events: Sequence[Event]) -> tuple[FeedLink, ...]:
    """The calendar of a page's events, for autodiscovery; none if there is none."""
    gettext = view.said().gettext
    return tuple(
        FeedLink(gettext("Calendar: %(title)s") % {"title": calendar.name}, calendar.address, "text/calendar")
        for calendar in _subject(view, page, title, events)
    )


def network_links(view: View) -> tuple[FeedLink, ...]:
    """The calendar of everything."""
    return links(view, addresses.EVENTS, "", view.site.events)


def event_link(view: View, event: Event) -> FeedLink:
    """The file of one event."""
    said = view.said()
    title = said.gettext("Calendar: %(title)s") % {"title": said.plain(event.title)}
    return FeedLink(title, addresses.event_file(event.id), "text/calendar")
