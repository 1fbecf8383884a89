"""Which calendars there are: of the network, and of each type of event, country, theme and member that has an event."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import get_args

from talanoa import addresses
from talanoa.model.event import Event, EventType
from talanoa.outputs.output import FeedLink
from talanoa.outputs.subjects import Subject, title_of
from talanoa.outputs.view import View


def everything(view: View) -> Iterator[Subject]:
    """Whatever has a calendar, in a fixed order."""
    site = view.site
    subjects: list[Subject] = [("events", "")]
    subjects += (("event_type", kind) for kind in get_args(EventType))
    subjects += (("country", country.code) for country in view.countries)
    subjects += (("theme", theme.id) for theme in site.network.themes)
    subjects += (("member", id) for id in site.member)
    yield from (subject for subject in subjects if _happens(view, events_of(view, subject)))


def name_of(view: View, subject: Subject) -> str:
    """What the calendar is called; that of everything is the network's."""
    return view.localizer().of_network("" if subject == ("events", "") else title_of(view, subject))


def events_of(view: View, subject: Subject) -> Sequence[Event]:
    """The events that the calendar has."""
    site = view.site
    groups: Mapping[str, Mapping[str, Sequence[Event]]] = {
        "event_type": site.events_by_type,
        "country": site.events_by_country,
        "theme": site.events_by_theme,
        "member": site.events_of_member,
    }
    noun, id = subject
    return groups[noun].get(id, ()) if noun in groups else site.events


def _happens(view: View, events: Sequence[Event]) -> bool:
    """Programs take a calendar without events for a broken one, so there is none.

    Whether there is one depends on the data alone and never on the day, so that no address which people have subscribed to
    goes away on its own.
    """
    return any(view.site.occurrences_of[event.id] for event in events)


def links(view: View, page: str, title: str, events: Sequence[Event]) -> tuple[FeedLink, ...]:
    """The calendar of a page's events, for autodiscovery; none if there is none."""
    if not _happens(view, events):
        return ()
    localizer = view.localizer()
    words = localizer.gettext("Calendar: %(title)s") % {"title": localizer.of_network(title)}
    return (FeedLink(words, addresses.calendar(page), "text/calendar"),)


def network_links(view: View) -> tuple[FeedLink, ...]:
    """The calendar of everything."""
    return links(view, addresses.EVENTS, "", view.site.events)


def event_link(view: View, event: Event) -> FeedLink:
    """The file of one event."""
    localizer = view.localizer()
    title = localizer.gettext("Calendar: %(title)s") % {"title": localizer.plain(event.title)}
    return FeedLink(title, addresses.event_file(event.id), "text/calendar")
