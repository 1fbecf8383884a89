"""An event: a call, a meeting, a deadline, once or recurring (`events.yml`)."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from datetime import date, datetime, time, timedelta
from itertools import islice
from typing import Annotated, Literal

from msgspec import Struct

from talanoa.model.agenda import AgendaItem, Backer, Proposal, agenda_problems
from talanoa.model.document import Document
from talanoa.model.fields import Keyed
from talanoa.model.opening import Opens
from talanoa.model.post import Guest
from talanoa.model.recurrence import MAX_OCCURRENCES, Recurrence, day_of
from talanoa.model.rhythm import fits, written
from talanoa.model.series import PlaceInSeries, Series, files_of
from talanoa.model.survey import Survey
from talanoa.model.times import clock_problems, end_of, time_problems
from talanoa.model.values import (
    ActivityRef,
    CountryRef,
    Host,
    Id,
    Language,
    MarkdownWords,
    MemberRef,
    Moment,
    PersonRef,
    Rhythm,
    Stamp,
    Text,
    ThemeRef,
    TimeZone,
    Url,
    Words,
)
from talanoa.model.zones import LAST_YEAR, days_of_change
from talanoa.problems import Place, Problem, Severity
from talanoa.source import Mapping, Node, has_value

EventType = Literal["call", "meeting", "workshop", "webinar", "summit", "deadline", "review", "other"]
EventStatus = Literal["confirmed", "tentative", "cancelled", "postponed"]


class Venue(Struct, frozen=True):
    """Where people meet in person."""

    name: Text | None = None
    address: Text | None = None
    city: Text | None = None
    country: CountryRef | None = None
    latitude: float | None = None
    longitude: float | None = None
    accessibility: Text | None = None

    def rules(self, node: Mapping) -> Iterator[Problem]:
        for key, value, limit in (("latitude", self.latitude, 90), ("longitude", self.longitude, 180)):
            if value is not None and abs(value) > limit:
                yield Problem(
                    "bad-number",
                    f"a {key} is between -{limit} and {limit}",
                    node.key_place(key),
                    "write degrees, as on a map",
                )
        written = [key for key in ("latitude", "longitude") if has_value(node.get(key))]
        if len(written) == 1:
            message = f"`{written[0]}` alone is no position"
            help = "write `latitude` and `longitude`, or neither"
            yield Problem("missing-field", message, node.key_place(written[0]), help, severity=Severity.WARNING)


class Online(Struct, frozen=True):
    """Where people meet on the net; the joining link is published only if it says `public: true`."""

    platform: Text | None = None
    url: Url | None = None
    public: bool = False

    @property
    def public_url(self) -> Url | None:
        return self.url if self.public else None


class Registration(Opens, Struct, frozen=True):
    url: Url | None = None
    opens: date | None = None
    closes: date | None = None
    audience: Text | None = None
    cost: Text | None = None


class Override(Struct, frozen=True):
    """What differs in one occurrence of a recurring event; `original` is the day that the rule gave it."""

    original: date
    written_at: Place
    title: Words | None = None
    start: Moment | None = None
    end: Moment | None = None
    duration: timedelta | None = None
    status: EventStatus | None = None
    summary: Words | None = None
    description: MarkdownWords | None = None
    place: Venue | None = None
    online: Online | None = None
    hosts: tuple[Host, ...] | None = None
    themes: tuple[ThemeRef, ...] | None = None
    languages: tuple[Language, ...] | None = None
    interpretation: tuple[Language, ...] | Text | None = None
    registration: Registration | None = None
    speakers: tuple[PersonRef | Guest, ...] | None = None
    agenda: tuple[AgendaItem, ...] | None = None
    proposals: tuple[Proposal, ...] | None = None
    documents: tuple[Document, ...] | None = None
    attended: tuple[MemberRef, ...] | None = None
    attended_count: int | None = None
    notes: MarkdownWords | None = None
    updated: Stamp | None = None
    sequence: int | None = None


class Event(Struct, frozen=True):
    id: Id
    title: Words
    type: EventType
    start: Moment
    timezone: TimeZone
    written_at: Place
    end: Moment | None = None
    duration: timedelta | None = None
    status: EventStatus = "confirmed"
    summary: Words | None = None
    description: MarkdownWords | None = None
    place: Venue | None = None
    online: Online | None = None
    languages: tuple[Language, ...] = ()
    interpretation: tuple[Language, ...] | Text | None = None
    hosts: tuple[Host, ...] = ()
    countries: tuple[CountryRef, ...] = ()
    themes: tuple[ThemeRef, ...] = ()
    activities: tuple[ActivityRef, ...] = ()
    registration: Registration | None = None
    participants: MarkdownWords | None = None
    partners: tuple[Backer, ...] = ()
    funders: tuple[Backer, ...] = ()
    speakers: tuple[PersonRef | Guest, ...] = ()
    agenda: tuple[AgendaItem, ...] = ()
    proposals: tuple[Proposal, ...] | None = None  # an empty list: it collects them, and has none yet
    documents: tuple[Document, ...] = ()
    attended: tuple[MemberRef, ...] = ()
    attended_count: int | None = None
    notes: MarkdownWords | None = None
    survey: Survey | None = None
    series: PlaceInSeries | None = None
    recurrence: Recurrence | None = None
    occurrences: Annotated[tuple[Override, ...], Keyed("original")] = ()
    updated: Stamp | None = None
    sequence: int = 0
    formerly: tuple[Id, ...] = ()
    visibility: Literal["public", "hidden"] = "public"

    @property
    def all_day(self) -> bool:
        return not isinstance(self.start, datetime)

    @property
    def is_off(self) -> bool:
        """Whether it won't be on the day that it was planned for."""
        return self.status in ("cancelled", "postponed")

    def rules(self, node: Mapping) -> Iterator[Problem]:
        yield from time_problems(self.start, self.end, self.duration, self.timezone, node)
        yield from _end_problems(self, self.start, self.duration, node)
        yield from _recurrence_problems(self, node)
        recurs = self.recurrence is not None
        yield from agenda_problems(self.agenda, *_days(self, self.start), recurs=recurs)
        entries = _entries_of_occurrences(node)
        for override in self.occurrences:
            entry = entries.get(override.original.isoformat())
            if isinstance(entry, Mapping):
                yield from _override_problems(self, override, entry)


