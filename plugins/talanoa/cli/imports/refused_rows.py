"""Which rows of a sheet `check` would refuse: the sheet is planned again without them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from itertools import chain

from msgspec import Struct
from msgspec.structs import replace

from talanoa import clock
from talanoa.amend import root_of
from talanoa.authoring.places import fields_by_line
from talanoa.cli.options import ROOT, say
from talanoa.problems import Problem, Severity
from talanoa.sheets import Fault, Reader, Sheet, problems_of

_MOST_JUDGED = 2_000  # rows that the whole check looks at
_MOST_MARKED = 500  # of more rows, those that are more than plain words
_ROUNDS = 4

Traced = tuple[Problem, Fault | None]
"""A problem, and as a fault of the row that makes it, if one does."""


class Checked(Struct, frozen=True):
    """A sheet whose refused rows are faults; the errors that no row makes; and what else the check says of its rows."""

    sheet: Sheet
    errors: tuple[Problem, ...] = ()
    doubts: tuple[Fault, ...] = ()


def checked(reader: Reader, dry_run: bool) -> Checked:
    """The rows that can be used; raises Unsafe, Full or OSError."""
    are_many = len(reader.table.rows) > _MOST_JUDGED
    if are_many and dry_run:
        say("With so many rows, a dry run counts them, and leaves out the new text and the check.")
        return Checked(reader.sheet(counted=True))
    if are_many:
        say(
            "With so many rows, only those that are more than plain words get the whole check: run `talanoa check` afterwards."
        )
    refused: dict[int, list[Fault]] = {}
    traced: list[Traced] = []
    for _ in range(_ROUNDS):
        sheet = reader.sheet(refused.keys())
        traced = [] if not sheet.plan.files else _of_many(reader, sheet, refused) if are_many else _of_all(sheet)
        faults = dict.fromkeys(fault for problem, fault in traced if fault and problem.severity is Severity.ERROR)
        if not faults:
            break
        for fault in faults:
            refused.setdefault(fault.row, []).append(fault)
    errors = tuple(problem for problem, _ in traced if problem.severity is Severity.ERROR)
    doubts = () if faults else tuple(fault for _, fault in traced if fault)
    every = sorted((*sheet.faults, *chain.from_iterable(refused.values())), key=lambda fault: fault.row)
    return Checked(replace(sheet, faults=tuple(every)), errors, doubts)


def _of_all(sheet: Sheet) -> list[Traced]:
    """What is wrong with the whole site."""
    # What it needs of the program takes as long to load as a thousand rows to read.
    from talanoa.cli.trial import whole

    return [*_by_row(whole(ROOT, sheet.plan.files, clock.now()), sheet)]


def _of_many(reader: Reader, sheet: Sheet, refused: Collection[int]) -> list[Traced]:
    """What is wrong with each entry alone; if nothing is, with a site that has those alone that are more than plain words."""
    if problems := problems_of(reader.kind, sheet.plan, reader.files):
        return [*_by_row(problems, sheet)]
    marked = [number for number in reader.marked if number not in refused][:_MOST_MARKED]
    return _of_all(reader.sheet(sheet.rows.keys() - {*marked}))


def _by_row(problems: Iterable[Problem], sheet: Sheet) -> Iterator[Traced]:
    """Each problem, with the row in whose entry it is, if the sheet changes that."""
    rows = {done.id: done.reading.row.number for done in sheet.plan.done if done.is_new or done.changed}
    lines: dict[str, dict[int, tuple[str, str]]] = {}
    for problem in problems:
        file = problem.place.file
        if file in sheet.plan.files and file not in lines:
            lines[file] = dict(fields_by_line(root_of(sheet.plan.files[file], file, [])))
        id, key = lines.get(file, {}).get(problem.place.line, ("", ""))
        its = next((it for it in sheet.columns.read if it.path.partition(".")[0] == key), None)
        yield problem, Fault(rows[id], its, problem.message, problem.help) if id in rows else None
