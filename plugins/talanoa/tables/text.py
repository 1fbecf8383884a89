"""The text of a table that a program has saved as CSV or TSV → its rows."""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from itertools import chain, islice
from typing import Final

from talanoa.tables import code_page
from talanoa.tables.table import (
    MAX_CELLS,
    MAX_ROWS,
    IsKnown,
    Row,
    Table,
    Unreadable,
    heading_row,
    too_large,
    without_blank,
)

DELIMITERS: Final = (",", ";", "\t", "|")
_SAMPLE = 500  # rows, by which the delimiter is found
_SEP = re.compile(r"sep=(.)\s*(?:\r\n|\r|\n|$)", re.IGNORECASE)
_END = "\0end\0"
_LINE_END = re.compile(b"\r\n?|\n")
_SAVE = "save it as XLSX; or as CSV in UTF-8, which Excel calls “CSV UTF-8” in the list of file types of Save As"


def decoded(data: bytes) -> str:
    """UTF-8, or UTF-16 as spreadsheets save it; raises UnicodeDecodeError."""
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return data.decode("utf-16")
    if data[1:2] == b"\0" and data[:1] != b"\0":
        return data.decode("utf-16-le")
    return data.decode("utf-16-be" if data[:1] == b"\0" and data[1:2] != b"\0" else "utf-8-sig")


def text_table(data: bytes, is_known: IsKnown) -> Table:
    """The rows of a CSV or TSV file, by the delimiter that it says, or that fits best; raises Unreadable."""
    text, notes = _text(data)
    if said := _SEP.match(text):
        text, delimiter = text[said.end() :], said[1]
    else:
        delimiter = max(DELIMITERS, key=lambda each: _fit(text, each, is_known))
    return Table(tuple(without_blank(rows_by(text, delimiter))), notes, delimiter=delimiter)


def rows_by(text: str, delimiter: str) -> Iterator[Row]:
    """Each record by its number; raises Unreadable."""
    cells = 0
    for number, record in enumerate(_records(text, delimiter), start=1):
        cells += len(record)
        if number > MAX_ROWS:
            raise too_large(f"{MAX_ROWS:,} rows")
        if cells > MAX_CELLS:
            raise too_large(f"{MAX_CELLS:,} cells")
        yield Row(number, tuple(record))


def _records(text: str, delimiter: str) -> Iterator[list[str]]:
    """The records of the file. One more is put at its end: if that isn't read as one, a quotation mark is still open."""
    reader = csv.reader(chain(io.StringIO(text, newline=""), (_END,)), delimiter=delimiter)
    begins = 1
    try:
        for record in reader:
            if record == [_END]:
                return
            if record and record[-1].endswith(_END):
                raise _unclosed(begins)
            yield record
            begins = reader.line_num + 1
    except csv.Error as error:
        if "limit" in str(error):
            message = f"a cell in line {begins} has more than {csv.field_size_limit():,} letters; perhaps a quotation mark is never closed"
            help = 'shorten the text; within a cell in quotation marks, write "" for a quotation mark'
            raise Unreadable("unreadable-file", message, help, begins) from None
        raise Unreadable(
            "unreadable-file", f"the file isn't a table: {error}", "save it as CSV again", begins
        ) from None


def _unclosed(line: int) -> Unreadable:
    message = f"a quotation mark in line {line} is never closed, so all after it would be one cell"
    return Unreadable(
        "unreadable-file", message, 'within a cell in quotation marks, write "" for a quotation mark', line
    )


def _fit(text: str, delimiter: str, is_known: IsKnown) -> tuple[int, int, int]:
    """How many known headings there are, how many rows have as many cells as most have, and how many these are."""
    rows: list[Row] = []
    with suppress(Unreadable):  # which is said when the rows are read
        rows.extend(row for row in islice(rows_by(text, delimiter), _SAMPLE) if any(map(str.strip, row.cells)))
    widths = Counter(len(row.cells) for row in rows if len(row.cells) > 1)
    width, alike = max(widths.items(), key=lambda item: (item[1], item[0]), default=(0, 0))
    return heading_row(rows, is_known)[1], alike, width


def _text(data: bytes) -> tuple[str, tuple[str, ...]]:
    """The text, and what had to be assumed of it."""
    notes: tuple[str, ...] = ()
    try:
        text = decoded(data)
    except UnicodeDecodeError as error:
        western = code_page.western(data)
        if western is None:
            raise _undecoded(data, error.start) from None
        text, notes = western, (code_page.note(western),)
    if "\0" in text:
        raise Unreadable("not-utf-8", "the file is not a text", "save the table as XLSX or CSV")
    return text, notes


def _undecoded(data: bytes, start: int) -> Unreadable:
    """Where the first letter is that can't be read, with what is around it."""
    lines = _LINE_END.split(data[:start])
    before = lines[-1].decode("utf-8", "replace")
    after = _LINE_END.split(data[start : start + 20])[0].decode("ascii", "replace")
    seen = " ".join((before[-20:] + after).split())
    message = f"the file is not UTF-8 or UTF-16 text: the letters at � in '{seen}' can't be read"
    return Unreadable("not-utf-8", message, _SAVE, len(lines), len(before) + 1)
