"""A rule of a recurring event means the same to calendar programs as to the site."""

from __future__ import annotations

from datetime import date

import pytest
from tests.outputs.calendars.reading import ics, lines, our_times, parsed
from tests.outputs.conftest import SiteOf
from tests.outputs.expansions import of_the_oracle


@pytest.mark.parametrize(
    ("start", "every", "rule"),
    [
        ("2026-12-01", "first tuesday", "FREQ=MONTHLY;COUNT=3;INTERVAL=1;BYDAY=1TU"),
        ("2026-12-25", "last friday of every 2 months", "FREQ=MONTHLY;COUNT=3;INTERVAL=2;BYDAY=-1FR"),
        ("2026-12-05", "3 weeks on saturday", "FREQ=WEEKLY;COUNT=3;INTERVAL=3;BYDAY=SA"),
        ("2026-12-31", "last day", "FREQ=MONTHLY;COUNT=3;INTERVAL=1;BYMONTHDAY=-1"),
        ("2026-12-01", "9 days", "FREQ=DAILY;COUNT=3;INTERVAL=9"),
        ("2026-12-01", "2 years", "FREQ=YEARLY;COUNT=3;INTERVAL=2"),
    ],
)
def test_how_a_rule_is_written(start: str, every: str, rule: str, view_of: SiteOf) -> None:
    event = f"id: a, title: A, type: call, start: {start}, recurrence: {{ every: {every}, count: 3 }}"
    assert f"RRULE:{rule}" in lines(view_of(f"  - {{ {event} }}\n"))


def test_a_series_follows_the_clocks_of_its_zone(view_of: SiteOf) -> None:
    view = view_of("""
  - id: a-call
    title: Call
    type: call
    start: 2026-09-02 14:00
    duration: 90 minutes
    timezone: Pacific/Auckland
    online: { platform: Video }
    recurrence: { every: 6 weeks, until: 2027-05-12, except: [2026-11-25] }
    updated: 2026-08-01
""")
    text = lines(view)
    assert "DTSTART;TZID=Pacific/Auckland:20260902T140000" in text
    assert "RRULE:FREQ=WEEKLY;UNTIL=20270512T020000Z;INTERVAL=6" in text
    assert "EXDATE;TZID=Pacific/Auckland:20261125T140000" in text
    assert len(parsed(view)) == 1  # every occurrence is as the rule says
    assert of_the_oracle(ics(view)) == our_times(view)
    assert len(our_times(view)) == 6


@pytest.mark.parametrize(
    ("start", "every", "days"),
    [
        ("2026-01-31", "1 month", ["2026-01-31", "2026-03-31", "2026-05-31", "2026-07-31"]),
        ("2026-12-31", "2 months", ["2026-12-31", "2027-08-31", "2027-10-31", "2027-12-31"]),
        ("2024-02-29", "1 year", ["2024-02-29", "2028-02-29", "2032-02-29", "2036-02-29"]),
        ("2026-01-30", "1 month", ["2026-01-30", "2026-03-30", "2026-04-30", "2026-05-30"]),
    ],
)
def test_months_without_the_day_are_skipped(view_of: SiteOf, start: str, every: str, days: list[str]) -> None:
    view = view_of(f"""
  - {{ id: a-day, title: Day, type: other, start: {start}, recurrence: {{ every: {every}, count: 4 }} }}
""")
    assert [start for start, _ in of_the_oracle(ics(view))] == days
    assert of_the_oracle(ics(view)) == our_times(view)


@pytest.mark.parametrize(
    ("start", "every", "said"),
    [
        ("2024-02-29", "1 year", {"BYMONTHDAY": [29], "BYMONTH": [2]}),
        ("2026-03-29", "1 month", {"BYMONTHDAY": [29]}),
        ("2027-01-30", "2 months", {"BYMONTHDAY": [30]}),
        ("2026-12-31", "1 year", {"BYMONTHDAY": [31], "BYMONTH": [12]}),
        ("2026-02-28", "1 month", {}),
        ("2028-02-28", "1 year", {}),
        ("2026-01-29", "4 weeks", {}),
        ("2026-01-31", "30 days", {}),
    ],
)
def test_a_rule_names_a_day_that_some_months_lack(
    view_of: SiteOf, start: str, every: str, said: dict[str, list[int]]
) -> None:
    """ical.js would have it on 1 March where there is no 29 February."""
    (event,) = parsed(
        view_of(
            f"  - {{ id: a-day, title: Day, type: other, start: {start}, recurrence: {{ every: {every}, count: 3 }} }}\n"
        )
    )
    assert {part: value for part, value in event["RRULE"].items() if part.startswith("BY")} == said


def test_a_weekend_ends_at_two_also_when_clocks_are_moved_in_it(view_of: SiteOf) -> None:
    """A reader repeats some length of the first (RFC 5545, section 3.8.2.2); our end is what the clock shows."""
    view = view_of("""
  - id: weekend
    title: Weekend
    type: meeting
    start: 2026-09-26 18:00
    end: 2026-09-27 14:00
    timezone: Pacific/Auckland
    place: { name: Hut }
    recurrence: { every: 1 week, count: 3 }
""")
    assert of_the_oracle(ics(view)) == our_times(view)
    assert [event["DTEND"].dt.hour for event in parsed(view)] == [14, 14, 14, 14], "the rule, and each by itself"


@pytest.mark.parametrize("zone", ["Australia/Sydney", "Pacific/Chatham", "Pacific/Apia"])
def test_a_program_that_knows_only_our_vtimezone_sees_the_same(view_of: SiteOf, zone: str) -> None:
    view = view_of(f"""
  - id: a-call
    title: Call
    type: call
    start: 2015-03-18 03:50
    duration: 90 minutes
    timezone: {zone}
    recurrence: {{ every: 5 weeks, count: 120 }}
""")
    assert of_the_oracle(ics(view).replace(zone.encode(), f"Nowhere/{zone}".encode())) == our_times(view)


def test_a_series_of_weekends_has_one_that_is_longer(view_of: SiteOf) -> None:
    view = view_of("""
  - id: a
    title: A
    type: meeting
    start: 2026-12-05
    end: 2026-12-06
    recurrence: { every: 1 week, count: 3 }
    occurrences: { 2026-12-12: { duration: 3 days } }
""")
    assert [event["DTEND"].dt for event in parsed(view)] == [date(2026, 12, 7), date(2026, 12, 15)]
    assert of_the_oracle(ics(view)) == our_times(view)


def test_each_exception_hits_what_the_rule_gives(view_of: SiteOf) -> None:
    view = view_of("""
  - id: a-call
    title: Call
    type: call
    start: 2026-12-02
    recurrence: { every: 1 week, until: 2027-01-31, except: [2026-12-23, 2026-12-30] }
    occurrences: { 2026-12-09: { start: 2026-12-10 } }
""")
    text = lines(view)
    assert "RRULE:FREQ=WEEKLY;UNTIL=20270127;INTERVAL=1" in text
    excepted = [line for line in text if line.startswith("EXDATE")]
    assert excepted == ["EXDATE;VALUE=DATE:20261223", "EXDATE;VALUE=DATE:20261230"]
    assert "RECURRENCE-ID;VALUE=DATE:20261209" in text
    assert of_the_oracle(ics(view)) == our_times(view)
