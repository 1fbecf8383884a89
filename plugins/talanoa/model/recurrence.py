"""When a recurring event happens: by the event's own wall clock, as RFC 5545 counts.

A day that a month lacks (the 31st, 29 February) is skipped, as RFC 5545 section 3.3.10 asks.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from itertools import count, islice, takewhile

from msgspec import Struct

from talanoa.model.rhythm import in_month
from talanoa.model.values import Moment, Rhythm
from talanoa.model.zones import LAST_YEAR
from talanoa.problems import Problem
from talanoa.source import Mapping

MAX_OCCURRENCES = 1000  # two years of days, or twenty of weeks


class Recurrence(Struct, frozen=True):
    """Every so often, `count` times in all or until a day (inclusive), but not on the days of `except_`."""

    every: Rhythm
    count: int | None = None
    until: date | None = None
    except_: tuple[date, ...] = ()

    def rules(self, node: Mapping) -> Iterator[Problem]:
        if (self.count is None) == (self.until is None):
            yield Problem(
                "count-and-until",
                "a recurrence needs either `count` or `until`" + (", not both" if self.count is not None else ""),
                node.key_place("count") if self.count is not None else node.key_place("every"),
                "write `count: 8` or `until: 2027-03-14`",
            )
        if self.count is not None and not 0 < self.count <= MAX_OCCURRENCES:
            yield Problem(
                "recurrence-too-long",
                f"{self.count} occurrences; 1 to {MAX_OCCURRENCES} are possible",
                node.key_place("count"),
                "end it earlier, and begin a new event later",
            )

    def all_days(self, start: Moment) -> list[Moment]:
        """Every start that the rule gives, exceptions included; at most one more than MAX_OCCURRENCES."""
        limit = min(self.count or MAX_OCCURRENCES + 1, MAX_OCCURRENCES + 1)
        starts: list[Moment] = []
        for moment in islice(_series(start, self.every), limit):
            if self.until and day_of(moment) > self.until:
                break
            starts.append(moment)
        return starts

    def skipped(self, start: Moment) -> list[date]:
        """The first days of the months that the rule asks for, up to its last time, and that lack the day."""
        usual = self.every.nth != 5 if self.every.nth is not None else day_of(start).day <= 28
        if self.every.unit not in ("months", "years") or usual:
            return []
        starts = self.all_days(start)
        last = (starts[-1].year, starts[-1].month) if starts else (0, 0)
        held = {(moment.year, moment.month) for moment in starts}
        months = takewhile(lambda month: month <= last, _months(start, self.every))
        return [date(*month, 1) for month in months if month not in held]

    def starts(self, start: Moment) -> list[Moment]:
        """The starts that remain when the exceptions are taken out."""
        excepted = frozenset(self.except_)
        return [moment for moment in self.all_days(start) if day_of(moment) not in excepted]


def day_of(moment: Moment) -> date:
    """The calendar day of a day or a time."""
    return moment.date() if isinstance(moment, datetime) else moment


def _series(start: Moment, every: Rhythm) -> Iterator[Moment]:
    if every.unit in ("days", "weeks"):
        step = timedelta(days=every.count * (7 if every.unit == "weeks" else 1))
        moment = start
        while moment.year <= LAST_YEAR:
            yield moment
            moment += step
        return
    if every.nth is not None:
        for year, month in _months(start, every):
            day = in_month(every, year, month)
            if day and day >= day_of(start):
                yield start.replace(year=day.year, month=day.month, day=day.day)
        return
    for year, month in _months(start, every):
        try:
            yield start.replace(year=year, month=month)
        except ValueError:  # no such day in that month
            continue


def _months(start: Moment, every: Rhythm) -> Iterator[tuple[int, int]]:
    """Years and months in which something happens that is counted in months or years."""
    months = every.count * (12 if every.unit == "years" else 1)
    for index in count():
        year, month = divmod(start.year * 12 + start.month - 1 + index * months, 12)
        if year > LAST_YEAR:
            return
        yield year, month + 1
