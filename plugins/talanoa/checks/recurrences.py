"""Recurring events that don't happen as often as their rule sounds."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from talanoa.checks.checked import Checked
from talanoa.model.recurrence import day_of
from talanoa.model.values import Period
from talanoa.problems import Problem, Severity

_SHOWN = 4


def skipped_times(checked: Checked) -> Iterator[Problem]:
    """Months that lack an event's day (the 31st, the 30th in February), and years that lack 29 February."""
    for event in checked.content.events:
        if event.recurrence and (skipped := event.recurrence.skipped(event.start)):
            message = f"'{event.id}' skips {_said(skipped, day_of(event.start).day, event.recurrence.every)}"
            period = "year" if _is_yearly(event.recurrence.every) else "month"
            help = f"begin it on a day that every {period} has, or give the other times events of their own"
            yield Problem("skipped-times", message, event.id.place, help, severity=Severity.NOTE)


def _is_yearly(every: Period) -> bool:
    return every.unit == "years" or every.count % 12 == 0


def _said(skipped: Sequence[date], day: int, every: Period) -> str:
    """How many of which, why, and the first of them."""
    if _is_yearly(every):
        them, lacking, names = "year", "29 February", [f"{first:%Y}" for first in skipped]
    else:
        them, lacking, names = "month", f"day {day}", [f"{first:%Y-%m}" for first in skipped]
    have = "has" if len(skipped) == 1 else "have"
    more = " …" if len(skipped) > _SHOWN else ""
    return f"{len(skipped)} of its {them}s, which {have} no {lacking}: {', '.join(names[:_SHOWN])}{more}"
