"""Texts in pictures: in scripts whose letters are set one after another as they are, and always in the same font.

Other scripts need shaping, which depends on libraries of the machine, and fonts of megabytes. A text in them is left out of
a picture rather than drawn as boxes or the wrong way round.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL.ImageFont import FreeTypeFont

# Latin with Vietnamese, Greek, Cyrillic, punctuation, currencies: what font.ttf has.
CHARACTERS = (
    (0x20, 0x7E),
    (0xA0, 0x17F),
    (0x18F, 0x18F),
    (0x192, 0x192),
    (0x1A0, 0x1A1),
    (0x1AF, 0x1B0),
    (0x1CD, 0x1DC),
    (0x1E6, 0x1E7),
    (0x1EA, 0x1EB),
    (0x218, 0x21B),
    (0x22A, 0x233),
    (0x259, 0x259),
    (0x2BB, 0x2BC),
    (0x386, 0x386),
    (0x388, 0x38A),
    (0x38C, 0x38C),
    (0x38E, 0x3A1),
    (0x3A3, 0x3CE),
    (0x400, 0x482),
    (0x48A, 0x4FF),
    (0x1E02, 0x1E9E),
    (0x1EA0, 0x1EF9),
    (0x2013, 0x2014),
    (0x2018, 0x201A),
    (0x201C, 0x201E),
    (0x2020, 0x2020),
    (0x2022, 0x2022),
    (0x2026, 0x2026),
    (0x2032, 0x2033),
    (0x2039, 0x203A),
    (0x20A0, 0x20C0),
    (0x2116, 0x2116),
    (0x2122, 0x2122),
)
FONT = Path(__file__).with_name("font.ttf")

_LONGEST = 300  # characters of a text; no picture has room for more


def can_be_drawn(text: str) -> bool:
    return bool(text.strip()) and all(
        any(first <= ord(character) <= last for first, last in CHARACTERS) for character in text
    )


@cache
def font(size: int) -> FreeTypeFont:
    from PIL.ImageFont import Layout, truetype

    # Pillow's other layout engine needs a library that not every machine has.
    return truetype(str(FONT), size, layout_engine=Layout.BASIC)


def fitted(text: str, width: int, height: int, sizes: range) -> tuple[int, list[str]]:
    """The largest of the sizes at which a text fits, and its lines; at the smallest it is cut where it doesn't."""
    words = text[:_LONGEST].split()
    size = next((size for size in sizes if _fits(words, width, height, size)), sizes[-1])
    room = max(1, height // line_height(size))
    lines = list(_lines(words, width, size))
    return size, lines if len(lines) <= room else [*lines[: room - 1], f"{lines[room - 1][:-1].rstrip()}…"]


def line_height(size: int) -> int:
    return round(size * 1.25)


def _fits(words: list[str], width: int, height: int, size: int) -> bool:
    whole = all(_width(word, size) <= width for word in words)
    return whole and len(list(_lines(words, width, size))) * line_height(size) <= height


def _lines(words: list[str], width: int, size: int) -> Iterator[str]:
    """Broken between words, and in a word that is longer than a line."""
    line = ""
    for word in words:
        longer = f"{line} {word}".lstrip()
        if _width(longer, size) <= width:
            line = longer
            continue
        if line:
            yield line
        line = word
        while _width(line, size) > width:
            end = next(end for end in range(2, len(line) + 1) if _width(line[:end], size) > width) - 1
            yield line[:end]
            line = line[end:]
    if line:
        yield line


def _width(text: str, size: int) -> float:
    return sum(_advance(character, size) for character in text)


@cache
def _advance(character: str, size: int) -> float:
    return font(size).getlength(character)
