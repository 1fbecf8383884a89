"""Fair hours: whose night each call fell into, and when the next one would be fairest.

A night is from 22:00 to 7:00 by the clocks of a member's country: of its capital as network.yml says, or else of the first zone that the
time zone database lists for it. A call falls into a night if any minute of it does.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, date, datetime, timedelta

from msgspec import Struct

from talanoa.model.network import Network
from talanoa.model.occurrences import Occurrence
from talanoa.model.zones import zone, zones_of

EVENING, MORNING = 22, 7  # a night begins and ends at these hours
SLOTS = 3  # that are proposed
_USUAL = timedelta(minutes=60)  # of a call that doesn't say how long it is


class Night(Struct, frozen=True):
    """A call of the term: its beginning in UTC, and the countries in whose night it was, with what their clocks showed."""

    original: date
    start: datetime
    nights: Mapping[str, datetime]


class Slot(Struct, frozen=True):
    """An hour at which the next call could begin: who would be called at night, and what that weighs."""

    start: datetime
    clock: datetime  # by the call's own clocks
    nights: Mapping[str, datetime]
    weight: int


class Hours(Struct, frozen=True):
    """What the calls of a term asked of each country's members; `members` counts them, `zones` are their countries' clocks."""

    members: Mapping[str, int]
    zones: Mapping[str, str]
    calls: tuple[Night, ...]
    slots: tuple[Slot, ...]
    next: Occurrence | None

    def burden(self, until: date | None = None) -> Counter[str]:
        """How many calls each country had at night."""
        return Counter(
            code for call in self.calls if until is None or call.original <= until for code in sorted(call.nights)
        )


def hours(network: Network, members: Mapping[str, int], held: Iterable[Occurrence], next: Occurrence | None) -> Hours:
    """`members` counts the members of each country, `held` are the calls that took place, `next` is the call to come."""
    zones = zones_in(network, members)
    calls = tuple(_nights(zones, held))
    counted = Hours(members, zones, calls, (), next)
    slots = tuple(_slots(counted, next)) if next and zones else ()
    return Hours(members, zones, calls, slots, next)


def zones_in(network: Network, codes: Iterable[str]) -> dict[str, str]:
    """The clock of each country; none of a code that no one knows a clock of."""
    capitals = network.capital_timezones
    return {code: found for code in sorted(codes) if (found := capitals.get(code) or next(iter(zones_of(code)), None))}


def span(call: Occurrence) -> tuple[datetime, timedelta] | None:
    """When a call begins in UTC, and how long it is; None for one that takes whole days."""
    if not isinstance(call.start, datetime):
        return None
    start = _utc(call.start, call.event.timezone)
    end = _utc(call.end, call.event.timezone) if isinstance(call.end, datetime) else start + _USUAL
    return start, end - start


def _utc(moment: datetime, timezone: str) -> datetime:
    return moment.replace(tzinfo=zone(timezone)).astimezone(UTC)


def _nights(zones: Mapping[str, str], held: Iterable[Occurrence]) -> Iterator[Night]:
    for call in held:
        if times := span(call):
            yield Night(call.original or call.day, times[0], _at_night(zones, *times))


def _at_night(zones: Mapping[str, str], start: datetime, length: timedelta) -> dict[str, datetime]:
    return {
        code: local.replace(tzinfo=None)
        for code, name in zones.items()
        if is_night(local := start.astimezone(zone(name)), length)
    }


def is_night(local: datetime, length: timedelta) -> bool:
    """Whether any minute is between EVENING and MORNING."""
    if local.hour >= EVENING or local.hour < MORNING:
        return True
    evening = local.replace(hour=EVENING, minute=0, second=0, microsecond=0)
    return local + length > evening


def _slots(counted: Hours, next: Occurrence) -> Iterator[Slot]:
    """Every full hour of the next call's day, the fairest first.

    A member that would be called at night weighs one, and one more for each call that it already had at night.
    """
    times = span(next)
    if times is None:
        return
    usual, length = times
    had = counted.burden()
    midnight = datetime(next.day.year, next.day.month, next.day.day)
    found = []
    for hour in range(24):
        clock = midnight + timedelta(hours=hour)
        start = _utc(clock, next.event.timezone)
        nights = _at_night(counted.zones, start, length)
        weight = sum(counted.members[code] * (1 + had[code]) for code in nights)
        found.append(Slot(start, clock, nights, weight))
    yield from sorted(found, key=lambda slot: (slot.weight, abs(slot.start - usual), slot.start))[:SLOTS]
