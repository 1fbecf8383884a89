"""Sheets of members and events, as people keep them in spreadsheets and forms → the network's files.

words.py      how sheets call fields, in eleven languages
headings.py   what is below each heading
options.py    what cells can name, in any language of the site
days.py       days and times as people type them
cells.py      a cell → a value of the model
readings.py   rows → values, and what can't be used, by row and column
matching.py   which rows are entries that are there
changes.py    rows → new bytes of files, every other byte as it was
left_over.py  rows that can't be used → a file of them to correct
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from talanoa.load import Content
from talanoa.sheets.changes import Done, Plan, Unsafe, plan
from talanoa.sheets.days import ORDERS, Order
from talanoa.sheets.headings import Columns, aliases, column, columns, finder, paths
from talanoa.sheets.left_over import put_beside, table_of
from talanoa.sheets.matching import matched
from talanoa.sheets.readings import Fault, Unsure, Wish, readings
from talanoa.sheets.words import Kind
from talanoa.tables import Row, Table, heading_row

__all__ = [
    "ORDERS",
    "Columns",
    "Done",
    "Fault",
    "Kind",
    "Order",
    "Plan",
    "Sheet",
    "Unsafe",
    "Unsure",
    "Wish",
    "aliases",
    "column",
    "finder",
    "paths",
    "put_beside",
    "sheet",
    "table_of",
]


@dataclass(frozen=True)
class Sheet:
    """What a sheet would do: nothing, while it isn't known which days are meant, or without headings."""

    head: Row | None = None
    columns: Columns = field(default_factory=Columns)
    plan: Plan = field(default_factory=Plan)
    faults: tuple[Fault, ...] = ()
    unsure: tuple[Unsure, ...] = ()
    notes: tuple[str, ...] = ()
    rows: Mapping[int, Row] = field(default_factory=dict)


def sheet(
    kind: Kind,
    table: Table,
    given: Mapping[str, str],
    wish: Wish,
    files: Content,
    without: Collection[int] = (),
    *,
    counted: bool = False,
) -> Sheet:
    """The rows of a table as changes, `without` those of these numbers; raises Unsafe or OSError.

    Rows that are only `counted` are read and matched, and new ones have no text.
    """
    find = finder(kind, given)
    head, _ = heading_row(table.rows, lambda heading: find(heading) is not None)
    if head is None:
        return Sheet()
    chosen = columns(kind, head, given)
    found = readings(kind, table, head, chosen, wish, files)
    rows = {row.number: row for row in table.rows}
    if found.unsure:
        return Sheet(head, chosen, unsure=tuple(found.unsure), rows=rows)
    fitting = matched(kind, (it for it in found.rows if it.row.number not in without), chosen, files)
    faults = sorted((*found.faults, *fitting.faults), key=lambda fault: fault.row)
    return Sheet(
        head,
        chosen,
        plan(kind, fitting.rows, wish, files, counted=counted),
        tuple(faults),
        (),
        tuple(found.notes),
        rows,
    )
