"""The text of an export → its rows, by headings that are known; what comes before and after the table is skipped."""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from talanoa.problems import Place, Problem
from talanoa.source.sheets import DELIMITERS, decoded

MAX_BYTES = 20_000_000
MAX_ROWS = 100_000
MAX_CELL = 1_000  # characters; no name is as long

Column = Literal["name", "first", "last", "email", "join", "leave", "duration"]

# As Zoom, Meet, Teams and BigBlueButton name their columns, in English and in translations of theirs that were seen.
_HEADINGS: Mapping[Column, tuple[str, ...]] = {
    "name": (
        *("name (original name)", "name", "full name", "participant", "participant name", "display name", "user name"),
        *("nama", "nombre", "nom", "nome", "이름", "名前", "姓名", "ชื่อ", "tên", "нэр", "имя", "الاسم", "نام"),
        *("organisation", "organization"),
    ),
    "first": ("first name", "first"),
    "last": ("last name", "last"),
    "email": ("user email", "email", "e-mail", "email address", "participant id (upn)", "emel", "correo electrónico"),
    "join": ("join time", "time joined", "first join", "join", "joined", "joined at"),
    "leave": ("leave time", "time exited", "last leave", "left", "leave", "left at"),
    "duration": (
        *("duration (minutes)", "total duration (minutes)", "in-meeting duration", "duration", "attendance duration"),
        "time in call",
    ),
}
_COLUMNS: Mapping[str, Column] = {heading: column for column, headings in _HEADINGS.items() for heading in headings}
_NAMING = frozenset({"name", "first", "last", "email"})


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the table by its known headings; `line` is its number in the file, from 1."""

    line: int
    cells: Mapping[Column, str]

    @property
    def name(self) -> str:
        return self.cells.get("name") or f"{self.cells.get('first', '')} {self.cells.get('last', '')}".strip()


def rows_of(data: bytes, file: str, given: Mapping[str, Column], problems: list[Problem]) -> Iterator[Row]:
    """The rows of an export, or of a list with a name in each line; `given` adds headings, in small letters."""
    text = _text(data, file, problems)
    if text is None:
        return
    known = {**_COLUMNS, **given}
    found = max((_table(text, delimiter, known) for delimiter in DELIMITERS), key=lambda table: len(table.columns))
    if not _NAMING & {*found.columns.values()}:
        yield from _list(text)
        return
    for line, cells in _lines(text, found.delimiter):
        if line <= found.line:
            continue
        if _is_end(cells, found.columns, known):
            return
        row = {column: cells[place].strip() for place, column in found.columns.items() if place < len(cells)}
        if row.get("name") or row.get("first") or row.get("last") or row.get("email"):
            yield Row(line, row)


@dataclass(frozen=True, slots=True)
class _Table:
    delimiter: str
    line: int
    columns: Mapping[int, Column]


def _table(text: str, delimiter: str, known: Mapping[str, Column]) -> _Table:
    """The first line that has the most of the known headings, with this delimiter."""
    best = _Table(delimiter, 0, {})
    for number, (line, cells) in enumerate(_lines(text, delimiter)):
        if number > 200:  # no preamble is as long
            break
        columns: dict[int, Column] = {}
        for place, cell in enumerate(cells):
            column = known.get(_folded(cell))
            if column and column not in columns.values():
                columns[place] = column
        if len(columns) > len(best.columns) and _NAMING & {*columns.values()}:
            best = _Table(delimiter, line, columns)
    return best


def _is_end(cells: list[str], columns: Mapping[int, Column], known: Mapping[str, Column]) -> bool:
    """True where another table begins: Teams writes what each person did below the list of people."""
    if len([cell for cell in cells if cell.strip()]) == 1 and re.match(r"\d+\. ", cells[0]):
        return True
    return sum(_folded(cell) in known for cell in cells) >= max(2, len(columns))


def _lines(text: str, delimiter: str) -> Iterator[tuple[int, list[str]]]:
    """Each record with the number of the line that it ends on."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    for cells in reader:
        yield reader.line_num, [cell[:MAX_CELL] for cell in cells]


def _list(text: str) -> Iterator[Row]:
    """A name in each line, with bullets and numbers that people put before them."""
    for line, words in enumerate(text.splitlines(), start=1):
        name = re.sub(r"^\s*(?:[-*•·]|\d{1,3}[.)])\s+", "", words).strip().strip('"')
        if name and not name.startswith("#"):
            yield Row(line, {"name": name[:MAX_CELL]})


def _text(data: bytes, file: str, problems: list[Problem]) -> str | None:
    if len(data) > MAX_BYTES:
        message = f"the file has {len(data):,} bytes; the limit is {MAX_BYTES:,}"
        problems.append(Problem("too-large", message, Place.start_of(file), "export one call, not all of them"))
        return None
    try:
        text = decoded(data)
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        message = f"the file is not UTF-8 or UTF-16 text: line {line} has the byte 0x{data[error.start]:02x}"
        help = "export it as CSV; in a spreadsheet choose “CSV UTF-8”"
        problems.append(Problem("not-utf-8", message, Place(file, line, 1, line, 1), help))
        return None
    if "\0" in text:
        help = "export the list of participants as CSV"
        problems.append(Problem("not-utf-8", "the file is not a text", Place.start_of(file), help))
        return None
    if text.count("\n") > MAX_ROWS:
        message = f"the file has more than {MAX_ROWS:,} lines"
        problems.append(Problem("too-large", message, Place.start_of(file), "export one call, not all of them"))
        return None
    return text


def _folded(heading: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", heading).strip("\ufeff \t").casefold().split())
