"""talanoa report: what the coordinator asks of the files. None of it is published."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import click

from talanoa import clock
from talanoa.cli.content import content
from talanoa.cli.options import ROOT, now_option
from talanoa.cli.written import written
from talanoa.desk import ages, papers, tables, today
from talanoa.desk.participation import participation
from talanoa.desk.review import NoTerm, Period, as_post, network, period, review
from talanoa.engine import last_problems
from talanoa.load import Content
from talanoa.model.zones import aware

REPORTS = ("participation", "review", "network", "desk")


@click.command()
@click.argument("what", type=click.Choice(REPORTS))
@click.option("--format", "format_", type=click.Choice([*papers.FORMATS]), default="text", show_default=True)
@now_option
@click.option("--out", type=click.Path(path_type=Path), help="Write to a file instead of the terminal.")
def report(what: str, format_: str, now: datetime | None, out: Path | None) -> None:
    """Print a report for the coordinator.

    participation: which calls of the term each member joined. review: figures of the term, as Markdown a draft for a post. network: the
    same for those who fund it. desk: what is due and what is stale today.
    """
    files = content()
    moment = aware(now or clock.now(), files.network.timezone)
    text = _MAKERS[what](files, moment, format_)
    if out is None:
        click.echo(text, nl=False)
    else:
        written({out: text.encode()})


def _participation(files: Content, now: datetime, format_: str) -> str:
    found = participation(files, now.date())
    if found is None:
        raise click.UsageError(
            "network.yml asks for no calls: `participation` there names the series, and how many of how many"
        )
    return tables.FORMATS[format_](found)


def _desk(files: Content, now: datetime, format_: str) -> str:
    day = now.date()
    problems = last_problems(ROOT, now)
    changed = ages.last_changed(ROOT, files.members)
    found = today.tasks(files, day, participation(files, day), changed, problems)
    return papers.FORMATS[format_](today.paper(files, day, found, checked=problems is not None))


def _review(files: Content, now: datetime, format_: str) -> str:
    found = _period(files, now)
    return as_post(files, found) if format_ == "md" else papers.FORMATS[format_](review(files, found))


def _network(files: Content, now: datetime, format_: str) -> str:
    return papers.FORMATS[format_](network(files, _period(files, now)))


def _period(files: Content, now: datetime) -> Period:
    try:
        return period(files.network, now.date())
    except NoTerm:
        help = "`term` there says when it starts and ends, and on which days it is reviewed"
        raise click.UsageError(f"network.yml has no term that has begun by {now.date()}: {help}") from None


_MAKERS = {"participation": _participation, "review": _review, "network": _network, "desk": _desk}
