"""talanoa report: what the coordinator asks of the files. None of it is published."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import click

from talanoa import clock
from talanoa.cli.content import content
from talanoa.cli.options import ROOT, now_option, say
from talanoa.desk.participation import participation
from talanoa.desk.tables import FORMATS
from talanoa.files import FOLDERS
from talanoa.model.zones import aware


@click.command()
@click.argument("what", type=click.Choice(["participation"]))
@click.option("--format", "format_", type=click.Choice([*FORMATS]), default="text", show_default=True)
@now_option
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), help="Write to a file instead of the terminal.")
def report(what: str, format_: str, now: datetime | None, out: Path | None) -> None:
    """Print a report for the coordinator: which calls of the term each member joined."""
    if out and _is_published(out):
        raise click.UsageError(f"{out} would be on the site; write the report outside of {', '.join(FOLDERS)}")
    files = content()
    found = participation(files, aware(now or clock.now(), files.network.timezone).date())
    if found is None:
        raise click.UsageError(
            "network.yml asks for no calls: `participation` there names the series, and how many of how many"
        )
    text = FORMATS[format_](found)
    if out is None:
        click.echo(text, nl=False)
    else:
        out.write_text(text, encoding="utf-8", newline="")
        say(f"Written: {out}")


def _is_published(path: Path) -> bool:
    return any(path.resolve().is_relative_to((ROOT / folder).resolve()) for folder in FOLDERS)
