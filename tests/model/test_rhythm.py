"""Rules by weekday and by the last day of a month, as people write them."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from dateutil.rrule import MONTHLY, WEEKLY, rrule, weekday
from hypothesis import given
from hypothesis import strategies as st

from talanoa import source
from talanoa.model.recurrence import Recurrence
from talanoa.model.rhythm import fits, read_rhythm, written
from talanoa.model.values import Rhythm
from talanoa.model.wrong import Wrong


def read(text: str) -> Rhythm:
    node = source.parse_yaml(source.decode(f"every: {text}\n".encode(), "events.yml", []), [])
    return read_rhythm(node.get("every"))


@pytest.mark.parametrize(
    ("text", "rhythm"),
    [
        ("6 weeks", Rhythm(6, "weeks")),
        ("first tuesday", Rhythm(1, "months", 1, 1)),
        ("First Tuesday of the month", Rhythm(1, "months", 1, 1)),
        ("last friday of the month", Rhythm(1, "months", 4, -1)),
        ("3rd wed of each month", Rhythm(1, "months", 2, 3)),
        ("second sunday of every 3 months", Rhythm(3, "months", 6, 2)),
        ("2 months on the fourth thursday", Rhythm(2, "months", 3, 4)),
        ("2 weeks on monday", Rhythm(2, "weeks", 0)),
        ("every saturday", Rhythm(1, "weeks", 5)),
        ("mondays", Rhythm(1, "weeks", 0)),
        ("last day", Rhythm(1, "months", None, -1)),
        ("first day of the month", Rhythm(1, "months", None, 1)),
    ],
)
def test_as_people_write_it(text: str, rhythm: Rhythm) -> None:
    assert read(text) == rhythm
    assert read(written(rhythm)) == rhythm


@pytest.mark.parametrize(
    "text", ["third day", "sixth monday", "0 months on the last day", "1001 weeks on monday", "noon", "lundi"]
)
def test_what_is_no_rule(text: str) -> None:
    with pytest.raises(Wrong):
        read(text)


RULES = st.builds(
    Rhythm, st.integers(1, 14), st.just("months"), st.integers(0, 6), st.sampled_from([1, 2, 3, 4, 5, -1])
)
RULES |= st.builds(Rhythm, st.integers(1, 14), st.just("months"), st.none(), st.sampled_from([1, -1]))
RULES |= st.builds(Rhythm, st.integers(1, 14), st.just("weeks"), st.integers(0, 6))


@given(RULES, st.dates(date(1999, 1, 1), date(2040, 12, 31)))
def test_the_days_are_those_of_dateutil(every: Rhythm, day: date) -> None:
    while not fits(every, day):
        day += timedelta(days=1)
    more = {"bymonthday": every.nth} if every.weekday is None else {"byweekday": weekday(every.weekday, every.nth)}
    theirs = rrule(WEEKLY if every.unit == "weeks" else MONTHLY, interval=every.count, dtstart=day, count=20, **more)
    assert [moment.date() for moment in theirs] == Recurrence(every, count=20).all_days(day)


def test_a_series_of_fifth_days_ends_with_the_calendar() -> None:
    assert len(Recurrence(Rhythm(1000, "months", 4, 5), count=1000).all_days(date(2026, 1, 30))) < 5
