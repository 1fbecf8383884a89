"""Numbers as printable ASCII, so that JSON takes them as they are and browsers read them in a few lines (docs.md)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise

DIGITS = "".join(chr(code) for code in range(0x23, 0x7F) if chr(code) != "\\")[:90]
"""Without quotation marks and backslashes, which JSON writes in two characters. The first half ends a number, the second goes on."""

_HALF = len(DIGITS) // 2
_NUMBER = re.compile(f"[{re.escape(DIGITS[_HALF:])}]{{0,9}}[{re.escape(DIGITS[:_HALF])}]")
_SMALL = [*DIGITS[:_HALF], *(low + high for high in DIGITS[1:_HALF] for low in DIGITS[_HALF:])]
"""Every number of one or two digits, as nearly all are."""


def packed(numbers: Iterable[int]) -> str:
    """Natural numbers, the lowest digits first."""
    return "".join([_SMALL[number] if number < len(_SMALL) else _large(number) for number in numbers])


def _large(number: int) -> str:
    rest, digit = divmod(number, _HALF)
    return DIGITS[_HALF + digit] + packed([rest])


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
