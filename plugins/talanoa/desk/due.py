"""Reminders: what has to be asked for, or will close, some days before it does. Computed when they are asked for, never kept."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from msgspec import Struct

from talanoa.desk.fair import clock_words
from talanoa.desk.participation import of_term, series_asked
from talanoa.desk.people import is_there
from talanoa.desk.tasks import Task
from talanoa.load import Content
from talanoa.model.event import Event
from talanoa.model.occurrences import Occurrence, occurrences_of
from talanoa.outputs.hours import span, zones_in
from talanoa.problems import Place

AGENDA = (14, 3)  # days before a call
CLOSING = (7, 1)  # days before something closes
REVIEW = (14, 3)
SOON = 14  # days ahead that are shown


class Deadline(Struct, frozen=True):
    """Something that is on a day, and how many days before one wants to be reminded; `key` names it for ever."""

    key: str
    day: date
    before: tuple[int, ...]
    words: str
    place: Place
    detail: str = ""  # what may change from day to day

    @property
    def whole(self) -> str:
        return f"{self.words} ({self.detail})" if self.detail else self.words

    @property
    def reminders(self) -> tuple[date, ...]:
        return tuple(self.day - timedelta(days=days) for days in self.before)


def tasks(content: Content, today: date) -> Iterator[Task]:
    """What is due today, and what will be soon; the soonest first."""
    for it in deadlines(content, today):
        first = it.reminders[0]
        if first <= today <= it.day:
            yield Task("due", f"{it.whole} ({_left(it.day, today)})", it.day, place=it.place)
        elif today < first <= today + timedelta(days=SOON):
            yield Task("coming", f"{it.whole} (reminder from {first.isoformat()})", it.day, place=it.place)


def deadlines(content: Content, today: date) -> list[Deadline]:
    """All that are still to come, by day."""
    found = [*_of_network(content), *_of_statements(content)]
    for event in content.events:
        found += _of_event(content, event, today)
    return sorted((it for it in found if it.day >= today), key=lambda it: (it.day, it.key))


def _left(day: date, today: date) -> str:
    days = (day - today).days
    return "today" if not days else "tomorrow" if days == 1 else f"in {days} days"


def _of_network(content: Content) -> Iterator[Deadline]:
    join, term = content.network.join, content.network.term
    if join and join.opens:
        yield Deadline("join-opens", join.opens, CLOSING, "Joining opens", join.written_at)
    if join and join.closes:
        yield Deadline("join-closes", join.closes, CLOSING, "The last day to join", join.written_at)
    if term:
        for number, day in enumerate(sorted(term.reviews), start=1):
            words = f"Review {number} of the term: `talanoa report review` drafts it"
            yield Deadline(f"review-{day.isoformat()}", day, REVIEW, words, term.written_at)
        words = "The term ends: `talanoa report handover` gathers what the next coordinator needs"
        yield Deadline(f"term-{term.end.isoformat()}", term.end, REVIEW, words, term.written_at)


def _of_statements(content: Content) -> Iterator[Deadline]:
    for post in content.posts:
        if post.signing and post.signing.closes and not post.draft:
            signed = sum(it.has_signed for it in post.signatories)
            words = f"Signing closes: {post.title}"
            yield Deadline(
                f"signing-{post.slug}", post.signing.closes, CLOSING, words, post.written_at, f"{signed} signed"
            )


def _of_event(content: Content, event: Event, today: date) -> Iterator[Deadline]:
    calls = of_term(content.network, event) if _is_call(content, event) else occurrences_of(event)
    for it in calls:
        if it.day < today or it.event.is_off:
            continue
        key = f"{event.id}-{it.original.isoformat()}" if it.original else str(event.id)
        if _is_call(content, event):
            there = clocks_there(content, it)
            items = sum(item.status != "carried" for item in it.event.agenda)
            detail = "; ".join(filter(None, (there, f"items so far: {items or 'none'}")))
            words = f"Ask for agenda items: {event.title} on {when(it)}"
            yield Deadline(f"agenda-{key}", it.day, AGENDA, words, event.id.place, detail)
        registration = it.event.registration
        closes = registration.closes if registration else None
        join = content.network.join
        if registration and join and closes == join.closes and registration.url == join.form:
            continue  # the network's own day has said it
        if closes and (event.recurrence is None or it.event.registration is not event.registration):
            yield Deadline(
                f"registration-{key}", closes, CLOSING, f"Registration closes: {event.title}", event.id.place
            )
        if event.type == "deadline" and closes != it.day:
            yield Deadline(f"deadline-{key}", it.day, CLOSING, str(event.title), event.id.place)
    if event.survey and event.survey.closes and not event.is_off:
        words = f"The survey closes: {event.survey.title}"
        yield Deadline(f"survey-{event.id}", event.survey.closes, CLOSING, words, event.id.place)


def _is_call(content: Content, event: Event) -> bool:
    return event.type == "call" or event is series_asked(content)


def when(call: Occurrence) -> str:
    """A day, and a time with its zone if it has one."""
    timed = isinstance(call.start, datetime)
    return f"{call.start:%Y-%m-%d %H:%M} {call.event.timezone}" if timed else call.day.isoformat()


def clocks_there(content: Content, call: Occurrence) -> str:
    """What clocks show where members are when a call begins; "" for one that takes whole days."""
    times = span(call)
    homes = {str(it.country) for it in content.members if is_there(it, call.day)}
    return clock_words(times[0], zones_in(content.network, homes)) if times else ""
