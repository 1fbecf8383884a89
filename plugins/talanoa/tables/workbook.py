"""A workbook (XLSX) → the rows of one of its sheets. What the reader of a spreadsheet doesn't see isn't read.

Nothing is calculated, no macro is run, and nothing outside of the file is asked for.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from msgspec import Struct

from talanoa.tables import formats
from talanoa.tables.chosen import Chosen
from talanoa.tables.parts import Parts, damaged
from talanoa.tables.table import (
    MAX_CELLS,
    MAX_COLUMNS,
    MAX_ROWS,
    IsKnown,
    Row,
    Table,
    column_name,
    too_large,
    without_blank,
)

MAX_TEXT = 30_000_000  # letters of all cells together
_MAX_MERGED = 20_000
_MAX_EMPTY = 1_100_000  # rows; a spreadsheet has 1,048,576, and some programs write each of them
_REFERENCE = re.compile(r"\$?([A-Z]{1,3})\$?(\d{1,7})")
_ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")
_TRUE = ("1", "true", "on")

Area = tuple[int, int, int, int]
"""First column, first row, last column, last row."""


class _Sheet(Struct, frozen=True):
    name: str
    part: str
    hidden: bool


def workbook_table(data: bytes, is_known: IsKnown) -> Table:
    """The sheet that has what is looked for, of those that aren't hidden; raises Unreadable."""
    parts = Parts(data)
    main = next((name for kind, name in parts.related("").values() if kind == "officeDocument"), "xl/workbook.xml")
    if not parts.has(main):
        raise damaged("it has no sheets")
    sheets, parts_by_id, from_1904 = _sheets(parts, main)
    related = dict(parts_by_id.values())
    texts = _Texts().read(parts, related["sharedStrings"]) if "sharedStrings" in related else []
    kinds = _kinds(parts, related["styles"]) if "styles" in related else []
    chosen = Chosen(is_known)
    for sheet in sheets:
        if sheet.hidden:
            chosen.hidden.append(sheet.name)
        elif chosen.is_certain:
            chosen.leave(sheet.name)
        else:
            chosen.offer(sheet.name, Reading(texts, kinds, from_1904).read(parts, sheet.part))
    return chosen.result(from_1904)


def _sheets(parts: Parts, main: str) -> tuple[list[_Sheet], Mapping[str, tuple[str, str]], bool]:
    """The sheets, what the workbook refers to by id, and whether its days count from 1904."""
    listed: list[tuple[str, str, str]] = []
    properties: dict[str, str] = {}

    def start(attributes: Mapping[str, str]) -> None:
        id = next((value for name, value in attributes.items() if name.endswith(":id")), "")
        listed.append((attributes.get("name", ""), id, attributes.get("state", "visible")))

    parts.read(main, {"sheet": start, "workbookPr": properties.update})
    from_1904 = properties.get("date1904", "0").lower() in _TRUE
    related = parts.related(main)
    found = [
        _Sheet(name[:100], related[id][1], state != "visible")
        for name, id, state in listed[:1_000]
        if id in related and related[id][0] == "worksheet"
    ]
    if not found:
        raise damaged("it has no sheets")
    return found, related, from_1904


class _Texts:
    """The texts that cells refer to by number; without how Japanese is read aloud."""

    def __init__(self) -> None:
        self.found: list[str] = []
        self.pieces: list[str] = []
        self.letters = 0
        self.aloud = self.taking = False

    def read(self, parts: Parts, part: str) -> list[str]:
        starts = {"si": self._begin, "t": self._take, "rPh": self._aloud}
        parts.read(part, starts, {"si": self._end, "t": self._rest, "rPh": self._shown}, self._text)
        return self.found

    def _begin(self, _: Mapping[str, str]) -> None:
        self.pieces = []

    def _take(self, _: Mapping[str, str]) -> None:
        self.taking = not self.aloud

    def _rest(self) -> None:
        self.taking = False

    def _aloud(self, _: Mapping[str, str]) -> None:
        self.aloud = True

    def _shown(self) -> None:
        self.aloud = False

    def _end(self) -> None:
        self.found.append(_unescaped("".join(self.pieces)))

    def _text(self, piece: str) -> None:
        if self.taking:
            self.letters += len(piece)
            if self.letters > MAX_TEXT:
                raise too_large(f"{MAX_TEXT:,} letters")
            self.pieces.append(piece)


