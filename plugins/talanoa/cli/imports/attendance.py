"""talanoa import attendance: who came to a call, by what the call's program exports."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import get_args

import click

from talanoa.cli.content import change, content, occurrence_of, say_if_to_come
from talanoa.cli.options import ROOT, Moment, Zone, asks_here, read_given, say, show, were
from talanoa.desk.attendance import (
    MIN_STAY,
    Found,
    Order,
    Row,
    aliases,
    changes,
    found_in,
    has_unknown_headings,
    other_day,
    rows_of,
    stays_in,
    table_of,
)
from talanoa.desk.attendance.headings import Column
from talanoa.desk.papers import amount
from talanoa.files import PRIVATE, refusal
from talanoa.load import Content
from talanoa.model.occurrences import Occurrence
from talanoa.model.wrong import shown
from talanoa.model.zones import aware
from talanoa.problems import Problem
from talanoa.tables import MAX_BYTES


class _Heading(click.ParamType[tuple[str, Column]]):
    """A heading of the file, and what is below it."""

    name = "HEADING=FIELD"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> tuple[str, Column]:
        heading, _, field = value.rpartition("=")
        column = next((column for column in get_args(Column) if field == column), None)
        if not heading or column is None:
            self.fail(f"'{shown(value)}' is not HEADING=FIELD, with one of {', '.join(get_args(Column))}", param, ctx)
        return " ".join(heading.casefold().split()), column


@click.command()
@click.argument("event")
@click.argument("day", metavar="DATE", type=Moment())
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--map", "headings", type=_Heading(), multiple=True, help="Read the column HEADING as FIELD.")
@click.option("--timezone", type=Zone(), help="The zone of the times in the file, to check that it is of this call.")
@click.option("--dates", type=click.Choice(get_args(Order)), help="The order of day, month and year in numbers.")
@click.option("--dry-run", is_flag=True, help="Say what would be done, and change nothing.")
def attendance(
    event: str,
    day: datetime,
    file: Path,
    headings: tuple[tuple[str, Column], ...],
    timezone: str | None,
    dates: Order | None,
    dry_run: bool,
) -> None:
    """Record which members came to the call EVENT on DATE. FILE is an export of the video call, or a list of names.

    DATE is the one in the call's address. Only the ids of members are written, and nothing about people.
    """
    files = content()
    series, call = occurrence_of(files, event, day.date())
    rows = _rows(file, dict(headings))
    ahead = _ahead(call.day, timezone, str(series.timezone)) if timezone else None
    _say_what_is_unusual(call, rows, other_day(rows, call.day, dates, ahead))
    stays = stays_in(rows)
    found = found_in(stays, files, aliases.read(ROOT))
    if not dry_run and asks_here() and (agreed := _agreed(found, files)):
        _keep(agreed)
        found = found_in(stays, files, aliases.read(ROOT))
    came = {*found.members}
    change(changes(series, call, came), dry_run, f"Write `attended` of this call by hand: {', '.join(sorted(came))}")
    # A list of names says nothing of how long they stayed.
    stayed = f", for at least {MIN_STAY} minutes each" if any(stay.intervals is not None for stay in stays) else ""
    new = len(came - {*map(str, call.event.attended)})
    click.echo(f"{amount(len(came), 'member')} came{stayed}; {new} {were(new, dry_run)} added.")
    _say_who(found, files)


def _rows(file: Path, given: dict[str, Column]) -> tuple[Row, ...]:
    """The rows of the file that name someone; ends the program if it can't be read."""
    problems: list[Problem] = []
    table = table_of(read_given(file, MAX_BYTES), str(file), given, problems)
    if table is None:
        show(problems)
        sys.exit(1)
    for note in table.notes:
        say(note)
    if has_unknown_headings(table, given):
        say(
            "None of the file's headings is known, so each line was read as a name. Say which column has the names, as in --map 'Who=name'."
        )
    return rows_of(table, given)


def _ahead(day: date, zone: str, of_call: str) -> timedelta:
    """By how much the clocks of a zone are ahead of those of the call's."""
    noon = datetime.combine(day, time(12))
    return aware(noon, of_call) - aware(noon, zone)


def _say_what_is_unusual(call: Occurrence, rows: Iterable[Row], other: date | None) -> None:
    if other:
        say(
            f"The times in the file are from {other.isoformat()}, but this call was on {call.day.isoformat()}. Check that it is the right file."
        )
    say_if_to_come(call)
    if away := [str(row.line) for row in rows if row.is_absent]:
        say(
            f"The file says that people didn't come, so they aren't counted: line{'s' * (len(away) > 1)} {', '.join(away)}."
        )
    if call.event.is_off:
        say(f"This call is {call.event.status}; who came to it doesn't count.")


def _keep(agreed: Mapping[str, str]) -> None:
    try:
        aliases.add(ROOT, agreed)
    except OSError as error:
        say(f"{refusal(error, 'written')}. Nothing was changed.")
        sys.exit(1)


def _agreed(found: Found, files: Content) -> dict[str, str]:
    """The suggestions that someone agrees to, by the name in the export."""
    names = {str(member.id): str(member.name) for member in files.members}
    return {
        stay.name: id
        for stay, id in found.suggested
        if click.confirm(f"Did “{stay.name}” come for {names[id]}?", default=False, err=True)
    }


def _say_who(found: Found, files: Content) -> None:
    names = {str(member.id): str(member.name) for member in files.members}
    for id in found.members:
        click.echo(f"  {id}")
    for id in found.short:
        click.echo(f"Less than {MIN_STAY} minutes, so not counted: {names[id]}")
    for stay, id in found.suggested:
        click.echo(f"Line {stay.line}: “{stay.name}” may be {names[id]}. Nothing was written for it.")
    for stay in found.unmatched:
        click.echo(f"Line {stay.line}: “{stay.name or stay.email}” matches no member.")
    if found.suggested or found.unmatched:
        click.echo(
            f"If you know who they came for, write it into {PRIVATE}/{aliases.NAME}: on each line a name, a comma and the id of a member."
        )
