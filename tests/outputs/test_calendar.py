"""The calendar that people subscribe to, as their programs read it."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any

import icalendar
import pytest
from tests.outputs.expansions import Times, of_the_oracle, ours

from talanoa.outputs.calendars.calendar import files
from talanoa.outputs.view import View

SiteOf = Callable[..., View]
NETWORK = """
id: a-network
authority: network.example.org,2016
name: A network
timezone: Asia/Manila
languages: [en]
themes:
  - { id: water, title: "Water, rivers; rain" }
"""


@pytest.fixture
def view_of(site_of: SiteOf) -> Callable[..., View]:
    """A network with these events."""

    def build(events: str, now: str = "2026-11-21", network: str = NETWORK) -> View:
        return site_of({"network.yml": network, "events.yml": "events:\n" + events}, now=now)

    return build


def ics(view: View) -> bytes:
    """The calendar of everything."""
    return made(view)["/events/calendar.ics"]


def made(view: View) -> dict[str, bytes]:
    """Every calendar by its address."""
    return {file.address: file.made(view) for file in files(view)}


def lines(view: View) -> list[str]:
    """The content lines, unfolded."""
    return ics(view).decode().replace("\r\n ", "").split("\r\n")


def parsed(view: View) -> list[Any]:
    """The VEVENTs."""
    return list(icalendar.Calendar.from_ical(ics(view)).walk("VEVENT"))


def our_times(view: View) -> Times:
    """Start and (exclusive) end of everything that the site shows, cancelled things left out."""
    return ours(view.site.occurrences)


def test_the_calendar_of_a_network(view_of: Callable[..., View]) -> None:
    view = view_of("""
  - id: a-talk
    title: Talk about wells, rivers; and rain
    type: webinar
    start: 2026-12-08 15:45
    duration: 75 minutes
    timezone: Asia/Kathmandu
    summary: "One line, plain."
    description: |
      Some **strong** words.
    online: { platform: Webinar, url: "https://example.net/join?room=1,2", public: true }
    themes: [water]
    agenda:
      - { title: "Wells, old and new", minutes: 20 }
    updated: 2026-11-02 10:00
    sequence: 3
""")
    assert lines(view) == [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Talanoa//Network calendar//EN",
        "CALSCALE:GREGORIAN",
        "NAME:A network",
        "X-WR-CALNAME:A network",
        "LAST-MODIFIED:20261102T020000Z",
        "REFRESH-INTERVAL;VALUE=DURATION:PT12H",
        "SOURCE;VALUE=URI:https://example.org/events/calendar.ics",
        "UID:events/calendar.ics@network.example.org",
        "X-PUBLISHED-TTL:PT12H",
        "BEGIN:VEVENT",
        "SUMMARY:Talk about wells\\, rivers\\; and rain",
        "DTSTART:20261208T100000Z",
        "DTEND:20261208T111500Z",
        "DTSTAMP:20261102T020000Z",
        "UID:a-talk@network.example.org",
        "SEQUENCE:3",
        "CATEGORIES:Webinar,Water\\, rivers\\; rain",
        "CONFERENCE;FEATURE=VIDEO;LABEL=Join the call;VALUE=URI:https://example.net/join?room=1,2",
        "DESCRIPTION:One line\\, plain.\\n\\nSome strong words.\\n\\n"
        "Join the call: https://example.net/join?room=1\\,2 (Webinar)\\n\\nAgenda:\\n– Wells\\, old and new (20 min)\\n\\n"
        "Local time: Tuesday\\, 8 December 2026\\, 15:45–17:00 (Kathmandu\\, UTC+5:45)\\n\\n"
        "https://example.org/events/a-talk/",
        "LAST-MODIFIED:20261102T020000Z",
        "LOCATION:https://example.net/join?room=1\\,2",
        "STATUS:CONFIRMED",
        "TRANSP:OPAQUE",
        "URL:https://example.org/events/a-talk/",
        "END:VEVENT",
        "END:VCALENDAR",
        "",
    ]


def test_people_who_meet_in_a_place_meet_by_its_clocks(view_of: Callable[..., View]) -> None:
    text = lines(
        view_of("""
  - id: a-meeting
    title: Meeting
    type: meeting
    start: 2027-01-20 09:30
    end: 2027-01-20 16:00
    timezone: Australia/Sydney
    place: { name: Hall, address: 1 Example Street, city: Sydney, country: AU, latitude: -33.86, longitude: 151.2 }