def _kinds(parts: Parts, part: str) -> list[str]:
    """What each style shows of a number."""
    codes: dict[int, str] = {}
    formats_of: list[int] = []
    used: list[int] = []

    def code(attributes: Mapping[str, str]) -> None:
        codes[_whole(attributes.get("numFmtId"))] = attributes.get("formatCode", "")

    def style(attributes: Mapping[str, str]) -> None:
        formats_of.append(_whole(attributes.get("numFmtId")))

    def end() -> None:
        used.extend(formats_of)

    parts.read(part, {"numFmt": code, "cellXfs": lambda _: formats_of.clear(), "xf": style}, {"cellXfs": end})
    return [formats.kind_of(number, codes.get(number)) for number in used]


class Reading:
    """The rows of a sheet while its elements go by."""

    def __init__(self, texts: list[str], kinds: list[str], from_1904: bool) -> None:
        self.texts, self.kinds, self.from_1904 = texts, kinds, from_1904
        self.rows: dict[int, dict[int, str]] = {}
        self.merged: list[Area] = []
        self.hidden_columns: list[tuple[int, int]] = []
        self.uncalculated = self.cells = self.letters = self.seen_rows = 0
        self.row = self.column = 0
        self.is_hidden = self.has_formula = self.aloud = False
        self.type = self.style = ""
        self.taking = False
        self.pieces: list[str] = []

    def read(self, parts: Parts, part: str) -> Table:
        starts = {"row": self._row, "c": self._cell, "v": self._take, "t": self._take, "f": self._formula}
        more = {"rPh": self._aloud, "col": self._columns, "mergeCell": self._merge}
        parts.read(
            part, starts | more, {"c": self._end, "v": self._rest, "t": self._rest, "rPh": self._shown}, self._text
        )
        return self.table()

    def _row(self, attributes: Mapping[str, str]) -> None:
        self.row = _whole(attributes.get("r"), self.row + 1)
        self.column = -1
        self.seen_rows += 1
        if not 0 < self.row <= 10_000_000 or len(self.rows) >= MAX_ROWS or self.seen_rows > _MAX_EMPTY:
            raise too_large(f"{MAX_ROWS:,} rows")
        self.is_hidden = attributes.get("hidden", "").lower() in _TRUE

    def _cell(self, attributes: Mapping[str, str]) -> None:
        self.cells += 1
        place = attributes.get("r")
        found = _REFERENCE.fullmatch(place) if place else None
        self.column = _column(found[1]) if found else self.column + 1
        if self.cells > MAX_CELLS or self.column >= MAX_COLUMNS:
            raise too_large(f"{MAX_CELLS:,} cells, or {MAX_COLUMNS:,} columns")
        self.type, self.style = attributes.get("t", "n"), attributes.get("s", "")
        self.has_formula = self.taking = False
        self.pieces = []

    def _take(self, _: Mapping[str, str]) -> None:
        self.taking = not self.aloud

    def _rest(self) -> None:
        self.taking = False

    def _formula(self, _: Mapping[str, str]) -> None:
        self.has_formula = True

    def _aloud(self, _: Mapping[str, str]) -> None:
        self.aloud = True

    def _shown(self) -> None:
        self.aloud = False

    def _columns(self, attributes: Mapping[str, str]) -> None:
        if attributes.get("hidden", "").lower() in _TRUE and len(self.hidden_columns) < MAX_COLUMNS:
            self.hidden_columns.append((_whole(attributes.get("min")) - 1, _whole(attributes.get("max")) - 1))

    def _merge(self, attributes: Mapping[str, str]) -> None:
        if len(self.merged) < _MAX_MERGED and (area := _area(attributes.get("ref", ""))):
            self.merged.append(area)

    def _text(self, piece: str) -> None:
        if self.taking:
            self.count_letters(piece)
            self.pieces.append(piece)

    def count_letters(self, piece: str) -> None:
        self.letters += len(piece)
        if self.letters > MAX_TEXT:
            raise too_large(f"{MAX_TEXT:,} letters")

    def count_cells(self, more: int) -> None:
        self.cells += more
        if self.cells > MAX_CELLS:
            raise too_large(f"{MAX_CELLS:,} cells")

    def _end(self) -> None:
        value = self._value("".join(self.pieces))
        if value and self.is_hidden:
            self.rows.setdefault(-self.row, {})
        elif value:
            self.rows.setdefault(self.row, {})[self.column] = value
        elif self.has_formula and not self.pieces:
            self.uncalculated += 1

    def _value(self, text: str) -> str:
        if self.type == "s":
            number = _whole(text.strip(), -1)
            found = self.texts[number] if 0 <= number < len(self.texts) else ""
            self.count_letters(found)
            return found
        if self.type == "b":
            return "TRUE" if text.strip().lower() in _TRUE else "FALSE" if text.strip() else ""
        if self.type == "d":
            return text.strip().replace("T", " ")
        if self.type in ("str", "inlineStr", "e"):
            return _unescaped(text)
        style = _whole(self.style, 0)
        kind = self.kinds[style] if 0 <= style < len(self.kinds) else ""
        return formats.shown(text.strip(), kind, self.from_1904) if text.strip() else ""

    def table(self) -> Table:
        """Without what is hidden; a cell that is merged over several rows counts for each of them."""
        notes = []
        seen = {number: cells for number, cells in self.rows.items() if number > 0}
        if hidden := len(self.rows) - len(seen):
            notes.append(f"{_count(hidden, 'row is', 'rows are')} hidden, so {_was(hidden)} read.")
        dropped = {column for cells in seen.values() for column in cells if self._is_hidden(column)}
        if dropped:
            names = ", ".join(column_name(column) for column in sorted(dropped)[:20])
            notes.append(
                f"{_count(len(dropped), 'column is', 'columns are')} hidden ({names}), so {_was(len(dropped))} read."
            )
        if self._fill(seen):
            notes.append("A cell that is merged over several rows was read for each of them.")
        if self.uncalculated:
            cells = _count(self.uncalculated, "cell has a formula", "cells have formulas")
            notes.append(f"{cells} without a result, so read as empty: open the file in your spreadsheet and save it.")
        if sum(1 + max(cells, default=-1) for cells in seen.values()) > MAX_CELLS:
            raise too_large(f"{MAX_CELLS:,} cells, with the empty ones between them")
        rows = (Row(number, _dense(cells, dropped)) for number, cells in sorted(seen.items()))
        return Table(tuple(without_blank(rows)), tuple(notes), self.from_1904)

    def _is_hidden(self, column: int) -> bool:
        return any(first <= column <= last for first, last in self.hidden_columns)

    def _fill(self, rows: dict[int, dict[int, str]]) -> bool:
        """Puts the value of merged cells into the rows below; True if there were any."""
        filled = False
        budget = MAX_CELLS
        for column, first, _, last in self.merged:
            value = rows.get(first, {}).get(column)
            if value is None or last == first or self._is_hidden(column):
                continue
            for number in range(first + 1, min(last, first + MAX_ROWS) + 1):
                budget -= 1
                if budget < 0:
                    raise too_large("the merged cells of any table")
                if number in rows and column not in rows[number]:
                    rows[number][column] = value
                    filled = True
        return filled


def _dense(cells: Mapping[int, str], dropped: set[int]) -> tuple[str, ...]:
    """The cells of a row with those that are empty."""
    return tuple("" if at in dropped else cells.get(at, "") for at in range(1 + max(cells, default=-1)))


def _count(number: int, one: str, many: str) -> str:
    return f"{number} {one if number == 1 else many}"


def _was(number: int) -> str:
    return "it wasn't" if number == 1 else "they weren't"


def _unescaped(text: str) -> str:
    """`_x000D_` is how a workbook writes a character that XML can't have."""
    if "_x" not in text:
        return text
    units = _ESCAPED.sub(lambda match: chr(int(match[1], 16)), text)
    return units.encode("utf-16", "surrogatepass").decode("utf-16", "replace")  # half of a pair is no character


def _whole(text: str | None, otherwise: int = 0) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 10 else otherwise


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1


def _area(reference: str) -> Area | None:
    first, _, last = reference.partition(":")
    start, end = _REFERENCE.fullmatch(first), _REFERENCE.fullmatch(last)
    return (_column(start[1]), int(start[2]), _column(end[1]), int(end[2])) if start and end else None
