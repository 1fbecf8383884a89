"""Days and times as people type them → the one way in which the network's files have them.

A column is day-first or month-first as a whole. What a single cell can mean is found first; then the column decides.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime, time
from functools import lru_cache
from typing import Final, Literal, get_args

from babel import Locale
from babel.core import UnknownLocaleError
from msgspec import Struct

from talanoa.model.dates import offset
from talanoa.model.wrong import Wrong
from talanoa.model.zones import FIRST_YEAR, LAST_YEAR, is_zone, zone
from talanoa.sheets.zones import offset_behind
from talanoa.tables import day_of, folded

Order = Literal["dmy", "mdy", "ymd"]
ORDERS: Final[tuple[Order, ...]] = get_args(Order)

_BUDDHIST = 543  # years; in Thailand 2024 is 2567, or 67
_THAI = re.compile("[\u0e01-\u0e2e]")
_THAI_YEAR = re.compile(r"(\A[\s.]*(?:พ\.?\s?ศ\.?\s?)?)(\d\d)(?![\d:.])")
_ISO = re.compile(r"(\d{4})\s?[-/.年년]\s?(\d{1,2})\s?[-/.月월]\s?(\d{1,2})(?!\d)\s?[日일.]?")
_COMPACT = re.compile(r"(\d{4})(\d\d)(\d\d)")
_NUMERIC = re.compile(r"(?<!\d)(\d{1,2})\s?([-/. ])\s?(\d{1,2})\s?\2\s?(\d{4}|\d\d)(?!\d)")
_SERIAL = re.compile(r"([2-7]\d{4})(\.\d+)?")
_FROM_UTC = re.compile(r"(?<=[\dmM])\s?(?:GMT|UTC)(?:([+-])(\d\d?)(?::?(\d\d))?)?(?:\s?\([^()]*+\))?$")
_CLOCK = re.compile(
    r"(?<![\d:.])([01]?\d|2[0-4])(?:\s?(?::|h|hrs?|時|시)\s?|\.(?=\d\d(?!\d)))([0-5]\d)?(?:[:.]([0-5]\d)(?:\.\d+)?)?\s?(?:分|분|uhr|hrs?|h)?(?![\d:])"
)
_HALF = re.compile(r"(?<![\d:.])(1[0-2]|0?[1-9])(?=\s?[ap]m\b|[ap]\b)")
_NOON = re.compile(r"\b(?:12(?::00)?\s?(?:noon|nn|midday)|noon|midday)\b", re.IGNORECASE)
_DIGITS = re.compile(r"([01]\d|2[0-3])([0-5]\d)\s?(?:h|hrs?|hours)?", re.IGNORECASE)
_NUMBER = re.compile(r"\d+")
_WORD = re.compile(r"[^\W\d_](?:[^\W\d_]|[\u0300-\u036f\u0e31-\u0e4e'’.])*")
_TO = r"to|until|till|bis|sampai|hanggang|s/d|s\.d\."
_AND = r"&|and|dan|at|und|y|et"
_BETWEEN = re.compile(
    rf"(?<!\s)\s*+(?:–|—|〜|~|～|(?<!\S)(?:{_TO})(?!\S)|(?<=\s)-(?=\s)|(?<=\d-\d\d)/(?=\d{{4}}-))\s*+", re.IGNORECASE
)
_TIMES_BETWEEN = re.compile(
    r"((?<![\d.:-])\d{1,2}(?:[:.h]\d\d(?:\s?[ap]\.?m\.?)?|\s?[ap]\.?m\.?))\s?-\s?(?=\d{1,2}(?:[:.h\sap]|$))",
    re.IGNORECASE,
)
# One half of the day that is said for two times: 10-11:30 am.
_HALF_OF_BOTH = re.compile(
    rf"(?<![\d/.:-])(\d{{1,2}})((?:[:.]\d\d)?)\s?(?:[-–—]|\b(?:{_TO})\b)\s?(\d{{1,2}})((?:[:.]\d\d)?)\s?([ap])\.?\s?m\b\.?",
    re.IGNORECASE,
)
_TWO_DAYS = rf"(\d{{1,2}})(?:\s?[-–—]\s?|\s(?:{_TO}|al?|à|au)\s|\s?({_AND})\s?)(\d{{1,2}})"
_DAYS_BETWEEN = re.compile(rf"(?<![\d/.:-]){_TWO_DAYS}(?=\.?\s+[^\W\d])", re.IGNORECASE)
_BEHIND_A_MONTH = re.compile(rf"(?<=[^\W\d] ){_TWO_DAYS}(?=,?\s+\d{{4}}(?!\d))", re.IGNORECASE)
_MONGOLIAN = re.compile(
    r"(?P<year>\d{4}) ?он(?:ы|д)? (?P<month>\d{1,2}) ?-?(?:р|дугаар|дүгээр)? сар(?:ын)? (?P<day>\d{1,2})"
)
_VIETNAMESE = re.compile(r"(?:ngày )?(?P<day>\d{1,2}) tháng (?P<month>\d{1,2}),?(?: năm)? (?P<year>\d{4})")
_FILLERS = frozenset(
    "at on of from the le la el den der am um uhr à de del du d h kl pukul jam alas ng ika noong оны он сар сарын өдөр วัน วันที่ เวลา น พศ का को بجے цаг цагт".split()
)
# How people call halves of a day where Unicode has words that few write; the hour 12 of a night is of two days.
_HALVES: Final[Mapping[str, Mapping[str, str]]] = {
    "id": {"pagi": "am", "sore": "pm", "malam": "night"},
    "fil": {"umaga": "am", "hapon": "pm", "gabi": "night"},
    "mn": {"өглөө": "am", "орой": "pm"},
    "ur": {"صبح": "am", "شام": "pm", "رات": "night"},
}
_IN_WORDS = "|".join(word for words in _HALVES.values() for word in words)
# An hour next to such a word: jam 7 malam, 3 ng hapon, شام 3 بجے.
_HOUR = re.compile(
    rf"(?<![\d:.])(1[0-2]|0?[1-9])(?=\s(?:ng |цаг |بجے )?(?:{_IN_WORDS})\b)|(?:\b(?:{_IN_WORDS})\s)(1[0-2]|0?[1-9])(?![\d:.])"
)
_ORDINAL = re.compile(r"(?<=\d)(?:st|nd|rd|th|ª|º|er|de)\b")


class Names(Struct, frozen=True):
    """How languages call months, days of the week, and the halves of a day."""

    months: Mapping[str, int]
    weekdays: Mapping[str, int]
    halves: Mapping[str, str]


class Typed(Struct, frozen=True):
    """What a cell can mean: a day for each order that it can be read in; a time of the day; an offset from UTC."""

    days: Mapping[Order, date]
    clock: time | None = None
    offset: str = ""
    yearless: tuple[int, int] | None = None  # month and day
    weekday: int | None = None

    @property
    def is_plain(self) -> bool:
        """True if it is the same day in every order."""
        return len({*self.days.values()}) == 1 and len(self.days) == len(ORDERS)


def names(languages: Iterable[str]) -> Names:
    """Of a word that languages use for different months, none is meant."""
    found: tuple[dict[str, set[int]], dict[str, set[int]], dict[str, set[str]]] = {}, {}, {}
    for language in languages:
        for kind, word, value in _words(language):
            found[kind].setdefault(word, set()).add(value)  # type: ignore[arg-type]
    months, weekdays, halves = ({word: it.pop() for word, it in each.items() if len(it) == 1} for each in found)
    return Names(months, weekdays, halves)  # type: ignore[arg-type]


@lru_cache(maxsize=64)
def _words(language: str) -> tuple[tuple[int, str, int | str], ...]:
    try:
        locale = Locale.parse(language, sep="-")
    except (UnknownLocaleError, ValueError):
        return ()
    made: list[tuple[int, str, int | str]] = []
    for kind, table in ((0, locale.months), (1, locale.days)):
        for context in ("format", "stand-alone"):
            for width in ("wide", "abbreviated"):
                made += ((kind, _word(word), number) for number, word in table[context][width].items())
                made += ((kind, _word(word).split()[0], number) for number, word in table[context][width].items())
    for context in locale.day_periods.values():
        for width in context.values():
            made += ((2, _word(word), half) for half, word in width.items() if half in ("am", "pm"))
    made += ((2, word, half) for word, half in _HALVES.get(language, {}).items())
    if language == "en":
        made += ((0, "sept", 9), (1, "tues", 1), (1, "thurs", 3), (1, "thur", 3), (1, "weds", 2))
    return tuple(one for one in made if one[1] and not one[1][0].isdigit())


def _word(text: str) -> str:
    return folded(text).strip(" .").replace(".", "")


def typed(text: str, names: Names, from_1904: bool = False) -> Typed | None:
    """What a cell can mean; None if it is no day."""
    bare, shift = _shifted(ascii_digits(text))
    if serial := _SERIAL.fullmatch(bare.strip()):
        moment = day_of(float(bare), from_1904)
        return Typed(_always(moment.date()), moment.time().replace(microsecond=0) if serial[2] else None)
    rest = folded(bare.replace("T", " ") if re.match(r"\s*\d{4}-", bare) else bare)
    day, rest = _day_of(rest, names)
    if day is None:
        return None
    clock, rest = _clock_of(rest, names)
    known = {**names.weekdays}
    weekday = next((known[word] for found in _WORD.findall(rest) if (word := _word(found)) in known), None)
    if rest and not _is_spent(rest, names):
        return None
    days = {order: it for order, it in day.days.items() if weekday is None or it.weekday() == weekday}
    if not days and day.days:
        raise Wrong("bad-date", "the day of the week doesn't fit the date", "check the day, the month and the year")
    return Typed(days, clock, shift if clock else "", day.yearless, weekday)


def _shifted(text: str) -> tuple[str, str]:
    """A text without its offset from UTC, and this: `+08:00`, `GMT+8`, `GMT+0800 (Philippine Standard Time)`."""
    if ":" not in text:
        return text, ""
    if (bare := offset_behind(text))[1]:
        return bare
    if found := _FROM_UTC.search(text):
        return text[: found.start()], f"{found[1]}{found[2].zfill(2)}:{found[3] or '00'}" if found[1] else "Z"
    return text, ""


def _day_of(text: str, names: Names) -> tuple[Typed | None, str]:
    """The day in a text, and what remains of the text."""
    if found := _ISO.search(text) or _COMPACT.fullmatch(text.strip()):
        day = _date(int(found[1]), int(found[2]), int(found[3]))
        return (Typed(_always(day)) if day else None), text[: found.start()] + " " + text[found.end() :]
    if found := _NUMERIC.search(text):
        first, second, last = found[1], found[3], found[4]
        year = _year(last)
        days: dict[Order, date] = {}
        for order, day in (
            ("dmy", _date(year, int(second), int(first))),
            ("mdy", _date(year, int(first), int(second))),
        ):
            if day:
                days[order] = day  # type: ignore[index]
        if len(last) == 2 and (day := _date(_year(first), int(second), int(last))):
            days["ymd"] = day
        return (Typed(days) if days else None), text[: found.start()] + " " + text[found.end() :]
    return _named_day(text, names)


def _named_day(text: str, names: Names) -> tuple[Typed | None, str]:
    """`2 March 2024`, `March 2nd`, `2 มีนาคม 2567`, `3월 2일`."""
    text = _ORDINAL.sub("", text)
    for word in _WORD.finditer(text):
        month = names.months.get(_word(word[0])) or names.months.get(_word(word[0]).split(".")[0])
        if month is None:
            continue
        before, behind = text[: word.start()], text[word.end() :]
        if _THAI.search(word[0]) and _NUMBER.search(before):
            behind = _THAI_YEAR.sub(r"\g<1>25\2", behind)
        return _around(before, behind, month)
    if found := re.search(r"(?<!\d)(\d{1,2})\s?[月월]\s?(\d{1,2})\s?[日일]", text):
        rest = text[: found.start()] + " " + text[found.end() :]
        return Typed({}, yearless=(int(found[1]), int(found[2]))), rest
    if found := _MONGOLIAN.search(text) or _VIETNAMESE.search(text):
        day = _date(int(found["year"]), int(found["month"]), int(found["day"]))
        return (Typed(_always(day)) if day else None), text[: found.start()] + text[found.end() :]
    return None, text


def _around(before: str, behind: str, month: int) -> tuple[Typed | None, str]:
    """The day of the month and the year on both sides of a month's name."""
    left = [*re.finditer(r"(?<![\d:])(\d{4}|\d{1,2})(?![\d:])", before)]
    right = [*re.finditer(r"(?<![\d:])(\d{4}|\d{1,2})(?!\d|\s?[:h時시]|\s?[ap]\.?m)", behind)]
    number: int | None = None
    year: int | None = None
    if left and len(left[-1][1]) <= 2:
        number, before = int(left[-1][1]), before[: left[-1].start()] + " " + before[left[-1].end() :]
    elif right and len(right[0][1]) <= 2:
        found = right.pop(0)
        number, behind = int(found[1]), behind[: found.start()] + " " * len(found[0]) + behind[found.end() :]
    for side, found in [*(("right", it) for it in right), *(("left", it) for it in left[:1])]:
        if len(found[1]) == 4 or (
            side == "right" and year is None and re.match(r"[\s,.'’/-]*$", behind[: found.start()])
        ):
            year = _year(found[1])
            if side == "right":
                behind = behind[: found.start()] + " " + behind[found.end() :]
            else:
                before = before[: found.start()] + " " + before[found.end() :]
            break
    rest = f"{before} {behind}"
    if number is None:
        return None, rest
    if year is None:
        return Typed({}, yearless=(month, number)), rest
    day = _date(year, month, number)
    return (Typed(_always(day)) if day else None), rest


