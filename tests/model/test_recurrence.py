"""When recurring events happen."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from talanoa.model.dates import LAST_YEAR
from talanoa.model.recurrence import MAX_OCCURRENCES, Recurrence, day_of
from talanoa.model.values import Moment, Rhythm


def days(rule: Recurrence, start: Moment) -> list[str]:
    return [moment.isoformat() for moment in rule.starts(start)]


def test_eight_calls_six_weeks_apart_at_one_time_of_day() -> None:
    starts = Recurrence(Rhythm(6, "weeks"), count=8).starts(datetime(2026, 3, 17, 15))
    assert [start.isoformat(" ", "minutes") for start in starts if isinstance(start, datetime)][:3] == [
        "2026-03-17 15:00",
        "2026-04-28 15:00",
        "2026-06-09 15:00",
    ]
    assert len(starts) == 8


def test_until_is_inclusive() -> None:
    assert days(Recurrence(Rhythm(1, "days"), until=date(2026, 3, 3)), date(2026, 3, 1)) == [
        "2026-03-01",
        "2026-03-02",
        "2026-03-03",
    ]


def test_an_exception_is_counted_and_then_left_out() -> None:
    rule = Recurrence(Rhythm(1, "days"), count=3, except_=(date(2026, 3, 2),))
    assert days(rule, date(2026, 3, 1)) == ["2026-03-01", "2026-03-03"]


def test_a_day_that_a_month_lacks_is_skipped() -> None:
    assert days(Recurrence(Rhythm(1, "months"), count=4), date(2026, 1, 31)) == [
        "2026-01-31",
        "2026-03-31",
        "2026-05-31",
        "2026-07-31",
    ]
    assert days(Recurrence(Rhythm(1, "years"), count=3), date(2028, 2, 29)) == [
        "2028-02-29",
        "2032-02-29",
        "2036-02-29",
    ]


@pytest.mark.parametrize("unit", ["days", "weeks", "months", "years"])
@pytest.mark.parametrize("number", [1, 1000])
def test_no_rule_goes_on_for_ever(unit: str, number: int) -> None:
    for rule in (
        Recurrence(Rhythm(number, unit), count=10**9),
        Recurrence(Rhythm(number, unit), until=date(9999, 12, 31)),
    ):
        starts = rule.all_days(date(2026, 1, 31))
        assert len(starts) <= MAX_OCCURRENCES + 1
        assert max(map(day_of, starts)).year <= LAST_YEAR
