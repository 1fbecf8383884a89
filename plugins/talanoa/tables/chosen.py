"""Which of a workbook's sheets is read."""

from __future__ import annotations

from msgspec import Struct, field
from msgspec.structs import replace

from talanoa.tables.table import IsKnown, Table, heading_row

_ENOUGH = 2  # headings, as few as a table of anything has
_MOST = 1_000  # sheets that are named


class Chosen(Struct):
    """The first sheet that has two known headings; else the one that has most of them, or the first with anything in it."""

    is_known: IsKnown
    name: str = ""
    table: Table | None = None
    headings: int = -1
    others: list[str] = field(default_factory=list)
    hidden: list[str] = field(default_factory=list)

    @property
    def is_certain(self) -> bool:
        return self.headings >= _ENOUGH

    def offer(self, name: str, table: Table) -> None:
        headings = heading_row(table.rows, self.is_known)[1] if table.rows else -1
        if headings > self.headings:
            if self.table:
                self.leave(self.name)
            self.name, self.table, self.headings = name, table, headings
        elif table.rows:
            self.leave(name)

    def leave(self, name: str) -> None:
        """A sheet that isn't read."""
        if len(self.others) < _MOST:
            self.others.append(name)

    def result(self, from_1904: bool = False) -> Table:
        notes = [f"The sheet “{name}” is hidden, so it wasn't read." for name in self.hidden[:_MOST]]
        if self.others:
            notes.insert(0, f"Only the sheet “{self.name}” was read, not {', '.join(f'“{it}”' for it in self.others)}.")
        table = self.table or Table((), (), from_1904)
        return replace(table, notes=(*notes, *table.notes))
