"""talanoa check: every problem at once, nothing built."""

from __future__ import annotations

import sys
from datetime import datetime
from pathlib import Path, PurePosixPath

import click

from talanoa import clock, engine, report
from talanoa.cli.build import default_jobs
from talanoa.cli.options import ROOT, count_words, now_option, say, uses_colour
from talanoa.problems import Problem, has_errors, in_order

FORMATS = ("text", "github", "json", "sarif")


@click.command()
@click.option(
    "--format",
    "format_",
    type=click.Choice(FORMATS),
    default="text",
    show_default=True,
    help="How problems are written.",
)
@click.option("--strict", is_flag=True, help="Fail on warnings too.")
@now_option
@click.option("--against", metavar="REV", help="Also report what breaks for people who rely on what REV published.")
@click.option(
    "--contribution", "contributed", is_flag=True, help="Report files changed since REV that contributors can't change."
)
@click.option("--fix", "mended", is_flag=True, help="Correct `sequence` and `updated` of events changed since REV.")
@click.argument("paths", nargs=-1, metavar="[PATH]...")
def check(
    format_: str,
    strict: bool,
    now: datetime | None,
    against: str | None,
    contributed: bool,
    mended: bool,
    paths: tuple[str, ...],
) -> None:
    """Report every problem of the network's files; with PATHs, only those in them."""
    if against is None and (contributed or mended):
        raise click.UsageError(f"{'--contribution' if contributed else '--fix'} needs --against REV")
    now = now or clock.now()
    changed: list[Problem] = []
    if against is not None:
        from talanoa.cli import changes  # with what compares sites, which others needn't wait for

        changed = changes.problems(against, contributed, mended, now, lambda problem: _within(problem, paths))
    found = in_order([*changed, *engine.check(ROOT, now, jobs=default_jobs(), cache=True)])
    problems = [problem for problem in found if _within(problem, paths)]
    click.echo(_rendered(problems, format_), nl=False)
    if format_ == "text":
        say(count_words(problems))
    sys.exit(has_errors(problems, strict=strict))


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
    return not paths or any(file.is_relative_to(Path(path).as_posix()) for path in paths)
