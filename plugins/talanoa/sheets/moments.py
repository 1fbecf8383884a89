"""The days and times that cells say, in the network's languages first; of each text the reading is made once."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, time
from functools import cached_property

from msgspec import Struct, field

from talanoa.load import Content
from talanoa.model.wrong import Wrong, shown
from talanoa.sheets import days, zones
from talanoa.sheets.days import Order, Typed
from talanoa.sheets.options import ELSEWHERE, spoken

Pair = tuple[Typed | None, Typed | time | None]
"""A day, and the day or the time up to which it goes."""
_ORDER_WORDS: Mapping[str, str] = {"dmy": "day-month-year", "mdy": "month-day-year", "ymd": "year-month-day"}
_AS = "write it as 2026-03-17"


class Moments(Struct, dict=True):
    """Reads texts of one table."""

    files: Content
    from_1904: bool
    _known: dict[str, Pair] = field(default_factory=dict)

    def of(self, text: str) -> Pair:
        if text not in self._known:
            bare, zone = zones.behind(text)
            bare = bare if "/" in zone else text  # an offset belongs to the moment
            found = self._in_words_of(self._names, bare)
            self._known[text] = found if found[0] else self._in_words_of(self._more_names, bare)
        return self._known[text]

    def clock(self, text: str) -> time | None:
        return days.digits_of(text) or days.clock_of(text, self._names) or days.clock_of(text, self._more_names)

    def _in_words_of(self, names: days.Names, text: str) -> Pair:
        whole = days.typed(text, names, self.from_1904)
        if whole:
            return whole, None
        begin, end = days.parts(text)
        first = days.typed(begin, names, self.from_1904)
        if not end:
            return first, None
        return first, days.typed(end, names, self.from_1904) or days.clock_of(end, names)

    @cached_property
    def _names(self) -> days.Names:
        return days.names(spoken(self.files))

    @cached_property
    def _more_names(self) -> days.Names:
        return days.names((*spoken(self.files), *ELSEWHERE))


def day_of(typed: Typed, text: str, order: Order, year: int | None, near: int) -> date:
    """The day that is meant in a column of this order: in a `year`, if that is known, or in one `near`; raises Wrong."""
    if typed.yearless:
        return _with_year(typed, *typed.yearless, text, year, near)
    if order not in typed.days:
        raise Wrong("bad-date", f"'{shown(text)}' isn't a day in the column's order, {_ORDER_WORDS[order]}", _AS)
    return typed.days[order]


def _with_year(typed: Typed, month: int, day: int, text: str, year: int | None, near: int) -> date:
    years = {year} if year else set()
    if typed.weekday is not None and not years:
        years = {*days.years_of(typed.weekday, month, day, near)}
    if len(years) != 1:
        raise Wrong("bad-date", f"'{shown(text)}' doesn't say the year", _AS)
    try:
        found = date(years.pop(), month, day)
    except ValueError:
        raise Wrong("bad-date", f"there is no day {shown(text)}", "check the day and the month") from None
    if typed.weekday in (None, found.weekday()):
        return found
    message = f"'{shown(text)}' falls on another day of the week in {found.year}"
    raise Wrong("bad-date", message, "check the day, and write the year")
