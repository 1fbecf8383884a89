"""What a calendar shows of one occurrence, as plain texts in the network's language."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Literal

from msgspec import Struct

from talanoa import addresses
from talanoa.markup import plain_text
from talanoa.model.agenda import AgendaItem, days_of
from talanoa.model.event import Event, Registration, Venue
from talanoa.model.occurrences import Occurrence
from talanoa.outputs import dates
from talanoa.outputs.labels import N_
from talanoa.outputs.localizer import Localizer
from talanoa.outputs.venues import named_once
from talanoa.outputs.view import View

_STATUS: dict[str, Literal["CONFIRMED", "TENTATIVE", "CANCELLED"]] = {
    "confirmed": "CONFIRMED",
    "tentative": "TENTATIVE",
    "postponed": "TENTATIVE",  # iCalendar has no such status; the summary says it
    "cancelled": "CANCELLED",
}
_SUMMARY = {"postponed": N_("Postponed: %(title)s"), "cancelled": N_("Cancelled: %(title)s")}
_LINE_BREAK = re.compile("\r\n?|[\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\ufffe\uffff]")


class Entry(Struct, frozen=True):
    """Two occurrences with equal entries look alike in a calendar, but for their times and their pages."""

    summary: str
    status: Literal["CONFIRMED", "TENTATIVE", "CANCELLED"]
    paragraphs: tuple[str, ...]
    location: str
    categories: tuple[str, ...]
    position: tuple[float, float] | None
    link: str
    all_day: bool


def entry_of(view: View, occurrence: Occurrence) -> Entry:
    event, localizer = occurrence.event, view.localizer()
    venue = event.place
    return Entry(
        summary=title_of(localizer, event),
        status=_STATUS[event.status],
        paragraphs=tuple(paragraph for text in _paragraphs(view, localizer, occurrence) if (paragraph := clean(text))),
        location=location_of(localizer, event),
        categories=tuple(map(one_line, _categories(view, localizer, event))),
        position=_position(venue) if venue else None,
        link=joining_link(event),
        all_day=not isinstance(occurrence.start, datetime),
    )


def title_of(localizer: Localizer, event: Event) -> str:
    """The title; what is put off or called off says so at once."""
    return one_line(
        localizer.gettext(_SUMMARY.get(event.status, "%(title)s")) % {"title": localizer.plain(event.title)}
    )


def location_of(localizer: Localizer, event: Event) -> str:
    """Where people meet; on the net the joining link if everyone may have it, or else what they meet by."""
    if event.place:
        return one_line(_address(localizer, event.place))
    return joining_link(event) or one_line((event.online and event.online.platform) or "")


def joining_link(event: Event) -> str:
    """The link to join by, if it is public; none to what won't take place."""
    return (event.online and not event.is_off and event.online.public_url) or ""


def joining(localizer: Localizer, event: Event) -> str:
    """How to join, in a line; "" if that isn't for everyone. Outlook, Apple and Thunderbird show no CONFERENCE."""
    if not (link := joining_link(event)):
        return ""
    platform = f" ({event.online.platform})" if event.online and event.online.platform else ""
    return localizer.gettext("Join the call: %(address)s") % {"address": link} + platform


def _paragraphs(view: View, localizer: Localizer, occurrence: Occurrence) -> list[str]:
    """The description's paragraphs."""
    event = occurrence.event
    found = [localizer.plain(event.summary)]
    if event.description:
        text, language = event.description.pick(localizer.language, view.language, "")
        address = addresses.occurrence(event.id, occurrence.original)
        html = view.markup.text(text, text.place.file, address, language or view.language).html
        found.append(plain_text(addresses.rebased(html, view.site.url)))
    found.append(joining(localizer, event))
    if event.registration and not event.is_off:
        found.append("\n".join(_registration(localizer, event.registration)))
    if event.agenda:
        found.append("\n".join([localizer.gettext("Agenda:"), *_agenda(view, localizer, occurrence)]))
    if event.recurrence is None and event.online and isinstance(occurrence.start, datetime):
        # An instant shows in every reader's own time; the people there speak of theirs.
        found.append(localizer.gettext("Local time: %(when)s") % {"when": dates.when_words(occurrence, localizer.cldr)})
    return found


def _registration(localizer: Localizer, registration: Registration) -> Iterator[str]:
    """How to take part. Nothing depends on the day: what was true stays in a calendar for years."""
    if registration.url:
        yield localizer.gettext("Register: %(address)s") % {"address": registration.url}
    if registration.opens:
        yield localizer.gettext("Registration opens: %(day)s") % {"day": localizer.day(registration.opens)}
    if registration.closes:
        yield localizer.gettext("Registration closes: %(day)s") % {"day": localizer.day(registration.closes)}
    for label, text in ((N_("For:"), registration.audience), (N_("Cost:"), registration.cost)):
        if text:
            yield f"{localizer.gettext(label)} {text}"


def _agenda(view: View, localizer: Localizer, occurrence: Occurrence) -> Iterator[str]:
    for day, items in days_of(occurrence.event.agenda, occurrence.day):
        if day:
            yield one_line(f"{localizer.day(day)}:")
        yield from (_item(view, localizer, item) for item in items)


def _item(view: View, localizer: Localizer, item: AgendaItem) -> str:
    details = [localizer.gettext("%(minutes)s min") % {"minutes": item.minutes}] if item.minutes else []
    for who in (item.lead, *item.speakers):
        credit = view.site.credit(who) if who else None
        details += [localizer.plain(credit.name)] if credit else []
    time = f"{item.time} " if item.time else ""
    return one_line(f"– {time}{item.title}" + (f" ({', '.join(details)})" if details else ""))


def _address(localizer: Localizer, venue: Venue) -> str:
    country = localizer.country(venue.country) if venue.country else ""
    return ", ".join(named_once(venue, country, street=True))


def _position(venue: Venue) -> tuple[float, float] | None:
    if venue.latitude is None or venue.longitude is None:
        return None
    # Python writes smaller numbers with an exponent, which iCalendar's have not; these are ten metres.
    latitude, longitude = (0.0 if abs(degrees) < 0.0001 else degrees for degrees in (venue.latitude, venue.longitude))
    return latitude, longitude


def _categories(view: View, localizer: Localizer, event: Event) -> list[str]:
    themes = (view.site.theme.get(id) for id in event.themes)
    return [localizer.label(event.type, "type"), *(localizer.plain(theme.title) for theme in themes if theme)]


def instant(moment: datetime, timezone: str) -> datetime:
    return dates.aware(moment, timezone).astimezone(UTC)


def lasts(occurrence: Occurrence) -> tuple[timedelta, timedelta] | None:
    """How long it lasts by the clocks and in truth."""
    start, end = occurrence.start, occurrence.end
    if end is None:
        return None
    if isinstance(start, datetime):
        assert isinstance(end, datetime)
        zone = occurrence.event.timezone
        return end - start, instant(end, zone) - instant(start, zone)
    return end - start, end - start


def is_steady(length: tuple[timedelta, timedelta] | None) -> bool:
    """False when clocks are moved meanwhile.

    Of the first in a series some programs then repeat the one length, some the other, and ical.js mixes them.
    """
    return length is None or length[0] == length[1]


def clean(text: str) -> str:
    """Without what RFC 5545 forbids in a text, and with one kind of line break, which other programs split lines at."""
    return _CONTROL.sub("", _LINE_BREAK.sub("\n", text)).strip()


def one_line(text: str) -> str:
    return " ".join(clean(text).split())
