"""What is wrong with the change → where in what was sent it was typed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from talanoa.amend import root_of
from talanoa.authoring.places import fields_by_line
from talanoa.files import TEXT_ENDINGS
from talanoa.intake.refusal import Refusal
from talanoa.intake.wishes import Wish
from talanoa.problems import Problem


def traced(wish: Wish, problems: Iterable[Problem]) -> Iterator[Refusal]:
    """The problems that come from what was typed, at their places there."""
    fields: dict[str, dict[int, tuple[str, str]]] = {}
    for problem in problems:
        file, line = problem.place.file, problem.place.line
        if file not in wish.files:
            continue
        if file not in fields:
            fields[file] = dict(fields_by_line(root_of(wish.files[file], file, [])))
        is_post = file.endswith(TEXT_ENDINGS)
        id, key = fields[file].get(line, ("", "body" if is_post else ""))
        typed = wish.typed.get(key, wish.typed.get("*")) if is_post or id == wish.id else None
        if typed:
            first, column = typed
            if key == "body" and key in wish.typed:  # which is line by line as it was typed
                below = line - _text_begins(wish.files[file])
                first, column = first + below, problem.place.column + (0 if below else column - 1)
            yield Refusal(first, column, problem.message, problem.help)


def _text_begins(data: bytes) -> int:
    """The line of a post in which its text begins."""
    lines = data.decode("utf-8", "replace").splitlines()
    end = next((number for number, line in enumerate(lines) if number and line.rstrip() == "---"), 0)
    return next((number for number, line in enumerate(lines, start=1) if number > end + 1 and line.strip()), 1)
