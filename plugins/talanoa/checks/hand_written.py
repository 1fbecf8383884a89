"""Pages of docs/ whose Markdown would take minutes to read: Python-Markdown goes through a paragraph again for each of some marks."""

from __future__ import annotations

import re
from collections.abc import Iterator

from talanoa.checks.checked import Checked
from talanoa.problems import Place, Problem
from talanoa.source import MAX_LETTERS

MAX_EFFORT = 4_000_000  # of a page: the squares of the marks in each paragraph; two CPU seconds
MAX_MARKS = 4_000_000_000  # of a page: the letters of each paragraph for each of its marks; one CPU second
MAX_OPEN_TAGS = 2_000
MAX_OPEN_SECTIONS = 20  # each is looked for to the end of the page
MAX_DEPTH = 30  # of lists and quotations inside each other

# A paragraph ends at a blank line, and where an item of a list or a row of a table begins.
_PARAGRAPH = re.compile(r"\n(?=[ \t]*(?:\n|[-*+][ \t]|\d{1,9}\.[ \t])|[^\n|]*\|)")
# What parts a paragraph into blocks: a rule, a heading, a definition, an admonition.
_RULE = re.compile(r"^(?:[-=_* ]+$|#|:|!!!|\?\?\?)", re.MULTILINE)
_MARKS = r"\*_`!&<"
_DEEP = re.compile(
    rf"^(?:(?:[ \t]*(?:>|[-*+][ \t]|\d{{1,9}}\.[ \t])){{{MAX_DEPTH + 1}}}|[ \t]{{{4 * MAX_DEPTH},}}(?:[-*+]|\d{{1,9}}\.)[ \t])",
    re.MULTILINE,
)


def laborious_pages(checked: Checked) -> Iterator[Problem]:
    """At most one problem a page: the first reason for which it can't be read in time."""
    for text in checked.texts:
        if text.hand_written and (found := trouble(text.markdown)):
            at, message, help = found
            line = text.markdown.place.line + text.markdown.count("\n", 0, at)
            yield Problem("too-large", message, Place(text.path, line, 1, line, 1), help)


def trouble(text: str) -> tuple[int, str, str] | None:
    """Why a page can't be read in time: where it is, what it is, and what to do."""
    if len(text) > MAX_LETTERS:
        message = f"the page has {len(text):,} characters; the limit is {MAX_LETTERS:,}"
        return 0, message, "split it into several pages, or link to a document"
    if deep := _DEEP.search(text):
        message = f"lists or quotations are nested too deeply: more than {MAX_DEPTH} levels"
        return deep.start(), message, "use only a few levels"
    for opening, closing, most in (("<![", "]>", MAX_OPEN_SECTIONS), ("<", ">", MAX_OPEN_TAGS)):
        if text.count(opening) - text.count(closing) > most:
            message = f"'{opening}' is left open more than {most:,} times"
            return (
                text.index(opening),
                message,
                f"close each one with '{closing}', or write &lt; for the character itself",
            )
    efforts = list(_efforts(text))
    if sum(effort for effort, _, _ in efforts) > MAX_EFFORT:
        message = "this paragraph has too many brackets, headings, definitions or lines of - and ="
        return max(efforts)[2], message, "split it with blank lines, and keep only the brackets of links and pictures"
    if sum(marks for _, marks, _ in efforts) > MAX_MARKS:
        begin = max(efforts, key=lambda effort: effort[1])[2]
        message = f"this paragraph has too many of the marks {' '.join(_MARKS)}"
        return begin, message, "split it with blank lines, and put what isn't Markdown into a code block"
    return None


def _efforts(text: str) -> Iterator[tuple[int, int, int]]:
    """For each paragraph what its brackets and blocks cost, what its other marks cost, and where it begins."""
    begin = 0
    for end in (*(match.start() for match in _PARAGRAPH.finditer(text)), len(text)):
        blocks, marks = text.count("[", begin, end), 0
        if end - begin > 1_000:
            blocks += len(_RULE.findall(text, begin, end))
            marks = sum(text.count(mark, begin, end) for mark in _MARKS)
        yield blocks * blocks, marks * (end - begin), begin
        begin = end
