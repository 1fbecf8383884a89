"""The file of a survey's answers → what may be shown of them. Nothing else of it goes any further."""

from __future__ import annotations

import csv
import io
import posixpath
import re
import unicodedata
from collections.abc import Iterable
from pathlib import Path

from talanoa.load.reading import bytes_of
from talanoa.model.disclosure import results_of
from talanoa.model.event import Event
from talanoa.model.fields import Problems
from talanoa.model.survey import Results
from talanoa.model.values import FilePath
from talanoa.problems import Problem
from talanoa.source import MAX_BYTES
from talanoa.tables import DELIMITERS, decoded

MAX_ANSWERS = 20_000
MAX_COLUMNS = 300
# What forms and their programs add: when, who, from where. Never a question.
_ABOUT_PEOPLE = re.compile(
    r"time ?stamp|e-?mail|\bname\b|phone|whats ?app|\bip\b|address|\b(?:user|device|respondent|response|submission)|"
    r"\buuid\b|^_|^(?:id|start|end|today|date|time)$|zeitstempel|nama|nombre|nom\b|correo|courriel|surel|이름|이메일|نام\b",
    re.IGNORECASE,
)


def results_files(events: Iterable[Event], files: frozenset[str]) -> frozenset[str]:
    """The files of answers, which are never published."""
    named = (event.survey.results for event in events if event.survey and event.survey.results)
    return frozenset(path for file in named for path in file.candidates if path in files)


def results(
    root: Path, events: Iterable[Event], files: frozenset[str], problems: Problems, language: str
) -> dict[str, Results]:
    """What may be shown of each event's survey, by the event's id; `language` is the network's, for the order of answers."""
    found = {}
    for event in events:
        path = event.survey.results if event.survey else None
        if path is not None and (shown := _of_file(root, path, files, problems, language)) is not None:
            found[str(event.id)] = shown
    return found


def _of_file(root: Path, path: FilePath, files: frozenset[str], problems: Problems, language: str) -> Results | None:
    file = next((candidate for candidate in path.candidates if candidate in files), None)
    rows: list[list[str]] = []
    try:
        if file is None:
            message = f"there is no file {path.candidates[0]}"
            help = "put it into events/, and write its path from this file; capital letters matter"
        elif file.startswith("docs/"):
            message, help = "everything in docs/ is published, and answers never are", "move the file into events/"
        elif (data := bytes_of(root, file, problems)) is None:
            return None
        elif len(data) > MAX_BYTES:
            message, help = "the file is larger than 5 MB", "keep only the columns that are questions"
        elif len(rows := _rows(decoded(data))) < 2:
            message, help = (
                "the file has no answers",
                "the first line has the questions, every other line one person's answers",
            )
        elif len(rows) > MAX_ANSWERS + 1 or len(rows[0]) > MAX_COLUMNS:
            message = f"the file has more than {MAX_ANSWERS:,} answers or {MAX_COLUMNS} columns"
            help = "keep only the columns that are questions"
        else:
            return results_of(_columns(rows), language)
    except UnicodeDecodeError:
        message, help = "the file isn't UTF-8 text", "save it as CSV UTF-8"
    except csv.Error as error:
        message, help = f"the file isn't a table: {error}", "save it as CSV again"
    problems.append(Problem("survey-results", message, path.place, help, None if file else _alike(path, files)))
    return None


def _alike(path: FilePath, files: frozenset[str]) -> str | None:
    """The path of a file that differs in capitals alone, or is in events/."""
    folder = posixpath.dirname(path.place.file)
    spelt = {file.casefold(): file for file in sorted(files)}
    wanted = (*path.candidates, *(f"events/{posixpath.basename(it)}" for it in path.candidates))
    found = next((spelt[it.casefold()] for it in wanted if it.casefold() in spelt), None)
    return posixpath.relpath(found, folder or ".") if found else None


def _rows(text: str) -> list[list[str]]:
    """Split at what separates most columns in the first line; lines that are empty are no answers."""
    first = text.split("\n", 1)[0]
    mark = max(DELIMITERS, key=lambda mark: len(next(csv.reader([first], delimiter=mark), [])))
    rows = csv.reader(io.StringIO(text.replace("\0", ""), newline=""), delimiter=mark, strict=False)
    return [[_plain(cell) for cell in row] for row in rows if any(cell.strip() for cell in row)]


def _plain(cell: str) -> str:
    """One line of characters that are seen, composed."""
    line = " ".join(cell.split())
    seen = (
        character
        for character in line
        if unicodedata.category(character) not in ("Cc", "Cf", "Cs", "Co", "Cn") or character in "\u200c\u200d"
    )
    return unicodedata.normalize("NFC", "".join(seen)).strip()


def _columns(rows: list[list[str]]) -> list[tuple[str, list[str]]]:
    """The columns that may be questions."""
    head, *answers = rows
    titles = {*head}
    found = []
    for index, title in enumerate(head):
        # KoBo has a column for each choice next to the one of the question.
        is_choice = "/" in title and title.rpartition("/")[0] in titles
        if title and len(title) <= 200 and not is_choice and not _ABOUT_PEOPLE.search(title):
            found.append((index, title))
    cells = [[row[index] if index < len(row) else "" for index, _ in found] for row in answers]
    given = [row for row in cells if any(row)]
    return [(title, [row[at] for row in given]) for at, (_, title) in enumerate(found)]
