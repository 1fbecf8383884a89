"""talanoa intake: what people send without git, taken over into the network's files."""

from __future__ import annotations

import posixpath
import sys
from datetime import datetime
from typing import IO

import click
from msgspec.structs import replace

from talanoa import clock
from talanoa import intake as intake_
from talanoa.cli.content import content, difference
from talanoa.cli.options import ROOT, count_words, now_option, say
from talanoa.cli.trial import Trial, tried
from talanoa.files import put_all, refusal
from talanoa.intake import Wish
from talanoa.model.zones import there
from talanoa.problems import has_errors
from talanoa.source import MAX_BYTES


@click.command()
@click.argument("file", type=click.File("rb"))
@click.option("--check", is_flag=True, help="Say what the whole check says of the result, and change nothing.")
@click.option("--dry-run", is_flag=True, help="Show what would be changed, line by line, and change nothing.")
@now_option
def intake(file: IO[bytes], check: bool, dry_run: bool, now: datetime | None) -> None:
    """Make the change that FILE asks for: the text of an issue form, or of a letter of the site's own forms; - reads it from
    standard input.

    What is printed can be put below the issue as it is. Where the change can't be made, or `talanoa check` would not accept
    it, nothing is changed, and the reasons are given (exit status 1).
    """
    files = content()
    now = now or clock.now()
    data = file.read(MAX_BYTES + 1)
    try:
        found = intake_.wish(data, files, there(now, files.network.timezone).date())
        if not isinstance(found, Wish):
            click.echo(intake_.refused(found), nl=False)
            sys.exit(1)
        trial = tried(files, found.files, _pictures(found), now)
        found = replace(found, files=trial.files)
        done = not (check or dry_run or has_errors(trial.problems))
        if done:
            put_all(ROOT, found.files)
    except OSError as error:
        say(refusal(error, "read or written"))
        sys.exit(1)
    click.echo(intake_.accepted(found, done=done), nl=False)
    if dry_run:
        changes = "".join(f"{line}\n" for line in difference(found.files))
        click.echo(f"\n{intake_.quoted(changes, whole=True)}")
    if check or trial.problems:
        click.echo(f"\n{_judgement(found, trial)}")
    sys.exit(has_errors(trial.problems))


def _pictures(wish: Wish) -> list[str]:
    folder = posixpath.dirname(next(iter(wish.files)))
    return [f"{folder}/{picture.name}" for picture in wish.pictures]


def _judgement(wish: Wish, trial: Trial) -> str:
    if not trial.problems:
        return "The check finds no problems in it."
    end = " Nothing has been changed." if has_errors(trial.problems) else ""
    typed = intake_.typed_at([*intake_.traced(wish, trial.problems)])
    parts = f"The check finds {count_words(trial.problems)} in it.{end}", intake_.quoted(trial.shown), typed
    return "\n\n".join(filter(None, parts))
