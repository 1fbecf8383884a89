"""What is due as a private calendar of the coordinator's: a day for each reminder. Nothing in it depends on when it is asked for."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

import icalendar

from talanoa.desk.due import deadlines
from talanoa.desk.papers import one_line
from talanoa.desk.people import has_left
from talanoa.desk.promises import YEAR
from talanoa.load import Content
from talanoa.outputs.calendars.components import PlainText


def calendar(content: Content, today: date) -> bytes:
    """Reminders of all that is still to come, and the days on which consent will be a year old."""
    domain = content.network.authority.domain
    result = icalendar.Calendar()
    result.add("version", "2.0")
    result.add("prodid", "-//Talanoa//Desk//EN")
    result.add("calscale", "GREGORIAN")
    result.add("uid", f"desk/calendar@{domain}")
    for name in ("name", "x-wr-calname"):
        result.add(name, PlainText(one_line(f"{content.network.name}: the desk")))
    for day, key, summary, description in sorted(_days(content, today)):
        event = icalendar.Event()
        event.add("uid", f"desk-{hashlib.sha256(key.encode()).hexdigest()[:16]}@{domain}")
        event.add("dtstamp", datetime(day.year, day.month, day.day, tzinfo=UTC))
        event.add("dtstart", day)
        event.add("dtend", day + timedelta(days=1))
        event.add("summary", PlainText(one_line(summary)))
        event.add("description", PlainText(one_line(description)))
        event.add("class", "PRIVATE")
        event.add("transp", "TRANSPARENT")
        result.add_component(event)
    text: bytes = result.to_ical()
    return text


def _days(content: Content, today: date) -> Iterator[tuple[date, str, str, str]]:
    """A day, a name for ever, and what there is to do."""
    for it in deadlines(content, today):
        for before, day in zip((*it.before, 0), (*it.reminders, it.day), strict=True):
            left = f" (in {before} days)" if before > 1 else " (tomorrow)" if before else ""
            yield (
                day,
                f"{it.key}/{before}",
                f"{it.words}{left}",
                f"{it.day.isoformat()}, {it.place.file}:{it.place.line}",
            )
    for member in content.members:
        consent = member.contact.consent
        if member.contact.email and consent and not has_left(member, today):
            day = consent + YEAR + timedelta(days=1)
            words = f"Ask {member.name} again: its consent of {consent.isoformat()} is a year old"
            yield day, f"consent-{member.id}", words, f"{member.id.place.file}:{member.id.place.line}"
