"""talanoa check: every problem at once, nothing built."""

from __future__ import annotations

import sys
from datetime import datetime
from pathlib import PurePosixPath

import click

from talanoa import clock, contribution, report
from talanoa.build import check as find_problems
from talanoa.build import in_order
from talanoa.cli.build import default_jobs
from talanoa.cli.options import ROOT, count_words, now_option, say, uses_colour
from talanoa.problems import Problem, has_errors

FORMATS = ("text", "github", "json", "sarif")


@click.command()
@click.option("--format", "format_", type=click.Choice(FORMATS), default="text", show_default=True)
@click.option("--strict", is_flag=True, help="Fail on warnings too.")
@now_option
@click.option("--against", metavar="REV", help="The revision that a contribution is meant for, such as origin/main.")
@click.option("--contribution", "contributed", is_flag=True, help="Report changed paths that are no contributor's.")
@click.argument("paths", nargs=-1, metavar="[PATH]...")
def check(
    format_: str, strict: bool, now: datetime | None, against: str | None, contributed: bool, paths: tuple[str, ...]
) -> None:
    """Report every problem of the network's files; with PATHs, only those in them."""
    if contributed != (against is not None):
        raise click.UsageError("--against REV needs --contribution as well, and --contribution needs --against REV")
    changed = _changed(against) if against is not None else []
    kept = ROOT / ".cache"  # a build makes it; a check leaves no traces, and a stranger's could lead elsewhere, or lie
    cache = kept if kept.is_dir() and not contributed else None
    found = in_order([*changed, *find_problems(ROOT, now or clock.now(), jobs=default_jobs(), cache=cache)])
    problems = [problem for problem in found if not paths or _within(problem, paths)]
    click.echo(_rendered(problems, format_), nl=False)
    if format_ == "text":
        say(count_words(problems))
    sys.exit(has_errors(problems, strict=strict))


def _changed(revision: str) -> list[Problem]:
    try:
        return contribution.check(ROOT, revision)
    except contribution.Unanswered as reason:
        say(str(reason))
        sys.exit(2)


def _rendered(problems: list[Problem], format_: str) -> str:
    if format_ == "json":
        return report.as_json(problems)
    if format_ == "sarif":
        return report.as_sarif(problems)
    if format_ == "github":
        return report.as_github(problems)
    return report.as_text(problems, ROOT, colour=uses_colour(sys.stdout))


def _within(problem: Problem, paths: tuple[str, ...]) -> bool:
    file = PurePosixPath(problem.place.file)
    return any(file == PurePosixPath(path) or file.is_relative_to(PurePosixPath(path)) for path in paths)
