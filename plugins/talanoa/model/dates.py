"""Scalars → days, times, lengths of time and periods."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta, timezone

from talanoa.model import guess
from talanoa.model.values import AgendaDay, ClockTime, Moment, Period, Stamp
from talanoa.model.wrong import Wrong, shown
from talanoa.model.zones import FIRST_YEAR, LAST_YEAR
from talanoa.source import Scalar

DAY = re.compile(r"(\d{4})-(\d\d)-(\d\d)", re.ASCII)
TIME = re.compile(r"(\d{4}-\d\d-\d\d)[ Tt](\d\d):(\d\d)(?::(\d\d)(?:\.0+)?)?[ ]?(Z|z|[+-]\d\d:?\d\d)?", re.ASCII)
_AMOUNT = re.compile(r"(\d{1,5})\s*([a-z]+?)s?", re.IGNORECASE | re.ASCII)
_MINUTES = {"m": 1, "min": 1, "minute": 1, "h": 60, "hour": 60, "d": 1440, "day": 1440, "w": 10080, "week": 10080}
CLOCK = re.compile(r"([01]?\d|2[0-3]):([0-5]\d)", re.ASCII)
_FEW = re.compile(r"\d{1,3}", re.ASCII)
YEAR = re.compile(r"\d{4}(-\d\d(-\d\d)?)?")


def read_date(scalar: Scalar) -> date:
    return _day(scalar.text.strip())


def _day(text: str) -> date:
    match = DAY.fullmatch(text)
    try:
        if match:
            day = date(int(match[1]), int(match[2]), int(match[3]))
            if FIRST_YEAR <= day.year <= LAST_YEAR:
                return day
            raise Wrong(
                "bad-date", f"the year {match[1]} can't be right", f"write a year from {FIRST_YEAR} to {LAST_YEAR}"
            )
        message = f"'{shown(text)}' is not a date"
    except ValueError:
        message = f"there is no day {text}"
    raise Wrong("bad-date", message, "write year-month-day, such as 2026-03-17", guess.day(text))


def _clock(text: str) -> datetime | None:
    """A date with a time, aware if it has an offset; None if the text is not of that form."""
    match = TIME.fullmatch(text)
    if not match:
        return None
    day = _day(match[1])
    try:
        time = datetime(day.year, day.month, day.day, int(match[2]), int(match[3]), int(match[4] or 0))
    except ValueError:
        raise Wrong("bad-time", f"there is no time {shown(text)}", "hours are 00 to 23, minutes 00 to 59") from None
    if not match[5]:
        return time
    return time.replace(tzinfo=offset(match[5]))


def offset(text: str) -> timezone:
    """An offset as people write it: `Z`, `+08:00`, `-0330`."""
    if text in "Zz":
        return UTC
    hours, minutes = int(text[1:3]), int(text[-2:])
    if hours > 15 or minutes > 59:
        raise Wrong("bad-time", f"there is no offset {text}", "an offset looks like +08:00")
    east = timedelta(hours=hours, minutes=minutes)
    return timezone(-east if text[0] == "-" else east)


def read_moment(scalar: Scalar) -> Moment:
    text = scalar.text.strip()
    if DAY.fullmatch(text):
        return _day(text)
    time = _clock(text)
    if time is None:
        raise Wrong(
            "bad-time",
            f"'{shown(text)}' is not a day, with or without a time",
            "write 2026-03-17 for a whole day or 2026-03-17 15:00",
            guess.moment(text),
        )
    if time.tzinfo:
        raise Wrong(
            "bad-time",
            "the time has an offset",
            "write only the local time: the zone goes under `timezone`, an end under `end`",
        )
    return time


def read_stamp(scalar: Scalar) -> Stamp:
    text = scalar.text.strip()
    time = None if DAY.fullmatch(text) else _clock(text)
    return Stamp(time.date() if time else _day(text), time)


def read_duration(scalar: Scalar) -> timedelta:
    text = scalar.text.strip()
    minutes = 0
    for part in re.split(r"(?<=[a-z])\s*+(?:(?:,|and)\s*+)?(?=\d)", text, flags=re.IGNORECASE):
        match = _AMOUNT.fullmatch(part.strip())
        unit = _MINUTES.get(match[2].lower()) if match else None
        if not match or not unit:
            raise Wrong(
                "bad-duration", f"'{shown(text)}' is not a length of time", "write it as 90 minutes, 2 hours or 3 days"
            )
        minutes += int(match[1]) * unit
    if not 0 < minutes <= 366 * 1440:
        raise Wrong(
            "bad-duration",
            f"'{shown(text)}' is not a possible length for an event",
            "an event lasts from a minute to a year",
        )
    return timedelta(minutes=minutes)


def read_period(scalar: Scalar) -> Period:
    match = _AMOUNT.fullmatch(scalar.text.strip())
    unit = match[2].lower() if match else ""
    if not match or unit not in ("day", "week", "month", "year") or not 0 < int(match[1]) <= 1000:
        raise Wrong(
            "bad-period",
            f"'{shown(scalar.text)}' is not a period",
            "write a number of days, weeks, months or years, such as 6 weeks",
            guess.period(scalar.text),
        )
    return Period(int(match[1]), unit + "s")


def read_agenda_day(scalar: Scalar) -> AgendaDay:
    text = scalar.text.strip()
    if _FEW.fullmatch(text) and int(text):
        return AgendaDay.at(str(int(text)), scalar.place)
    return AgendaDay.at(read_date(scalar).isoformat(), scalar.place)


def read_clock_time(scalar: Scalar) -> ClockTime:
    text = scalar.text.strip()
    found = CLOCK.fullmatch(text)
    if not found:
        hint = re.fullmatch(r"(\d{1,2})[.hH](\d\d)", text)
        suggestion = f"{int(hint[1]):02}:{hint[2]}" if hint and int(hint[1]) < 24 and int(hint[2]) < 60 else None
        raise Wrong(
            "bad-time", f"'{shown(text)}' is not a time of day", "write hours and minutes, such as 09:30", suggestion
        )
    return ClockTime.at(f"{int(found[1]):02}:{found[2]}", scalar.place)
