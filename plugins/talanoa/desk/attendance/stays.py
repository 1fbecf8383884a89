"""Who is named in an export, and how long they were there: someone who left and came back has several rows."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from talanoa.desk.attendance.sheet import Column, Row, rows_of
from talanoa.tables import Table

_DAY = 24 * 60
# `10:05:00 AM`, `15:04`, within whatever date: only the time matters, since a call takes less than a day.
_CLOCK = re.compile(r"(?<!\d)(\d{1,2}):(\d\d)(?::(\d\d)(?:\.\d+)?)?(?:\s*([ap])\.?m\.?)?", re.IGNORECASE)
_PARTS = re.compile(
    r"(?<!\d)(\d{1,6}(?:[.,]\d{1,3})?)\s{0,3}(hours?|hrs?|h|minutes?|mins?|m|seconds?|secs?|s)\b", re.IGNORECASE
)
_NUMBER = re.compile(r"\d+(?:[.,]\d+)?")

Interval = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Stay:
    """Someone in a call: what the export calls them, and the minutes at which they were there, None if it doesn't say."""

    line: int
    name: str
    email: str
    intervals: tuple[Interval, ...] | None


def stays_in(table: Table, given: Mapping[str, Column]) -> list[Stay]:
    """Everyone in an export, each once, in the order in which they are named; `given` adds headings, in small letters."""
    people: dict[tuple[str, str], list[Row]] = {}
    for row in rows_of(table, given):
        people.setdefault((row.name, row.cells.get("email", "").casefold()), []).append(row)
    return [Stay(rows[0].line, name, email, _intervals(rows)) for (name, email), rows in people.items()]


def minutes(intervals: Iterable[Interval]) -> float:
    """How long it is for which there was someone."""
    total, until = 0.0, float("-inf")
    for start, end in sorted(intervals):
        total += max(0.0, end - max(start, until))
        until = max(until, end)
    return total


def _intervals(rows: list[Row]) -> tuple[Interval, ...] | None:
    found = [interval for row in rows if (interval := _interval(row.cells))]
    if found:
        return tuple(found)
    lengths = [length for row in rows if (length := _length(row.cells.get("duration", ""))) is not None]
    return ((0.0, sum(lengths)),) if lengths else None


def _interval(cells: Mapping[Column, str]) -> Interval | None:
    """From joining to leaving, in minutes of the day; a call may go on past midnight."""
    start, end = _clock(cells.get("join", "")), _clock(cells.get("leave", ""))
    if start is None:
        return None
    if end is None:
        length = _length(cells.get("duration", ""))
        return None if length is None else (start, start + length)
    return start, end + _DAY if end < start else end


def _clock(text: str) -> float | None:
    match = _CLOCK.search(text)
    if match is None:
        return None
    hour, minute, second, half = int(match[1]), int(match[2]), int(match[3] or 0), (match[4] or "").lower()
    if half:
        hour = hour % 12 + (12 if half == "p" else 0)
    return hour * 60 + minute + second / 60 if hour < 24 and minute < 60 else None


def _length(text: str) -> float | None:
    """`1 hr 2 min`, `42m`, `32:14` (minutes and seconds), `1:02:03`, `37`; in minutes."""
    text = text.strip()
    if re.fullmatch(r"\d+(?::\d\d){1,2}", text):
        parts = [int(part) for part in text.split(":")]
        return parts[0] + parts[1] / 60 if len(parts) == 2 else parts[0] * 60 + parts[1] + parts[2] / 60
    if _NUMBER.fullmatch(text):
        return float(text.replace(",", "."))
    parts_of = _PARTS.findall(text)
    factor = {"h": 60.0, "m": 1.0, "s": 1 / 60}
    return (
        sum(float(number.replace(",", ".")) * factor[unit[0].lower()] for number, unit in parts_of)
        if parts_of
        else None
    )
