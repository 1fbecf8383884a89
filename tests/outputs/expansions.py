"""The occurrences of events as the site shows them and as other programs see them, in one form: (start, exclusive end)."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import icalendar
import recurring_ical_events

from talanoa.model.occurrences import Occurrence

VALIDATORS = Path(__file__).parent.parent / "validators"
Times = list[tuple[str, str]]


def ours(occurrences: Iterable[Occurrence]) -> Times:
    """Days as they are, times in UTC; cancelled occurrences left out."""
    return sorted((_told(o, o.start), _told(o, _end(o))) for o in occurrences if o.event.status != "cancelled")


def _told(occurrence: Occurrence, moment: date) -> str:
    if isinstance(moment, datetime):
        return moment.replace(tzinfo=ZoneInfo(occurrence.event.timezone)).astimezone(UTC).isoformat()
    return moment.isoformat()


def _end(occurrence: Occurrence) -> date:
    end = occurrence.end or occurrence.start
    return end if isinstance(end, datetime) else end + timedelta(days=1)


def of_the_oracle(data: bytes) -> Times:
    """As recurring_ical_events expands a file."""
    found = []
    for event in recurring_ical_events.of(icalendar.Calendar.from_ical(data)).between((1990, 1, 1), (2190, 1, 1)):
        if event.get("STATUS") != "CANCELLED":
            start = event["DTSTART"].dt
            found.append((_in_utc(start), _in_utc(event["DTEND"].dt if "DTEND" in event else start)))
    return sorted(found)


def _in_utc(moment: date) -> str:
    return (moment.astimezone(UTC) if isinstance(moment, datetime) else moment).isoformat()


def of_ical_js(data: bytes) -> Times:
    """As ical.js expands a file, which knows no zones but the file's own."""
    done = subprocess.run(
        ["node", str(VALIDATORS / "expand.mjs")], input=data, capture_output=True, timeout=60, check=False
    )
    assert done.returncode == 0, done.stderr.decode()
    return sorted(
        (one["start"].replace("Z", "+00:00"), one["end"].replace("Z", "+00:00"))
        for one in json.loads(done.stdout)
        if one["status"] != "CANCELLED"
    )
