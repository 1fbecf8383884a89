"""Our VTIMEZONEs, read by another program, agree with the zones that they stand for."""

from __future__ import annotations

import os
import re
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


@pytest.mark.parametrize(
    ("tzid", "day"),
    [
        ("Australia/Sydney", date(2026, 4, 5)),
        ("Australia/Sydney", date(2026, 10, 4)),
        ("Pacific/Easter", date(2026, 9, 5)),  # late in the evening, when it is Sunday in UTC
        ("America/Nuuk", date(2014, 3, 29)),
        ("Pacific/Apia", date(2011, 12, 31)),  # the first day on the other side of the date line
        ("Africa/Cairo", date(2026, 4, 24)),
    ],
)
def test_a_zone_of_one_day_is_right_when_clocks_are_moved_on_it(tzid: str, day: date) -> None:
    read = as_dateutil_reads(tzid, day, day)
    for quarter in range(96):
        local = datetime(day.year, day.month, day.day) + timedelta(minutes=15 * quarter)
        if not is_twofold(local, tzid):
            assert local.replace(tzinfo=read).utcoffset() == local.replace(tzinfo=zone(tzid)).utcoffset(), local


@pytest.mark.parametrize("tzid", ["Australia/Sydney", "Pacific/Chatham", "Pacific/Apia", "Europe/Paris"])
def test_icalendar_reads_the_same(tzid: str) -> None:
    span = SPANS[0]
    read = as_icalendar_reads(tzid, *span)
    for local in moments_around_changes(tzid, *span):
        if span[0] <= local.date() <= span[1] and not is_twofold(local, tzid):
            assert local.replace(tzinfo=read).utcoffset() == local.replace(tzinfo=zone(tzid)).utcoffset(), local


OBSERVANCES = """
Asia/Kathmandu 1900–1930: the time of its place, then another one
    Standard 18991231T000000 +054116→+054116 LMT
    Standard 19200101T000000 +054116→+0530 +0530
Asia/Kathmandu 1930–1940: as it has been since a change
    Standard 19291231T000000 +0530→+0530 +0530
Asia/Kathmandu 2026–2026: as it will always be
    Standard 19700101T000000 +0545→+0545 +0545
Pacific/Apia 2021–2021: the last change of all
    Daylight 20200927T030000 +1300→+1400 +14
    Standard 20210404T040000 +1400→+1300 +13
Pacific/Apia 2026–2026: nothing of the years before
    Standard 19700101T000000 +1300→+1300 +13
Australia/Sydney 2007–2009: today's rule begins
    Daylight 20061029T020000 +1000→+1100 AEDT
    Standard 20070325T030000 +1100→+1000 AEST
    Daylight 20071028T020000 +1000→+1100 AEDT
    Standard 20080406T030000 +1100→+1000 AEST BYDAY=1SU;BYMONTH=4
    Daylight 20081005T020000 +1000→+1100 AEDT BYDAY=1SU;BYMONTH=10
America/Port-au-Prince 2014–2018: today's rule was suspended for a year
    Standard 20131103T020000 -0400→-0500 EST
    Daylight 20140309T020000 -0500→-0400 EDT
    Standard 20141102T020000 -0400→-0500 EST
    Daylight 20150308T020000 -0500→-0400 EDT
    Standard 20151101T020000 -0400→-0500 EST
    Daylight 20170312T020000 -0500→-0400 EDT BYDAY=2SU;BYMONTH=3
    Standard 20171105T020000 -0400→-0500 EST BYDAY=1SU;BYMONTH=11
America/Havana 2026–2028: suspended for less than two years
    Standard 20251102T010000 -0400→-0500 CST
    Daylight 20260308T000000 -0500→-0400 CDT
    Standard 20271107T010000 -0400→-0500 CST BYDAY=1SU;BYMONTH=11
    Daylight 20280312T000000 -0500→-0400 CDT BYDAY=2SU;BYMONTH=3
Asia/Beirut 2026–2026: at midnight
    Standard 20251026T000000 +0300→+0200 EET BYDAY=-1SU;BYMONTH=10
    Daylight 20260329T000000 +0200→+0300 EEST BYDAY=-1SU;BYMONTH=3
Africa/Cairo 2026–2026: at the end of a day, which no yearly rule says
    Standard 20251031T000000 +0300→+0200 EET
    Daylight 20260424T000000 +0200→+0300 EEST
    Standard 20261030T000000 +0300→+0200 EET
Pacific/Norfolk 2015–2020: another zone, and then summer time
    Standard 19750302T030000 +1230→+1130 +1130
    Standard 20151004T020000 +1130→+1100 +11
    Daylight 20191006T020000 +1100→+1200 +12 BYDAY=1SU;BYMONTH=10
    Standard 20200405T030000 +1200→+1100 +11 BYDAY=1SU;BYMONTH=4
Pacific/Easter 2026–2026: on a Saturday
    Daylight 20250906T220000 -0600→-0500 -05 BYDAY=1SA;BYMONTH=9
    Standard 20260404T220000 -0500→-0600 -06 BYDAY=1SA;BYMONTH=4
Australia/Lord_Howe 2040–2040: by half an hour, in a year that no file lists
    Daylight 20391002T020000 +1030→+1100 +11 BYDAY=1SU;BYMONTH=10
    Standard 20400401T020000 +1100→+1030 +1030 BYDAY=1SU;BYMONTH=4
Europe/Dublin 1968–1972: summer time all year round for three years
    Standard 19671231T000000 +0000→+0000 GMT
    Daylight 19680218T020000 +0000→+0100 IST
    Standard 19681027T000000 +0100→+0100 IST
    Standard 19711031T030000 +0100→+0000 GMT
    Daylight 19720319T020000 +0000→+0100 IST
    Standard 19721029T030000 +0100→+0000 GMT
"""


@pytest.mark.parametrize("told", re.split(r"\n(?=\w)", OBSERVANCES.strip()), ids=lambda told: told.partition(":")[0])
def test_what_a_calendar_says_of_a_zone(told: str) -> None:
    """Nothing that the calendar's years don't need, and a yearly rule as soon as there is one."""
    of, *expected = told.splitlines()
    tzid, years = of.partition(":")[0].split()
    first, last = map(int, years.split("–"))
    observances = re.findall(
        r"BEGIN:(.*?)END:", "\n".join(lines(tzid, date(first, 1, 1), date(last, 12, 31))[2:]), re.DOTALL
    )
    assert [in_short(each) for each in observances] == [line.strip() for line in expected]


def in_short(observance: str) -> str:
    name, *properties = observance.splitlines()
    of = dict(line.split(":", 1) for line in properties)
    offsets = f"{of['TZOFFSETFROM']}→{of['TZOFFSETTO']}"
    rule = of.get("RRULE", "").removeprefix("FREQ=YEARLY;")
    return f"{name.title()} {of['DTSTART']} {offsets} {of['TZNAME']} {rule}".strip()


def test_a_zone_of_a_few_days_has_both_rules_of_its_year() -> None:
    text = lines("Australia/Sydney", date(2026, 11, 1), date(2026, 11, 30))
    assert [line for line in text if line.startswith("DTSTART")] == [
        "DTSTART:20261004T020000",
        "DTSTART:20270404T030000",
    ]


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
