"""The calendar that people subscribe to, as their programs read it."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest
from tests.outputs.calendars.reading import NETWORK, ics, lines, our_times, parsed
from tests.outputs.conftest import SiteOf
from tests.outputs.expansions import of_the_oracle

from talanoa.outputs.calendars.calendar import files


def test_the_calendar_of_a_network(view_of: SiteOf) -> None:
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


def test_people_who_meet_in_a_place_meet_by_its_clocks(view_of: SiteOf) -> None:
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


def test_a_deadline_takes_a_day_and_no_ones_time(view_of: SiteOf) -> None:
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
def test_only_what_one_sits_through_keeps_time(event: str, keeps: str, view_of: SiteOf) -> None:
    assert f"TRANSP:{keeps}" in lines(view_of(f"  - {{ id: a, title: A, {event} }}\n"))


@pytest.mark.parametrize("more", ["place: { city: Accra }", "recurrence: { every: 1 week, count: 2 }"])
def test_what_follows_utc_needs_no_zone(more: str, view_of: SiteOf) -> None:
    text = lines(view_of(f"  - {{ id: a, title: A, type: call, start: 2026-12-08 14:00, timezone: UTC, {more} }}\n"))
    assert "DTSTART:20261208T140000Z" in text and not any("TZID" in line for line in text)


def test_the_last_of_several_days_is_included(view_of: SiteOf) -> None:
    (event,) = parsed(view_of("  - { id: days, title: Days, type: summit, start: 2027-02-16, end: 2027-02-18 }\n"))
    assert event["DTEND"].dt == date(2027, 2, 19)


def test_a_call_from_half_past_eleven_at_night_ends_the_next_day(view_of: SiteOf) -> None:
    text = lines(
        view_of("""
  - { id: night, title: Night, type: call, start: 2026-12-31 23:30, duration: 1 hour, place: { name: Roof } }
""")
    )
    assert "DTSTART;TZID=Asia/Manila:20261231T233000" in text
    assert "DTEND;TZID=Asia/Manila:20270101T003000" in text


def test_an_event_without_a_date_of_its_last_change_has_the_authoritys(view_of: SiteOf) -> None:
    text = lines(view_of("  - { id: an-event, title: Event, type: other, start: 2027-02-28 }\n"))
    assert "DTSTAMP:20160101T000000Z" in text
    assert not any(line.startswith("LAST-MODIFIED") for line in text)


def test_an_authority_may_be_of_a_month(view_of: SiteOf) -> None:
    event = "  - { id: an-event, title: Event, type: other, start: 2027-02-28 }\n"
    assert "DTSTAMP:20160101T000000Z" in lines(view_of(event, network=NETWORK.replace("2016", "2016-05")))


def test_a_zone_is_right_on_the_first_days_of_a_year(view_of: SiteOf) -> None:
    """Fiji moved its clocks in the middle of January."""
    view = view_of("""
  - { id: a, title: A, type: call, start: 2019-01-02 10:00, timezone: Pacific/Fiji, place: { city: Suva } }
""")
    assert of_the_oracle(ics(view).replace(b"Pacific/Fiji", b"Nowhere/Fiji")) == our_times(view)


def test_a_link_that_is_not_public_is_nowhere(view_of: SiteOf) -> None:
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


def test_a_hidden_event_is_nowhere_and_no_calendar_is_empty(view_of: SiteOf) -> None:
    view = view_of("  - { id: a-secret, title: Secret, type: call, start: 2026-12-08 14:00, visibility: hidden }\n")
    assert list(files(view)) == []


def test_lines_are_short_in_octets_and_no_character_is_cut(view_of: SiteOf) -> None:
    title = "การประชุมเชิงปฏิบัติการ ครั้งที่ 1: การสร้างเครือข่ายกับภาคประชาสังคม 👩‍🌾 " * 5
    view = view_of(f"  - {{ id: long, title: '{title}', type: call, start: 2026-12-08 14:00 }}\n")
    data = ics(view)
    assert data.endswith(b"\r\n") and b"\n" not in data.replace(b"\r\n", b"")
    for line in data.split(b"\r\n"):
        assert len(line) <= 75
        line.decode()
    assert parsed(view)[0]["SUMMARY"] == " ".join(title.split())


def test_texts_come_out_as_they_went_in(view_of: SiteOf) -> None:
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


def test_line_breaks_of_other_worlds_break_no_line(view_of: SiteOf) -> None:
    view = view_of("""
  - { id: a, title: A, type: call, start: 2026-12-08, description: "one\\u2028two\\u0085three\\u2029four" }
""")
    assert ics(view).decode().splitlines() == ics(view).decode().split("\r\n")[:-1]


def test_a_moved_occurrence_is_newer_than_the_series(view_of: SiteOf) -> None:
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


def test_a_calendar_is_the_same_in_whatever_order_events_are_written(view_of: SiteOf) -> None:
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


def test_what_is_postponed_is_tentative(view_of: SiteOf) -> None:
    text = lines(view_of("  - { id: a-day, title: 100% open, type: other, start: 2026-12-05, status: postponed }\n"))
    assert "STATUS:TENTATIVE" in text and "SUMMARY:Postponed: 100% open" in text


def test_a_box_in_a_description_has_its_title_in_the_language_of_its_text(view_of: SiteOf) -> None:
    event = "  - { id: a, title: A, type: call, start: 2026-12-08, description: { id: '> [!NOTE]\n\n    > Isi' } }\n"
    (found,) = parsed(view_of(event))
    assert found["DESCRIPTION"].startswith("Catatan")


@pytest.mark.parametrize("half", ["latitude: -33.86", "longitude: 151.2"])
def test_half_a_position_is_none(half: str, view_of: SiteOf) -> None:
    text = lines(
        view_of(f"  - {{ id: a, title: A, type: call, start: 2026-12-08, place: {{ name: Hall, {half} }} }}\n")
    )
    assert not any(line.startswith("GEO") for line in text)


def test_a_theme_that_is_not_known_is_no_category(view_of: SiteOf) -> None:
    """A preview shows an event before the check has found its slip."""
    (event,) = parsed(view_of("  - { id: a, title: A, type: call, start: 2026-12-08, themes: [watr, water] }\n"))
    assert event["CATEGORIES"].cats == ["Call", "Water, rivers; rain"]


def test_the_same_bytes_twice_and_under_every_hash_seed(view_of: SiteOf, tmp_path: Path) -> None:
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