""")
    )
    assert "DTSTART;TZID=Australia/Sydney:20270120T093000" in text
    assert "DTEND;TZID=Australia/Sydney:20270120T160000" in text
    assert "LOCATION:Hall\\, 1 Example Street\\, Sydney\\, Australia" in text
    assert "GEO:-33.86;151.2" in text
    assert text.count("TZID:Australia/Sydney") == 1
    assert text.index("BEGIN:VTIMEZONE") < text.index("BEGIN:VEVENT")


def test_a_deadline_takes_a_day_and_nobodys_time(view_of: Callable[..., View]) -> None:
    text = lines(view_of("  - { id: last-day, title: Last day, type: deadline, start: 2027-02-28 }\n"))
    assert "DTSTART;VALUE=DATE:20270228" in text
    assert "DTEND;VALUE=DATE:20270301" in text
    assert "TRANSP:TRANSPARENT" in text
    assert not any("TZID" in line for line in text)


@pytest.mark.parametrize(
    ("event", "keeps"),
    [
        ("type: deadline, start: 2027-02-28 17:00", "TRANSPARENT"),
        ("type: review, start: 2027-02-28", "TRANSPARENT"),
        ("type: review, start: 2027-02-28 17:00", "OPAQUE"),
    ],
)
def test_only_what_one_sits_through_keeps_time(event: str, keeps: str, view_of: Callable[..., View]) -> None:
    assert f"TRANSP:{keeps}" in lines(view_of(f"  - {{ id: a, title: A, {event} }}\n"))


@pytest.mark.parametrize("more", ["place: { city: Accra }", "recurrence: { every: 1 week, count: 2 }"])
def test_what_follows_utc_needs_no_zone(more: str, view_of: Callable[..., View]) -> None:
    text = lines(view_of(f"  - {{ id: a, title: A, type: call, start: 2026-12-08 14:00, timezone: UTC, {more} }}\n"))
    assert "DTSTART:20261208T140000Z" in text and not any("TZID" in line for line in text)


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
def test_how_a_rule_is_written(start: str, every: str, rule: str, view_of: Callable[..., View]) -> None:
    event = f"id: a, title: A, type: call, start: {start}, recurrence: {{ every: {every}, count: 3 }}"
    assert f"RRULE:{rule}" in lines(view_of(f"  - {{ {event} }}\n"))


def test_the_last_of_several_days_is_included(view_of: Callable[..., View]) -> None:
    (event,) = parsed(view_of("  - { id: days, title: Days, type: summit, start: 2027-02-16, end: 2027-02-18 }\n"))
    assert event["DTEND"].dt == date(2027, 2, 19)


def test_a_call_from_half_past_eleven_at_night_ends_the_next_day(view_of: Callable[..., View]) -> None:
    text = lines(
        view_of("""
  - { id: night, title: Night, type: call, start: 2026-12-31 23:30, duration: 1 hour, place: { name: Roof } }
""")
    )
    assert "DTSTART;TZID=Asia/Manila:20261231T233000" in text
    assert "DTEND;TZID=Asia/Manila:20270101T003000" in text


def test_an_event_without_a_date_of_its_last_change_has_the_authoritys(view_of: Callable[..., View]) -> None:
    text = lines(view_of("  - { id: an-event, title: Event, type: other, start: 2027-02-28 }\n"))
    assert "DTSTAMP:20160101T000000Z" in text
    assert not any(line.startswith("LAST-MODIFIED") for line in text)


def test_an_authority_may_be_of_a_month(view_of: Callable[..., View]) -> None:
    event = "  - { id: an-event, title: Event, type: other, start: 2027-02-28 }\n"
    assert "DTSTAMP:20160101T000000Z" in lines(view_of(event, network=NETWORK.replace("2016", "2016-05")))


def test_a_zone_is_right_on_the_first_days_of_a_year(view_of: Callable[..., View]) -> None:
    """Fiji moved its clocks in the middle of January."""
    view = view_of("""
  - { id: a, title: A, type: call, start: 2019-01-02 10:00, timezone: Pacific/Fiji, place: { city: Suva } }
