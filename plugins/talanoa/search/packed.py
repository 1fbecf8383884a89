"""Numbers as printable ASCII, so that JSON takes them as they are and browsers read them in a few lines (docs.md)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise

DIGITS = "".join(chr(code) for code in range(0x23, 0x7F) if chr(code) != "\\")[:90]
"""Without quotation marks and backslashes, which JSON writes in two characters. The first half ends a number, the second goes on."""

_HALF = len(DIGITS) // 2
_NUMBER = re.compile(f"[{re.escape(DIGITS[_HALF:])}]{{0,9}}[{re.escape(DIGITS[:_HALF])}]")


class _Written(dict[int, str]):
    """The digits of a number, filled as they come."""

    def __missing__(self, number: int) -> str:
        rest, digit = divmod(number, _HALF)
        self[number] = DIGITS[_HALF + digit] + self[rest] if rest else DIGITS[digit]
        return self[number]


_WRITTEN = _Written()


def packed(numbers: Iterable[int]) -> str:
    """Natural numbers, the lowest digits first."""
    return "".join(map(_WRITTEN.__getitem__, numbers))


def unpacked(text: str) -> Iterator[int]:
    """The numbers that `packed` wrote."""
    return map(_VALUES.__getitem__, _NUMBER.findall(text))


class _Values(dict[str, int]):
    """The value of digits, filled as they come."""

    def __missing__(self, digits: str) -> int:
        self[digits] = sum(DIGITS.index(digit) % _HALF * _HALF**place for place, digit in enumerate(digits))
        return self[digits]


_VALUES = _Values()


def gaps(numbers: Iterable[int]) -> Iterator[int]:
    """Rising numbers from 0, each as what lies between it and the one before."""
    return (number - last - 1 for last, number in pairwise((-1, *numbers)))
