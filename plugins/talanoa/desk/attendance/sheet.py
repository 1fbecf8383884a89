"""An export → its rows, by headings that are known; what comes before and after the table is skipped."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import islice

from msgspec import Struct

from talanoa import tables
from talanoa.desk.attendance.clocks import is_moment
from talanoa.desk.attendance.headings import COLUMNS, Column, column_of
from talanoa.problems import Problem
from talanoa.tables import Table, folded, heading_row, read_table

MAX_CELL = 1_000  # characters; no name is as long
_BEFORE = 200  # rows; the headings are among them
_LOOKED_AT = 50  # rows, by which it is found what is in a column
_NAMING = frozenset({"name", "first", "last", "email"})
_TIMES = frozenset({"join", "leave", "time"})
# What the column of the waiting room has for those that were let in, and that of who came for those that didn't.
_NO = frozenset("no n non não tidak false 0 - 아니요 아니오 いいえ 否 hindi нет үгүй".split())
_AWAY = (
    r"absen(?:te?)?s?|apolog(?:y|ies)|regrets|excused|no[ -]show|did not (?:attend|come)|not present|unable to (?:attend|come)"
    r"|tidak hadir|berhalangan|izin|sakit|ausentes?|justificad[oa]s?|disculpas|excusad[oa]s?|excusée?s?|no asisti[óo]"
    r"|불참|결석|欠席|缺席|请假|請假|ลา|ขาด|vắng(?: mặt)?|отсутств\w*"
)
_ABSENT = re.compile(rf"(?:{_AWAY})(?![^\W\d_])\s*", re.IGNORECASE)
_EMAIL = re.compile(r"[<(\[]?(?<![^\s<>()\[\],;])([^\s<>()\[\],;]+@[^\s<>()\[\],;]+)[>)\]]?")


class Row(Struct, frozen=True):
    """A line of the table by its known headings; `line` is its number in the table, from 1."""

    line: int
    cells: Mapping[Column, str]

    @property
    def name(self) -> str:
        return self.cells.get("name") or f"{self.cells.get('first', '')} {self.cells.get('last', '')}".strip()

    @property
    def is_absent(self) -> bool:
        """True if the file says of someone that they didn't come, or nothing where others have a tick."""
        came = self.cells.get("came")
        return came is not None and (not came or folded(came) in _NO or bool(_ABSENT.match(came)))

    @property
    def is_waiting(self) -> bool:
        """True for the time in the waiting room, of which Zoom has a row of its own."""
        waiting = folded(self.cells.get("waiting", ""))
        return bool(waiting) and waiting not in _NO


def table_of(data: bytes, file: str, given: Mapping[str, Column], problems: list[Problem]) -> Table | None:
    """An export, or a list with a name in each line; `given` adds headings, in small letters."""
    return read_table(data, file, _is_known({**COLUMNS, **given}), problems)


def rows_of(table: Table, given: Mapping[str, Column]) -> tuple[Row, ...]:
    """The rows that name someone; `given` adds headings, in small letters."""
    return tuple(_rows(table, {**COLUMNS, **given}))


def _rows(table: Table, known: Mapping[str, Column]) -> Iterator[Row]:
    heading = _heading(table, known)
    if heading is None:
        yield from _list(table)
        return
    columns = _columns(heading, known)
    below = [*_below(table, heading, columns, known)]
    columns |= _times(below, columns)
    if not any(line[place].strip() for place, column in columns.items() if column == "came" for line in below):
        columns = {place: column for place, column in columns.items() if column != "came"}
    for line in below:
        row = {column: line[place][:MAX_CELL].strip() for place, column in columns.items()}
        if row.get("name") or row.get("first") or row.get("last") or row.get("email"):
            yield Row(line.number, row)


def has_unknown_headings(table: Table, given: Mapping[str, Column]) -> bool:
    """True for a table that was read as a list of names, since none of its headings is known."""
    wide = sum(len(row.cells) > 2 for row in table.rows)
    return wide > 1 and wide * 2 > len(table.rows) and _heading(table, {**COLUMNS, **given}) is None


def _heading(table: Table, known: Mapping[str, Column]) -> tables.Row | None:
    """The row of headings; those that name no one are of another table."""
    rows = (row for row in table.rows[:_BEFORE] if _NAMING & {*_columns(row, known).values()})
    return heading_row(rows, _is_known(known))[0]


def _is_known(known: Mapping[str, Column]) -> Callable[[str], bool]:
    return lambda heading: column_of(heading, known) is not None


def _columns(heading: tables.Row, known: Mapping[str, Column]) -> dict[int, Column]:
    columns: dict[int, Column] = {}
    for place, cell in enumerate(heading.cells):
        column = column_of(cell, known)
        if column and column not in columns.values():
            columns[place] = column
    return columns


def _below(
    table: Table, heading: tables.Row, columns: Mapping[int, Column], known: Mapping[str, Column]
) -> Iterator[tables.Row]:
    for line in table.rows:
        if line.number > heading.number:
            if _is_end(line.cells, columns, known):
                return
            yield line


def _times(below: Sequence[tables.Row], columns: Mapping[int, Column]) -> dict[int, Column]:
    """Joining and leaving under headings that aren't known: the first two columns that have a day with a time."""
    if _TIMES & {*columns.values()}:
        return {}
    widest = max((len(row.cells) for row in islice(below, _LOOKED_AT)), default=0)
    found = [place for place in range(widest) if place not in columns and _has_moments(below, place)]
    return {found[0]: "join", found[1]: "leave"} if len(found) > 1 else {}


def _has_moments(below: Sequence[tables.Row], place: int) -> bool:
    cells = [cell for row in islice(below, _LOOKED_AT) if len(cell := row[place].strip()) > 1]
    return bool(cells) and all(is_moment(cell[:MAX_CELL]) for cell in cells)


def _is_end(cells: Sequence[str], columns: Mapping[int, Column], known: Mapping[str, Column]) -> bool:
    """True where another table begins: Teams writes what each person did below the list of people."""
    if len([cell for cell in cells if cell.strip()]) == 1 and re.match(r"\d+\. ", cells[0]):
        return True
    least = max(2, len(columns))
    return len(cells) >= least and sum(column_of(cell, known) is not None for cell in cells) >= least


def _list(table: Table) -> Iterator[Row]:
    """A name in each line, or several with semicolons as in mail programs; those below or behind "Apologies" didn't come."""
    away = False
    for row in table.rows:
        words = (table.delimiter or " ").join(row.cells)
        line = re.sub(r"^\s*(?:[-*•·]|\d{1,3}[.)])\s+", "", words).strip().strip('"')
        said = _ABSENT.match(line)
        if line.endswith(":") or (said and said.end() == len(line)) or COLUMNS.get(folded(line)) == "came":
            away = bool(said)
        elif line and not line.startswith("#"):
            names = line.split(";") if line.count(";") > 1 else [line]
            yield from (_listed(row.number, name.strip(), away or said is not None) for name in names if name.strip())


def _listed(number: int, text: str, away: bool) -> Row:
    """One of a list, with an address or without."""
    address = _EMAIL.search(text)
    name = text.replace(address[0], " ").strip() if address else text
    cells: dict[Column, str] = {"name": (name or text)[:MAX_CELL], "email": address[1] if address else ""}
    return Row(number, cells | {"came": "no"} if away else cells)
