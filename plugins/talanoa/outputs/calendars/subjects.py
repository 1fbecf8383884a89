"""Which calendars there are: of the network, and of each type of event, country, theme and member that has an event."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import get_args

from talanoa import addresses
from talanoa.model.event import Event, EventType
from talanoa.outputs.output import FeedLink
from talanoa.outputs.view import View


@dataclass(frozen=True)
class Subject:
    """What a calendar is of: a page's events. The calendar is beside the page."""

    page: str
    name: str
    events: Sequence[Event]


Key = tuple[str, str]
"""The noun of a page in `addresses`, and the id: ("theme", "water")."""


def everything(view: View) -> Iterator[Key]:
    """Whatever has a calendar, in a fixed order."""
    site = view.site
    keys: list[Key] = [("events", "")]
    keys += (("event_type", kind) for kind in get_args(EventType))
    keys += (("country", country.code) for country in view.countries)
    keys += (("theme", theme.id) for theme in site.network.themes)
    keys += (("member", id) for id in site.member)
    yield from (key for key in keys if _happens(view, _events(view, *key)))


def subject(view: View, noun: str, id: str) -> Subject:
    title = _title(view, noun, id)
    return Subject(page_of(noun, id), f"{title} – {view.name}" if title else view.name, _events(view, noun, id))


def page_of(noun: str, id: str) -> str:
    """The address of the page that a calendar is beside."""
    page: str = addresses.EVENTS if noun == "events" else getattr(addresses, noun)(id)
    return page


def _events(view: View, noun: str, id: str) -> Sequence[Event]:
    site = view.site
    groups: Mapping[str, Mapping[str, Sequence[Event]]] = {
        "event_type": site.events_by_type,
        "country": site.events_by_country,
        "theme": site.events_by_theme,
        "member": site.events_of_member,
    }
    return groups[noun].get(id, ()) if noun in groups else site.events


def _title(view: View, noun: str, id: str) -> str:
    site, said = view.site, view.said()
    match noun:
        case "event_type":
            return said.label(id, "types")
        case "country":
            return said.country(id)
        case "theme":
            return said.plain(site.theme[id].title)
        case "member":
            return said.plain(site.member[id].name)
    return ""


def _happens(view: View, events: Sequence[Event]) -> bool:
    """Programs take a calendar without events for a broken one, so there is none.

    Whether there is one depends on the data alone and never on the day, so that no address which people have subscribed to
    goes away by itself.
    """
    return any(view.site.occurrences_of[event.id] for event in events)


def links(view: View, page: str, title: str, events: Sequence[Event]) -> tuple[FeedLink, ...]:
    """The calendar of a page's events, for autodiscovery; none if there is none."""
    if not _happens(view, events):
        return ()
    name = f"{title} – {view.name}" if title else view.name
    words = view.said().gettext("Calendar: %(title)s") % {"title": name}
    return (FeedLink(words, addresses.calendar(page), "text/calendar"),)


def network_links(view: View) -> tuple[FeedLink, ...]:
    """The calendar of everything."""
    return links(view, addresses.EVENTS, "", view.site.events)


def event_link(view: View, event: Event) -> FeedLink:
    """The file of one event."""
    said = view.said()
    title = said.gettext("Calendar: %(title)s") % {"title": said.plain(event.title)}
    return FeedLink(title, addresses.event_file(event.id), "text/calendar")
