"""Numbers as printable ASCII, so that JSON takes them as they are and browsers read them in a few lines (docs.md)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

DIGITS = "".join(chr(code) for code in range(0x23, 0x7F) if chr(code) != "\\")[:90]
"""Without quotation marks and backslashes, which JSON writes in two characters. The first half ends a number, the second goes on."""

_HALF = len(DIGITS) // 2
_VALUE = {digit: value for value, digit in enumerate(DIGITS)}
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
    number, scale = 0, 1
    for char in text:
        value = _VALUE[char]
        if value < _HALF:
            yield number + value * scale
            number, scale = 0, 1
        else:
            number += (value - _HALF) * scale
            scale *= _HALF


def gaps(numbers: Iterable[int]) -> Iterator[int]:
    """Rising numbers from 0, each as what lies between it and the one before."""
    last = -1
    for number in numbers:
        yield number - last - 1
        last = number
