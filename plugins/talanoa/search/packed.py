"""Numbers as printable ASCII, so that JSON takes them as they are and browsers read them in a few lines (docs.md)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

DIGITS = "".join(chr(code) for code in range(0x23, 0x7F) if chr(code) != "\\")[:90]
"""Without quotation marks and backslashes, which JSON writes in two characters. The first half ends a number, the second goes on."""

_HALF = len(DIGITS) // 2
_VALUE = {digit: value for value, digit in enumerate(DIGITS)}
_SHORT = tuple(DIGITS[:_HALF])


def packed(numbers: Iterable[int]) -> str:
    """Natural numbers, the lowest digits first."""
    parts = []
    for number in numbers:
        while number >= _HALF:
            number, digit = divmod(number, _HALF)
            parts.append(DIGITS[_HALF + digit])
        parts.append(_SHORT[number])
    return "".join(parts)


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
