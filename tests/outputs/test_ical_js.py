"""ical.js, which many calendars in browsers are built on, sees the same occurrences as the site shows."""

from __future__ import annotations

import shutil
from datetime import UTC, datetime, timedelta

import pytest
from tests.conftest import NOW, REPOSITORY
from tests.outputs.conftest import SiteOf
from tests.outputs.expansions import VALIDATORS, of_ical_js, ours
from tests.outputs.test_times import ZONES

from talanoa import addresses
from talanoa.load import load
from talanoa.outputs.calendars.calendar import files
from talanoa.outputs.view import View
from talanoa.site import Site

NETWORK = "id: n\nauthority: network.example.org,2016\nname: N\ntimezone: Asia/Manila\nlanguages: [en]\n"


@pytest.fixture(scope="module", autouse=True)
def installed() -> None:
    """The package is there: a test that passes because nothing was tried is worse than none."""
    there = shutil.which("node") and (VALIDATORS / "node_modules/ical.js").is_dir()
    assert there, "this needs Node.js and the npm package ical.js; install them with: sh tests/validators/install.sh"


@pytest.fixture(scope="module")
def shipped() -> View:
    """The repository's own site."""
    content, _ = load(REPOSITORY)
    assert content
    return View(Site.of(content, datetime.fromisoformat(NOW).replace(tzinfo=UTC), "https://example.org/"))


def test_every_shipped_series(shipped: View) -> None:
    made = {file.address: file for file in files(shipped)}
    series = [event for event in shipped.site.events if event.recurrence]
    assert series
    for event in series:
        data = made[addresses.event_file(event.id)].made(shipped)
        assert of_ical_js(data) == ours(shipped.site.occurrences_of[event.id]), event.id


def test_the_shipped_calendar_of_everything(shipped: View) -> None:
    (data,) = (file.made(shipped) for file in files(shipped) if file.address == addresses.CALENDAR)
    closing = [post.signing.closes for post in shipped.site.statements if post.signing and not post.translation_of]
    signing = [(day.isoformat(), (day + timedelta(days=1)).isoformat()) for day in closing if day]
    assert signing
    assert of_ical_js(data) == sorted([*ours(shipped.site.occurrences), *signing])


SERIES = """events:
  - id: call
    title: Weekly, with one moved, one cancelled, one left out
    type: call
    start: 2026-03-03 09:30
    duration: 90 minutes
    timezone: {zone}
    recurrence: {{ every: 1 week, until: 2027-11-30, except: [2026-03-17] }}
    occurrences:
      2026-03-10: {{ start: 2026-03-12 23:30 }}
      2026-04-07: {{ status: cancelled }}
      2026-05-05: {{ duration: 4 hours }}
  - id: weekend
    title: Ends when the clocks say so
    type: meeting
    start: 2026-03-28 18:00
    end: 2026-03-29 14:00
    timezone: {zone}
    place: {{ name: Hut }}
    recurrence: {{ every: 1 week, count: 40 }}
  - {{ id: night, title: Night, type: call, start: 2026-10-03 23:30, duration: 5 hours, timezone: {zone}, online: {{}} }}
  - {{ id: last-day, title: Last day, type: deadline, start: 2026-01-31, recurrence: {{ every: 1 month, count: 9 }} }}
  - {{ id: days, title: Days, type: summit, start: 2024-02-29, end: 2024-03-02, recurrence: {{ every: 1 year, count: 3 }} }}
  - {{ id: open, title: No end, type: other, start: 2026-03-01 12:00, timezone: {zone}, place: {{ city: Here }} }}
"""

SKIPPED = """events:
  - id: skipped
    title: At a time that clocks skip once, left out or moved then
    type: call
    start: 2026-09-20 02:30
    duration: 1 hour
    timezone: Australia/Sydney
    recurrence: {{ every: 1 week, count: 5{} }}
"""


@pytest.mark.parametrize(
    ("left_out", "moved"),
    [(", except: [2026-10-04]", ""), ("", "    occurrences: { 2026-10-04: { start: 2026-10-04 12:00 } }\n")],
)
def test_a_time_that_clocks_skip(site_of: SiteOf, left_out: str, moved: str) -> None:
    view = site_of({"network.yml": NETWORK, "events.yml": SKIPPED.format(left_out) + moved}, now="2026-03-01")
    (data,) = (file.made(view) for file in files(view) if file.address == addresses.CALENDAR)
    assert of_ical_js(data) == ours(view.site.occurrences)


@pytest.mark.parametrize("zone", ZONES)
def test_corner_cases(site_of: SiteOf, zone: str) -> None:
    view = site_of({"network.yml": NETWORK, "events.yml": SERIES.format(zone=zone)}, now="2026-03-01")
    (data,) = (file.made(view) for file in files(view) if file.address == addresses.CALENDAR)
    assert of_ical_js(data) == ours(view.site.occurrences)
