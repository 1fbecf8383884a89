"""Times, lengths and days as programs write them in several languages."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from datetime import date
from typing import Literal

Order = Literal["dmy", "mdy", "ymd"]

# `10:05:00 AM`, `15:04`, `3:04 p. m.`, `오후 3:04`, within whatever date.
_BEFORE = "오전|오후|上午|下午|午前|午後"
_CLOCK = re.compile(
    rf"(?:({_BEFORE})\s{{0,3}})?(?<!\d)(\d{{1,2}})[:.](\d\d)(?:[:.](\d\d)(?:\.\d+)?)?(?![\d.])(?:\s{{0,3}}([ap])\.?\s?m\b\.?)?",
    re.IGNORECASE,
)
_BUDDHA = 543  # by how many years the calendar of Thailand is ahead
_FIRST_THAI = 2500
_LONGEST_MONTH = 31
_AFTERNOON = frozenset({"오후", "下午", "午後", "p"})
_DAY = re.compile(r"(?<!\d)(\d{1,4})[./-]\s?(\d{1,2})[./-]\s?(\d{1,4})(?!\d)")
_NAMED_DAY = re.compile(
    r"(?<![^\W\d_])[^\W\d_]{3,20}\.?\s\d{1,2},?\s\d{4}|(?<!\d)\d{1,2}\s(?:de\s)?[^\W\d_]{3,20}\.?,?\s(?:de\s)?\d{4}"
)
_NUMBER = re.compile(r"\d+(?:[.,]\d+)?")
_CLOCK_LENGTH = re.compile(r"\d+(?::\d\d){1,2}")
_UNITS = {
    60.0: "hours? hrs? h horas? heures? jam j 시간 時間 小时 小時 ชั่วโมง giờ ч",
    1.0: "minutes? minutos? mins? min m menit mnt 분 分钟 分鐘 分 นาที phút мин",
    1 / 60: "seconds? secondes? segundos? secs? seg s detik dtk 초 秒 วินาที giây сек",
}
_PARTS = re.compile(
    r"(?<!\d)(\d{1,6}(?:[.,]\d{1,3})?)\s{0,3}(?:"
    + "|".join(f"({'|'.join(words.split())})" for words in _UNITS.values())
    + r")(?![^\W\d])",
    re.IGNORECASE,
)


def clock(text: str) -> float | None:
    """The minute of the day; behind a day it may be 15.00.00, as computers in Indonesia write it."""
    match = _CLOCK.search(_DAY.sub(" ", text, count=1))
    if match is None:
        return None
    hour, minute, second, half = int(match[2]), int(match[3]), int(match[4] or 0), (match[1] or match[5] or "").lower()
    if half:
        hour = hour % 12 + (12 if half in _AFTERNOON else 0)
    return hour * 60 + minute + second / 60 if hour < 24 and minute < 60 else None


def length(text: str) -> float | None:
    """`1 hr 2 min`, `42m`, `1시간 2분`, `32:14` (minutes and seconds), `1:02:03`, `37`; in minutes."""
    text = text.strip()
    if _CLOCK_LENGTH.fullmatch(text):
        parts = [int(part) for part in text.split(":")]
        return parts[0] + parts[1] / 60 if len(parts) == 2 else parts[0] * 60 + parts[1] + parts[2] / 60
    if _NUMBER.fullmatch(text):
        return float(text.replace(",", "."))
    found = _PARTS.findall(text)
    if not found:
        return None
    return sum(
        float(number.replace(",", ".")) * factor
        for number, *units in found
        for factor, unit in zip(_UNITS, units, strict=True)
        if unit
    )


def is_moment(text: str) -> bool:
    """Whether it is a day with a time."""
    return bool(_DAY.search(text) or _NAMED_DAY.search(text)) and clock(text) is not None


def days(text: str, order: Order | None = None) -> Iterator[date]:
    """Each day that a text may mean: `01/02/2026` is two, of which `order` takes one."""
    if match := _DAY.search(text):
        first, second, third = map(int, match.groups())
        ways: dict[Order, tuple[int, int, int]] = {
            "ymd": (first, second, third),
            "mdy": (third, first, second),
            "dmy": (third, second, first),
        }
        for way, (year, month, day) in ways.items():
            with suppress(ValueError):
                if order in (None, way) or first > _LONGEST_MONTH:
                    yield date(_of_our_era(year), month, day)


def _of_our_era(year: int) -> int:
    """`26`, and the year 2569 of a computer in Thailand."""
    return year + 2000 if year < 100 else year - _BUDDHA if year > _FIRST_THAI else year
