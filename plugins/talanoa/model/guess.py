"""What people write for a day, a time or a period → the same as the files have it, to be suggested where no other meaning is likely."""

from __future__ import annotations

import re
from datetime import date

_MONTHS = "january february march april may june july august september october november december".split()
_PARTS = re.compile(r"\d{1,4}|[^\W\d_]+")
_FILLING = frozenset("st nd rd th of mon tue wed thu fri sat sun".split())
_TIME = re.compile(
    r"(?<![\s,])[\s,]+(?:at\s+)?(\d{1,2})(?:[:.h](\d\d))?\s*(?:([ap])\.?m\.?)?$", re.IGNORECASE | re.ASCII
)
_NUMBERS = "one two three four five six seven eight nine ten eleven twelve".split()


def day(text: str) -> str | None:
    """`15 March 2016`, `March 15th, 2016`, `15/03/2016`, `2016.3.5`; None where day and month could change places."""
    parts = [it for it in _PARTS.findall(text.lower()) if it[:3] not in _FILLING]
    months = [number for number, name in enumerate(_MONTHS, 1) for it in parts if len(it) > 2 and name.startswith(it)]
    numbers = [int(it) for it in parts if it.isdecimal()]
    if len(parts) != 3 or len(numbers) + len(months) != 3 or len(text) > 40:
        return None
    if months:
        return _day(max(numbers), months[0], min(numbers)) if len(months) == 1 else None
    first, second, third = numbers
    if first > 31:
        return _day(first, second, third)
    if first > 12 or second > 12 or first == second:
        return _day(third, min(first, second), max(first, second))
    return None


def moment(text: str) -> str | None:
    """A day, and a time of which it is certain which half of the day it is in: `2026-03-17 3pm`, `17 March 2026, 15.30`."""
    found = _TIME.search(text)
    if found is None or not (found[2] or found[3]):
        return day(text)
    hour, minute, half = int(found[1]), int(found[2] or 0), (found[3] or "").lower()
    if half:
        hour = hour % 12 + (12 if half == "p" else 0) if 0 < hour < 13 else 24
    on = day(text[: found.start()])
    return f"{on} {hour:02}:{minute:02}" if on and hour < 24 and minute < 60 else None


def period(text: str) -> str | None:
    """`six weeks`."""
    first, _, rest = text.strip().lower().partition(" ")
    return (
        f"{_NUMBERS.index(first) + 1} {rest}"
        if first in _NUMBERS and rest.rstrip("s") in ("day", "week", "month", "year")
        else None
    )


def licence(text: str) -> str | None:
    """`CC BY 4.0`, `cc-by-sa 4.0`."""
    found = re.fullmatch(r"cc[ -]by((?:[ -](?:sa|nc|nd)){0,2})[ -]v?(\d\.\d)", text.strip().lower(), re.ASCII)
    return f"CC-BY{found[1].replace(' ', '-').upper()}-{found[2]}" if found else None


def _day(year: int, month: int, day: int) -> str | None:
    try:
        return date(year, month, day).isoformat() if year > 999 else None
    except ValueError:
        return None
