"""Bytes → a text of which every character's line and column is known."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from functools import cached_property
from itertools import islice

from talanoa import characters
from talanoa.problems import Place, Problem, Severity
from talanoa.source.conflicts import Conflict, conflicts, may_conflict, without

MAX_BYTES = 5_000_000
MAX_LETTERS = 200_000  # of one Markdown text: a small book
MAX_FINDINGS = 200  # deceptive characters that are reported of one file; those that are errors come first
_NEAR = 2_000
# A character that only looks wrong, or does nothing, spoils nothing.
_HARMLESS = frozenset({"invisible-character", "look-alike"})


class Source:
    """The text of one file."""

    def __init__(self, file: str, text: str) -> None:
        self.file = file
        self.text = text

    @cached_property
    def _line_starts(self) -> list[int]:
        return [0, *(match.end() for match in re.finditer("\n", self.text))]

    def position(self, index: int) -> tuple[int, int]:
        """Line and column, from 1, of a character index."""
        if index < _NEAR:  # nearly all of a post's fields: counting is quicker than a table of the whole text
            return self.text.count("\n", 0, index) + 1, index - self.text.rfind("\n", 0, index)
        line = bisect_right(self._line_starts, index)
        return line, index - self._line_starts[line - 1] + 1

    def place(self, start: int, end: int) -> Place:
        """The place of the characters from `start` up to, not including, `end`."""
        return Place(self.file, *self.position(start), *self.position(max(start, end)))


def decode(data: bytes, file: str, problems: list[Problem]) -> Source | None:
    """Bytes → text with plain line ends, whose characters are judged; None when it isn't text at all."""
    text = _text_of(data, file, problems)
    if text is None:
        return None
    source = Source(file, text)
    if may_conflict(data):
        found = list(conflicts(text))
        problems += (_unresolved(conflict, source) for conflict in found)
        source = Source(file, text := without(text, found))
    if not characters.may_deceive(data):
        return source
    findings = islice(characters.findings(text), MAX_FINDINGS)
    problems += (character_problem(finding, source.place(finding.start, finding.end)) for finding in findings)
    return Source(file, characters.FORBIDDEN.sub(" ", text)) if characters.FORBIDDEN.search(text) else source


def _text_of(data: bytes, file: str, problems: list[Problem]) -> str | None:
    if len(data) > MAX_BYTES:
        problems.append(
            Problem(
                "too-large",
                f"the file has {len(data):,} bytes; the limit is {MAX_BYTES:,}",
                Place.start_of(file),
                "split it: members/ and events/ can hold one file for each entry",
            )
        )
        return None
    try:
        return _plain_lines(data.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        before = _plain_lines(data[: error.start].decode("utf-8-sig"))
        place = Source(file, before).place(len(before), len(before))
        problems.append(
            Problem(
                "not-utf-8",
                f"the file is not UTF-8 text: it has the byte 0x{data[error.start]:02x}",
                place,
                "open it in your editor and save it as UTF-8",
            )
        )
        return None


def _unresolved(conflict: Conflict, source: Source) -> Problem:
    first, last = source.position(conflict.start)[0], source.position(conflict.end)[0]
    lines = f" (lines {first} to {last})" if last > first else ""
    message = f"a merge left a conflict here{lines}: choose one of the two versions"
    help = "keep what is right, and delete the lines that begin with <<<<<<<, |||||||, ======= or >>>>>>>"
    return Problem("merge-conflict", message, source.place(conflict.start, conflict.first_end), help)


def character_problem(finding: characters.Finding, place: Place) -> Problem:
    severity = Severity.WARNING if finding.code in _HARMLESS else Severity.ERROR
    return Problem(finding.code, finding.message, place, finding.help, severity=severity)


def _plain_lines(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


_PILED = re.compile(r"([^\w\s\x00-\x7f]{200,})")


def nfc(text: str) -> str:
    """The text in Unicode's composed form."""
    if text.isascii():
        return text
    # What is neither a letter, a digit nor a space, piled up: putting n marks into their order takes n² steps.
    return "".join(
        part if _PILED.fullmatch(part) else unicodedata.normalize("NFC", part) for part in _PILED.split(text)
    )
