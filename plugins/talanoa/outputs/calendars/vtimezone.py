"""A time zone as calendars carry it (RFC 5545, section 3.6.5), from the `tzdata` package's TZif files (RFC 9636).

The rule that a zone follows today is in its file's last line, the footer, as POSIX writes it: it becomes a
STANDARD and a DAYLIGHT observance with an RRULE. Changes of the years before that rule, and of zones whose clocks obey
no yearly rule (Morocco's go by the moon), become one observance each, as far as the calendar's events reach. No RDATE:
Outlook and ical.js misread it.
"""

from __future__ import annotations

import re
import struct
from calendar import monthrange
from datetime import date, datetime, time, timedelta
from functools import cache
from importlib import resources
from typing import NamedTuple

import icalendar

Observance = icalendar.TimezoneStandard | icalendar.TimezoneDaylight
EPOCH = datetime(1970, 1, 1)
DAY = timedelta(days=1)
_WEEKDAYS = ("SU", "MO", "TU", "WE", "TH", "FR", "SA")
_NAME = r"(?:<([^>]+)>|([A-Za-z]+))"
_TIME = r"([+-]?)(\d+)(?::(\d+))?(?::(\d+))?"
_MOVE = rf"M(\d+)\.(\d)\.(\d)(?:/{_TIME})?"
_FOOTER = re.compile(rf"{_NAME}{_TIME}{_NAME}(?:{_TIME})?,{_MOVE},{_MOVE}")


class Clock(NamedTuple):
    """What clocks show during a part of the year."""

    offset: timedelta
    is_dst: bool
    name: str


class Change(NamedTuple):
    """Clocks are moved; `at` is in UTC."""

    at: datetime
    before: Clock
    after: Clock


class Move(NamedTuple):
    """When clocks are moved every year: the nth such weekday of a month (the 5th is the last), at a local time."""

    month: int
    nth: int
    weekday: int  # 0 is Sunday, as POSIX counts
    time: timedelta
    before: Clock
    after: Clock

    def in_year(self, year: int) -> Change:
        first, days = monthrange(year, self.month)
        day = 1 + (self.weekday - 1 - first) % 7 + 7 * (self.nth - 1)
        local = datetime(year, self.month, day - 7 if day > days else day) + self.time
        return Change(local - self.before.offset, self.before, self.after)

    @property
    def by_day(self) -> str:
        return f"{-1 if self.nth == 5 else self.nth}{_WEEKDAYS[self.weekday]}"


def vtimezone(tzid: str, first: date, last: date) -> icalendar.Timezone:
    """The zone as it is from the day `first` to the day `last`."""
    # A day more at both ends holds every local time of these days.
    begin, end = datetime.combine(first, time.min) - DAY, datetime.combine(last, time.min) + 2 * DAY
    earliest, listed, moves = _read(tzid)
    until = end.year + 2
    changes = _all_changes(listed, moves, until)
    in_force = max((index for index, change in enumerate(changes) if change.at <= begin), default=-1)
    yearly = max(_first_yearly(changes, moves, until), in_force)
    zone = icalendar.Timezone()
    zone.add("tzid", tzid)
    if in_force < yearly or not changes:
        opening = changes[in_force] if in_force >= 0 else Change(datetime.min, earliest, earliest)
        zone.add_component(_opening(opening, begin, for_ever=in_force == len(changes) - 1))
    for change in changes[in_force + 1 : yearly]:
        if change.at <= end and change.before != change.after:
            zone.add_component(_observance(change))
    for change in changes[yearly : yearly + 2]:
        if changes[yearly].at <= end:
            move = next(move for move in moves if (move.before, move.after) == (change.before, change.after))
            zone.add_component(_observance(change, move))
    return zone


def _all_changes(listed: tuple[Change, ...], moves: tuple[Move, ...], until: int) -> list[Change]:
    """The changes that the file lists, then those that its footer promises before a year."""
    known = listed[-1].at if listed else EPOCH
    promised = sorted(move.in_year(year) for year in range(known.year, until) for move in moves)
    return [*listed, *(change for change in promised if change.at > known)]