""")
    assert of_the_oracle(ics(view).replace(b"Pacific/Fiji", b"Nowhere/Fiji")) == our_times(view)


def test_a_link_that_is_not_public_is_nowhere(view_of: Callable[..., View]) -> None:
    data = ics(
        view_of("""
  - id: a-call
    title: Call
    type: call
    start: 2026-12-08 14:00
    online: { platform: Video, url: "https://example.net/secret" }
    recurrence: { every: 1 week, count: 3 }
    occurrences:
      2026-12-15: { online: { platform: Other video, url: "https://example.net/hush", public: false } }
""")
    )
    assert b"secret" not in data and b"hush" not in data and b"CONFERENCE" not in data
    assert b"Other video" in data


def test_a_hidden_event_is_nowhere_and_no_calendar_is_empty(view_of: Callable[..., View]) -> None:
    view = view_of("  - { id: a-secret, title: Secret, type: call, start: 2026-12-08 14:00, visibility: hidden }\n")
    assert list(files(view)) == []


def test_lines_are_short_in_octets_and_no_character_is_cut(view_of: Callable[..., View]) -> None:
    title = "การประชุมเชิงปฏิบัติการ ครั้งที่ 1: การสร้างเครือข่ายกับภาคประชาสังคม 👩‍🌾 " * 5
    view = view_of(f"  - {{ id: long, title: '{title}', type: call, start: 2026-12-08 14:00 }}\n")
    data = ics(view)
    assert data.endswith(b"\r\n") and b"\n" not in data.replace(b"\r\n", b"")
    for line in data.split(b"\r\n"):
        assert len(line) <= 75
        line.decode()
    assert parsed(view)[0]["SUMMARY"] == " ".join(title.split())


def test_texts_come_out_as_they_went_in(view_of: Callable[..., View]) -> None:
    view = view_of(
        r"""
  - id: signs
    title: 'Commas, semicolons; back\slashes, \n "quotes" and: colons'
    type: call
    start: 2026-12-08 14:00
    place: { name: "Room 1, left; or right" }
    agenda: [ { title: "One, two; three" }, { title: Four } ]
""",
        network=NETWORK.replace("name: A network", "name: 'A, b; c\\d'"),
    )
    (event,) = parsed(view)
    assert event["SUMMARY"] == 'Commas, semicolons; back\\slashes, \\n "quotes" and: colons'
    assert event["LOCATION"] == "Room 1, left; or right"
    assert "Agenda:\n– One, two; three\n– Four\n" in event["DESCRIPTION"]
    assert "NAME:A\\, b\\; c\\\\d" in lines(view)
    assert "X-WR-CALNAME:A\\, b\\; c\\\\d" in lines(view)


def test_line_breaks_of_other_worlds_break_no_line(view_of: Callable[..., View]) -> None:
    view = view_of("""
  - { id: a, title: A, type: call, start: 2026-12-08, description: "one\\u2028two\\u0085three\\u2029four" }
""")
    assert ics(view).decode().splitlines() == ics(view).decode().split("\r\n")[:-1]


def test_a_series_follows_the_clocks_of_its_zone(view_of: Callable[..., View]) -> None:
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


def test_a_moved_occurrence_is_newer_than_the_series(view_of: Callable[..., View]) -> None:
    view = view_of("""
  - id: a-call
    title: Call
    type: call
    start: 2026-12-02 14:00
    duration: 1 hour
    recurrence: { every: 1 week, count: 4 }
    occurrences:
      2026-12-09: { start: 2026-12-10 15:00, updated: 2026-11-20 }
      2026-12-16: { attended_count: 3 }
    updated: 2026-11-10
    sequence: 2
