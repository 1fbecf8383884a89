"""talanoa check: every problem at once, nothing built."""

from __future__ import annotations

import sys
from datetime import datetime
from pathlib import Path, PurePosixPath

import click

from talanoa import clock, contribution, engine, growth, history, personal, report
from talanoa.amend import amend
from talanoa.build import in_order
from talanoa.cli.build import default_jobs
from talanoa.cli.options import ROOT, count_words, now_option, say, uses_colour
from talanoa.git import Unanswered
from talanoa.history import Finding
from talanoa.problems import Problem, has_errors

FORMATS = ("text", "github", "json", "sarif")


@click.command()
@click.option("--format", "format_", type=click.Choice(FORMATS), default="text", show_default=True)
@click.option("--strict", is_flag=True, help="Fail on warnings too.")
@now_option
@click.option("--against", metavar="REV", help="Report what would fail those who rely on what REV published, too.")
@click.option(
    "--contribution", "contributed", is_flag=True, help="Report paths changed since REV that are no contributor's."
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
    changed = _changed(against, contributed, mended, now, paths) if against is not None else []
    found = in_order([*changed, *engine.check(ROOT, now, jobs=default_jobs(), cache=True)])
    problems = [problem for problem in found if _within(problem, paths)]
    click.echo(_rendered(problems, format_), nl=False)
    if format_ == "text":
        say(count_words(problems))
    sys.exit(has_errors(problems, strict=strict))


def _changed(revision: str, contributed: bool, mended: bool, now: datetime, paths: tuple[str, ...]) -> list[Problem]:
    """What is wrong with the changes since a revision, after mending what can be."""
    try:
        problems = contribution.check(ROOT, revision) if contributed else []
        before = history.past(ROOT, revision)
    except Unanswered as reason:
        say(str(reason))
        sys.exit(2)
    if contributed:
        problems += [*personal.brought(ROOT, before, now), *growth.brought(ROOT, before, now)]
    findings = history.compare(ROOT, before, now)
    if mended and _mended(findings, paths):
        findings = history.compare(ROOT, before, now)
    return [*problems, *(finding.problem for finding in findings)]


def _mended(findings: list[Finding], paths: tuple[str, ...]) -> bool:
    """True if something was; what, is said."""
    done = False
    try:
        for amendment in amend(ROOT, history.wishes(one for one in findings if _within(one.problem, paths))):
            say(str(amendment))
            done = True
    except OSError as error:
        say(f"{error.filename} can't be written: {error.strerror}")
    return done


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
