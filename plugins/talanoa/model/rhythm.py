"""How often an event recurs: every so many days, weeks, months or years, or on a weekday or the last day of a month."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Final

from talanoa.model import guess
from talanoa.model.dates import read_period
from talanoa.model.values import Rhythm
from talanoa.model.wrong import Wrong, shown
from talanoa.problems import nearest
from talanoa.source import Scalar

WEEKDAYS: Final = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
ORDINALS: Final = {1: "first", 2: "second", 3: "third", 4: "fourth", 5: "fifth", -1: "last"}

_NTH = {word: nth for nth, word in ORDINALS.items()} | {"1st": 1, "2nd": 2, "3rd": 3, "4th": 4, "5th": 5}
_DAYS = {name: number for number, name in enumerate(WEEKDAYS)}
_DAYS |= {name[:3]: number for number, name in enumerate(WEEKDAYS)} | {"tues": 1, "thur": 3, "thurs": 3}
_DAY = "|".join(sorted(_DAYS, key=len, reverse=True))
_NTH_DAY = rf"(?P<nth>{'|'.join(_NTH)}) (?P<day>{_DAY}|day)"
_OF_MONTH = re.compile(
    rf"(?:every |the )?{_NTH_DAY}(?: (?:of|in) (?:the |each |every |a )?(?:(?P<count>\d{{1,4}}) )?months?)?"
)
_OF_MONTHS = re.compile(rf"(?:every )?(?:(?P<count>\d{{1,4}}) )?months? on (?:the )?{_NTH_DAY}")
_OF_WEEKS = re.compile(rf"(?:every )?(?:(?:(?P<count>\d{{1,4}}) )?weeks? on )?(?P<day>{_DAY})s?")
_HELP = (
    "write a number of days, weeks, months or years, such as 6 weeks; or 2 weeks on monday, first tuesday, "
    "last friday of the month, last day of the month"
)


def read_rhythm(scalar: Scalar) -> Rhythm:
    text = " ".join(scalar.text.lower().split())
    if found := _OF_MONTH.fullmatch(text) or _OF_MONTHS.fullmatch(text):
        nth, day = _NTH[found["nth"]], _DAYS.get(found["day"])
        count = int(found["count"] or 1)
        if 0 < count <= 1000 and (day is not None or nth in (1, -1)):
            return Rhythm(count, "months", day, nth)
    elif found := _OF_WEEKS.fullmatch(text):
        if 0 < (count := int(found["count"] or 1)) <= 1000:
            return Rhythm(count, "weeks", _DAYS[found["day"]])
    else:
        try:
            period = read_period(scalar)
            return Rhythm(period.count, period.unit)
        except Wrong:
            pass
    message = f"'{shown(scalar.text)}' doesn't say how often"
    raise Wrong("bad-period", message, _HELP, _corrected(text) or guess.period(text))


def _corrected(text: str) -> str | None:
    """The same with each word as it was probably meant."""
    known = (*_NTH, *_DAYS, *"of the every each month months on week weeks day days year years".split())
    words = [word if word in known or word.isdigit() else nearest(word, known) or "" for word in text.split()[:8]]
    phrase = " ".join(words)
    rules = (_OF_MONTH, _OF_MONTHS, _OF_WEEKS)
    return phrase if phrase != text and any(rule.fullmatch(phrase) for rule in rules) else None


def written(every: Rhythm) -> str:
    """As a file says it."""
    if every.nth is None:
        on = f" on {WEEKDAYS[every.weekday]}" if every.weekday is not None else ""
        return f"{every.count} {every.unit}{on}"
    months = "the month" if every.count == 1 else f"every {every.count} months"
    return f"{ORDINALS[every.nth]} {day_name(every)} of {months}"


def day_name(every: Rhythm) -> str:
    return WEEKDAYS[every.weekday] if every.weekday is not None else "day"


def in_month(every: Rhythm, year: int, month: int) -> date | None:
    """The day of a month that the rule means; None if the month lacks it."""
    assert every.nth is not None
    first = date(year, month, 1)
    after = (first + timedelta(days=31)).replace(day=1)
    if every.weekday is None:
        return first if every.nth == 1 else after - timedelta(days=1)
    if every.nth == -1:
        last = after - timedelta(days=1)
        return last - timedelta(days=(last.weekday() - every.weekday) % 7)
    day = first + timedelta(days=(every.weekday - first.weekday()) % 7 + 7 * (every.nth - 1))
    return day if day < after else None


def fits(every: Rhythm, day: date) -> bool:
    """Whether the rule means this day, so that an event can begin on it."""
    if every.nth is not None:
        return in_month(every, day.year, day.month) == day
    return every.weekday is None or day.weekday() == every.weekday