""")
    master, moved = parsed(view)  # how many came changes nothing in a calendar
    assert master["UID"] == moved["UID"]
    assert (master["SEQUENCE"], moved["SEQUENCE"]) == (2, 3)
    assert moved["RECURRENCE-ID"].dt.isoformat() == "2026-12-09T14:00:00+08:00"
    assert moved["DTSTART"].dt.isoformat() == "2026-12-10T15:00:00+08:00"
    assert moved["URL"] == "https://example.org/events/a-call/2026-12-09/"
    assert moved["DTSTAMP"].dt.isoformat() == "2026-11-20T10:00:00+00:00"
    assert "LAST-MODIFIED:20261120T100000Z" in lines(view)[:8]
    assert of_the_oracle(ics(view)) == our_times(view)


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


def test_a_cancelled_occurrence_cancels_only_that_one(view_of: Callable[..., View]) -> None:
    view = view_of(CANCELLED_ONCE)
    master, cancelled = parsed(view)
    assert (master["STATUS"], master["SUMMARY"]) == ("CONFIRMED", "Call")
    assert (cancelled["STATUS"], cancelled["SUMMARY"]) == ("CANCELLED", "Cancelled: Call")
    assert of_the_oracle(ics(view)) == our_times(view)


def test_a_cancelled_occurrence_goes_away_after_thirty_days(view_of: Callable[..., View]) -> None:
    assert "EXDATE;TZID=Asia/Manila:20261209T140000" not in lines(view_of(CANCELLED_ONCE, now="2027-01-08"))
    later = view_of(CANCELLED_ONCE, now="2027-01-09")
    assert "EXDATE;TZID=Asia/Manila:20261209T140000" in lines(later)
    assert len(parsed(later)) == 1
    assert of_the_oracle(ics(later)) == our_times(later)


def test_a_cancelled_event_goes_away_after_thirty_days(view_of: Callable[..., View]) -> None:
    event = "  - { id: a-day, title: Day, type: other, start: 2026-12-05, end: 2026-12-06, status: cancelled }\n"
    other = "  - { id: b-day, title: Other day, type: review, start: 2026-12-05 }\n"
    text = lines(view_of(event + other, now="2027-01-05"))
    assert "STATUS:CANCELLED" in text and "SUMMARY:Cancelled: Day" in text
    later = lines(view_of(event + other, now="2027-01-06"))
    assert [line for line in later if line.startswith("SUMMARY")] == ["SUMMARY:Other day"]


def test_nobody_who_has_subscribed_finds_nothing_one_day(view_of: Callable[..., View]) -> None:
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


def test_the_last_of_what_was_cancelled_is_what_ended_last(view_of: Callable[..., View]) -> None:
    """A series counts by its last happening, and what never happens doesn't count."""
    view = view_of(
        """
  - { id: one, title: One, type: other, start: 2026-12-05, status: cancelled }
  - { id: series, title: Series, type: other, start: 2026-12-01, status: cancelled, recurrence: { every: 1 week, count: 2 } }
  - { id: none, title: None, type: other, start: 2027-01-01, recurrence: { every: 1 day, count: 1, except: [2027-01-01] } }
""",
        now="2029-01-01",
    )
    assert [event["UID"].partition("@")[0] for event in parsed(view)] == ["series"]


def test_a_calendar_is_the_same_in_whatever_order_events_are_written(view_of: Callable[..., View]) -> None:
    events = [
        f"  - {{ id: {id}, title: E, type: call, start: 2026-12-0{day} 14:00, timezone: {zone}, place: {{ city: A }} }}\n"
        for id, day, zone in (("b", 2, "Asia/Yangon"), ("a", 3, "Pacific/Chatham"), ("c", 1, "Australia/Sydney"))
    ]
    text = lines(view_of("".join(events)))
    assert [line for line in text if line.startswith("UID:") and "/" not in line] == [
        f"UID:{id}@network.example.org" for id in "abc"
    ]
    zones = [line for line in text if line.startswith("TZID:")]
    assert zones == ["TZID:Asia/Yangon", "TZID:Australia/Sydney", "TZID:Pacific/Chatham"]
    assert lines(view_of("".join(reversed(events)))) == text


def test_a_cancelled_series_stays_whole_while_one_of_it_takes_place(view_of: Callable[..., View]) -> None:
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


def test_what_is_postponed_is_tentative(view_of: Callable[..., View]) -> None:
    text = lines(view_of("  - { id: a-day, title: 100% open, type: other, start: 2026-12-05, status: postponed }\n"))
    assert "STATUS:TENTATIVE" in text and "SUMMARY:Postponed: 100% open" in text


