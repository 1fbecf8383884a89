"""talanoa import members|events: a sheet, taken over into the network's files."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import click

from talanoa import clock
from talanoa.cli.content import content, difference
from talanoa.cli.imports.refused_rows import Checked, checked
from talanoa.cli.options import ROOT, Zone, count_words, read_given, say, show
from talanoa.files import put_all, refusal
from talanoa.model.wrong import shown
from talanoa.problems import Problem, in_order
from talanoa.sheets import (
    ORDERS,
    Assumptions,
    Done,
    Full,
    Kind,
    Order,
    Plan,
    Reader,
    Sheet,
    Unsafe,
    Unsure,
    column,
    finder,
    paths,
    put_beside,
    table_of,
)
from talanoa.source import MAX_BYTES
from talanoa.tables import MAX_BYTES as MAX_TABLE
from talanoa.tables import Table, folded, read_table

_MOST_SHOWN = 40


class _Heading(click.ParamType[tuple[str, str]]):
    """A heading of the sheet, and the field below it."""

    name = "HEADING=FIELD"

    def __init__(self, kind: Kind) -> None:
        self.kind = kind

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> tuple[str, str]:
        heading, _, path = value.rpartition("=")
        if not heading.strip() or column(self.kind, 0, heading, path.strip()) is None:
            self.fail(f"'{shown(value)}' is not HEADING=FIELD, with one of {', '.join(paths(self.kind))}", param, ctx)
        return folded(heading), path.strip()


def command(kind: Kind) -> click.Command:
    """`members` or `events`."""
    noun = f"{kind}s"
    what = {"member": "name and country", "event": "title and start"}[kind]

    @click.command(noun, help=_HELP.format(noun=noun, what=what))
    @click.argument("file", type=click.Path(path_type=Path))
    @click.option("--map", "headings", type=_Heading(kind), multiple=True, help="Read the column HEADING as FIELD.")
    @click.option("--timezone", type=Zone(), help="The zone of the times in the sheet; otherwise the network's.")
    @click.option("--dates", type=click.Choice(ORDERS), help="The order of day, month and year in numbers.")
    @click.option("--dry-run", is_flag=True, help="Say what would be done, and change nothing.")
    def made(
        file: Path, headings: tuple[tuple[str, str], ...], timezone: str | None, dates: Order | None, dry_run: bool
    ) -> None:
        given = dict(headings)
        table = _table(kind, file, given)
        _import(file, Reader(kind, table, given, Assumptions(timezone, dates, clock.now().year), content()), dry_run)

    return made


_HELP = """Take over {noun} from FILE, a sheet as CSV, XLSX or ODS.

    The first row has headings, of which {what} are needed. Rows that the network has already, by id or by name, change
    what is different; an empty cell changes nothing."""


def _table(kind: Kind, file: Path, given: Mapping[str, str]) -> Table:
    problems: list[Problem] = []
    find = finder(kind, given)
    table = read_table(read_given(file, MAX_TABLE), str(file), lambda heading: find(heading) is not None, problems)
    if table is None:
        show(problems)
        sys.exit(1)
    return table


def _import(file: Path, reader: Reader, dry_run: bool) -> None:
    """Takes over what can be used of a sheet, and says what was done and what has to be corrected."""
    found = _checked(reader, dry_run)
    sheet = found.sheet
    for note in reader.table.notes:
        say(note)
    if sheet.head is None:
        say(
            f"No row of {file} has headings that are known, so nothing was changed. Say what a column is with --map HEADING=FIELD."
        )
        sys.exit(1)
    for note in sheet.notes:
        say(note)
    _say_columns(sheet)
    if sheet.unsure:
        _say_unsure(sheet.unsure)
        sys.exit(1)
    _say_all([str(fault) for fault in sheet.faults])
    if found.errors:
        show(in_order(found.errors))
        say(
            f"Nothing was changed, because no row of the sheet makes these errors. Fix them, and import again. {count_words(found.errors)}"
        )
        sys.exit(1)
    if not dry_run:
        _write(sheet.plan)
    _say_done(sheet.plan.done, dry_run)
    _say_all([f"The check says of {doubt}" for doubt in sorted(found.doubts, key=lambda it: it.row)])
    if dry_run:
        for line in difference(sheet.plan.files):
            click.echo(line)
    if sheet.faults:
        _write_rows_to_correct(file, sheet, dry_run)
        sys.exit(1)


def _checked(reader: Reader, dry_run: bool) -> Checked:
    """Ends the program if the network's files can't be changed."""
    try:
        return checked(reader, dry_run)
    except Unsafe as unsafe:
        say(
            f"{unsafe.file} is written in a way that can't be changed safely, so nothing was changed. Fix what `talanoa check` reports in it."
        )
    except Full as full:
        noun = full.file.partition(".")[0]
        say(
            f"{full.file} would have more than {MAX_BYTES:,} bytes, so nothing was changed. Give each entry a file of its own in {noun}/, or import fewer rows."
        )
    except OSError as error:
        say(refusal(error, "read"))
    sys.exit(1)


# --- files ------------------------------------------------------------------------------------------------------------


def _write(plan: Plan) -> None:
    """All files, or none."""
    try:
        put_all(ROOT, plan.files)
    except OSError as error:
        say(f"{refusal(error, 'written')}. Nothing was changed.")
        sys.exit(1)


def _write_rows_to_correct(file: Path, found: Sheet, dry_run: bool) -> None:
    """The file of rows to correct."""
    if dry_run or found.head is None:
        return
    try:
        path = put_beside(file, table_of(found.faults, found.rows, found.head, found.columns))
    except OSError as error:
        say(f"The rows to correct were not saved: {refusal(error, 'written')}")
    else:
        say(f"{path} has the rows to correct; import it once they are. Its first column says why.")


# --- what is said -----------------------------------------------------------------------------------------------------


def _say_columns(found: Sheet) -> None:
    if others := [name for name in found.columns.others if name not in found.columns.personal]:
        say(f"Not read, because their headings name no field: {_named(others)}.")
    if found.columns.again:
        say(f"Not read, because another column has the same field: {', '.join(found.columns.again[:20])}.")
    if found.columns.personal:
        say(f"Not read, because they look like personal data: {_named(found.columns.personal)}.")


def _named(names: Iterable[str]) -> str:
    listed = [f"“{name[:60]}”" for name in names]
    return ", ".join(listed[:20]) + (" …" if len(listed) > 20 else "")


def _say_unsure(columns: Iterable[Unsure]) -> None:
    for unsure in columns:
        rows = ", ".join(map(str, unsure.rows[:12])) + (" …" if len(unsure.rows) > 12 else "")
        say(
            f"In {unsure.column} it isn't clear which is the day and which the month: row{'' if len(unsure.rows) == 1 else 's'} {rows}, such as '{unsure.example}'."
        )
    say("Nothing was changed. Say it with --dates dmy (day first), --dates mdy (month first) or --dates ymd.")


def _say_all(lines: Sequence[str]) -> None:
    for line in lines[:_MOST_SHOWN]:
        say(line)
    if len(lines) > _MOST_SHOWN:
        say(f"… and {len(lines) - _MOST_SHOWN:,} more")


def _say_done(done: tuple[Done, ...], dry_run: bool) -> None:
    counts = Counter("added" if it.is_new else "changed" if it.changed else "same" for it in done)
    verb = "would be " if dry_run else ""
    click.echo(f"{counts['added']} {verb}added, {counts['changed']} {verb}changed, {counts['same']} the same already.")
    for it in [it for it in done if it.is_new or it.changed][:_MOST_SHOWN]:
        what = "new" if it.is_new else ", ".join(it.changed)
        click.echo(f"  {it.file}: {it.id} (row {it.reading.row.number}): {what}")
    more = counts["added"] + counts["changed"] - _MOST_SHOWN
    if more > 0:
        click.echo(f"  … and {more:,} more")
    kept = [f"{it.file}: {it.id} (row {it.reading.row.number}): {', '.join(it.kept)}" for it in done if it.kept]
    if kept:
        say(
            "Kept as they are, because people have changed them in the files since they said what the sheet says. If the sheet is right, change them there:"
        )
        _say_all([f"  {line}" for line in kept])