def clock_of(text: str, names: Names) -> time | None:
    """A time of the day; None if it is none."""
    clock, rest = _clock_of(folded(ascii_digits(text)), names)
    return clock if clock and _is_spent(rest, names) else None


def digits_of(text: str) -> time | None:
    """`0900`, `1530H`: no time in a text that may have a year."""
    found = _DIGITS.fullmatch(ascii_digits(text).strip())
    return time(int(found[1]), int(found[2])) if found else None


def _clock_of(text: str, names: Names) -> tuple[time | None, str]:
    flat = _NOON.sub("12:00", re.sub(r"\b([ap])\.\s?m\.?", r"\1m", text))
    half = next((names.halves[word] for found in _WORD.findall(flat) if (word := _word(found)) in names.halves), "")
    found = _CLOCK.search(flat) or _HALF.search(flat) or _HOUR.search(flat)
    if not found:
        return None, text
    groups = (*(it for it in found.groups() if it or found.re is not _HOUR), "", "")
    hour, minute, second = int(groups[0]), int(groups[1] or 0), int(groups[2] or 0)
    if hour == 24 or (half == "night" and (hour == 12 or hour < 6)):  # on which day, people don't agree
        return None, text
    if half and hour <= 12:
        hour = hour % 12 + (0 if half == "am" else 12)
    rest = flat[: found.start()] + " " + flat[found.end() :]
    return time(hour, minute, second), rest


