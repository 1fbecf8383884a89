"""Recurring events that don't happen as often as their rule sounds."""

from __future__ import annotations

from collections.abc import Iterator

from talanoa.checks.checked import Checked
from talanoa.model.recurrence import day_of
from talanoa.problems import Problem, Severity

_SHOWN = 4


def skipped_times(checked: Checked) -> Iterator[Problem]:
    """Months that lack an event's day: the 31st, the 30th in February, 29 February."""
    for event in checked.content.events:
        skipped = event.recurrence.skipped(event.start) if event.recurrence else []
        if skipped and event.recurrence:
            day = day_of(event.start).day
            months = ", ".join(f"{month:%Y-%m}" for month in skipped[:_SHOWN]) + (" …" if len(skipped) > _SHOWN else "")
            message = f"'{event.id}' skips {len(skipped)} of its months, which have no day {day}: {months}"
            help = "begin it on a day that every month has, or give the other times events of their own"
            yield Problem("skipped-times", message, event.id.place, help, severity=Severity.NOTE)
