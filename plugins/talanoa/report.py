"""Problems → a terminal, GitHub's annotations, JSON, SARIF."""

from __future__ import annotations

import json
import os
import stat
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any
from urllib.parse import quote

from talanoa.characters import columns, printable
from talanoa.files import is_image
from talanoa.problems import CODES, Problem, Severity

_COLOURS = {Severity.ERROR: "\x1b[1;31m", Severity.WARNING: "\x1b[1;33m", Severity.NOTE: "\x1b[1;36m"}
_RESET = "\x1b[0m"
_SHOWN_LETTERS = 140
SHOWN = 100  # problems of one code, where people read; programs get all of them


def as_text(problems: Iterable[Problem], root: Path, *, colour: bool = False) -> str:
    """Each problem with its line, the very place underlined, and what to do; of many of one kind the first, and how many more."""
    lines = _Lines(root)
    shown, more = _first_of_each(problems)
    parts = [_text(problem, lines, colour) for problem in shown]
    return "\n".join(parts + [f"{left}; `talanoa check --format json` has all\n" for left in more])


def _first_of_each(problems: Iterable[Problem]) -> tuple[list[Problem], list[str]]:
    """As many of each code as people read, and a line for each code that has more."""
    seen: Counter[str] = Counter()
    shown = []
    for problem in problems:
        seen[problem.code] += 1
        if seen[problem.code] <= SHOWN:
            shown.append(problem)
    return shown, [f"… and {count - SHOWN:,} more of the kind {code}" for code, count in seen.items() if count > SHOWN]


def _text(problem: Problem, lines: _Lines, colour: bool) -> str:
    place = problem.place
    start, end = (_COLOURS[problem.severity], _RESET) if colour else ("", "")
    parts = [f"{_start(str(place))}: {start}{problem.severity}[{problem.code}]{end}: {printable(problem.message)}"]
    suggestion = f" did you mean '{printable(problem.suggestion)}'?" if problem.suggestion else ""
    line = lines.line(place.file, place.line)
    if line:
        number = f"{place.line:>4}"
        shown, marks = _underlined(
            line, place.column, place.end_column if place.end_line == place.line else len(line) + 1
        )
        parts += [f"{number} | {shown}", f"{' ' * len(number)} | {marks}{suggestion}"]
    elif suggestion:
        parts.append(suggestion)
    parts.append(f"help: {printable(problem.help)}")
    return parts[0] + "\n" + "".join(f"  {part}\n" for part in parts[1:])


def _underlined(line: str, column: int, end: int) -> tuple[str, str]:
    """The line (or the part of a long one around the place), and marks under the place."""
    first = max(0, column - 1 - _SHOWN_LETTERS // 2) if len(line) > _SHOWN_LETTERS else 0
    part = line[first : first + _SHOWN_LETTERS]
    before, marked = part[: column - 1 - first], part[column - 1 - first : end - 1 - first]
    return printable(part), " " * columns(before) + "^" * max(1, columns(marked))


def _start(text: str) -> str:
    """The same for what begins a line, where GitHub reads `::` as a workflow command."""
    clean = printable(text)
    return ("./" if clean.lstrip().startswith("::") else "") + clean


class _Lines:
    """Lines of the files that problems speak of."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.read = lru_cache(maxsize=None)(self._read)

    def _read(self, file: str) -> Sequence[str]:
        path = self.root / file
        if is_image(file):  # whose bytes say nothing to anyone
            return ()
        try:
            # What a link leads to is no one's content (and no log's business), and a pipe would never end.
            real = os.path.normpath(os.path.join(os.path.realpath(self.root), file))
            if os.path.realpath(path) != real or not stat.S_ISREG(os.lstat(path).st_mode):
                return ()
            text = path.read_text("utf-8-sig", errors="replace")
        except (OSError, ValueError):
            return ()
        if "\0" in text:  # no text, such as a workbook
            return ()
        return text.replace("\r\n", "\n").replace("\r", "\n").split("\n")

    def line(self, file: str, number: int) -> str:
        lines = self.read(file)
        return lines[number - 1] if number <= len(lines) else ""


def as_github(problems: Iterable[Problem]) -> str:
    """Workflow commands that put each problem on its line of a pull request; a note would be on everyone's."""

    def value(text: object) -> str:
        return printable(str(text)).replace("%", "%25").replace(":", "%3A").replace(",", "%2C")

    parts = []
    shown, more = _first_of_each(problem for problem in problems if problem.severity is not Severity.NOTE)
    for problem in shown:
        place = problem.place
        message = (
            f"{problem.message}. {f'Did you mean {problem.suggestion}? ' if problem.suggestion else ''}{problem.help}"
        )
        parts.append(
            f"::{problem.severity} file={value(place.file)},line={place.line},col={place.column},"
            f"endLine={place.end_line},endColumn={place.end_column},title={value(problem.code)}::"
            + printable(message).replace("%", "%25")
            + "\n"
        )
    return "".join(parts + [f"{left}\n" for left in more])


def as_json(problems: Iterable[Problem]) -> str:
    """Problems as JSON, for programs: a list of objects with the same keys as the text has parts."""
    return _json({"problems": [_data(problem) for problem in problems]})


def _json(document: Mapping[str, Any]) -> str:
    """Characters that could steer a terminal are written as numbers, which mean the same to a program."""
    text = json.dumps(document, ensure_ascii=False, indent=2)
    if text.replace("\n", "").isprintable():
        return text + "\n"
    return (
        "".join(character if character.isprintable() or character == "\n" else _number(character) for character in text)
        + "\n"
    )


def _number(character: str) -> str:
    """A character as JSON writes it in ASCII: one number, or two for those that came late to Unicode."""
    units = character.encode("utf-16-be", "surrogatepass").hex()
    return "".join(f"\\u{units[at : at + 4]}" for at in range(0, len(units), 4))


def _data(problem: Problem) -> Mapping[str, Any]:
    place = problem.place
    return {
        "code": problem.code,
        "severity": str(problem.severity),
        "message": problem.message,
        "file": place.file,
        "line": place.line,
        "column": place.column,
        "end_line": place.end_line,
        "end_column": place.end_column,
        "help": problem.help,
        "suggestion": problem.suggestion,
    }


def as_sarif(problems: Sequence[Problem]) -> str:
    """SARIF 2.1.0, which code hosts read."""
    codes = sorted({problem.code for problem in problems})
    rules = [{"id": code, "shortDescription": {"text": CODES[code]}} for code in codes]
    results = [
        {
            "ruleId": problem.code,
            "ruleIndex": codes.index(problem.code),
            "level": str(problem.severity),
            "message": {"text": f"{problem.message}. {problem.help}"},
            "locations": [
                {
                    "physicalLocation": {
                        "artifactLocation": {"uri": quote(problem.place.file, errors="replace")},
                        "region": {
                            "startLine": problem.place.line,
                            "startColumn": problem.place.column,
                            "endLine": problem.place.end_line,
                            "endColumn": problem.place.end_column,
                        },
                    }
                }
            ],
        }
        for problem in problems
    ]
    document = {
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{"tool": {"driver": {"name": "talanoa", "rules": rules}}, "results": results}],
    }
    return _json(document)