def _first_yearly(changes: list[Change], moves: tuple[Move, ...], until: int) -> int:
    """Where today's yearly rule begins; behind all changes if there is none, or none that an RRULE says plainly."""
    index = len(changes)
    if not all(timedelta(0) <= move.time < DAY for move in moves):
        return index  # 24:00 on the last Thursday of a month may be in the next
    by_rule = sorted(move.in_year(year) for year in range(EPOCH.year, until) for move in moves)
    for change, promised in zip(reversed(changes), reversed(by_rule)):
        if change != promised:
            break  # another rule; or this one, which was suspended in between, as in Haiti and Cuba
        index -= 1
    return index


def _opening(change: Change, begin: datetime, *, for_ever: bool) -> Observance:
    """The observance in force at the beginning.

    Clocks that no one moves again have one, of standard time, as if from 1970; so has what began before then, since
    some readers' time begins there.
    """
    if change.at >= EPOCH and not for_ever:
        return _observance(change)
    return _observance(Change(min(EPOCH, begin) - change.after.offset, change.after, change.after))


def _observance(change: Change, move: Move | None = None) -> Observance:
    """What holds from a change on, every year if it is of a yearly move."""
    before, after = change.before, change.after
    # Ireland's and Morocco's winter time counts as a "negative" summer time, which hardly a calendar expects. What is
    # DAYLIGHT here is the later clock of the two.
    is_summer = after.offset > before.offset if before.is_dst is not after.is_dst else after.is_dst
    component = icalendar.TimezoneDaylight() if is_summer else icalendar.TimezoneStandard()
    component.add("dtstart", change.at + before.offset)  # the local time that clocks showed until then
    component.add("tzoffsetfrom", before.offset)
    component.add("tzoffsetto", after.offset)
    component.add("tzname", after.name)
    if move:
        component.add("rrule", {"FREQ": "YEARLY", "BYMONTH": move.month, "BYDAY": move.by_day})
    return component


@cache
def _read(tzid: str) -> tuple[Clock, tuple[Change, ...], tuple[Move, ...]]:
    """What clocks showed at first, every change that the zone's file lists, and the moves of its footer."""
    data = resources.files("tzdata").joinpath("zoneinfo", *tzid.split("/")).read_bytes()
    # Version 1, with 32-bit times, comes first; its only use is to be skipped.
    header = data.rindex(b"TZif")
    *_, times, types, _ = struct.unpack_from(">6L", data, header + 20)
    at = header + 44
    moments = struct.unpack_from(f">{times}q", data, at)
    at += 8 * times
    kinds = data[at : at + times]
    at += times
    names = data[at + 6 * types :]
    clocks = [
        Clock(timedelta(seconds=offset), bool(is_dst), names[name:].partition(b"\0")[0].decode("ascii"))
        for offset, is_dst, name in struct.iter_unpack(">lBB", data[at : at + 6 * types])
    ]
    # A file may list a "change" between two equal clocks: it says from when on the footer holds.
    listed = [
        Change(EPOCH + timedelta(seconds=moment), clocks[before], clocks[after])
        for moment, before, after in zip(moments, (0, *kinds), kinds)
    ]
    return clocks[0], tuple(listed), _moves(data.rstrip(b"\n").rsplit(b"\n", 1)[1].decode("ascii"))


def _moves(footer: str) -> tuple[Move, ...]:
    """The two moves of a footer such as `AEST-10AEDT,M10.1.0,M4.1.0/3`; none where clocks stand still."""
    if "," not in footer:
        return ()
    match = _FOOTER.fullmatch(footer)
    assert match, f"tzdata has a rule of a new kind: {footer}"
    parts = match.groups()
    # POSIX counts offsets westward.
    offset = -_span(parts[2:6])
    summer = -_span(parts[8:12]) if parts[9] else offset + timedelta(hours=1)
    standard_clock, summer_clock = Clock(offset, False, parts[0] or parts[1]), Clock(summer, True, parts[6] or parts[7])
    return (_move(parts[12:19], standard_clock, summer_clock), _move(parts[19:], summer_clock, standard_clock))


def _move(parts: tuple[str | None, ...], before: Clock, after: Clock) -> Move:
    month, nth, weekday = (int(part or "") for part in parts[:3])
    return Move(month, nth, weekday, _span(parts[3:]) if parts[4] else timedelta(hours=2), before, after)


def _span(parts: tuple[str | None, ...]) -> timedelta:
    hours, minutes, seconds = (int(part or 0) for part in parts[1:])
    return timedelta(hours=hours, minutes=minutes, seconds=seconds) * (-1 if parts[0] == "-" else 1)