def _is_spent(rest: str, names: Names) -> bool:
    """True if nothing remains but days of the week, halves of a day, and what is between."""
    known = {*names.weekdays, *names.halves, *_FILLERS}
    return not _NUMBER.search(rest) and all(_word(word) in known for word in _WORD.findall(rest))


def parts(text: str) -> tuple[str, str]:
    """A text from one moment to another, taken apart; the second is empty if there is one alone."""
    text = _ORDINAL.sub("", ascii_digits(text))
    if hours := _HALF_OF_BOTH.search(text):
        return _with_halves(text, hours)
    days = _DAYS_BETWEEN.search(text) or _BEHIND_A_MONTH.search(text)
    if days and (not days[2] or int(days[3]) == int(days[1]) + 1):  # 3 and 17 March are two events
        before, behind = text[: days.start()], text[days.end() :]
        return f"{before}{days[1]}{behind}", f"{before}{days[3]}{behind}"
    sides = [side for side in _BETWEEN.split(text, maxsplit=1) if side.strip()]
    if len(sides) == 2:
        return sides[0], sides[1]
    if times := _TIMES_BETWEEN.search(text):
        return text[: times.end(1)], text[times.end() :]
    return text, ""


def _with_halves(text: str, found: re.Match[str]) -> tuple[str, str]:
    """`7-9 pm` begins at 7 pm, `10-12 pm` and `11-1 pm` in the morning."""
    hour, minutes, until, minutes_until, half = found.groups()
    first, last = int(hour) % 12, int(until) % 12
    begins = "a" if half in "pP" and (first > last or (last == 0 and first > 0)) else half
    before, behind = text[: found.start()], text[found.end() :]
    return f"{before}{hour}{minutes}{begins}m{behind}", f"{until}{minutes_until}{half}m"


