"""Options and output that commands share."""

from __future__ import annotations

import os
import sys
from collections import Counter
from collections.abc import Callable, Iterable
from datetime import datetime
from pathlib import Path
from typing import Any, TextIO

import click

from talanoa import report
from talanoa.files import refusal
from talanoa.model.wrong import shown
from talanoa.model.zones import FIRST_YEAR, LAST_YEAR, is_zone
from talanoa.problems import Problem, Severity

ROOT = Path()


class Zone(click.ParamType[str]):
    """A time zone by its name."""

    name = "zone"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        if not is_zone(value):
            self.fail(f"'{shown(value)}' is not a time zone such as Asia/Manila", param, ctx)
        return value


class Number(click.ParamType[int]):
    """A whole number from one to another, both included."""

    name = "number"

    def __init__(self, first: int, last: int) -> None:
        self.range = range(first, last + 1)

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:
        try:
            number = int(value)
        except ValueError:
            number = -1
        if number not in self.range:
            self.fail(
                f"'{shown(str(value))}' is not a whole number from {self.range[0]} to {self.range[-1]}", param, ctx
            )
        return number


class Moment(click.ParamType[datetime]):
    """A date, or a date with a time; without an offset it is the network's local time."""

    name = "date"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> datetime:
        if isinstance(value, datetime):
            return value
        try:
            moment = datetime.fromisoformat(value)
        except ValueError:
            self.fail(f"'{shown(value)}' is not a date such as 2026-11-21", param, ctx)
        if not FIRST_YEAR <= moment.year <= LAST_YEAR:
            self.fail(f"'{shown(value)}' is not in the years {FIRST_YEAR} to {LAST_YEAR}", param, ctx)
        return moment


def now_option(command: Callable[..., Any]) -> Callable[..., Any]:
    return click.option("--now", type=Moment(), help="Take this as today (or set SOURCE_DATE_EPOCH).")(command)


def read_given(file: Path, most: int) -> bytes:
    """What is in a file that someone names, up to one byte more than `most`; refuses what can't be read."""
    try:
        with file.open("rb") as opened:
            return opened.read(most + 1)
    except OSError as error:
        raise click.UsageError(refusal(error, "read", file)) from None


def asks_here() -> bool:
    """True where someone can be asked: elsewhere a command says what is missing."""
    return sys.stdin.isatty() and sys.stderr.isatty()


def uses_colour(stream: TextIO) -> bool:
    """Only on a terminal, and not where NO_COLOR is set (no-color.org)."""
    return stream.isatty() and not os.environ.get("NO_COLOR")


def count_words(problems: tuple[Problem, ...] | list[Problem]) -> str:
    """`2 errors, 1 warning`; notes are no problems."""
    counts = Counter(problem.severity for problem in problems)
    found = [_count(counts[severity], severity) for severity in (Severity.ERROR, Severity.WARNING) if counts[severity]]
    notes = [_count(counts[Severity.NOTE], Severity.NOTE)] if counts[Severity.NOTE] else []
    return ", ".join([*(found or ["no problems"]), *notes])


def _count(count: int, word: str) -> str:
    return f"{count} {word}{'s' if count != 1 else ''}"


def were(number: int, dry_run: bool) -> str:
    """What is said of so many things that a command changes, or would."""
    return "would be" if dry_run else "was" if number == 1 else "were"


def say(text: str) -> None:
    """Progress and summaries go to standard error."""
    click.echo(text, file=sys.stderr)


def show(problems: Iterable[Problem], root: Path = ROOT) -> None:
    """Each problem with its place, on standard error."""
    click.echo(report.as_text(problems, root, colour=uses_colour(sys.stderr)), file=sys.stderr, nl=False)


class Reported:
    """Shows problems as they are reported, and has them all to count."""

    def __init__(self) -> None:
        self.problems: list[Problem] = []

    def __call__(self, problems: tuple[Problem, ...]) -> None:
        self.problems.extend(problems)
        show(problems)