def documents_of(event: Event) -> tuple[Document, ...]:
    """The documents of an event and of its occurrences."""
    return (*event.documents, *(document for override in event.occurrences for document in override.documents or ()))


def documents_of_series(events: Iterable[Event], listed: Iterable[Series]) -> frozenset[str]:
    """Where documents of series may be: those of their events, and those of the steps of listed ones."""
    files = [document.file for event in events if event.series for document in documents_of(event) if document.file]
    files += [file for one in listed for file in files_of(one)]
    return frozenset(path for file in files for path in file.candidates)


def usual_end(event: Event, start: Moment) -> Moment | None:
    """The end of an occurrence that begins then and has none of its own.

    An `end` is repeated by the clocks, a `duration` by the time that passes: a meeting of two days ends at two, a call of
    90 minutes after 90 minutes, also when clocks are moved in the meantime.
    """
    if isinstance(start, datetime) is not isinstance(event.start, datetime):
        return None
    if event.end is None:
        return end_of(start, None, event.duration, event.timezone)
    end = end_of(event.start, event.end, None, event.timezone)
    return start + (end - event.start) if end is not None else None


def _days(
    event: Event, start: Moment, end: Moment | None = None, duration: timedelta | None = None
) -> tuple[date, date]:
    """The first and the last day of an occurrence that begins then."""
    own = end_of(start, end, duration, event.timezone) or usual_end(event, start)
    first = day_of(start)
    return first, max(first, day_of(own)) if own else first


def _end_problems(event: Event, start: Moment, duration: timedelta | None, node: Mapping) -> Iterator[Problem]:
    """What is wrong with the end that follows from a start or a duration written here."""
    value = node.get("start" if duration is None else "duration")
    end = usual_end(event, start) if duration is None else end_of(start, None, duration, event.timezone)
    if end is not None and end != event.end and value is not None:
        yield from clock_problems(end, event.timezone, value)


def _override_problems(event: Event, override: Override, node: Mapping) -> Iterator[Problem]:
    """What is wrong with the times and the agenda of one occurrence."""
    start = override.start if override.start is not None else _usual_start(event, override.original)
    yield from time_problems(start, override.end, override.duration, event.timezone, node)
    if override.end is None:
        yield from _end_problems(event, start, override.duration, node)
    if override.agenda:
        days = _days(event, start, override.end, override.duration)
        yield from agenda_problems(override.agenda, *days, recurs=False)


def _usual_start(event: Event, day: date) -> Moment:
    """The start that the rule gives an occurrence on a day."""
    return datetime.combine(day, event.start.time()) if isinstance(event.start, datetime) else day


