"""Conflicts that a merge left in a file. Git marks them with lines that are text to every other reader.

A marker is at the very beginning of its line. A manual may show whole conflicts in a fenced block of code, and
`=======` alone underlines a heading; neither is reported.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator

from msgspec import Struct, field

_MARKER = re.compile(r"^(<{7}|>{7}|\|{7}|={7}$)(?:[ \t][^\n]*)?$", re.MULTILINE)
_FENCE = re.compile(r"^ {0,3}(`{3,}|~{3,})[^\n]*$", re.MULTILINE)
_VISIBLE = re.compile(r"[^\n]")


class Conflict(Struct):
    """Where the first marker of a conflict is, where its last line ends, and what of it isn't our own side."""

    start: int
    first_end: int
    end: int
    others: list[tuple[int, int]] = field(default_factory=list)


def may_conflict(data: bytes) -> bool:
    """False for bytes without a marker: the quickest way to see that there is nothing to find."""
    return b"<<<<<<<" in data or b">>>>>>>" in data


def conflicts(text: str) -> Iterator[Conflict]:
    """Every conflict, and every marker that is left of one."""
    opened: Conflict | None = None
    theirs: int | None = None  # where the other side, or the common ancestor, begins
    fenced = _fenced(text)
    begins = [begin for begin, _ in fenced]
    for marker in _MARKER.finditer(text):
        kind = marker[1][0]
        start, end = marker.span()
        block = bisect_left(begins, start) - 1
        if block >= 0 and start < fenced[block][1]:
            continue
        if kind == "<":
            if opened:
                yield opened
            opened, theirs = Conflict(start, end, end, [(start, end)]), None
        elif kind in "|=" and opened:
            theirs = start if theirs is None else theirs
        elif kind == ">" and opened:
            opened.others.append((start if theirs is None else theirs, end))
            opened.end = end
            yield opened
            opened = None
        elif kind == ">" and not _is_quoted(text, start, end):
            yield Conflict(start, end, end, [(start, end)])
    if opened:
        yield opened


def without(text: str, found: list[Conflict]) -> str:
    """The text with our own side of each conflict, and as many lines and columns as before."""
    parts, at = [], 0
    for start, end in (other for conflict in found for other in conflict.others):
        parts += [text[at:start], _VISIBLE.sub(" ", text[start:end])]
        at = end
    return "".join([*parts, text[at:]])


def _fenced(text: str) -> list[tuple[int, int]]:
    """The fenced blocks of code that show a conflict from its first marker to its last."""
    blocks: list[tuple[int, int]] = []
    opening: re.Match[str] | None = None
    for fence in _FENCE.finditer(text):
        if opening is None:
            opening = fence
        elif fence[1].startswith(opening[1]) and not fence[0].strip().strip(fence[1][0]):
            kinds = [marker[1][0] for marker in _MARKER.finditer(text, opening.end(), fence.start())]
            if kinds and kinds.count("<") == kinds.count(">") and (kinds[0], kinds[-1]) == ("<", ">"):
                blocks.append((opening.end(), fence.start()))
            opening = None
    return blocks


def _is_quoted(text: str, start: int, end: int) -> bool:
    """True if the lines around are quotations, too: `>>>>>>>` is a quotation in the seventh degree."""
    before = text.rfind("\n", 0, max(start - 1, 0)) + 1
    return text[end + 1 : end + 2] == ">" or (start > 0 and text[before] == ">")
