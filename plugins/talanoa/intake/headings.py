"""Lines that readers of an issue see as headings, and those that only look like one of a form.

What is in a code block is shown as code, so it is no heading (CommonMark 0.31, 4.2 and 4.5). A comment would hide from people
what a program reads, so there may be none.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterator
from functools import lru_cache

from msgspec import Struct

from talanoa.characters import like_latin

_HEADING = re.compile(r" {0,3}###(?!#)\s*(.*)")
_AS_HTML = re.compile(r"\s*<h[1-6]\b[^<>]*>(.*?)(?:</h[1-6]\s*>\s*)?", re.IGNORECASE)
_CLOSING = re.compile(r"(?<![ \t])[ \t]++#++[ \t]*+\Z")
_FENCE = re.compile(r" {0,3}(`{3,}+|~{3,}+)([^\n]*)")
_TICKS = re.compile("`+")
_MARKS = re.compile(r"[*_`~\\:]|<[^<>]*>")
COMMENT = "<!--"


class Line(Struct, frozen=True):
    """A line of a text, by its index; `fence` is where the code block that it is in begins."""

    text: str
    start: int
    fence: int | None

    @property
    def end(self) -> int:
        return self.start + len(self.text)

    @property
    def is_heading(self) -> bool:
        return self.fence is None and self.text.startswith("### ")

    @property
    def heading(self) -> str:
        """Spaces at its end say nothing: programs for letters put them there."""
        return self.text.rstrip(" \t") if self.text.startswith("### ") else ""

    @property
    def comment(self) -> int:
        """Where in the line a comment begins; -1 if none does."""
        if self.fence is not None or COMMENT not in self.text:
            return -1
        return _without_code(self.text).find(COMMENT)

    def imitated(self, labels: Collection[str]) -> str | None:
        """The label whose heading this line would be taken for, though it isn't written as the form writes it."""
        if self.fence is not None or len(self.text) > 500:
            return None
        match = _HEADING.fullmatch(unicodedata.normalize("NFKC", self.text)) or _AS_HTML.fullmatch(self.text)
        if not match or not match[1]:
            return None
        shown = _at_a_glance(_CLOSING.sub("", match[1]))
        return next((label for label in labels if _at_a_glance(label) == shown), None)


def lines(text: str) -> Iterator[Line]:
    start, fence, mark = 0, None, ""
    for line in text.split("\n"):
        match = _FENCE.fullmatch(line)
        if fence is not None:
            yield Line(line, start, fence)
            if match and match[1].startswith(mark) and not match[2].strip():
                fence = None
        elif match and not (match[1][0] == "`" and "`" in match[2]):
            fence, mark = start, match[1]
            yield Line(line, start, fence)
        else:
            yield Line(line, start, None)
        start += len(line) + 1


def _without_code(line: str) -> str:
    """The line with spaces in the place of what is between backticks, as many behind it as before it."""
    ticks = list(_TICKS.finditer(line))
    later: dict[int, list[int]] = {}
    for number in range(len(ticks) - 1, -1, -1):
        later.setdefault(len(ticks[number][0]), []).append(number)
    parts, at, number = [], 0, 0
    while number < len(ticks):
        alike = later[len(ticks[number][0])]
        while alike and alike[-1] <= number:
            alike.pop()
        if alike:
            begin, end = ticks[number].start(), ticks[alike[-1]].end()
            parts += [line[at:begin], " " * (end - begin)]
            at, number = end, alike[-1]
        number += 1
    return "".join([*parts, line[at:]])


@lru_cache(maxsize=200)
def _at_a_glance(text: str) -> str:
    """Without what people don't see or don't look at: marks, capitals, invisible characters, letters of another script."""
    seen = "".join(letter for letter in unicodedata.normalize("NFKC", text) if unicodedata.category(letter) != "Cf")
    return " ".join(like_latin(_MARKS.sub("", seen)).casefold().split())
