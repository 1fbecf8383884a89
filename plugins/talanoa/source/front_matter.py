"""A post's file, taken apart."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from talanoa.problems import Problem
from talanoa.source.composing import parse_yaml
from talanoa.source.nodes import Mapping
from talanoa.source.text import Source, nfc


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """A post's file, taken apart: its fields, and the line (from 1) on which its text begins."""

    fields: Mapping
    body: str
    body_line: int


_FENCE = re.compile(r"^---[ \t]*$", re.MULTILINE)


def parse_front_matter(source: Source, problems: list[Problem]) -> FrontMatter | None:
    """Fields between two lines of `---` at the very start, then the text."""
    fences: Iterator[re.Match[str]] = _FENCE.finditer(source.text)
    opening = next(fences, None)
    closing = next(fences, None)
    if opening is None or opening.start() != 0 or closing is None:
        if opening is not None and opening.start() == 0:
            message, place = "the front matter is never closed", source.place(0, 3)
        else:
            message, place = "the post does not begin with front matter", source.place(0, 0)
        problems.append(
            Problem(
                "front-matter",
                message,
                place,
                "the first line is `---`, then the fields, then a second line `---`, then the text",
            )
        )
        return None
    fields = parse_yaml(source, problems, opening.end() + 1, closing.start())
    if fields is None:
        if not any(problem.place.file == source.file for problem in problems):
            problems.append(
                Problem(
                    "front-matter",
                    "the front matter is empty",
                    source.place(0, 3),
                    "write at least title, date, authors and kind",
                )
            )
        return None
    if not isinstance(fields, Mapping):
        problems.append(
            Problem("front-matter", "the front matter has no fields", fields.place, "write one `key: value` a line")
        )
        return None
    line, _ = source.position(closing.end())
    return FrontMatter(fields, nfc(source.text[closing.end() + 1 :]), line + 1)
