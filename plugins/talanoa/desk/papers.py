"""A report as a value: what it says, and its tables; and the same as text, CSV, JSON and Markdown."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date

from msgspec import Struct

from talanoa.characters import columns
from talanoa.outputs.exports.lines import Cell, as_line, sheet

MARKDOWN = re.compile(r"([\\`*_\[\]<>|#&~$])")
"""What Markdown could take for mark-up in a name or a title."""
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+")
_WIDEST = 60  # columns of a screen; what is wider is a sentence


class Table(Struct, frozen=True):
    """Rows of cells under heads. The first cell says what a row is about; `note` says what the figures mean, in our own words alone.
    `is_list` is true where a reader may ask how many rows there are.
    """

    id: str
    title: str
    heads: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    note: str = ""
    is_list: bool = False


class Paper(Struct, frozen=True):
    """A report: what is to be said first, in our own words alone, then its tables. Nothing in it depends on a format."""

    id: str
    title: str
    as_of: date
    lead: tuple[str, ...]
    tables: tuple[Table, ...]


def as_text(paper: Paper) -> str:
    """For a terminal: columns one below the other."""
    lines = [*map(one_line, (paper.title, *paper.lead))]
    for table in paper.tables:
        count = "" if not table.is_list else f" ({len(table.rows)})"
        lines += ["", one_line(f"{table.title}{count}" if table.rows else f"{table.title}: none")]
        if table.rows:
            lines += (
                f"  {line}" for line in (_items(table) if _is_wide(table) else _columns([table.heads, *table.rows]))
            )
        lines += [one_line(f"  ({table.note})")] if table.note else []
    return "\n".join([*lines, ""])


def as_markdown(paper: Paper) -> str:
    lines = [f"# {escaped(paper.title)}", *(f"\n{line}" for line in paper.lead)]
    for table in paper.tables:
        lines += ["", f"## {escaped(table.title)}", "", *markdown_table(table)]
    return "\n".join([*lines, ""])


def markdown_table(table: Table) -> Iterator[str]:
    """The table, or a list where it has one column, and below it what it means."""
    if table.rows and len(table.heads) == 1:
        yield from (f"- {escaped(_cell_text(cell))}" for (cell,) in table.rows)
    elif table.rows:
        for row in (table.heads, ["---"] * len(table.heads), *table.rows):
            yield f"| {' | '.join('---' if cell == '---' else escaped(_cell_text(cell)) for cell in row)} |"
    else:
        yield "None."
    if table.note:
        yield ""
        yield f"*{table.note}*"


def as_csv(paper: Paper) -> str:
    """One table if all have the same columns; else a line for each value."""
    if len({table.heads for table in paper.tables}) == 1:
        rows = ((table.id, *row) for table in paper.tables for row in table.rows)
        return sheet(("table", *_keys(paper.tables[0].heads)), map(as_line, rows)).decode()
    values = (
        (table.id, row[0], head, cell)
        for table in paper.tables
        for row in table.rows
        for head, cell in zip(table.heads[1:], row[1:], strict=True)
    )
    return sheet(("table", "row", "column", "value"), map(as_line, values)).decode()


def as_json(paper: Paper) -> str:
    tables = [
        {
            "id": table.id,
            "title": table.title,
            "note": table.note,
            "rows": [dict(zip(_keys(table.heads), row, strict=True)) for row in table.rows],
        }
        for table in paper.tables
    ]
    about = {"report": paper.id, "title": paper.title, "as_of": paper.as_of.isoformat(), "lead": paper.lead}
    return json.dumps({**about, "tables": tables}, ensure_ascii=False, indent=1) + "\n"


FORMATS: Mapping[str, Callable[[Paper], str]] = {
    "text": as_text,
    "csv": as_csv,
    "json": as_json,
    "md": as_markdown,
}


def escaped(text: str) -> str:
    """Other people's words, which are no Markdown here."""
    return MARKDOWN.sub(r"\\\1", one_line(text))


def _keys(heads: Sequence[str]) -> tuple[str, ...]:
    return tuple(head.lower().replace(" ", "_") for head in heads)


def _cell_text(cell: Cell) -> str:
    return "" if cell is None else one_line(str(cell))


def amount(number: int, one: str, more: str = "") -> str:
    """`1 call`, `2 calls`."""
    return f"{number} {one if number == 1 else more or f'{one}s'}"


def one_line(text: str) -> str:
    """Without line breaks, and without characters that a terminal would act on."""
    return _CONTROL.sub(" ", text)


def _is_wide(table: Table) -> bool:
    return any(columns(_cell_text(cell)) > _WIDEST for row in table.rows for cell in row)


def _items(table: Table) -> Iterator[str]:
    """Sentences, each with the rest of its row on a line below."""
    for first, second, *rest in ([*map(_cell_text, row)] for row in table.rows):
        yield f"{first}  {second}" if first else second
        if below := " · ".join(filter(None, rest)):
            yield f"{' ' * len(first)}  {below}"


def _columns(rows: Sequence[Sequence[Cell]]) -> Iterator[str]:
    """Cells padded to the widest of their column."""
    texts = [[_cell_text(cell) for cell in row] for row in rows]
    widths = [max(map(columns, column)) for column in zip(*texts, strict=True)]
    for row in texts:
        padded = (cell + " " * (width - columns(cell)) for cell, width in zip(row, widths, strict=True))
        yield "  ".join(padded).rstrip()
