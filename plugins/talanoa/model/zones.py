"""Time zones from the pinned `tzdata` package, never from the machine: the same bytes everywhere."""

from __future__ import annotations

import re
import zoneinfo
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta, timezone
from functools import lru_cache
from importlib import resources
from itertools import pairwise

from talanoa.problems import nearest

zoneinfo.reset_tzpath(to=())

_OFFSET = re.compile(r"[+−-]\s?\d")
FIRST_YEAR, LAST_YEAR = 1800, 2199
"""Those of days and times; beyond them, zones and calendars have nothing to say."""
APART = timedelta(days=2)
"""The most by which the days of two zones differ at one moment, in whole days."""


@lru_cache(maxsize=1)
def zone_names() -> frozenset[str]:
    """Every IANA name."""
    listing = resources.files("tzdata").joinpath("zones").read_text("utf-8")
    return frozenset(listing.split())


@lru_cache(maxsize=1)
def _zones_by_country() -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for line in resources.files("tzdata").joinpath("zoneinfo", "zone.tab").read_text("utf-8").splitlines():
        if not line.startswith("#"):
            code, _, name = line.split("\t")[:3]
            found.setdefault(code, []).append(name)
    return {code: tuple(names) for code, names in found.items()}


def zones_of(country: str) -> tuple[str, ...]:
    """The zones of a country by its code, as the time zone database lists them; none of a code that it doesn't know."""
    return _zones_by_country().get(country, ())


def is_zone(name: str) -> bool:
    return name in zone_names()


@lru_cache(maxsize=1_000)  # one mistake is often repeated
def like_zone(text: str) -> str | None:
    """The name that is probably meant. An offset names no zone, least of all Etc/GMT+8, which is eight hours *behind* UTC."""
    if _OFFSET.search(text):
        return None
    names = [name for name in zone_names() if not _OFFSET.search(name)]
    cities = {name.rsplit("/", 1)[-1].casefold(): name for name in names}
    return cities.get(text.rsplit("/", 1)[-1].replace(" ", "_").casefold()) or nearest(text, names)


@lru_cache(maxsize=700)
def zone(name: str) -> zoneinfo.ZoneInfo:
    return zoneinfo.ZoneInfo(name)


def aware(time: datetime, name: str) -> datetime:
    """A time with its offset: one without is the local time of the zone."""
    return time if time.tzinfo else time.replace(tzinfo=zone(name))


def there(moment: datetime, name: str) -> datetime:
    """A moment by the clocks of a zone, whose day and hour it then has; one without an offset is by them already."""
    return aware(moment, name).astimezone(zone(name))


def is_twofold(local: datetime, name: str) -> bool:
    """True for a wall-clock time that clocks in the zone jump over or show twice: only then does `fold` say anything (PEP 495)."""
    there = zone(name)
    return local.replace(tzinfo=there).utcoffset() != local.replace(tzinfo=there, fold=1).utcoffset()


def days_of_change(name: str, first: date, last: date) -> Iterator[date]:
    """The days from one to another on which clocks in a zone may be moved: a change, and two days around it."""
    for year in range(first.year, last.year + 1):
        yield from (day for day in _days_of_change(name, year) if first <= day <= last)


@lru_cache(maxsize=10_000)
def _days_of_change(name: str, year: int) -> tuple[date, ...]:
    """By the offsets of every third midnight. In the time zone database no two changes are nearer to each other than that."""
    nights = [datetime(year, 1, 1, tzinfo=zone(name)) + timedelta(days=days) for days in range(-3, 369, 3)]
    changed = (later for earlier, later in pairwise(nights) if earlier.utcoffset() != later.utcoffset())
    days = {night.date() - timedelta(days=days) for night in changed for days in range(-1, 5)}
    return tuple(sorted(day for day in days if day.year == year))


def is_missing(local: datetime, name: str) -> bool:
    """True for a wall-clock time that clocks in the zone jump over."""
    aware = local.replace(tzinfo=zone(name))
    return aware.astimezone(UTC).astimezone(zone(name)).replace(tzinfo=None) != local


def later(local: datetime, span: timedelta, name: str) -> datetime:
    """What clocks show after a span of time: whole days by the calendar, the rest as it really passes (RFC 5545, 3.3.6)."""
    days = timedelta(days=span.days)
    local += days
    if span == days:
        return local
    passed = local.replace(tzinfo=zone(name)).astimezone(UTC) + (span - days)
    return passed.astimezone(zone(name)).replace(tzinfo=None, fold=0)


def rfc3339(moment: datetime) -> str:
    """An aware time with its offset. RFC 3339 knows no seconds in offsets, which clocks had before there were zones."""
    offset = moment.utcoffset() or timedelta()
    minutes = timedelta(minutes=round(offset.total_seconds() / 60))
    return moment.replace(microsecond=0, tzinfo=timezone(minutes)).isoformat()


def offset_words(delta: timedelta) -> str:
    """An offset as people read it: UTC, UTC+8, UTC+5:45."""
    minutes = int(delta.total_seconds() // 60)
    if not minutes:
        return "UTC"
    sign = "+" if minutes > 0 else "\N{MINUS SIGN}"
    hours, rest = divmod(abs(minutes), 60)
    return f"UTC{sign}{hours}" + (f":{rest:02}" if rest else "")
