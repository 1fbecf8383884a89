"""talanoa report: what the coordinator asks of the files. None of it is published."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path

import click

from talanoa import clock
from talanoa.cli.content import content
from talanoa.cli.options import ROOT, now_option, say
from talanoa.cli.safe_writing import write_safely
from talanoa.desk import ages, papers, participation_formats, today
from talanoa.desk.participation import Participation, participation
from talanoa.desk.review import NoTerm, Period, as_post, network, period, review
from talanoa.desk.tasks import Task
from talanoa.engine import last_problems
from talanoa.load import Content
from talanoa.model.zones import there

Files = dict[Path, bytes]


@click.command()
@click.argument("what", type=click.Choice(["participation", "review", "network", "desk", "handover"]))
@click.option(
    "--format",
    "format_",
    type=click.Choice([*papers.FORMATS]),
    help="How the report is written, if it is one text.  [default: text]",
)
@now_option
@click.option(
    "--out", type=click.Path(path_type=Path), help="Write to this file (for handover and --mail, this folder)."
)
@click.option("--ics", is_flag=True, help="desk: a private calendar of what is due.")
@click.option("--mail", is_flag=True, help="desk: write a draft mail to each member concerned; nothing is sent.")
def report(what: str, format_: str | None, now: datetime | None, out: Path | None, ics: bool, mail: bool) -> None:
    """Print a report for the coordinator.

    participation: which calls of the term each member joined. review: the term in figures; with --format md, a draft for a post.
    network: the same for funders; with --out, charts too. desk: what is due and what is out of date today. handover: a folder for
    the next coordinator.
    """
    if (ics or mail) and what != "desk":
        raise click.UsageError("--ics and --mail are for `talanoa report desk`")
    if ics and mail:
        raise click.UsageError("use either --ics or --mail")
    if format_ and (ics or mail or what == "handover"):
        raise click.UsageError(
            f"--format is not for {'--ics' if ics else '--mail' if mail else what}, which has formats of its own"
        )
    if out is None and (mail or what == "handover"):
        raise click.UsageError("say where with --out FOLDER")
    files = content()
    moment = there(now or clock.now(), files.network.timezone)
    if mail:
        _mail(files, moment, _out(out))
    elif what == "handover":
        _handover(files, moment, _out(out))
    else:
        as_ = format_ or "text"
        text = _calendar(files, moment) if ics else _MAKERS[what](files, moment, as_).encode()
        if out is None:
            click.echo(text, nl=False)
        else:
            write_safely(_with_charts(files, moment, as_, out) if what == "network" else {out: text})


def _out(out: Path | None) -> Path:
    assert out
    return out


def _participation(files: Content, now: datetime, format_: str) -> str:
    found = participation(files, now.date())
    if found is None:
        raise click.UsageError(
            "network.yml asks for no calls: `participation` there names the series, and how many of how many"
        )
    return participation_formats.FORMATS[format_](found)


def _tasks(files: Content, now: datetime, roll: Participation | None) -> tuple[tuple[Task, ...], papers.Paper]:
    day = now.date()
    problems = last_problems(ROOT, now)
    changed = ages.last_changed(ROOT, files.members)
    found = today.tasks(files, day, roll, changed, problems)
    return found, today.paper(files, day, found, checked=problems is not None)


def _calendar(files: Content, now: datetime) -> bytes:
    from talanoa.desk.reminders import calendar  # as below: a report needn't wait for what only another one needs

    return calendar(files, now.date())


def _desk(files: Content, now: datetime, format_: str) -> str:
    return papers.FORMATS[format_](_tasks(files, now, participation(files, now.date()))[1])


def _mail(files: Content, now: datetime, folder: Path) -> None:
    from talanoa.desk.drafts import drafts

    found, refused = drafts(files, now.date(), _tasks(files, now, participation(files, now.date()))[0])
    if refused:
        say(f"No mail program takes the address of {', '.join(refused)}.")
    if not found:
        say("There is no one to write to: nothing concerns a member whose contact agreed to be known.")
    write_safely({folder / name: data for name, data in found.items()})


def _handover(files: Content, now: datetime, folder: Path) -> None:
    from talanoa.desk.handover import handover

    day = now.date()
    roll = participation(files, day)
    found, paper = _tasks(files, now, roll)
    try:
        span = period(files.network, day)
    except NoTerm:
        span = None
    made = handover(files, day, found, paper, roll, span)
    write_safely({folder / name: data for name, data in made.items()})


def _review(files: Content, now: datetime, format_: str) -> str:
    found = _period(files, now)
    paper = review(files, found)
    return as_post(files, found, paper.tables) if format_ == "md" else papers.FORMATS[format_](paper)


def _network(files: Content, now: datetime, format_: str) -> str:
    return papers.FORMATS[format_](network(files, _period(files, now)))


def _with_charts(files: Content, now: datetime, format_: str, out: Path) -> Files:
    """The figures, and next to them a picture of each table that has one; Markdown shows them."""
    from talanoa.desk.charts import charts
    from talanoa.desk.handover import with_charts

    paper = network(files, _period(files, now))
    drawn = charts(paper.tables)
    names = {id: f"{out.stem}-{id}.svg" for id in drawn}
    text = with_charts(paper, names) if format_ == "md" else papers.FORMATS[format_](paper)
    return {out: text.encode()} | {out.with_name(names[id]): data for id, data in drawn.items()}


def _period(files: Content, now: datetime) -> Period:
    try:
        return period(files.network, now.date())
    except NoTerm:
        help = "`term` there says when it starts and ends, and on which days it is reviewed"
        raise click.UsageError(f"network.yml has no term that has begun by {now.date()}: {help}") from None


_MAKERS: Mapping[str, Callable[[Content, datetime, str], str]] = {
    "participation": _participation,
    "review": _review,
    "network": _network,
    "desk": _desk,
}