@pytest.mark.parametrize(
    ("start", "every", "days"),
    [
        ("2026-01-31", "1 month", ["2026-01-31", "2026-03-31", "2026-05-31", "2026-07-31"]),
        ("2026-12-31", "2 months", ["2026-12-31", "2027-08-31", "2027-10-31", "2027-12-31"]),
        ("2024-02-29", "1 year", ["2024-02-29", "2028-02-29", "2032-02-29", "2036-02-29"]),
        ("2026-01-30", "1 month", ["2026-01-30", "2026-03-30", "2026-04-30", "2026-05-30"]),
    ],
)
def test_months_without_the_day_are_skipped(
    view_of: Callable[..., View], start: str, every: str, days: list[str]
) -> None:
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
    view_of: Callable[..., View], start: str, every: str, said: dict[str, list[int]]
) -> None:
    """ical.js would have it on 1 March where there is no 29 February."""
    (event,) = parsed(
        view_of(
            f"  - {{ id: a-day, title: Day, type: other, start: {start}, recurrence: {{ every: {every}, count: 3 }} }}\n"
        )
    )
    assert {part: value for part, value in event["RRULE"].items() if part.startswith("BY")} == said


def test_a_weekend_ends_at_two_also_when_clocks_are_moved_in_it(view_of: Callable[..., View]) -> None:
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
def test_a_program_that_knows_only_our_vtimezone_sees_the_same(view_of: Callable[..., View], zone: str) -> None:
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


def test_a_series_of_weekends_has_one_that_is_longer(view_of: Callable[..., View]) -> None:
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


def test_a_box_in_a_description_has_its_title_in_the_language_of_its_text(view_of: Callable[..., View]) -> None:
    event = "  - { id: a, title: A, type: call, start: 2026-12-08, description: { id: '> [!NOTE]\n\n    > Isi' } }\n"
    (found,) = parsed(view_of(event))
    assert found["DESCRIPTION"].startswith("Catatan")


@pytest.mark.parametrize("half", ["latitude: -33.86", "longitude: 151.2"])
def test_half_a_position_is_none(half: str, view_of: Callable[..., View]) -> None:
    text = lines(
        view_of(f"  - {{ id: a, title: A, type: call, start: 2026-12-08, place: {{ name: Hall, {half} }} }}\n")
    )
    assert not any(line.startswith("GEO") for line in text)


def test_a_theme_that_is_not_known_is_no_category(view_of: Callable[..., View]) -> None:
    """A preview shows an event before the check has found its slip."""
    (event,) = parsed(view_of("  - { id: a, title: A, type: call, start: 2026-12-08, themes: [watr, water] }\n"))
    assert event["CATEGORIES"].cats == ["Call", "Water, rivers; rain"]


def test_each_exception_hits_what_the_rule_gives(view_of: Callable[..., View]) -> None:
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


def test_the_same_bytes_twice_and_under_every_hash_seed(view_of: Callable[..., View], tmp_path: Path) -> None:
    events = "".join(
        f"  - {{ id: e{number}, title: E, type: call, start: 2026-0{number}-02 14:00, timezone: {zone} }}\n"
        for number, zone in enumerate(("Pacific/Chatham", "Australia/Sydney", "Asia/Yangon", "Europe/Paris"), start=1)
    )
    first = ics(view_of(events))
    assert first == ics(view_of(events))
    code = (
        "import sys; from datetime import UTC, datetime; from pathlib import Path\n"
        "from talanoa.load import load; from talanoa.site import Site; from talanoa.outputs.view import View\n"
        "from talanoa.outputs.calendars.calendar import files\n"
        "site = Site.of(load(Path(sys.argv[1]))[0], datetime(2026, 11, 21, tzinfo=UTC), 'https://example.org/')\n"
        "view = View(site, frozenset()); sys.stdout.buffer.write(next(files(view)).made(view))"
    )
    for seed, machine in (("1", "UTC"), ("2", "Asia/Manila"), ("3", "America/New_York")):
        made = subprocess.run(
            [sys.executable, "-c", code, str(tmp_path / "1")],
            env=os.environ | {"PYTHONHASHSEED": seed, "TZ": machine, "LC_ALL": "C"},
            capture_output=True,
            check=True,
        ).stdout
        assert made == first
    zones = [line for line in lines(view_of(events)) if line.startswith("TZID:")]
    assert all(one < other for one, other in pairwise(zones))
