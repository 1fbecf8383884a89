"""Dates of feeds: RFC 822 as RSS has it, RFC 3339 as Atom and JSON Feed have it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, timezone
from itertools import pairwise

from tests.feeds_and_calendars.built import Built

DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
# W3C's feed validator calls an offset that ends in neither 00 nor 30 "problematical", and a year before 1990 implausible.
RFC_822 = re.compile(
    rf"({'|'.join(DAYS)}), (\d\d) ({'|'.join(MONTHS)}) (\d{{4}}) (\d\d):(\d\d):(\d\d) (?:GMT|([+-])(\d\d)([03]0))"
)
RFC_3339 = re.compile(r"(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(Z|[+-]\d\d:\d\d)")
FIRST_PLAUSIBLE = datetime(1990, 1, 1, tzinfo=UTC)


def rfc_822(text: str) -> datetime | None:
    match = RFC_822.fullmatch(text)
    if not match:
        return None
    name, day, month, year, hour, minute, second, sign, hours, minutes = match.groups()
    offset = timedelta(hours=int(hours or 0), minutes=int(minutes or 0)) * (-1 if sign == "-" else 1)
    try:
        found = datetime(
            int(year), MONTHS.index(month) + 1, int(day), int(hour), int(minute), int(second), tzinfo=timezone(offset)
        )
    except ValueError:
        return None
    return found if DAYS[found.weekday()] == name else None


def rfc_3339(text: str) -> datetime | None:
    """With whole seconds and an explicit zone."""
    try:
        return datetime.fromisoformat(text) if RFC_3339.fullmatch(text) else None
    except ValueError:
        return None


def lint_date(built: Built, what: str, text: str | None, found: datetime | None) -> Iterator[str]:
    if found is None:
        yield f"{what} {text!r} is no such date"
    elif found > built.last_moment:
        yield f"{what} {text!r} is in the future"
    elif found < FIRST_PLAUSIBLE:
        yield f"{what} {text!r} is before there was a web"


def lint_order(stamps: list[tuple[datetime, str]]) -> Iterator[str]:
    """Newest first, and what is of one moment by id: up or down, but not both."""
    directions = set()
    for (one, first), (other, second) in pairwise(stamps):
        if one < other:
            yield f"{second} is newer than {first}, but stands below it"
        elif one == other:
            directions.add(first < second)
    if len(directions) > 1:
        yield "items of one moment are not in the order of their ids"
