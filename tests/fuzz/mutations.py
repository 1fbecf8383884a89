"""Strategies of Hypothesis that spoil a good text: as someone's slip would, or as someone who knows what hurts."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from hypothesis import strategies as st

MOST = 60_000  # letters; what grows faster than its text shows long before

_Draw = Callable[[st.SearchStrategy[int]], int]
_TOKENS = re.compile(r"\w+|[^\S\n]+|\n|.", re.DOTALL)
_BLOCKS = re.compile(r"(?:.+\n?)+|\n+")
_VALUE = re.compile(r"(?<=: )[^\n]+")


@st.composite
def spoiled(draw: st.DrawFn, seeds: Sequence[str], words: Sequence[str], most: int = 4) -> str:
    """One of the seeds after a few changes."""
    text = seeds[draw(st.integers(0, len(seeds) - 1))]
    for _ in range(draw(st.integers(1, most))):
        change = draw(st.sampled_from(_CHANGES))
        text = change(draw, text, seeds, words)[:MOST]
    return text


@st.composite
def spoiled_bytes(draw: st.DrawFn, seeds: Sequence[bytes]) -> bytes:
    """One of the seeds with bytes changed, inserted, taken out, doubled or cut off."""
    data = bytearray(draw(st.sampled_from(seeds)))
    for _ in range(draw(st.integers(1, 6))):
        at = draw(st.integers(0, len(data)))
        length = draw(st.integers(0, 8))
        match draw(st.sampled_from(("set", "set", "set", "cut", "insert", "double", "end", "splice"))):
            case "set":
                value = draw(st.sampled_from((0, 1, 0x7F, 0x80, 0xFE, 0xFF)) | st.integers(0, 255))
                data[at : at + max(length // 2, 1)] = bytes([value]) * max(length // 2, 1)
            case "cut":
                del data[at : at + length]
            case "insert":
                data[at:at] = draw(st.binary(max_size=8))
            case "double":
                data[at:at] = data[max(at - 4 * length, 0) : at]
            case "end":
                del data[at:]
            case _:
                other = draw(st.sampled_from(seeds))
                data[at:] = other[draw(st.integers(0, len(other))) :]
    return bytes(data)


def _parts(draw: _Draw, text: str) -> list[str]:
    """Letters, words and signs, lines, or blocks."""
    match draw(st.integers(0, 3)):
        case 0:
            return list(text)
        case 1:
            return _TOKENS.findall(text)
        case 2:
            return text.splitlines(keepends=True)
        case _:
            return _BLOCKS.findall(text)


def _word(draw: _Draw, words: Sequence[str]) -> str:
    return words[draw(st.integers(0, len(words) - 1))]


def _slip(draw: _Draw, text: str, seeds: Sequence[str], words: Sequence[str]) -> str:
    """A part goes, comes twice, changes places with another, moves in, or becomes another."""
    parts = _parts(draw, text)
    if not parts:
        return _word(draw, words)
    at, other = draw(st.integers(0, len(parts) - 1)), draw(st.integers(0, len(parts) - 1))
    slips = ([], [parts[at]] * 2, [parts[other]], ["  " + parts[at]], [_word(draw, words)], [parts[at].swapcase()])
    return "".join([*parts[:at], *slips[draw(st.integers(0, len(slips) - 1))], *parts[at + 1 :]])


def _insertion(draw: _Draw, text: str, seeds: Sequence[str], words: Sequence[str]) -> str:
    at = draw(st.integers(0, len(text)))
    return text[:at] + _word(draw, words) + text[at:]


def _value(draw: _Draw, text: str, seeds: Sequence[str], words: Sequence[str]) -> str:
    """What is after a colon becomes something else."""
    values = list(_VALUE.finditer(text))
    if not values:
        return _insertion(draw, text, seeds, words)
    found = values[draw(st.integers(0, len(values) - 1))]
    return text[: found.start()] + _word(draw, words) + text[found.end() :]


def _splice(draw: _Draw, text: str, seeds: Sequence[str], words: Sequence[str]) -> str:
    """The beginning of the text and the end of another."""
    other = seeds[draw(st.integers(0, len(seeds) - 1))]
    return text[: draw(st.integers(0, len(text)))] + other[draw(st.integers(0, len(other))) :]


def _run(draw: _Draw, text: str, seeds: Sequence[str], words: Sequence[str]) -> str:
    """One or two words again and again, in some place of the text: what is slow shows here."""
    unit = "".join(_word(draw, words) for _ in range(draw(st.integers(1, 2))))
    times = (3, 40, 400, 4000)[draw(st.integers(0, 3))]
    at = draw(st.integers(0, len(text)))
    return text[:at] + (unit * times)[: MOST // 2] + text[at:]


def _nest(draw: _Draw, text: str, seeds: Sequence[str], words: Sequence[str]) -> str:
    """A stretch of lines, indented or quoted, perhaps deep."""
    lines = text.splitlines(keepends=True)
    begin = draw(st.integers(0, len(lines)))
    end = draw(st.integers(begin, min(begin + 12, len(lines))))
    prefix = ("  ", "    ", "> ", "- ", "1. ", "\t", "# ", "| ")[draw(st.integers(0, 7))]
    prefix *= (1, 2, 25)[draw(st.integers(0, 2))]
    return "".join([*lines[:begin], *(prefix + line for line in lines[begin:end]), *lines[end:]])


_CHANGES = (_slip, _slip, _insertion, _value, _splice, _run, _nest)