def is_same_zone(one: str, other: str) -> bool:
    """True for two names of zones, or offsets, that show the same time in January and in July."""
    known = [zone(it) if is_zone(it) else offset(it) for it in (one, other)]
    return all(len({it.utcoffset(datetime(2026, month, 1)) for it in known}) == 1 for month in (1, 7))


def order_of(column: Sequence[tuple[int, Typed]], said: Order | None) -> Order | tuple[int, ...]:
    """The order of a column; or the rows that leave it open, if they do."""
    if said:
        return said
    unsure = [(row, it) for row, it in column if it.days and not it.is_plain]
    open_: list[Order] = ["dmy", "mdy", "ymd"]
    for _, it in unsure:
        open_ = [order for order in open_ if order in it.days]
    if {"dmy", "mdy"} & {*open_}:
        open_ = [order for order in open_ if order != "ymd"]  # years of two digits are last, unless that can't be
    if len(open_) == 1 or not unsure:
        return open_[0]
    if open_ and all(len({it.days[order] for order in open_}) == 1 for _, it in unsure):
        return open_[0]
    if open_:
        return tuple(row for row, it in unsure if len({it.days[order] for order in open_}) > 1)
    both = ("dmy", "mdy")
    return tuple(row for row, it in unsure if sum(order in it.days for order in both) == 1) or tuple(
        row for row, _ in unsure
    )


