"""Tables that other programs have saved: CSV, TSV, XLSX and ODS → rows of texts, read in one way for everyone who asks.

table.py     rows, and which of them has the headings
text.py      CSV and TSV as spreadsheets, forms and video calls write them
code_page.py  those that Excel doesn't write in UTF-8
parts.py     the parts of a workbook, within bounds
chosen.py    which of its sheets is read
formats.py   numbers of a workbook as people see them
workbook.py  XLSX, less what is hidden in it
open_document.py  ODS, likewise
"""

from __future__ import annotations

from talanoa.problems import Place, Problem
from talanoa.tables.formats import day_of
from talanoa.tables.table import (
    MAX_BYTES,
    MAX_COLUMNS,
    MAX_ROWS,
    IsKnown,
    Row,
    Table,
    Unreadable,
    column_name,
    folded,
    heading_row,
)
from talanoa.tables.text import DELIMITERS, decoded, text_table

__all__ = [
    "DELIMITERS",
    "MAX_BYTES",
    "MAX_COLUMNS",
    "MAX_ROWS",
    "Row",
    "Table",
    "column_name",
    "day_of",
    "decoded",
    "folded",
    "heading_row",
    "read_table",
]


def read_table(data: bytes, file: str, is_known: IsKnown, problems: list[Problem]) -> Table | None:
    """The rows of a file that aren't blank; None if it can't be read, which is a problem then."""
    try:
        if len(data) > MAX_BYTES:
            message = f"the file has more than {MAX_BYTES:,} bytes"
            raise Unreadable("too-large", message, "keep the rows and columns that are needed")
        if data.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
            # A build reads no workbook, and needs neither zip nor XML for it.
            from talanoa.tables.open_document import BEGINS, document_table
            from talanoa.tables.workbook import workbook_table

            return (document_table if BEGINS in data[:200] else workbook_table)(data, is_known)
        return text_table(data, is_known)
    except Unreadable as reason:
        place = Place(file, reason.line, reason.column, reason.line, reason.column)
        problems.append(Problem(reason.code, reason.message, place, reason.help))
        return None
