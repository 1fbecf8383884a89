"""Times: what we work out is what other programs work out, and what clocks show everywhere else."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from tests.conftest import NOW, REPOSITORY
from tests.made import made_pages
from tests.outputs.conftest import SiteOf
from tests.outputs.expansions import of_the_oracle, ours

from talanoa import addresses, source
from talanoa.load import load
from talanoa.model.occurrences import occurrences_of
from talanoa.model.recurrence import Recurrence
from talanoa.model.rhythm import fits, read_rhythm
from talanoa.model.values import Period
from talanoa.model.zones import zones_of
from talanoa.outputs.calendars.calendar import files
from talanoa.outputs.calendars.components import Calendars
from talanoa.outputs.clocks import local_times, network_time
from talanoa.outputs.view import View
from talanoa.problems import has_errors
from talanoa.site import Site

NETWORK = "id: n\nauthority: network.example.org,2016\nname: N\ntimezone: Asia/Manila\nlanguages: [en]\n"
ZONES = (
    "Australia/Sydney",
    "Pacific/Auckland",
    "Pacific/Chatham",
    "Asia/Kathmandu",
    "Pacific/Apia",
    "Asia/Yangon",
    "Pacific/Kiritimati",
    "Pacific/Honolulu",
    "Europe/Paris",
)


# --- zones × years against the oracle -----------------------------------------------------------------------------


def test_every_series_that_is_shipped() -> None:
    content, _ = load(REPOSITORY)
    assert content
    view = View(Site.of(content, datetime.fromisoformat(NOW).replace(tzinfo=UTC), "https://example.org/"))
    made = {file.address: file for file in files(view)}
    series = [event for event in view.site.events if event.recurrence]
    assert series
    for event in series:
        assert of_the_oracle(made[addresses.event_file(event.id)].made(view)) == ours(
            view.site.occurrences_of[event.id]
        )


@pytest.mark.parametrize("zone", ZONES)
def test_a_weekly_call_through_every_change_of_clocks_from_2020_to_2037(site_of: SiteOf, zone: str) -> None:
    """Sundays, on which clocks are moved: before, in the night of the change, and after."""
    events = "".join(
        f"""
  - id: call-{clock[:2]}
    title: Call
    type: call
    start: 2020-01-05 {clock}
    duration: 100 minutes
    timezone: {zone}
    recurrence: {{ every: 1 week, until: 2037-12-27 }}
"""
        for clock in ("00:10", "23:30")
    )
    view = site_of({"network.yml": NETWORK, "events.yml": "events:\n" + events}, now="2020-01-01")
    (data,) = (file.made(view) for file in files(view) if file.address == addresses.CALENDAR)
    expected = ours(view.site.occurrences)
    assert len(expected) == 2 * 939
    assert of_the_oracle(data) == expected


PERIODS = (
    "first tuesday",
    "last friday of every 2 months",
    "fifth sunday",
    "3 weeks on saturday",
    "last day",
    "1 day",
    "9 days",
    "1 week",
    "6 weeks",
    "1 month",
    "5 months",
    "1 year",
    "2 years",
)
DAYS = st.dates(date(2020, 1, 1), date(2037, 12, 31))
# Half of the clocks are in places where clocks are moved.
CLOCKS = ("", "", " 09:00", " 23:30", " 00:15", " 01:30", " 02:30", " 03:10")
LENGTHS = ("duration: 90 minutes", "duration: 3 hours", "duration: 2 days", "end: next", "")
CHANGES = (
    "move",
    "back",
    "to another day",
    "status: cancelled",
    "status: postponed",
    "title: Other",
    "duration: 4 days",
)


@st.composite
def series(draw: st.DrawFn) -> str:
    """A recurring event with exceptions and overrides."""
    every, timezone, clock = draw(st.sampled_from(PERIODS)), draw(st.sampled_from(ZONES)), draw(st.sampled_from(CLOCKS))
    first = draw(DAYS)
    while not fits(rhythm(every), first):
        first += timedelta(days=1)
    length = draw(st.sampled_from(LENGTHS if clock else ("duration: 3 days", "end: next", "")))
    length = length.replace("next", f"{first + timedelta(days=1)}{clock and ' 04:30'}")
    days = days_of(first, every, draw(st.integers(1, 12)))
    excepted = draw(st.sets(st.sampled_from(days), max_size=len(days) - 1))
    left = [day for day in days if day not in excepted]
    overrides = draw(st.dictionaries(st.sampled_from(left), st.sampled_from(CHANGES), max_size=3))
    bound = draw(st.sampled_from((f"count: {len(days)}", f"until: {days[-1]}")))
    text = f"""
  - id: a-series
    title: Series
    type: call
    start: {first}{clock}
    {length}
    timezone: {timezone}
    recurrence: {{ every: {every}, {bound}, except: [{", ".join(map(str, sorted(excepted)))}] }}
    occurrences:
"""
    shifts = {"move": (1, " 12:00"), "back": (-1, " 23:45"), "to another day": (40, clock)}
    for day, change in overrides.items():
        shift, at = shifts.get(change, (0, ""))
        text += f"      {day}: {{ {f'start: {day + timedelta(days=shift)}{clock and at}' if shift else change} }}\n"
    return text


def days_of(first: date, every: str, count: int) -> list[date]:
    return list(Recurrence(rhythm(every), count).all_days(first))


def rhythm(every: str) -> Period:
    node = source.parse_yaml(source.decode(f"every: {every}\n".encode(), "events.yml", []), [])
    return read_rhythm(node.get("every"))  # type: ignore[union-attr, arg-type]


@settings(max_examples=100, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much])
@given(series())
def test_other_programs_expand_our_series_as_we_do(events: str) -> None:
    with TemporaryDirectory() as folder:
        Path(folder, "network.yml").write_text(NETWORK, "utf-8")
        Path(folder, "events.yml").write_text("events:\n" + events, "utf-8")
        content, problems = load(Path(folder))
    assert content
    assert {problem.code for problem in problems} <= {"no-such-time", "ambiguous-time"}, problems
    assume(not has_errors(problems))
    view = View(Site.of(content, datetime(2020, 1, 1, tzinfo=UTC), "https://example.org/"))
    data = Calendars(view).text("/c.ics", "C", view.site.events)
    assert of_the_oracle(data) == ours(view.site.occurrences)


# --- times that don't exist, and lengths across a change ----------------------------------------------------------


def codes(site: str, tmp_path: Path) -> list[tuple[str, int]]:
    """Each problem's code with the line that it is in; `start` is in the fourth."""
    (tmp_path / "network.yml").write_text(NETWORK, "utf-8")
    (tmp_path / "events.yml").write_text(site, "utf-8")
    return sorted((problem.code, problem.place.line) for problem in load(tmp_path)[1])


EVENT = "events:\n- id: call\n  title: Call\n  type: call\n  timezone: Australia/Sydney\n"


@pytest.mark.parametrize(
    ("times", "expected"),
    [
        ("  start: 2026-10-04 02:30", [("no-such-time", 6)]),
        ("  start: 2026-04-05 02:30", [("ambiguous-time", 6)]),
        ("  start: 2026-10-03 22:00\n  end: 2026-10-04 02:30", [("no-such-time", 7)]),
        ("  start: 2026-04-04 22:00\n  duration: 4 hours", [("ambiguous-time", 7)]),
        ("  start: 2026-10-03 02:30\n  duration: 1 day", [("no-such-time", 7)]),
        # Four hours from 22:00 on are over at 02:00 by the old clocks, which is 03:00 by the new.
        ("  start: 2026-10-03 22:00\n  duration: 4 hours", []),
        ("  start: 2026-09-20 02:30\n  recurrence: { every: 1 week, count: 4 }", [("no-such-time", 7)]),
        ("  start: 2026-09-20 01:30\n  duration: 1 day\n  recurrence: { every: 1 week, count: 4 }", []),
        (
            "  start: 2026-03-22 01:30\n  duration: 75 minutes\n  recurrence: { every: 1 week, count: 4 }",
            [("ambiguous-time", 8)],
        ),
        ("  start: 2026-09-20 02:30\n  recurrence: { every: 1 week, count: 4, except: [2026-10-04] }", []),
        (
            "  start: 2026-09-20 12:00\n  recurrence: { every: 1 week, count: 4 }\n  occurrences:\n"
            "    2026-09-27: { start: 2026-10-04 02:15 }",
            [("no-such-time", 9)],
        ),
        (
            "  start: 2026-03-22 12:00\n  duration: 90 minutes\n  recurrence: { every: 1 week, count: 4 }\n  occurrences:\n"
            "    2026-03-29: { start: 2026-04-05 01:15 }",
            [("ambiguous-time", 10)],
        ),
        (
            "  start: 2026-03-28 22:00\n  recurrence: { every: 1 week, count: 4 }\n  occurrences:\n"
            "    2026-04-04: { duration: 4 hours }",
            [("ambiguous-time", 9)],
        ),
    ],
)
def test_a_time_that_is_skipped_or_comes_twice_is_reported(
    times: str, expected: list[tuple[str, int]], tmp_path: Path
) -> None:
    assert codes(EVENT + times + "\n", tmp_path) == expected


