"""What every reader of tables gives: rows of texts, and what the reader should know about them."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Iterator

from msgspec import Struct

MAX_BYTES = 20_000_000
MAX_ROWS = 100_000
MAX_CELLS = 2_000_000
MAX_COLUMNS = 16_384  # as many as spreadsheets have
_BEFORE = 200  # rows; no preamble is as long

IsKnown = Callable[[str], bool]
"""Whether a heading, folded, is one that is looked for."""


class Row(Struct, frozen=True):
    """A row with its number in the spreadsheet, from 1. Days are as in 2024-03-02, times as in 2024-03-02 15:00."""

    number: int
    cells: tuple[str, ...]

    def __getitem__(self, column: int) -> str:
        return self.cells[column] if column < len(self.cells) else ""


class Table(Struct, frozen=True):
    """The rows of a file, and what was left out or filled in, in sentences. Some workbooks count days from 1904."""

    rows: tuple[Row, ...]
    notes: tuple[str, ...] = ()
    from_1904: bool = False
    delimiter: str = ""  # of a text


class Unreadable(Exception):
    """Why a file is no table that can be read, and what to do about it."""

    def __init__(self, code: str, message: str, help: str, line: int = 1, column: int = 1) -> None:
        super().__init__(message)
        self.code, self.message, self.help, self.line, self.column = code, message, help, line, column


def too_large(what: str) -> Unreadable:
    return Unreadable("too-large", f"the file has more than {what}", "keep the rows and columns that are needed")


def without_blank(rows: Iterable[Row]) -> Iterator[Row]:
    """Rows without the empty cells at their end; those that have no others are left out."""
    for row in rows:
        cells = row.cells
        end = len(cells)
        while end and not cells[end - 1].strip():
            end -= 1
        if end:
            yield row if end == len(cells) else Row(row.number, cells[:end])


def heading_row(rows: Iterable[Row], is_known: IsKnown) -> tuple[Row | None, int]:
    """The first of the rows that have the most of the known headings, and how many it has."""
    best, most = None, 0
    for _, row in zip(range(_BEFORE), rows):
        found = len({name for cell in row.cells if is_known(name := folded(cell))})
        if found > most:
            best, most = row, found
    return best, most


def folded(heading: str) -> str:
    """A heading without what differs from one program to another: capitals, spaces, wide letters."""
    return " ".join(unicodedata.normalize("NFKC", heading[:1_000]).strip("\ufeff \t").casefold().split())


def column_name(index: int) -> str:
    """A, B, … Z, AA, as spreadsheets name them."""
    name = ""
    while index >= 0:
        index, rest = divmod(index, 26)
        name = chr(ord("A") + rest) + name
        index -= 1
    return name
