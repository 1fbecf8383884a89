"""talanoa import members|events: a sheet, taken over into the network's files."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import chain
from pathlib import Path

import click
from msgspec.structs import replace

from talanoa import clock
from talanoa.amend import root_of
from talanoa.authoring.places import fields_by_line
from talanoa.cli.content import content, difference
from talanoa.cli.options import ROOT, Zone, count_words, say, show
from talanoa.files import put_all
from talanoa.load import Content
from talanoa.problems import Problem, Severity, in_order
from talanoa.sheets import (
    ORDERS,
    Done,
    Fault,
    Full,
    Kind,
    Order,
    Plan,
    Reader,
    Sheet,
    Unsafe,
    Unsure,
    Wish,
    column,
    finder,
    paths,
    problems_of,
    put_beside,
    table_of,
)
from talanoa.source import MAX_BYTES
from talanoa.tables import MAX_BYTES as MAX_TABLE
from talanoa.tables import Table, folded, read_table

_MOST_SHOWN = 40
_MOST_JUDGED = 2_000  # rows that the whole check looks at
_MOST_MARKED = 500  # of more rows, those that are more than plain words
_ROUNDS = 4


class _Heading(click.ParamType[tuple[str, str]]):
    """A heading of the sheet, and the field below it."""

    name = "HEADING=FIELD"

    def __init__(self, kind: Kind) -> None:
        self.kind = kind

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> tuple[str, str]:
        heading, _, path = value.rpartition("=")
        if not heading.strip() or column(self.kind, 0, heading, path.strip()) is None:
            self.fail(f"{value!r} is not HEADING=FIELD, with one of {', '.join(paths(self.kind))}", param, ctx)
        return folded(heading), path.strip()


def command(kind: Kind) -> click.Command:
    """`members` or `events`."""
    noun = f"{kind}s"
    what = {"member": "name and country", "event": "title and start"}[kind]

    @click.command(noun, help=_HELP.format(noun=noun, what=what))
    @click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
    @click.option("--map", "headings", type=_Heading(kind), multiple=True, help="Read the column HEADING as FIELD.")
    @click.option("--timezone", type=Zone(), help="The zone of times in the sheet; else the network's.")
    @click.option("--dates", type=click.Choice(ORDERS), help="The order of day, month and year in numbers.")
    @click.option("--dry-run", is_flag=True, help="Say what would be done, and change nothing.")
    def made(
        file: Path, headings: tuple[tuple[str, str], ...], timezone: str | None, dates: Order | None, dry_run: bool
    ) -> None:
        table = _table(kind, file, dict(headings))
        _take(kind, file, table, dict(headings), Wish(timezone, dates, clock.now().year), dry_run)

    return made


_HELP = """Take over {noun} from FILE, a sheet as CSV, XLSX or ODS.

    The first row has headings, of which {what} are needed. Rows that the network has already, by id or by name, change
    what is different; an empty cell changes nothing."""


def _table(kind: Kind, file: Path, given: Mapping[str, str]) -> Table:
    with file.open("rb") as opened:
        data = opened.read(MAX_TABLE + 1)
    problems: list[Problem] = []
    find = finder(kind, given)
    table = read_table(data, str(file), lambda heading: find(heading) is not None, problems)
    if table is None:
        show(problems)
        sys.exit(1)
    return table


def _take(kind: Kind, file: Path, table: Table, given: Mapping[str, str], wish: Wish, dry_run: bool) -> None:
    files = content()
    try:
        found, errors, doubts = _without_errors(kind, table, given, wish, files, dry_run)
    except Unsafe as unsafe:
        say(
            f"{unsafe.file} is written in a way that can't be changed safely; nothing was changed. Correct what `talanoa check` says of it."
        )
        sys.exit(1)
    except Full as full:
        noun = full.file.partition(".")[0]
        say(
            f"{full.file} would have more than {MAX_BYTES:,} bytes; nothing was changed. Give each entry a file of its own in {noun}/, or import fewer rows."
        )
        sys.exit(1)
    except OSError as error:
        say(f"{error.filename} can't be read: {error.strerror}")
        sys.exit(1)
    for note in table.notes:
        say(note)
    if found.head is None:
        say(
            f"{file} has no row of headings that are known; nothing was changed. Say what a column is with --map HEADING=FIELD."
        )
        sys.exit(1)
    for note in found.notes:
        say(note)
    _say_columns(found)
    if found.unsure:
        _say_unsure(found.unsure)
        sys.exit(1)
    _say_all([str(fault) for fault in found.faults])
    if errors:
        show(in_order(errors))
        say(
            f"Nothing was changed: no row of the sheet makes these errors. Fix them, and import again. {count_words(errors)}"
        )
        sys.exit(1)
    _say_done(found.plan.done, dry_run)
    _say_all([f"Check says of {doubt}" for doubt in sorted(doubts, key=lambda it: it.row)])
    if dry_run:
        for line in difference(found.plan.files):
            click.echo(line)
    else:
        _write(found.plan)
    if found.faults:
        _leave(file, found, dry_run)
        sys.exit(1)


# --- what check says --------------------------------------------------------------------------------------------------


def _without_errors(
    kind: Kind, table: Table, given: Mapping[str, str], wish: Wish, files: Content, dry_run: bool
) -> tuple[Sheet, list[Problem], list[Fault]]:
    """The sheet without rows that `check` would refuse, which are faults then; the errors that no row has made; and its doubts."""
    refused: dict[int, list[Fault]] = {}
    are_many = len(table.rows) > _MOST_JUDGED
    counted = dry_run and are_many
    if counted:
        say("With so many rows, a dry run counts, and leaves out the new text and the check.")
    elif are_many:
        say(
            "With so many rows, the whole check is made for those that are more than plain words: run `talanoa check` afterwards."
        )
    reader = Reader(kind, table, given, wish, files)
    errors: list[tuple[Problem, Fault | None]] = []
    for _ in range(_ROUNDS):
        found = reader.sheet(refused.keys(), counted=counted)
        if not found.plan.files or counted:
            return _with(found, refused), [], []
        problems = _of_many(kind, reader, found, files, refused) if are_many else _of_all(found)
        errors = [(problem, fault) for problem, fault in problems if problem.severity is Severity.ERROR]
        if not any(fault for _, fault in errors):
            return _with(found, refused), [it for it, _ in errors], [fault for _, fault in problems if fault]
        for fault in dict.fromkeys(fault for _, fault in errors if fault):
            refused.setdefault(fault.row, []).append(fault)
    return _with(found, refused), [it for it, _ in errors], []


def _of_all(found: Sheet) -> list[tuple[Problem, Fault | None]]:
    """What is wrong with the whole site, and which row makes it."""
    # What it needs of the program takes as long to load as a thousand rows to read.
    from talanoa.cli.trial import whole

    return [*_by_row(whole(ROOT, found.plan.files, clock.now()), found)] if found.plan.files else []


def _of_many(
    kind: Kind, reader: Reader, found: Sheet, files: Content, refused: Collection[int]
) -> list[tuple[Problem, Fault | None]]:
    """What is wrong with each entry alone; if nothing is, with a site that has those alone that are more than plain words."""
    if problems := problems_of(kind, found.plan, files):
        return [*_by_row(problems, found)]
    marked = [number for number in reader.marked if number not in refused][:_MOST_MARKED]
    return _of_all(reader.sheet(found.rows.keys() - {*marked}))


def _with(found: Sheet, refused: Mapping[int, Iterable[Fault]]) -> Sheet:
    more = chain.from_iterable(refused.values())
    return replace(found, faults=tuple(sorted((*found.faults, *more), key=lambda fault: fault.row)))


def _by_row(problems: Iterable[Problem], found: Sheet) -> Iterator[tuple[Problem, Fault | None]]:
    """Each problem, with the row in whose entry it is, if the sheet changes that."""
    rows = {done.id: done.reading.row.number for done in found.plan.done if done.is_new or done.changed}
    lines: dict[str, dict[int, tuple[str, str]]] = {}
    for problem in problems:
        file = problem.place.file
        if file in found.plan.files and file not in lines:
            lines[file] = dict(fields_by_line(root_of(found.plan.files[file], file, [])))
        id, key = lines.get(file, {}).get(problem.place.line, ("", ""))
        its = next((it for it in found.columns.read if it.path.partition(".")[0] == key), None)
        yield problem, Fault(rows[id], its, problem.message, problem.help) if id in rows else None


# --- files ------------------------------------------------------------------------------------------------------------


def _write(plan: Plan) -> None:
    """All files, or none."""
    try:
        put_all(ROOT, plan.files)
    except OSError as error:
        say(f"{error.filename} can't be written: {error.strerror}; nothing was changed.")
        sys.exit(1)


def _leave(file: Path, found: Sheet, dry_run: bool) -> None:
    """The file of rows to correct."""
    if dry_run or found.head is None:
        return
    try:
        path = put_beside(file, table_of(found.faults, found.rows, found.head, found.columns))
    except OSError as error:
        say(f"The rows to correct can't be written beside {file}: {error.strerror}")
    else:
        say(f"{path} has the rows to correct; import it once they are. Its first column says why.")


# --- what is said -----------------------------------------------------------------------------------------------------


def _say_columns(found: Sheet) -> None:
    if others := [name for name in found.columns.others if name not in found.columns.personal]:
        say(f"Not read, for their headings say no field: {_named(others)}.")
    if found.columns.again:
        say(f"Not read, for another column has the same field: {', '.join(found.columns.again[:20])}.")
    if found.columns.personal:
        say(f"Not read, for they look like what is people's own: {_named(found.columns.personal)}.")


def _named(names: Iterable[str]) -> str:
    listed = [f"“{name[:60]}”" for name in names]
    return ", ".join(listed[:20]) + (" …" if len(listed) > 20 else "")


def _say_unsure(columns: Iterable[Unsure]) -> None:
    for unsure in columns:
        rows = ", ".join(map(str, unsure.rows[:12])) + (" …" if len(unsure.rows) > 12 else "")
        say(
            f"In {unsure.column} it isn't certain which is the day and which the month: row{'' if len(unsure.rows) == 1 else 's'} {rows}, such as '{unsure.example}'."
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
    click.echo(f"{counts['added']} {verb}added, {counts['changed']} {verb}changed, {counts['same']} already so.")
    for it in [it for it in done if it.is_new or it.changed][:_MOST_SHOWN]:
        what = "new" if it.is_new else ", ".join(it.changed)
        click.echo(f"  {it.file}: {it.id} (row {it.reading.row.number}): {what}")
    more = counts["added"] + counts["changed"] - _MOST_SHOWN
    if more > 0:
        click.echo(f"  … and {more:,} more")
    kept = [f"{it.file}: {it.id} (row {it.reading.row.number}): {', '.join(it.kept)}" for it in done if it.kept]
    if kept:
        say(
            "Kept, for people have changed it in the files since it was what the sheet says. If the sheet is right, change it there:"
        )
        _say_all([f"  {line}" for line in kept])
