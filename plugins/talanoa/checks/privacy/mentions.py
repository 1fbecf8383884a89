"""Where in its file something is written that was found in a text."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from itertools import islice

from talanoa.checks.checked import Checked
from talanoa.checks.privacy.pieces import Stretch
from talanoa.problems import Place

MAX_MENTIONS = 100  # of one text in one entry or post; no one reads so many
# The one field in which a joining link may be.
_ONLINE_URL = re.compile(
    r"""\bonline:\s*\{?\s*(?:(?:platform|public):(?:\s*"[^"\n]*"|\s*'[^'\n]*'|[^\n,{}"']*)[,\n]\s*){0,2}url:\s*["']?\Z"""
)


def places_of(checked: Checked, stretch: Stretch, needle: str, in_code: bool = True) -> list[Place]:
    """Everywhere in the stretch, else in the rest of the file, where the needle is written; at least one place."""
    path = stretch.start.file
    if checked.source.may_search(path):
        lines = checked.source.of(path)
        last = stretch.last or _end_of_entry(checked, stretch)
        for first, until in ((stretch.first, last), (1, len(lines))):
            mentions = _mentions(path, lines, first, until, needle, in_code)
            if found := list(islice(mentions, MAX_MENTIONS)):
                return found
    return [stretch.start]


def _end_of_entry(checked: Checked, stretch: Stretch) -> int:
    """The last line before the next member or event of the file."""
    content = checked.content
    places = [thing.written_at for things in (content.members, content.events, content.series) for thing in things]
    lines = sorted(place.line for place in places if place.file == stretch.start.file)
    after = bisect_right(lines, stretch.first)
    return lines[after] - 1 if after < len(lines) else len(checked.source.of(stretch.start.file))


def _mentions(path: str, lines: list[str], first: int, last: int, needle: str, in_code: bool) -> Iterator[Place]:
    """A text that was folded over lines may have a line break in the place of each space."""
    words = needle.split()
    if not words:
        return
    pattern = r"(?:\s+)".join(map(re.escape, words))
    pattern = (r"(?<!\w)" if words[0][0].isalnum() else "") + pattern
    text = "\n".join(lines[first - 1 : last])
    for match in re.finditer(pattern, text):
        if _ONLINE_URL.search(text, max(0, match.start() - 300), match.start()):
            continue
        if in_code or not _is_between_backticks(text, match.start(), match.end()):
            yield Place(path, *_position(text, match.start(), first), *_position(text, match.end(), first))


def _is_between_backticks(text: str, start: int, end: int) -> bool:
    line = text.rfind("\n", 0, start) + 1
    return text.count("`", line, start) % 2 == 1 and "`" in text[end : end + 200].partition("\n")[0]


def _position(text: str, index: int, first: int) -> tuple[int, int]:
    return first + text.count("\n", 0, index), index - text.rfind("\n", 0, index)