def _recurrence_problems(event: Event, node: Mapping) -> Iterator[Problem]:
    recurrence, rule, start = event.recurrence, node.get("recurrence"), node.get("start")
    if recurrence is None:
        for override in event.occurrences:
            help = "add `recurrence:` to the event, or write this in its own fields"
            yield _no_such_occurrence(override, "the event has no recurrence", help)
        return
    if start is not None and not fits(recurrence.every, day_of(event.start)):
        yield _off_rhythm(event, recurrence.every, start.place)
    starts = recurrence.all_days(event.start)
    days = list(map(day_of, starts)) if recurrence.except_ or event.occurrences else []
    known, excepted = frozenset(days), frozenset(recurrence.except_)
    if isinstance(rule, Mapping):
        yield from _rule_problems(event, recurrence, rule, starts)
        written = rule.get("except")
        for day, item in zip(recurrence.except_, getattr(written, "items", []), strict=False):
            if day not in known:
                yield _off_rule(day, item.place, days)
    for override in event.occurrences:
        if override.original not in known:
            yield _off_rule(override.original, override.written_at, days)
        elif override.original in excepted:
            help = "take the day out of `except`, or delete this entry"
            yield _no_such_occurrence(override, "it is among the exceptions", help)


def _rule_problems(event: Event, recurrence: Recurrence, rule: Mapping, starts: list[Moment]) -> Iterator[Problem]:
    """What is wrong with a rule itself: it never ends, or asks for a time that clocks jump over."""
    if len(starts) < min(recurrence.count or 0, MAX_OCCURRENCES):
        message = f"{recurrence.count} occurrences would go on beyond the year {LAST_YEAR}"
        yield Problem("recurrence-too-long", message, rule.key_place("count"), "end the recurrence earlier")
    if len(starts) > MAX_OCCURRENCES and recurrence.until:
        message, help = (
            f"more than {MAX_OCCURRENCES} occurrences",
            "end the recurrence earlier, and begin a new event later",
        )
        yield Problem("recurrence-too-long", message, rule.key_place("until"), help)
    if (every := rule.get("every")) is not None:
        elsewhere = {override.original for override in event.occurrences if override.start} | {*recurrence.except_}
        near = _near_changes(event, starts[1:MAX_OCCURRENCES])
        usual = (moment for moment in near if day_of(moment) not in elsewhere)
        yield from islice(_repeated_problems(event, usual, every), 1)


def _off_rhythm(event: Event, every: Rhythm, place: Place) -> Problem:
    first = day_of(event.start)
    later = (first + timedelta(days=days) for days in range(1, 400) if first.year < LAST_YEAR)
    suggestion = next((day for day in later if fits(every, day)), None)
    clock = f" {event.start:%H:%M}" if isinstance(event.start, datetime) else ""
    message = f"the event recurs by the rule '{written(every)}', and {first} is not such a day"
    help = "begin it on a day of the rule, or write another rule in `every`"
    return Problem("start-off-rule", message, place, help, f"{suggestion}{clock}" if suggestion else None)


def _repeated_problems(event: Event, starts: Iterable[Moment], every: Node) -> Iterator[Problem]:
    """What is wrong with the starts that a rule gives, and with the ends that follow from them."""
    own_end = {override.original for override in event.occurrences if override.end or override.duration}
    for start in starts:
        yield from clock_problems(start, event.timezone, every)
        end = usual_end(event, start) if day_of(start) not in own_end else None
        if end is not None:
            yield from clock_problems(end, event.timezone, every)


def _near_changes(event: Event, starts: list[Moment]) -> Iterator[Moment]:
    """Of starts in order, those that are near a day on which clocks are moved, or end near one: of a thousand, a few."""
    if not starts or not isinstance(event.start, datetime):
        return
    first, last = day_of(starts[0]), day_of(starts[-1])
    end = usual_end(event, event.start)
    length = day_of(end) - day_of(event.start) if end is not None else timedelta(0)
    near = {*days_of_change(event.timezone, first, last)}
    near |= {day - length for day in days_of_change(event.timezone, first + length, last + length)}
    for day in sorted(near):
        at = bisect_left(starts, datetime.combine(day, time.min))
        if at < len(starts) and day_of(starts[at]) == day:
            yield starts[at]


def _off_rule(day: date, place: Place, ordered: list[date]) -> Problem:
    at = bisect_left(ordered, day)
    nearest_day = min(ordered[max(at - 1, 0) : at + 1], key=lambda known: abs((known - day).days), default=None)
    return Problem(
        "no-such-occurrence",
        f"the event does not happen on {day}: its recurrence doesn't include this day",
        place,
        "write a day on which the event would happen, by its `start` and `recurrence`",
        nearest_day.isoformat() if nearest_day else None,
    )


def _no_such_occurrence(override: Override, reason: str, help: str) -> Problem:
    message = f"the event does not happen on {override.original}: {reason}"
    return Problem("no-such-occurrence", message, override.written_at, help)


def _entries_of_occurrences(node: Mapping) -> dict[str, Node]:
    """What is under each day of `occurrences`."""
    overrides = node.get("occurrences")
    if not isinstance(overrides, Mapping):
        return {}
    return {key.text.strip(): value for key, value in reversed(overrides.entries.values())}
