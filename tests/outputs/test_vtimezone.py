"""Our VTIMEZONEs, read by another program, agree with the zones that they stand for."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta, tzinfo
from io import StringIO
from pathlib import Path

import icalendar
import pytest
from dateutil.tz import tzical

from talanoa.model.zones import is_twofold, zone, zone_names
from talanoa.outputs.calendars.vtimezone import vtimezone

ZONES = (
    "Australia/Sydney",
    "Australia/Lord_Howe",  # half an hour of summer time
    "Pacific/Auckland",
    "Pacific/Chatham",
    "Pacific/Norfolk",  # changed its zone in 2015, and has had summer time since 2019
    "Pacific/Apia",  # dropped summer time in 2021
    "Pacific/Fiji",
    "Pacific/Kiritimati",
    "Pacific/Honolulu",
    "Asia/Kathmandu",
    "Asia/Yangon",
    "Asia/Manila",
    "Asia/Pyongyang",
    "Asia/Jerusalem",
    "Europe/Paris",
    "Europe/Dublin",
    "America/New_York",
    "America/Nuuk",
    "Africa/Cairo",
    "Africa/Casablanca",
    "UTC",
)
SPANS = (
    (date(2014, 6, 1), date(2017, 6, 1)),
    (date(2026, 3, 1), date(2029, 5, 1)),
    (date(2020, 1, 1), date(2040, 1, 1)),
)


def lines(tzid: str, first: date, last: date) -> list[str]:
    return vtimezone(tzid, first, last).to_ical().decode().splitlines()


def as_dateutil_reads(tzid: str, first: date, last: date) -> tzinfo:
    text = "\n".join(["BEGIN:VCALENDAR", *lines(tzid, first, last), "END:VCALENDAR", ""])
    found = tzical(StringIO(text)).get(tzid)
    assert found is not None
    return found


def as_icalendar_reads(tzid: str, first: date, last: date) -> tzinfo:
    text = "\r\n".join([*lines(tzid, first, last), ""]).replace(f"TZID:{tzid}", "TZID:/unknown/zone")
    component = icalendar.Timezone.from_ical(text)
    assert isinstance(component, icalendar.Timezone)
    return component.to_tz(lookup_tzid=False)


def moments_around_changes(tzid: str, first: date, last: date) -> Iterator[datetime]:
    """Local times close to every change of the zone, and one a month besides."""
    here = zone(tzid)
    at = datetime(first.year, first.month, first.day, tzinfo=UTC)
    hour = timedelta(hours=1)
    while at.date() < last:
        step = timedelta(days=1)
        if at.astimezone(here).utcoffset() != (at + step).astimezone(here).utcoffset():
            for half_hours in range(-4, 53):
                for minute in (0, 14, 15, 16):
                    around = at + half_hours * hour / 2 + timedelta(minutes=minute)
                    yield around.astimezone(here).replace(tzinfo=None)
        elif at.day == 15:
            yield at.astimezone(here).replace(tzinfo=None)
        at += step


@pytest.mark.parametrize("tzid", ZONES)
@pytest.mark.parametrize("span", SPANS, ids=str)
def test_local_times_around_every_change_have_the_right_offset(tzid: str, span: tuple[date, date]) -> None:
    read = as_dateutil_reads(tzid, *span)
    for local in moments_around_changes(tzid, *span):
        if span[0] <= local.date() <= span[1] and not is_twofold(local, tzid):
            assert local.replace(tzinfo=read).utcoffset() == local.replace(tzinfo=zone(tzid)).utcoffset(), local


@pytest.mark.parametrize("tzid", ["Australia/Sydney", "Pacific/Chatham", "Pacific/Apia", "Europe/Paris"])
def test_icalendar_reads_the_same(tzid: str) -> None:
    span = SPANS[0]
    read = as_icalendar_reads(tzid, *span)
    for local in moments_around_changes(tzid, *span):
        if span[0] <= local.date() <= span[1] and not is_twofold(local, tzid):
            assert local.replace(tzinfo=read).utcoffset() == local.replace(tzinfo=zone(tzid)).utcoffset(), local


def test_every_zone_can_be_written() -> None:
    for tzid in sorted(zone_names()):
        text = lines(tzid, date(2026, 3, 1), date(2028, 3, 1))
        assert text[1] == f"TZID:{tzid}"
        assert any(line.startswith("BEGIN:STANDARD") for line in text)
        assert not any(line.startswith("RDATE") for line in text)


def test_sydney_goes_forward_at_two_and_back_at_three() -> None:
    assert lines("Australia/Sydney", date(2026, 3, 1), date(2027, 3, 1)) == [
        "BEGIN:VTIMEZONE",
        "TZID:Australia/Sydney",
        "BEGIN:DAYLIGHT",
        "DTSTART:20251005T020000",
        "RRULE:FREQ=YEARLY;BYDAY=1SU;BYMONTH=10",
        "TZNAME:AEDT",
        "TZOFFSETFROM:+1000",
        "TZOFFSETTO:+1100",
        "END:DAYLIGHT",
        "BEGIN:STANDARD",
        "DTSTART:20260405T030000",
        "RRULE:FREQ=YEARLY;BYDAY=1SU;BYMONTH=4",
        "TZNAME:AEST",
        "TZOFFSETFROM:+1100",
        "TZOFFSETTO:+1000",
        "END:STANDARD",
        "END:VTIMEZONE",
    ]


@pytest.mark.parametrize(
    ("tzid", "names"),
    [
        ("Australia/Sydney", ["AEDT", "AEST"]),
        ("Australia/Lord_Howe", ["+1030", "+11"]),
        ("Pacific/Norfolk", ["+11", "+12"]),
        ("Europe/Dublin", ["GMT", "IST"]),
        ("America/Nuuk", ["-01", "-02"]),
    ],
)
def test_a_clock_keeps_its_name_beyond_the_years_that_the_zones_file_lists(tzid: str, names: list[str]) -> None:
    """Whether the file's last line writes it in letters, or as a number in angle brackets."""
    text = lines(tzid, date(2090, 1, 1), date(2091, 1, 1))
    assert sorted({line.removeprefix("TZNAME:") for line in text if line.startswith("TZNAME:")}) == names


