"""Event → occurrences: what happens on which day."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from talanoa.model.event import Event, Override, usual_end
from talanoa.model.recurrence import MAX_OCCURRENCES, day_of
from talanoa.model.times import end_of
from talanoa.model.values import Moment
from talanoa.model.zones import zone


class Occurrence(Struct, frozen=True):
    """One occurrence of an event: the event as it is on that day.

    `event` carries the values of this occurrence; `original` is the day that names it in addresses and calendars (None
    for an event that doesn't recur), `moment` the start that the rule gave it, `number` its place in the sequence,
    from 1.
    """

    event: Event
    start: Moment
    end: Moment | None
    original: date | None = None
    moment: Moment | None = None
    number: int = 1

    @property
    def day(self) -> date:
        return day_of(self.start)

    @property
    def named(self) -> date:
        """The day that names it, wherever it was moved."""
        return self.original or self.day

    @property
    def last_day(self) -> date:
        """The last calendar day that it touches; an end at midnight belongs to the day before."""
        if self.end is None:
            return self.day
        if isinstance(self.end, datetime) and self.end > self.start and (self.end.hour, self.end.minute) == (0, 0):
            return (self.end - timedelta(minutes=1)).date()
        return day_of(self.end)

    def is_awaited(self, today: date) -> bool:
        """Whether one can still go there: it isn't over, and it isn't off."""
        return self.last_day >= today and not self.event.is_off

    @property
    def moved(self) -> bool:
        return self.moment is not None and self.moment != self.start


def occurrences_of(event: Event) -> list[Occurrence]:
    """All occurrences in order of their original days; an event that doesn't recur is its own only one."""
    if event.recurrence is None:
        return [pattern_of(event)]
    overrides = {override.original: override for override in event.occurrences}
    found = []
    for number, moment in enumerate(event.recurrence.starts(event.start)[:MAX_OCCURRENCES], start=1):
        day = day_of(moment)
        override = overrides.get(day)
        found.append(_occurrence(event, moment, number, override))
    return found


def pattern_of(event: Event) -> Occurrence:
    """The event at its start, as it is without exceptions and overrides: what the others of a series repeat."""
    return Occurrence(event, event.start, end_of(event.start, event.end, event.duration, event.timezone))


def _occurrence(event: Event, moment: Moment, number: int, override: Override | None) -> Occurrence:
    start = override.start if override and override.start is not None else moment
    if override and (override.end is not None or override.duration is not None):
        end = end_of(start, override.end, override.duration, event.timezone)
    else:
        end = usual_end(event, start)
    changes: dict[str, Any] = {
        name: value for name in _OVERRIDABLE if override and (value := getattr(override, name)) is not None
    }
    # An agenda, its papers and who came belong to one occurrence, not to the series.
    plain = {
        "agenda": event.agenda,
        "documents": event.documents,
        "attended": (),
        "attended_count": None,
        "notes": None,
    }
    return Occurrence(replace(event, **(plain | changes)), start, end, day_of(moment), moment, number)


def number_of_exception(own: int, series: int) -> int:
    """The `sequence` that calendars give an occurrence which differs: programs that know the series alone must find it newer."""
    return max(own, series + 1)


_OVERRIDABLE = tuple({*Override.__struct_fields__} & {*Event.__struct_fields__} - {"start", "end", "duration"})


def instant(occurrence: Occurrence) -> float:
    """An order for the occurrences of one day: days before times, times by their instant."""
    if not isinstance(occurrence.start, datetime):
        return float("-inf")
    return occurrence.start.replace(tzinfo=zone(occurrence.event.timezone)).timestamp()


def months(occurrence: Occurrence) -> list[tuple[int, int]]:
    """The months that an occurrence touches, each with its year."""
    first, last = occurrence.day, occurrence.last_day
    found = (divmod(index, 12) for index in range(first.year * 12 + first.month - 1, last.year * 12 + last.month))
    return [(year, month + 1) for year, month in found]
