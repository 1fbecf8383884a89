"""Cells → lines of CSV, harmless in every spreadsheet."""

from __future__ import annotations

import re
from collections.abc import Iterable

Cell = str | int | float | None

# A cell begins at the start of a text for one program, and after a semicolon or a bar in it for another. What follows is a
# formula (OWASP, "CSV Injection"), after spaces and quotation marks too; full-width characters count in some.
# Only the beginning of a cell looks beyond line breaks, which are separators themselves: no text is looked through twice.
_FORMULA = re.compile(r"""\A(?=[\s"']*[=+\-@＝＋－＠]|[\t\r\n])|(?<=[,;|\r\n])(?=(?:[^\S\r\n]|["'])*[=+\-@＝＋－＠])""")
_NEEDS_QUOTES = re.compile(r"""[,;|"'\t\r\n]|\A\s|\s\Z""")
# Excel takes a CSV file without it for the machine's old encoding, and garbles 한국; other programs skip it.
_BOM = "\ufeff"


def sheet(columns: Iterable[str], lines: Iterable[str]) -> bytes:
    """RFC 4180, with a byte order mark; no formula in it, whatever it is split at and whatever counts as a quotation mark."""
    return (_BOM + "".join(f"{line}\r\n" for line in (as_line(columns), *lines))).encode()


def as_line(cells: Iterable[Cell]) -> str:
    return ",".join(map(_written, cells))


def _written(cell: Cell) -> str:
    """A text has quotation marks around it if any program could see a separator or a quotation mark in it."""
    text = "" if cell is None else str(harmless(cell))
    return '"' + text.replace('"', '""') + '"' if _NEEDS_QUOTES.search(text) else text


def harmless(cell: Cell) -> Cell:
    """A text with an apostrophe wherever a spreadsheet could see the beginning of a formula; numbers are numbers."""
    return _FORMULA.sub("'", cell) if isinstance(cell, str) else cell
