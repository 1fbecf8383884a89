"""Sheets of members and events, as people keep them in spreadsheets and forms → the network's files.

words.py      how sheets call fields, in eleven languages
headings.py   what is below each heading
countries.py  what countries are called
options.py    what cells can name, in any language of the site
days.py       days and times as people type them
zones.py      time zones as people name them
moments.py    what cells say of days and times
cells.py      a cell → a value of the model
consents.py   since when people agree that their contact is published
readings.py   rows → values, and what can't be used, by row and column
matching.py   which rows are entries that are there
new_values.py what a row says that its entry does not
earlier.py    what it said before, so that people's own changes stay
judged.py     what is wrong with the entries that rows become
changes.py    rows → new bytes of files, every other byte as it was
left_over.py  rows that can't be used → a file of them to correct
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from functools import cached_property

from msgspec import Struct, field

from talanoa.load import Content
from talanoa.sheets.changes import Done, Full, Plan, Unsafe, plan
from talanoa.sheets.days import ORDERS, Order
from talanoa.sheets.headings import Columns, aliases, column, columns, finder, paths
from talanoa.sheets.judged import is_prose, problems_of
from talanoa.sheets.left_over import put_beside, table_of
from talanoa.sheets.matching import matched
from talanoa.sheets.readings import Assumptions, Fault, Readings, Unsure, readings
from talanoa.sheets.words import Kind
from talanoa.tables import Row, Table, heading_row

__all__ = [
    "ORDERS",
    "Assumptions",
    "Done",
    "Fault",
    "Full",
    "Kind",
    "Order",
    "Plan",
    "Reader",
    "Sheet",
    "Unsafe",
    "Unsure",
    "aliases",
    "column",
    "finder",
    "paths",
    "problems_of",
    "put_beside",
    "table_of",
]


class Sheet(Struct, frozen=True):
    """What a sheet would do: nothing, while it isn't known which days are meant, or without headings."""

    head: Row | None = None
    columns: Columns = field(default_factory=Columns)
    plan: Plan = field(default_factory=Plan)
    faults: tuple[Fault, ...] = ()
    unsure: tuple[Unsure, ...] = ()
    notes: tuple[str, ...] = ()
    rows: Mapping[int, Row] = field(default_factory=dict)


class Reader(Struct, frozen=True, dict=True):
    """The rows of a sheet, read once; what they change is planned as often as some of them turn out to be wrong."""

    kind: Kind
    table: Table
    given: Mapping[str, str]
    assumed: Assumptions
    files: Content

    @cached_property
    def _head(self) -> Row | None:
        find = finder(self.kind, self.given)
        return heading_row(self.table.rows, lambda heading: find(heading) is not None)[0]

    @cached_property
    def _columns(self) -> Columns:
        if self._head is None:
            return Columns()
        below = [row for row in self.table.rows if row.number > self._head.number]
        return columns(self.kind, self._head, self.given, below)

    @cached_property
    def _read(self) -> Readings:
        assert self._head
        return readings(self.kind, self.table, self._head, self._columns, self.assumed, self.files)

    @cached_property
    def marked(self) -> tuple[int, ...]:
        """The numbers of rows that are more than plain words."""
        return tuple(it.row.number for it in self._read.rows if not is_prose(it)) if self._head else ()

    def sheet(self, without: Collection[int] = (), *, counted: bool = False) -> Sheet:
        """The rows as changes, `without` those of these numbers; raises Unsafe, Full or OSError.

        Rows that are only `counted` are read and matched, and new ones have no text.
        """
        if self._head is None:
            return Sheet()
        found, rows = self._read, {row.number: row for row in self.table.rows}
        if found.unsure:
            return Sheet(self._head, self._columns, unsure=tuple(found.unsure), rows=rows)
        kept = (it for it in found.rows if it.row.number not in without)
        fitting = matched(self.kind, kept, self._columns, self.files)
        faults = sorted((*found.faults, *fitting.faults), key=lambda fault: fault.row)
        made = plan(self.kind, fitting.rows, self.assumed, self.files, counted=counted)
        return Sheet(self._head, self._columns, made, tuple(faults), (), tuple(found.notes), rows)
