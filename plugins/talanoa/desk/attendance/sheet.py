"""An export → its rows, by headings that are known; what comes before and after the table is skipped."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from talanoa import tables
from talanoa.problems import Problem
from talanoa.tables import Table, folded, heading_row, read_table

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
    """A line of the table by its known headings; `line` is its number in the table, from 1."""

    line: int
    cells: Mapping[Column, str]

    @property
    def name(self) -> str:
        return self.cells.get("name") or f"{self.cells.get('first', '')} {self.cells.get('last', '')}".strip()


def table_of(data: bytes, file: str, given: Mapping[str, Column], problems: list[Problem]) -> Table | None:
    """An export, or a list with a name in each line; `given` adds headings, in small letters."""
    return read_table(data, file, {**_COLUMNS, **given}.__contains__, problems)


def rows_of(table: Table, given: Mapping[str, Column]) -> Iterator[Row]:
    """The rows that name someone."""
    known = {**_COLUMNS, **given}
    heading = _heading(table, known)
    if heading is None:
        yield from _list(table)
        return
    columns = _columns(heading, known)
    for line in table.rows:
        if line.number <= heading.number:
            continue
        if _is_end(line.cells, columns, known):
            return
        row = {column: line[place][:MAX_CELL].strip() for place, column in columns.items()}
        if row.get("name") or row.get("first") or row.get("last") or row.get("email"):
            yield Row(line.number, row)


def _heading(table: Table, known: Mapping[str, Column]) -> tables.Row | None:
    """The row of headings; those that name no one are of another table."""
    rows = (row for row in table.rows if _NAMING & {*_columns(row, known).values()})
    return heading_row(rows, known.__contains__)[0]


def _columns(heading: tables.Row, known: Mapping[str, Column]) -> dict[int, Column]:
    columns: dict[int, Column] = {}
    for place, cell in enumerate(heading.cells):
        column = known.get(folded(cell))
        if column and column not in columns.values():
            columns[place] = column
    return columns


def _is_end(cells: Sequence[str], columns: Mapping[int, Column], known: Mapping[str, Column]) -> bool:
    """True where another table begins: Teams writes what each person did below the list of people."""
    if len([cell for cell in cells if cell.strip()]) == 1 and re.match(r"\d+\. ", cells[0]):
        return True
    return sum(folded(cell) in known for cell in cells) >= max(2, len(columns))


def _list(table: Table) -> Iterator[Row]:
    """A name in each line, with bullets and numbers that people put before them."""
    for row in table.rows:
        words = (table.delimiter or " ").join(row.cells)
        name = re.sub(r"^\s*(?:[-*•·]|\d{1,3}[.)])\s+", "", words).strip().strip('"')
        if name and not name.startswith("#"):
            yield Row(row.number, {"name": name[:MAX_CELL]})
