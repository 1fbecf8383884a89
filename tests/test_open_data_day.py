"""106 real events as their organisers typed them (tests/data/README.md) become a site: a page each, a line in the calendar each."""

from __future__ import annotations

import csv
import subprocess
import sys
from pathlib import Path
from typing import Any

import icalendar
import pytest
import yaml
from lxml import html

HERE = Path(__file__).parent
ROWS = list(csv.DictReader((HERE / "data/open-data-day-asia-pacific.csv").read_text("utf-8").splitlines(keepends=True)))
NETWORK = """\
id: open-data-day
authority: example.org,2026
name: Open Data Day
timezone: UTC
languages: [en]
"""
MKDOCS = """\
site_name: Open Data Day
site_url: https://example.org/open-data/
theme: { name: material, font: false }
plugins: [talanoa]
"""


def event(number: int, row: dict[str, str]) -> dict[str, Any]:
    """A row as an event; its dates, names and places stay as they were typed, but for line breaks."""
    one_line = {key: " ".join(value.split()) for key, value in row.items()}
    made: dict[str, Any] = {
        "id": f"event-{number}",
        "title": one_line["event_name"],
        "type": "other",
        "start": one_line["event_date"],
        "summary": one_line["event_purpose"] or None,
        "place": {
            "name": one_line["place"] or None,
            "latitude": float(row["latitude"]),
            "longitude": (float(row["longitude"]) + 180) % 360 - 180,  # one lies at -229°
        },
    }
    if online := row["online_event_url"].strip():
        made["online"] = {"url": online, "public": True}
    if url := row["url"].strip().strip("`"):
        made["registration"] = {"url": url}
    return made


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("open-data-day")
    (root / "docs").mkdir()
    (root / "docs/about.md").write_text("# About\n\nOpen Data Day.\n", "utf-8")
    (root / "network.yml").write_text(NETWORK, "utf-8")
    (root / "mkdocs.yml").write_text(MKDOCS, "utf-8")
    events = [event(number, row) for number, row in enumerate(ROWS, start=1)]
    (root / "events.yml").write_text(yaml.safe_dump({"events": events}, allow_unicode=True), "utf-8")
    command = [Path(sys.executable).with_name("talanoa"), "build", "--now", "2026-11-21"]
    done = subprocess.run(command, cwd=root, capture_output=True, encoding="utf-8")
    assert done.returncode == 0, done.stderr
    assert "1 warning" in done.stderr and "warning[exact-place]" in done.stderr, (
        "somebody gave a house for a place's name"
    )
    return root / "site"


def test_every_event_has_its_page(site: Path) -> None:
    for number, row in enumerate(ROWS, start=1):
        page = html.fromstring((site / f"events/event-{number}/index.html").read_bytes())
        assert page.xpath("normalize-space(//h1)") == " ".join(row["event_name"].split())


def test_every_event_is_in_the_calendar(site: Path) -> None:
    calendar = icalendar.Calendar.from_ical((site / "events/calendar.ics").read_bytes())
    found = {str(event["uid"]): event for event in calendar.walk("VEVENT")}
    assert len(found) == len(ROWS) == 106
    for number, row in enumerate(ROWS, start=1):
        entry = found[f"event-{number}@example.org"]
        assert str(entry["summary"]) == " ".join(row["event_name"].split())
        assert entry["dtstart"].dt.isoformat() == row["event_date"]