def test_chatham_changes_at_a_quarter_to() -> None:
    text = lines("Pacific/Chatham", date(2026, 3, 1), date(2027, 3, 1))
    assert "DTSTART:20250928T024500" in text
    assert "DTSTART:20260405T034500" in text


@pytest.mark.parametrize(
    ("tzid", "offset"),
    [
        ("Asia/Kathmandu", "+0545"),
        ("Asia/Yangon", "+0630"),
        ("Asia/Manila", "+0800"),
        ("Pacific/Apia", "+1300"),
        ("Pacific/Kiritimati", "+1400"),
        ("Pacific/Honolulu", "-1000"),
    ],
)
def test_a_zone_whose_clocks_stand_still_is_one_observance(tzid: str, offset: str) -> None:
    text = lines(tzid, date(2026, 3, 1), date(2027, 3, 1))
    assert [line for line in text if line.startswith("BEGIN:")] == ["BEGIN:VTIMEZONE", "BEGIN:STANDARD"]
    assert f"TZOFFSETTO:{offset}" in text


def test_apia_still_had_summer_time_in_2015() -> None:
    text = lines("Pacific/Apia", date(2015, 11, 15), date(2015, 11, 18))
    assert "DTSTART:20150927T030000" in text  # clocks went from +13 to +14
    assert "TZOFFSETTO:+1400" in text
    assert not any(line.startswith("RRULE") for line in text)


def test_what_is_called_daylight_is_ahead_of_standard_in_ireland_too() -> None:
    text = "\n".join(lines("Europe/Dublin", date(2026, 3, 1), date(2027, 3, 1)))
    daylight = text[text.index("BEGIN:DAYLIGHT") : text.index("END:DAYLIGHT")]
    assert "TZNAME:IST\nTZOFFSETFROM:+0000\nTZOFFSETTO:+0100" in daylight


def test_every_offset_is_whole_minutes_in_our_century() -> None:
    """Many readers know no seconds in an offset; only the mean times of the nineteenth century had them."""
    for tzid in sorted(zone_names()):
        for line in lines(tzid, date(2016, 1, 1), date(2027, 1, 1)):
            if line.startswith("TZOFFSET"):
                assert len(line.partition(":")[2]) == 5, (tzid, line)


def test_the_same_bytes_whatever_the_hash_seed_and_the_machine_zone() -> None:
    code = (
        "from datetime import date\n"
        "from talanoa.outputs.calendars.vtimezone import vtimezone\n"
        "for tzid in ('Australia/Sydney', 'Pacific/Apia', 'Africa/Casablanca'):\n"
        "    print(vtimezone(tzid, date(2015, 1, 1), date(2027, 1, 1)).to_ical())"
    )
    made = {
        subprocess.run(
            [sys.executable, "-c", code],
            env=os.environ | {"PYTHONHASHSEED": seed, "TZ": machine},
            capture_output=True,
            check=True,
            cwd=Path(__file__).parent,
        ).stdout
        for seed, machine in (("0", "UTC"), ("1", "Asia/Manila"), ("2", "America/New_York"))
    }
    assert len(made) == 1


@pytest.mark.parametrize(
    ("name", "offset"),
    [("Asia/Kathmandu", b"+054116"), ("Pacific/Apia", b"+123304"), ("Africa/Monrovia", b"-004308")],
)
def test_before_its_first_change_a_zone_has_the_time_of_its_place(name: str, offset: bytes) -> None:
    text = vtimezone(name, date(1850, 1, 1), date(1850, 12, 31)).to_ical()
    assert text.count(b"TZOFFSETTO:") == 1 and b"TZOFFSETTO:" + offset in text and b"TZNAME:LMT" in text
