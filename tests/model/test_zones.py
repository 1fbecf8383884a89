"""Times that clocks jump over or show twice."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from talanoa.model.event import Event, usual_end
from talanoa.model.fields import read
from talanoa.model.zones import aware, days_of_change, is_missing, is_twofold, zone_names
from talanoa.problems import Problem
from talanoa.source import Source, parse_yaml


@pytest.mark.parametrize(
    ("time", "zone", "twofold", "missing"),
    [
        ("2026-03-29 02:30", "Europe/Berlin", True, True),
        ("2026-10-25 02:30", "Europe/Berlin", True, False),
        ("2026-10-25 03:00", "Europe/Berlin", False, False),
        ("2026-10-04 02:15", "Australia/Lord_Howe", True, True),  # half an hour
        ("2026-04-05 01:45", "Australia/Lord_Howe", True, False),
        ("2011-12-30 12:00", "Pacific/Apia", True, True),  # the day that Samoa left out
        ("2026-03-29 02:30", "Asia/Manila", False, False),
    ],
)
def test_a_time_that_is_not_there_once(time: str, zone: str, twofold: bool, missing: bool) -> None:
    local = datetime.fromisoformat(time)
    assert (is_twofold(local, zone), is_missing(local, zone)) == (twofold, missing)


def offset(zone: str, day: date) -> timedelta | None:
    return aware(datetime.combine(day, time.min), zone).utcoffset()


@given(st.sampled_from(sorted(zone_names())), st.integers(1901, 2150))
def test_every_change_of_a_clock_is_on_a_day_of_change(zone: str, year: int) -> None:
    all_days = [date(year, 1, 1) + timedelta(days=number) for number in range(365)]
    known = {*days_of_change(zone, all_days[0], all_days[-1])}
    assert {day for day in all_days if offset(zone, day) != offset(zone, day + timedelta(days=1))} <= known


@pytest.mark.parametrize(
    ("zone", "day"),
    [
        ("America/Noronha", date(2000, 10, 14)),
        ("Asia/Gaza", date(2040, 10, 26)),
        ("Pacific/Apia", date(2011, 12, 30)),  # a day that wasn't
    ],
)
def test_changes_that_are_near_to_each_other_are_seen(zone: str, day: date) -> None:
    assert day in days_of_change(zone, day, day)


def test_most_days_are_none() -> None:
    assert len([*days_of_change("Europe/Berlin", date(2026, 1, 1), date(2026, 12, 31))]) == 12
    assert [*days_of_change("Asia/Manila", date(2026, 1, 1), date(2026, 12, 31))] == []


@given(
    st.sampled_from(["Europe/Berlin", "Australia/Lord_Howe", "Africa/Casablanca", "Pacific/Apia", "Asia/Gaza"]),
    st.datetimes(datetime(2008, 1, 1), datetime(2012, 1, 1)),
    st.sampled_from(["1 day", "1 week", "6 weeks", "1 month", "first sunday"]),
    st.sampled_from(["90 minutes", "26 hours", "40 days"]),
    st.integers(0, 47),
)
def test_a_series_is_judged_as_if_each_of_its_times_were(
    zone: str, start: datetime, every: str, duration: str, half_hour: int
) -> None:
    start = datetime.combine(start.date(), time(half_hour // 2, half_hour % 2 * 30))
    problems: list[Problem] = []
    text = f"""id: call
title: The call
type: call
start: {start:%Y-%m-%d %H:%M}
duration: {duration}
timezone: {zone}
recurrence: {{ every: {every}, count: 400 }}
"""
    event = read(Event, parse_yaml(Source("e.yml", text), []), problems)
    assert event and event.recurrence
    moments = event.recurrence.all_days(event.start)[1:]
    moments += [end for moment in moments if (end := usual_end(event, moment)) is not None]
    wrong = any(isinstance(moment, datetime) and is_twofold(moment, zone) for moment in moments)
    in_rule = [problem for problem in problems if problem.place.line == 7 and problem.code in CLOCKS]
    assert bool(in_rule) == wrong


CLOCKS = ("no-such-time", "ambiguous-time")
