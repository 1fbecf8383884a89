"""Recurring events that don't happen as often as their rule sounds."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from msgspec.structs import replace

from talanoa.checks.checked import Checked
from talanoa.model.recurrence import day_of
from talanoa.model.rhythm import ORDINALS, day_name, written
from talanoa.model.values import Rhythm
from talanoa.problems import Problem, Severity

_SHOWN = 4


def skipped_times(checked: Checked) -> Iterator[Problem]:
    """Months that lack an event's day (the 31st, the 30th in February, a fifth Friday), and years that lack 29 February."""
    for event in checked.content.events:
        if event.recurrence and (skipped := event.recurrence.skipped(event.start)):
            every = event.recurrence.every
            message = f"'{event.id}' skips {_skipped_words(skipped, day_of(event.start).day, every)}"
            if every.nth is not None:
                help = f"if you mean the last one, write `every: {written(replace(every, nth=-1))}`"
            elif _is_yearly(every):
                help = "begin it on a day that every year has, or make separate events for the other times"
            else:
                last = written(replace(every, nth=-1))
                help = f"if you mean the last day, write `every: {last}` and begin it on one; otherwise begin it on a day that every month has"
            yield Problem("skipped-times", message, event.id.place, help, severity=Severity.NOTE)


def _is_yearly(every: Rhythm) -> bool:
    return every.nth is None and (every.unit == "years" or every.count % 12 == 0)


def _skipped_words(skipped: Sequence[date], day: int, every: Rhythm) -> str:
    """How many of which, why, and the first of them."""
    if _is_yearly(every):
        them, lacking, names = "year", "29 February", [f"{first:%Y}" for first in skipped]
    else:
        them, lacking, names = "month", f"day {day}", [f"{first:%Y-%m}" for first in skipped]
    if every.nth is not None:
        lacking = f"{ORDINALS[every.nth]} {day_name(every).title()}"
    have = "has" if len(skipped) == 1 else "have"
    more = " …" if len(skipped) > _SHOWN else ""
    return f"{len(skipped)} of its {them}s, which {have} no {lacking}: {', '.join(names[:_SHOWN])}{more}"
