"""A spreadsheet of LibreOffice's own format (ODS) → the rows of one of its sheets. What is hidden isn't read."""

from __future__ import annotations

import re
from collections.abc import Mapping

from talanoa.tables import formats
from talanoa.tables.chosen import Chosen
from talanoa.tables.parts import Parts
from talanoa.tables.table import MAX_COLUMNS, MAX_ROWS, IsKnown, Table, too_large
from talanoa.tables.workbook import Reading

BEGINS = b"mimetypeapplication/vnd.oasis.opendocument.spreadsheet"
"""The first part of such a file, and all that is in it."""
_TIME = re.compile(r"PT(\d+)H(\d+)M(\d+)(?:[.,]\d+)?S")
_SEEN = ("", "visible")


def document_table(data: bytes, is_known: IsKnown) -> Table:
    """The sheet that has what is looked for, of those that aren't hidden; raises Unreadable."""
    chosen = Chosen(is_known)
    found = _Document(chosen)
    starts = {
        "style": found.style,
        "table-properties": found.properties,
        "table": found.table,
        "table-column": found.columns,
        "table-row": found.row,
        "table-cell": found.cell,
        "covered-table-cell": found.covered,
        "annotation": found.aside,
        "p": found.paragraph,
        "s": found.spaces,
        "tab": found.tab,
        "line-break": found.line_break,
    }
    ends = {
        "table": found.table_end,
        "table-row": found.row_end,
        "table-cell": found.cell_end,
        "annotation": found.back,
    }
    Parts(data).read("content.xml", starts, {**ends, "p": found.paragraph_end}, found.text)
    return chosen.result()


class _Document:
    """The sheets while their elements go by."""

    def __init__(self, chosen: Chosen) -> None:
        self.chosen = chosen
        self.style_name = self.name = ""
        self.hidden_styles: set[str] = set()
        self.sheet: Reading | None = None
        self.column = self.row_number = self.repeated_rows = self.repeated = 0
        self.is_hidden = self.is_aside = self.is_cell = self.is_text = False
        self.attributes: Mapping[str, str] = {}
        self.pieces: list[str] = []

    # --- sheets -------------------------------------------------------------------------------------------------------

    def style(self, attributes: Mapping[str, str]) -> None:
        self.style_name = attributes.get("style:name", "")

    def properties(self, attributes: Mapping[str, str]) -> None:
        if attributes.get("table:display") == "false":
            self.hidden_styles.add(self.style_name)

    def table(self, attributes: Mapping[str, str]) -> None:
        self.name = attributes.get("table:name", "")[:100]
        self.sheet = None
        if attributes.get("table:style-name") in self.hidden_styles:
            self.chosen.hidden.append(self.name)
        elif self.chosen.is_certain:
            self.chosen.leave(self.name)
        else:
            self.sheet = Reading([], [], False)
        self.column = self.row_number = 0

    def table_end(self) -> None:
        if self.sheet:
            self.chosen.offer(self.name, self.sheet.table())
        self.sheet = None

    def columns(self, attributes: Mapping[str, str]) -> None:
        last = self.column + _count(attributes, "table:number-columns-repeated")
        if self.sheet and attributes.get("table:visibility", "") not in _SEEN:
            self.sheet.hidden_columns.append((self.column, last - 1))
        self.column = last

    # --- rows ---------------------------------------------------------------------------------------------------------

    def row(self, attributes: Mapping[str, str]) -> None:
        self.row_number += 1
        self.repeated_rows = _count(attributes, "table:number-rows-repeated")
        self.is_hidden = attributes.get("table:visibility", "") not in _SEEN
        self.column = 0

    def row_end(self) -> None:
        """A row that is there several times; empty ones are only counted."""
        if self.sheet:
            mark = -1 if self.is_hidden else 1
            cells = self.sheet.rows.get(mark * self.row_number)
            if cells is not None:
                if len(self.sheet.rows) + self.repeated_rows > MAX_ROWS:
                    raise too_large(f"{MAX_ROWS:,} rows")
                self.sheet.count_cells(len(cells) * (self.repeated_rows - 1))
                for more in range(1, self.repeated_rows):
                    self.sheet.rows[mark * (self.row_number + more)] = dict(cells)
        self.row_number += self.repeated_rows - 1

    def cell(self, attributes: Mapping[str, str]) -> None:
        self.attributes, self.pieces, self.is_cell = attributes, [], True
        self.repeated = _count(attributes, "table:number-columns-repeated")

    def covered(self, attributes: Mapping[str, str]) -> None:
        self.column += _count(attributes, "table:number-columns-repeated")

    def cell_end(self) -> None:
        value = self._value() if self.sheet else ""
        if self.sheet and value and self.column + self.repeated > MAX_COLUMNS:
            raise too_large(f"{MAX_COLUMNS:,} columns")
        if self.sheet and value and self.is_hidden:
            self.sheet.rows.setdefault(-self.row_number, {})
        elif self.sheet and value:
            self.sheet.count_cells(self.repeated)
            self.sheet.count_letters("".join(self.pieces))
            cells = self.sheet.rows.setdefault(self.row_number, {})
            cells |= dict.fromkeys(range(self.column, self.column + self.repeated), value)
            below = _count(self.attributes, "table:number-rows-spanned")
            if below > 1:
                self.sheet.merged.append((self.column, self.row_number, self.column, self.row_number + below - 1))
        self.column += self.repeated
        self.is_cell = False

    def _value(self) -> str:
        given = self.attributes
        kind = given.get("office:value-type", "")
        if kind == "date":
            day, _, clock = given.get("office:date-value", "").partition("T")
            return f"{day} {clock.removesuffix(':00')}".strip()
        if kind == "time" and (found := _TIME.fullmatch(given.get("office:time-value", ""))):
            return f"{int(found[1]):02}:{found[2]}" + ("" if int(found[3]) == 0 else f":{found[3]}")
        if kind == "boolean":
            return given.get("office:boolean-value", "").upper()
        if kind in ("float", "currency"):
            return formats.shown(given.get("office:value", ""), "", from_1904=False)
        return "".join(self.pieces).strip("\n")

    # --- texts --------------------------------------------------------------------------------------------------------

    def aside(self, _: Mapping[str, str]) -> None:
        self.is_aside = True

    def back(self) -> None:
        self.is_aside = False

    def paragraph(self, _: Mapping[str, str]) -> None:
        self.is_text = self.is_cell and not self.is_aside
        self._add("\n" if self.pieces else "")

    def paragraph_end(self) -> None:
        self.is_text = False

    def spaces(self, attributes: Mapping[str, str]) -> None:
        self._add(" " * min(_count(attributes, "text:c"), 1_000))

    def tab(self, _: Mapping[str, str]) -> None:
        self._add(" ")

    def line_break(self, _: Mapping[str, str]) -> None:
        self._add("\n")

    def text(self, piece: str) -> None:
        self._add(piece)

    def _add(self, piece: str) -> None:
        if self.is_text and self.sheet:
            self.pieces.append(piece)


def _count(attributes: Mapping[str, str], name: str) -> int:
    text = attributes.get(name, "1")
    return max(int(text), 1) if text.isascii() and text.isdigit() and len(text) < 8 else 1