def test_a_series_may_leave_out_or_move_a_time_that_clocks_skip(site_of: SiteOf) -> None:
    """Programs differ in whether that time counts, so the rule ends by a date and not by a count."""
    times = "  start: 2026-09-20 02:30\n  duration: 1 hour\n  recurrence: { every: 1 week, count: 5, except: [2026-10-04] }\n"
    moved = times.replace(", except: [2026-10-04]", "") + "  occurrences: { 2026-10-04: { start: 2026-10-04 03:30 } }\n"
    for text in (times, moved):
        view = site_of({"network.yml": NETWORK, "events.yml": EVENT + text}, now="2026-09-01")
        data = Calendars(view).text("/c.ics", "C", view.site.events)
        assert b"UNTIL=20261017T153000Z" in data and b"COUNT" not in data
        assert of_the_oracle(data) == ours(view.site.occurrences)


def test_a_duration_is_time_that_passes_and_an_end_what_clocks_show(site_of: SiteOf) -> None:
    weekend = "  start: 2026-10-03 22:00\n  {}\n  recurrence: {{ every: 1 week, count: 2 }}\n"

    def ends(text: str) -> list[str]:
        (event,) = site_of({"network.yml": NETWORK, "events.yml": EVENT + weekend.format(text)}).site.events
        return [f"{occurrence.end:%d %H:%M}" for occurrence in occurrences_of(event)]

    assert ends("duration: 6 hours") == ["04 05:00", "11 04:00"]
    assert ends("end: 2026-10-04 04:00") == ["04 04:00", "11 04:00"]
    assert ends("duration: 1 day") == ["04 22:00", "11 22:00"]


# --- clocks elsewhere ---------------------------------------------------------------------------------------------

COUNTRIES = """
countries:
  - { code: PH }
  - { code: NP, capital_timezone: Asia/Kathmandu }
  - { code: NZ, capital_timezone: Pacific/Auckland }
  - { code: AU, capital_timezone: Australia/Sydney }
  - { code: VU, capital_timezone: Pacific/Efate }
"""


def table(site_of: SiteOf, event: str, countries: str = COUNTRIES) -> list[tuple[str, str, str, int, str]]:
    view = site_of(
        {"network.yml": NETWORK + countries, "events.yml": f"events:\n  - {{ id: e, title: E, type: call, {event} }}\n"}
    )
    (occurrence,) = view.site.occurrences
    return [
        (row.weekday, f"{row.clock:%H:%M}", row.offset, row.days, ", ".join(row.places))
        for row in local_times(view, occurrence)
    ]


def test_the_same_call_everywhere(site_of: SiteOf) -> None:
    assert table(site_of, "start: 2026-11-25 14:00, online: {}") == [
        ("Wed", "11:45", "UTC+5:45", 0, "Nepal"),
        ("Wed", "14:00", "UTC+8", 0, "Philippines"),
        ("Wed", "17:00", "UTC+11", 0, "Australia (Sydney), Vanuatu"),
        ("Wed", "19:00", "UTC+13", 0, "New Zealand (Auckland)"),
    ]
    # In winter there Sydney is an hour off Vanuatu.
    assert table(site_of, "start: 2026-07-01 14:00, online: {}")[2:] == [
        ("Wed", "16:00", "UTC+10", 0, "Australia (Sydney)"),
        ("Wed", "17:00", "UTC+11", 0, "Vanuatu"),
        ("Wed", "18:00", "UTC+12", 0, "New Zealand (Auckland)"),
    ]


def test_another_day_is_shown(site_of: SiteOf) -> None:
    countries = "countries: [{ code: KI, capital_timezone: Pacific/Tarawa }, { code: AS }, { code: NP }]\n"
    assert table(site_of, "start: 2026-11-25 00:30, online: {}, timezone: Pacific/Kiritimati", countries) == [
        ("Mon", "23:30", "UTC\N{MINUS SIGN}11", -2, "American Samoa"),
        ("Tue", "16:15", "UTC+5:45", -1, "Nepal"),
        ("Tue", "22:30", "UTC+12", -1, "Kiribati (Tarawa)"),
    ]
    assert table(site_of, "start: 2026-11-24 22:30, online: {}, timezone: Pacific/Honolulu", countries) == [
        ("Tue", "21:30", "UTC\N{MINUS SIGN}11", 0, "American Samoa"),
        ("Wed", "14:15", "UTC+5:45", 1, "Nepal"),
        ("Wed", "20:30", "UTC+12", 1, "Kiribati (Tarawa)"),
    ]


