"""Numbers as characters, each number one, so that JSON takes them as they are and a browser reads them in a line (docs.md)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise

_FIRST = ord("$")
"""What 0 is written as: all before it are spaces, JSON's quotation mark, or control characters."""
_SURROGATES = range(0xD800, 0xE000)  # stand for no character


def packed(numbers: Iterable[int]) -> str:
    """Natural numbers."""
    codes = [number + _FIRST for number in numbers]
    return "".join([chr(code if code < _SURROGATES.start else code + len(_SURROGATES)) for code in codes])


def unpacked(text: str) -> Iterator[int]:
    """The numbers that `packed` wrote."""
    return ((code if code < _SURROGATES.start else code - len(_SURROGATES)) - _FIRST for code in map(ord, text))


def gaps(numbers: Iterable[int]) -> Iterator[int]:
    """Rising numbers from 0, each as what lies between it and the one before."""
    return (number - last - 1 for last, number in pairwise((-1, *numbers)))
