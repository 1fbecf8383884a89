"""talanoa check: every problem at once, nothing built."""

from __future__ import annotations

import os
import sys
from datetime import datetime
from pathlib import Path, PurePosixPath

import click

from talanoa import clock, engine, report
from talanoa.cli.build import default_jobs
from talanoa.cli.options import ROOT, count_words, now_option, say, uses_colour
from talanoa.problems import Problem, has_errors, in_order

FORMATS = ("text", "github", "json", "sarif")


class _Path(click.ParamType[str]):
    """A file or a folder of the network's, as problems name it: from the network's folder."""

    name = "path"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        path = Path(os.path.normpath(value))
        if path.is_absolute() or ".." in path.parts:
            path, root = path.resolve(), ROOT.resolve()
            if not path.is_relative_to(root):
                self.fail(f"'{value}' is not in this folder, which is the one that is checked", param, ctx)
            path = path.relative_to(root)
        return path.as_posix()


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
@click.option("--fix", "fixes", is_flag=True, help="Correct `sequence` and `updated` of events changed since REV.")
@click.argument("paths", nargs=-1, type=_Path(), metavar="[PATH]...")
def check(
    format_: str,
    strict: bool,
    now: datetime | None,
    against: str | None,
    contributed: bool,
    fixes: bool,
    paths: tuple[str, ...],
) -> None:
    """Report every problem of the network's files; with PATHs, only those in them."""
    if against is None and (contributed or fixes):
        raise click.UsageError(f"{'--contribution' if contributed else '--fix'} needs --against REV")
    now = now or clock.now()
    changed: list[Problem] = []
    if against is not None:
        from talanoa.cli import changes  # with what compares sites, which others needn't wait for

        changed = changes.problems(against, contributed, fixes, now, lambda problem: _within(problem, paths))
    found = in_order([*changed, *engine.check(ROOT, now, jobs=default_jobs(), cache=True)])
    problems = [problem for problem in found if _within(problem, paths)]
    if against is None:  # otherwise it may be a file that was deleted since
        _refuse_what_is_not_there(paths, problems)
    click.echo(_rendered(problems, format_), nl=False)
    if format_ == "text":
        say(count_words(problems))
    sys.exit(has_errors(problems, strict=strict) or (has_errors(problems, strict=True) and engine.is_strict(ROOT)))


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
    return not paths or any(file.is_relative_to(path) for path in paths)


def _refuse_what_is_not_there(paths: tuple[str, ...], problems: list[Problem]) -> None:
    """Of a file that isn't there the only problems are that it is missing: without any, someone has mistyped its name."""
    for path in paths:
        if not os.path.lexists(ROOT / path) and not any(_within(problem, (path,)) for problem in problems):
            raise click.UsageError(f"there is no file or folder '{path}' here")
