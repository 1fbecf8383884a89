"""A later `updated`, in the way that it was written."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import count
from zoneinfo import ZoneInfo

from talanoa.model.dates import offset
from talanoa.model.values import Stamp

_TIME = re.compile(
    r".{10}(?P<between>[ Tt])\d\d:\d\d(?P<seconds>:\d\d)?[.0]*(?P<gap> ?)(?P<offset>[Zz]|[+-]\d\d:?\d\d)?"
)


def later(now: datetime, than: datetime | None, like: str, here: ZoneInfo) -> tuple[str, datetime]:
    """Today, or now if there was a time, or if the day alone is not later; never before what was published.

    `here` is the network's zone, in which days and times without an offset are meant.
    """
    return next(one for one in _candidates(now, than, like, here) if than is None or one[1] > than)


def _candidates(now: datetime, than: datetime | None, like: str, here: ZoneInfo) -> Iterator[tuple[str, datetime]]:
    style = _TIME.fullmatch(like)
    if not style:
        day = now.astimezone(here).date()
        yield day.isoformat(), Stamp(day).instant(here)
    yield _with_time(now, style, here)
    if than:
        for hours in count():  # where clocks have just been moved back, they show an earlier time at first
            yield _with_time(than + timedelta(hours=hours, minutes=1), style, here)


def _with_time(moment: datetime, style: re.Match[str] | None, here: ZoneInfo) -> tuple[str, datetime]:
    between, seconds, gap, zone = style.group("between", "seconds", "gap", "offset") if style else (" ", None, "", None)
    local = moment.astimezone(offset(zone) if zone else here).replace(second=0, microsecond=0, fold=0)
    text = f"{local:%Y-%m-%d}{between}{local:%H:%M}{':00' if seconds else ''}{gap if zone else ''}{zone or ''}"
    return text, local.astimezone(UTC)
