"""An event's times: the end that follows from them, and what is wrong with them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from talanoa.model.opening import before
from talanoa.model.values import Moment
from talanoa.model.zones import is_missing, is_twofold, later
from talanoa.problems import Problem
from talanoa.source import Mapping, Node

MAX_LENGTH = timedelta(days=3_653)  # each month of an event has a page


def end_of(start: Moment, end: Moment | None, duration: timedelta | None, zone: str) -> Moment | None:
    """The end as written or as reckoned: for days the last day, inclusive; for times what the clocks then show."""
    if end is not None and isinstance(end, datetime) is not isinstance(start, datetime):
        return None  # a problem that is reported elsewhere; the two give no length
    if end is not None or duration is None:
        return end
    if isinstance(start, datetime):
        return later(start, duration, zone)
    return start + max(duration, timedelta(days=1)) - timedelta(days=1)


def time_problems(
    start: Moment, end: Moment | None, duration: timedelta | None, zone: str, node: Mapping
) -> Iterator[Problem]:
    """What is wrong with an event's or an occurrence's own times; an occurrence may have no `start` of its own."""
    for key, moment in (("start", start), ("end", end)):
        value = node.get(key)
        if moment is not None and value is not None:
            yield from clock_problems(moment, zone, value)
    value = node.get("end")
    if end is not None and duration is not None:
        yield Problem(
            "end-and-duration", "both `end` and `duration` are given", node.key_place("duration"), "keep one of the two"
        )
    if end is None or value is None:
        return
    if isinstance(start, datetime) is not isinstance(end, datetime):
        yield Problem(
            "bad-time", "only one of `start` and `end` has a time", value.place, "write a time in both, or in neither"
        )
    elif end <= start if isinstance(end, datetime) else end < start:
        yield before("end", "start", node)
    elif end - start > MAX_LENGTH:
        message = "the event would last more than ten years"
        yield Problem("bad-duration", message, value.place, "check the years of `start` and `end`")


def clock_problems(moment: Moment, zone: str, value: Node) -> Iterator[Problem]:
    if not isinstance(moment, datetime) or not is_twofold(moment, zone):
        return
    if is_missing(moment, zone):
        yield Problem(
            "no-such-time",
            f"there is no {moment:%H:%M} on {moment:%Y-%m-%d} in {zone}: clocks go forward then",
            value.place,
            "choose a time before or after the change",
        )
    else:
        yield Problem(
            "ambiguous-time",
            f"{moment:%H:%M} on {moment:%Y-%m-%d} happens twice in {zone}: clocks go back then",
            value.place,
            "choose a time before or after the change, or use a time zone without one",
        )