def order_in(heading: str) -> Order | None:
    """The order that a heading names: Date (DD/MM/YYYY)."""
    letters = re.sub("[^dmyjat]", "", re.sub(r"^.*[(\[]", "", folded(heading)))
    for pattern, order in (
        (r"d+m+[yaj]+", "dmy"),
        (r"j+m+a+", "dmy"),
        (r"t+m+j+", "dmy"),
        (r"m+d+[yaj]+", "mdy"),
        (r"[yaj]+m+[djt]+", "ymd"),
    ):
        if (
            re.fullmatch(pattern, letters)
            and len(letters) >= 3
            and ("dd" in letters or "jj" in letters or "tt" in letters or "mm" in letters)
        ):
            return order  # type: ignore[return-value]
    return None


def in_zone(moment: datetime, shift: str, to: str) -> datetime:
    """A time with an offset, as clocks in a zone show it, or at another offset."""
    aware = moment.replace(tzinfo=offset(shift))
    return aware.astimezone(zone(to) if is_zone(to) else offset(to)).replace(tzinfo=None)


def years_of(weekday: int, month: int, day: int, near: int) -> Iterator[int]:
    """Years within three of one in which a day of a month is that day of the week."""
    for year in range(near - 3, near + 4):
        found = _date(year, month, day)
        if found and found.weekday() == weekday:
            yield year


def _always(day: date) -> dict[Order, date]:
    return dict.fromkeys(ORDERS, day)


def _year(text: str) -> int:
    number = int(text)
    return number if len(text) == 4 else number + (2000 if number < 69 else 1900)


def _date(year: int, month: int, day: int) -> date | None:
    if LAST_YEAR < year <= LAST_YEAR + _BUDDHIST:
        year -= _BUDDHIST
    try:
        found = date(year, month, day)
    except ValueError:
        return None
    return found if FIRST_YEAR <= year <= LAST_YEAR else None


def ascii_digits(text: str) -> str:
    if text.isascii():
        return text
    return "".join(str(unicodedata.decimal(letter)) if letter.isdecimal() else letter for letter in text)
