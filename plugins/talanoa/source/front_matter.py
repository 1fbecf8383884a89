"""A post's file → its fields and its text."""

from __future__ import annotations

import re

from msgspec import Struct

from talanoa.problems import Problem
from talanoa.source.composing import parse_yaml
from talanoa.source.nodes import Mapping
from talanoa.source.text import Source, nfc


class FrontMatter(Struct, frozen=True):
    """The fields of a post, its text, and the line (from 1) on which that begins."""

    fields: Mapping
    body: str
    body_line: int


_FENCE = re.compile(r"^---[ \t]*$", re.MULTILINE)
# What is written for a line of `---` by mistake, in the lines of the fields.
_LIKE_FENCE = re.compile(r"^(?:\.\.\.|-{4,}|(?=-*[‐-―−])[-‐-―−]+|\+\+\+|-- ?-|--)[ \t]*$", re.MULTILINE)
_MORE_FIELDS = re.compile(
    r"\s*^---[ \t]*\n(?:[a-z_]+:(?:[ \t][^\n]*)?\n|[ \t][^\n]*\n|- [^\n]*\n)+---[ \t]*$", re.MULTILINE
)
# A line that is no field, no part of one, and no comment.
_NO_FIELD = re.compile(r"^(?![^\S\n]*$|[\w\"'-]+[ \t]*[:：]|[ \t]|#|-(?:[ \t]|$)).*", re.MULTILINE)
_HELP = "the first line is `---`, then the fields, then a second line `---`, then the text"


def parse_front_matter(source: Source, problems: list[Problem]) -> FrontMatter | None:
    """Fields between two lines of `---` at the very start, then the text."""
    fences = _FENCE.finditer(source.text)
    opening = next(fences, None)
    if opening is None or opening.start() != 0:
        problems.append(Problem("front-matter", _without(source.text), source.place(0, 0), _HELP))
        return None
    closing = next(fences, None)
    end = closing.start() if closing else len(source.text)
    if mistaken := _LIKE_FENCE.search(source.text, opening.end(), _end_of_fields(source.text, opening.end(), end)):
        message = f"'{mistaken[0].strip()}' does not close the front matter"
        place = source.place(mistaken.start(), mistaken.start() + len(mistaken[0].rstrip()))
        problems.append(Problem("front-matter", message, place, "write `---`, three hyphens", "---"))
        return None
    if closing is None:
        problems.append(Problem("front-matter", "the front matter is never closed", source.place(0, 3), _HELP))
        return None
    fields = parse_yaml(source, problems, opening.end() + 1, closing.start())
    if fields is None:
        if not any(problem.place.file == source.file for problem in problems):
            help = "write at least title, date, authors and kind"
            problems.append(Problem("front-matter", "the front matter is empty", source.place(0, 3), help))
        return None
    if not isinstance(fields, Mapping):
        problems.append(
            Problem(
                "front-matter", "the front matter has no fields", fields.place, "write one `key: value` on each line"
            )
        )
        return None
    if more := _MORE_FIELDS.match(source.text, closing.end()):
        begin = source.text.index("---", closing.end())
        help = "put these fields into the block at the top, or delete them"
        message = "a second block of fields would be shown as text"
        problems.append(Problem("front-matter", message, source.place(begin, more.end()), help))
    line, _ = source.position(closing.end())
    return FrontMatter(fields, nfc(source.text[closing.end() + 1 :]), line + 1)


def _without(text: str) -> str:
    if _FENCE.match(text.lstrip()):
        return "there are empty lines before the front matter"
    if _LIKE_FENCE.match(text):
        return "the post does not begin with front matter: its first line is not `---`"
    return "the post does not begin with front matter"


def _end_of_fields(text: str, start: int, end: int) -> int:
    """Where the fields end: at the latest where a line can't be one."""
    found = _NO_FIELD.search(text, start + 1, end)
    return found.end() if found else end
