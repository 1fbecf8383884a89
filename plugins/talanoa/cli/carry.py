"""talanoa carry: what a call didn't come to goes to the next."""

from __future__ import annotations

import sys
from datetime import datetime

import click

from talanoa.cli.content import change, content, occurrence_of, say_if_to_come
from talanoa.cli.options import ROOT, Moment, say, were
from talanoa.desk.carry import OPEN, carried
from talanoa.desk.papers import amount


@click.command()
@click.argument("event")
@click.argument("day", metavar="DATE", type=Moment())
@click.option("--dry-run", is_flag=True, help="Say what would be done, and change nothing.")
def carry(event: str, day: datetime, dry_run: bool) -> None:
    """Move the open items of a call's agenda to the next call, and mark them as carried on the first one."""
    found, call = occurrence_of(content(), event, day.date())
    say_if_to_come(call)
    result = carried(ROOT, found, call)
    if not result.titles:
        click.echo(f"Nothing to carry: the call's own agenda has no item that is {' or '.join(OPEN)}.")
        return
    if result.to is None:
        say("There is no later call. These items stay open: " + "; ".join(result.titles))
        sys.exit(1)
    change(result.changes, dry_run, "Move by hand: " + "; ".join(result.titles))
    to = result.to.original.isoformat() if result.to.original else str(found.id)
    count = len(result.titles)
    click.echo(f"{found.id.place.file}: {amount(count, 'item')} {were(count, dry_run)} carried to {to}:")
    for title in result.titles:
        click.echo(f"  {title}")
