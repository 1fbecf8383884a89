"""What was cancelled stays in the calendar for a time, so that programs hear of it."""

from __future__ import annotations

from tests.outputs.calendars.reading import ics, lines, made, our_times, parsed
from tests.outputs.conftest import SiteOf
from tests.outputs.expansions import of_the_oracle

CANCELLED_ONCE = """
  - id: a-call
    title: Call
    type: call
    start: 2026-12-02 14:00
    duration: 1 hour
    recurrence: { every: 1 week, count: 4 }
    occurrences:
      2026-12-09: { status: cancelled }
"""


def test_a_cancelled_occurrence_cancels_only_that_one(view_of: SiteOf) -> None:
    view = view_of(CANCELLED_ONCE)
    master, cancelled = parsed(view)
    assert (master["STATUS"], master["SUMMARY"]) == ("CONFIRMED", "Call")
    assert (cancelled["STATUS"], cancelled["SUMMARY"]) == ("CANCELLED", "Cancelled: Call")
    assert of_the_oracle(ics(view)) == our_times(view)


def test_a_cancelled_occurrence_goes_away_after_thirty_days(view_of: SiteOf) -> None:
    assert "EXDATE;TZID=Asia/Manila:20261209T140000" not in lines(view_of(CANCELLED_ONCE, now="2027-01-08"))
    later = view_of(CANCELLED_ONCE, now="2027-01-09")
    assert "EXDATE;TZID=Asia/Manila:20261209T140000" in lines(later)
    assert len(parsed(later)) == 1
    assert of_the_oracle(ics(later)) == our_times(later)


def test_a_cancelled_event_goes_away_after_thirty_days(view_of: SiteOf) -> None:
    event = "  - { id: a-day, title: Day, type: other, start: 2026-12-05, end: 2026-12-06, status: cancelled }\n"
    other = "  - { id: b-day, title: Other day, type: review, start: 2026-12-05 }\n"
    text = lines(view_of(event + other, now="2027-01-05"))
    assert "STATUS:CANCELLED" in text and "SUMMARY:Cancelled: Day" in text
    later = lines(view_of(event + other, now="2027-01-06"))
    assert [line for line in later if line.startswith("SUMMARY")] == ["SUMMARY:Other day"]


def test_no_one_who_has_subscribed_finds_nothing_one_day(view_of: SiteOf) -> None:
    """Of a calendar whose events were all cancelled long ago the last stays; the same addresses, whatever the day."""
    events = """
  - { id: first, title: First, type: other, start: 2026-12-04, status: cancelled }
  - { id: last, title: Last, type: other, start: 2026-12-05, status: cancelled }
  - id: series
    title: Series
    type: call
    start: 2026-12-01
    recurrence: { every: 1 day, count: 2 }
    occurrences: { 2026-12-01: { status: cancelled }, 2026-12-02: { status: cancelled } }
"""
    soon, late = made(view_of(events)), made(view_of(events, now="2029-01-01"))
    assert {*soon} == {*late}
    assert [line for line in late["/events/calendar.ics"].decode().split("\r\n") if line.startswith("SUMMARY")] == [
        "SUMMARY:Cancelled: Last"
    ]
    assert late["/events/first/event.ics"].count(b"BEGIN:VEVENT") == 1
    assert late["/events/series/event.ics"].count(b"SUMMARY:Cancelled: Series") == 2


def test_the_last_of_what_was_cancelled_is_what_ended_last(view_of: SiteOf) -> None:
    """A series counts by its last occurrence, and what never happens doesn't count."""
    view = view_of(
        """
  - { id: one, title: One, type: other, start: 2026-12-05, status: cancelled }
  - { id: series, title: Series, type: other, start: 2026-12-01, status: cancelled, recurrence: { every: 1 week, count: 2 } }
  - { id: none, title: None, type: other, start: 2027-01-01, recurrence: { every: 1 day, count: 1, except: [2027-01-01] } }
""",
        now="2029-01-01",
    )
    assert [event["UID"].partition("@")[0] for event in parsed(view)] == ["series"]


def test_a_cancelled_series_stays_whole_while_one_of_it_takes_place(view_of: SiteOf) -> None:
    view = view_of(
        """
  - id: series
    title: Series
    type: call
    start: 2026-12-01
    status: cancelled
    recurrence: { every: 1 week, count: 3 }
    occurrences: { 2026-12-08: { status: confirmed } }
""",
        now="2029-01-01",
    )
    assert of_the_oracle(ics(view)) == our_times(view) == [("2026-12-08", "2026-12-09")]
