"""Rows that can't be used → a file of them to correct, beside the sheet. It is a table that can be imported again."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from talanoa.outputs.exports.lines import as_line, sheet
from talanoa.sheets.headings import Columns
from talanoa.sheets.readings import Fault
from talanoa.tables import Row

HEADING = "What to correct"


def table_of(faults: Iterable[Fault], rows: Mapping[int, Row], head: Row, columns: Columns) -> bytes:
    """The columns that are read, and what is wrong with each row; no one's e-mail address without a column of consent."""
    kept = [
        column
        for column in columns.read
        if "contact.consent" in columns.paths or not column.path.startswith("contact.")
    ]
    indexes = [column.index for column in kept] + ([columns.sent] if columns.sent is not None else [])
    reasons: dict[int, list[str]] = {}
    for fault in faults:
        where = f"{' '.join(fault.column.heading.split())}: " if fault.column else ""
        reasons.setdefault(fault.row, []).append(f"{where}{fault.message}")
    lines = (
        as_line(["; ".join(why), *(rows[number][index] for index in indexes)])
        for number, why in sorted(reasons.items())
    )
    return sheet([HEADING, *(head[index] for index in indexes)], lines)


def put_beside(sheet: Path, data: bytes) -> Path:
    """Writes the file under a name that nothing has; one that says the same already is enough. Raises OSError."""
    number = 1
    while True:
        path = sheet.with_name(f"{sheet.stem}-to-correct{f'-{number}' if number > 1 else ''}.csv")
        try:
            with path.open("xb") as file:
                file.write(data)
            return path
        except FileExistsError:
            if (
                path.is_file()
                and not path.is_symlink()
                and path.stat().st_size == len(data)
                and path.read_bytes() == data
            ):
                return path
            number += 1
