"""Who is named in an export, and how long they were there: someone who left and came back has several rows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from itertools import islice

from msgspec import Struct

from talanoa.desk.attendance.clocks import Order, clock, days, length
from talanoa.desk.attendance.headings import Column
from talanoa.desk.attendance.sheet import Row

_DAY = 24 * 60
_LOOKED_AT = 200  # rows, by which it is found of which day an export is
_NEAR = timedelta(days=1)  # by how much a day differs from one time zone to another

Interval = tuple[float, float]


class Stay(Struct, frozen=True):
    """Someone in a call: what the export calls them, and the minutes at which they were there, None if it doesn't say."""

    line: int
    name: str
    email: str
    intervals: tuple[Interval, ...] | None


def stays_in(rows: Iterable[Row]) -> list[Stay]:
    """Everyone who came, says an export, each once, in the order in which they are named."""
    people: dict[tuple[str, str], list[Row]] = {}
    for row in rows:
        if row.is_absent:
            continue
        people.setdefault((row.name, row.cells.get("email", "").casefold()), []).append(row)
    end = max((at for rows in people.values() for row in rows if (at := clock(row.cells.get("time", "")))), default=0.0)
    return [Stay(rows[0].line, name, email, _intervals(rows, end)) for (name, email), rows in people.items()]


def minutes(intervals: Iterable[Interval]) -> float:
    """How long it is for which there was someone."""
    total, until = 0.0, float("-inf")
    for start, end in sorted(intervals):
        total += max(0.0, end - max(start, until))
        until = max(until, end)
    return total


def other_day(
    rows: Iterable[Row], day: date, order: Order | None = None, ahead: timedelta | None = None
) -> date | None:
    """The day that an export is of, if that can't be `day`: in any time zone, unless its clock is known to be `ahead` by so much."""
    found = [meant for row in islice(rows, _LOOKED_AT) if (meant := [*_days(row, order, ahead or timedelta())])]
    near = _NEAR if ahead is None else timedelta()
    is_near = any(-near <= it - day <= _NEAR for meant in found for it in meant)
    return None if is_near or not found else found[0][0]


def _days(row: Row, order: Order | None, ahead: timedelta) -> Iterator[date]:
    for column in ("join", "leave", "time"):
        cell = row.cells.get(column, "")
        since_midnight = timedelta(minutes=clock(cell) or 0) - ahead
        yield from (it + timedelta(days=since_midnight // timedelta(days=1)) for it in days(cell, order))


def _intervals(rows: list[Row], end: float) -> tuple[Interval, ...] | None:
    inside = [row for row in rows if not row.is_waiting]
    if not inside:
        return ()
    if any(row.cells.get("action") for row in inside):
        return tuple(_between(inside, end))
    found = [interval for row in inside if (interval := _interval(row.cells))]
    if found:
        return tuple(found)
    lengths = [minutes for row in inside if (minutes := length(row.cells.get("duration", ""))) is not None]
    return ((0.0, sum(lengths)),) if lengths else None


def _between(rows: list[Row], end: float) -> Iterator[Interval]:
    """Rows of someone who joined, left, joined again, …; who never left was there until the end."""
    times = [at for row in rows if (at := clock(row.cells.get("time", ""))) is not None]
    for start, stop in zip(times[::2], [*times[1::2], end], strict=False):
        yield _forward(start, stop)


def _interval(cells: Mapping[Column, str]) -> Interval | None:
    """From joining to leaving, in minutes of the day."""
    start, end = clock(cells.get("join", "")), clock(cells.get("leave", ""))
    if start is None:
        return None
    if end is None:
        minutes = length(cells.get("duration", ""))
        return None if minutes is None else (start, start + minutes)
    return _forward(start, end)


def _forward(start: float, end: float) -> Interval:
    """A call may go on past midnight."""
    return start, end + _DAY if end < start else end
