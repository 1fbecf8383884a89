"""A network's mark: nine dots, woven like a mat, the left side as the right. Which of them are large, its name decides."""

from __future__ import annotations

from hashlib import blake2b
from itertools import product

from msgspec import Struct

from talanoa.outputs.colours import contrast

SIDE = 64  # of the square, in the mark's own units
CORNER = 14
_STEP = 17
_LARGE, _SMALL = 7.2, 3.4

# Which dots are large, by rows: all patterns that are the same in a mirror, with four to six of them; but no cross.
_CROSS = tuple(bool(dot) for dot in (0, 1, 0, 1, 1, 1, 0, 1, 0))
_PATTERNS = tuple(
    pattern
    for pattern in product((False, True), repeat=9)
    if all(pattern[row] == pattern[row + 2] for row in (0, 3, 6)) and 4 <= sum(pattern) <= 6 and pattern != _CROSS
)


class Dot(Struct, frozen=True):
    x: int
    y: int
    radius: float


def dots(name: str) -> tuple[Dot, ...]:
    """The mark of a network of this name."""
    number = int.from_bytes(blake2b(name.encode(), digest_size=4).digest(), "big")
    places = product((-_STEP, 0, _STEP), repeat=2)
    return tuple(
        Dot(SIDE // 2 + x, SIDE // 2 + y, _LARGE if large else _SMALL)
        for (y, x), large in zip(places, _PATTERNS[number % len(_PATTERNS)], strict=True)
    )


def ink_on(ground: str) -> str:
    """White or near-black, whichever is easier to see on the ground."""
    return max("#ffffff", "#111111", key=lambda ink: contrast(ink, ground))