def test_a_country_of_several_clocks_without_a_capitals_shows_each(site_of: SiteOf) -> None:
    countries = "countries: [{ code: KI }, { code: NZ }, { code: MY }, { code: AU }]\n"
    rows = table(site_of, "start: 2026-11-25 12:00, online: {}, timezone: UTC", countries)
    assert rows == [
        ("Wed", "20:00", "UTC+8", 0, "Australia (Perth), Malaysia"),
        ("Wed", "20:45", "UTC+8:45", 0, "Australia (Eucla)"),
        ("Wed", "21:30", "UTC+9:30", 0, "Australia (Darwin)"),
        ("Wed", "22:00", "UTC+10", 0, "Australia (Brisbane, Lindeman)"),
        ("Wed", "22:30", "UTC+10:30", 0, "Australia (Broken Hill, Adelaide)"),
        ("Wed", "23:00", "UTC+11", 0, "Australia (Lord Howe, Macquarie, Hobart …)"),
        ("Thu", "00:00", "UTC+12", 1, "Kiribati (Tarawa)"),
        ("Thu", "01:00", "UTC+13", 1, "Kiribati (Kanton), New Zealand (Auckland)"),
        ("Thu", "01:45", "UTC+13:45", 1, "New Zealand (Chatham)"),
        ("Thu", "02:00", "UTC+14", 1, "Kiribati (Kiritimati)"),
    ]


def test_a_capitals_clock_doesnt_pass_for_that_of_the_whole_country(site_of: SiteOf) -> None:
    """Perth is three hours behind Sydney; all of Malaysia has one time, though the database knows two places there."""
    countries = "countries: [{ code: AU, capital_timezone: Australia/Sydney }, { code: MY, capital_timezone: Asia/Kuala_Lumpur }]\n"
    rows = table(site_of, "start: 2026-11-25 12:00, online: {}, timezone: UTC", countries)
    assert [places for *_, places in rows] == ["Malaysia", "Australia (Sydney)"]


def test_who_meets_in_a_room_and_who_has_a_whole_day_needs_no_table(site_of: SiteOf) -> None:
    assert table(site_of, "start: 2026-11-25 14:00, place: { city: Manila }") == []
    assert table(site_of, "start: 2026-11-25, online: {}") == []
    assert table(site_of, "start: 2026-11-25 14:00, place: { city: Manila }, online: {}") != []


def test_the_networks_own_time_is_next_to_another(site_of: SiteOf) -> None:
    def here(event: str) -> tuple[str, int] | None:
        view = site_of(
            {"network.yml": NETWORK, "events.yml": f"events:\n  - {{ id: e, title: E, type: call, {event} }}\n"}
        )
        found = network_time(view, view.site.occurrences[0])
        return (f"{found.places[0]} {found.weekday} {found.clock:%H:%M} {found.offset}", found.days) if found else None

    assert here("start: 2026-11-25 03:45, online: {}, timezone: Pacific/Chatham") == ("Manila Tue 22:00 UTC+8", -1)
    assert here("start: 2026-11-25 14:00, online: {}") is None
    assert here("start: 2026-11-25 14:00, online: {}, timezone: Asia/Kuala_Lumpur") is None


def test_zones_of_countries() -> None:
    assert zones_of("NP") == ("Asia/Kathmandu",)
    assert {*zones_of("KI")} == {"Pacific/Tarawa", "Pacific/Kanton", "Pacific/Kiritimati"}
    assert zones_of("XK") == ()


def test_the_table_is_html_that_opens_by_itself(site_of: SiteOf) -> None:
    view = site_of(
        {
            "network.yml": NETWORK + COUNTRIES,
            "events.yml": "events:\n  - { id: e, title: E, type: call, start: 2026-11-25 03:45, online: {}, timezone: Pacific/Chatham }\n",
        }
    )
    (html,) = (page.render(False) for page in made_pages(view.site)[1] if page.address == "/events/e/")
    outside, _, table = html.partition("<details")
    assert "Manila: " in outside and 'Tue <bdi dir="ltr">22:00</bdi> day before' in " ".join(outside.split())
    assert "<summary>" in table and "UTC+5:45" in table and "<script" not in html
