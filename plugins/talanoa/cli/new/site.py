"""talanoa new site: a repository for a new network."""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from collections.abc import Mapping
from datetime import datetime
from importlib.metadata import version
from pathlib import Path

import click

from talanoa import clock, engine, starters
from talanoa.cli.new.asking import plainly, until_right
from talanoa.cli.new.shell import typed
from talanoa.cli.options import asks_here, say, show
from talanoa.files import refusal
from talanoa.model.wrong import Wrong
from talanoa.problems import Problem, has_errors
from talanoa.starters import Answers, Question
from talanoa.starters.answers import authority_of, id_of

_QUESTIONS = {question.key: question for question in starters.QUESTIONS}
# The order in which people are asked; the rest follows from it.
_ASKED = ("name", "address", "languages", "timezone", "colour", "repository")


@click.command()
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@click.option(
    "--starter", type=click.Choice([it for it in starters.STARTERS if it != "empty"]), help="The example to begin from."
)
@click.option("--empty", is_flag=True, help="Begin without an example.")
@click.option("--name", help="What the network is called.")
@click.option("--id", "id_", help="Its short name for programs; otherwise made from the name.")
@click.option("--authority", metavar="DOMAIN,YEAR", help="A domain of yours; otherwise that of the address.")
@click.option("--address", metavar="URL", help="Where the site will be; otherwise at the domain.")
@click.option("--timezone", help="Such as Asia/Manila.")
@click.option("--languages", metavar="TAGS", help="Such as en,id; the main one first. Otherwise en.")
@click.option("--colour", metavar="HEX", help="Such as 0b6e6e.")
@click.option("--repository", metavar="URL", help="Where the files will be kept.")
def site(folder: Path, starter: str | None, empty: bool, id_: str | None, **given: str | None) -> None:
    """Make a repository for a new network in DIR: its content, and what GitHub and GitLab do with it."""
    if starter and empty:
        raise click.UsageError("give --starter or --empty, not both")
    _refuse_what_is_there(folder)
    said = _read({"id": id_, **given})
    now = clock.now()
    asks = asks_here()
    chosen = "empty" if empty else starter or (_choice() if asks else "network")
    answers = _completed(said, now, asks)
    made = starters.files(chosen, answers, now.date(), version("talanoa"))
    problems = _put(folder, made, now)
    if problems:
        show(problems, folder)
        say("Nothing was made: `talanoa check` would not accept it. Please give another answer.")
        sys.exit(1)
    _say_what_next(folder, made, answers, chosen)


def _refuse_what_is_there(folder: Path) -> None:
    try:
        there = sorted(path.name for path in folder.iterdir() if path.name != ".git")
    except FileNotFoundError:
        return
    except OSError as error:
        raise click.UsageError(refusal(error, "used", folder)) from None
    if there:
        raise click.UsageError(f"{folder} is not empty ({there[0]} is there), and nothing is ever overwritten")


def _read(given: Mapping[str, str | None]) -> dict[str, str]:
    """The answers that came as options."""
    said = {}
    for key, answer in given.items():
        if answer is not None:
            try:
                said[key] = starters.judged(_QUESTIONS[key], answer)
            except Wrong as wrong:
                raise click.UsageError(f"--{key}: {plainly(wrong)}") from None
    return said


def _choice() -> str:
    say(
        "Begin with: network (calls, members, statements), workshops (three workshops, and the text that they write), or empty (no example)."
    )
    return str(click.prompt("Which?", type=click.Choice(starters.STARTERS), default="network", err=True))


def _completed(said: dict[str, str], now: datetime, asks: bool) -> Answers:
    """All answers: those given, those that are asked for, and those that follow from them."""
    if asks:
        for key in _ASKED:
            if key not in said:
                said[key] = _asked(_QUESTIONS[key])
    if "authority" not in said and (authority := authority_of(said.get("address", ""), now.date())):
        said["authority"] = authority
    if "address" not in said and "authority" in said:
        said["address"] = f"https://{said['authority'].partition(',')[0]}/"
    if "id" not in said and (id := id_of(said.get("name", ""))):
        said["id"] = id
    missing = [key for key in ("name", "id", "address", "authority", "timezone") if key not in said]
    if missing and not asks:
        raise click.UsageError(_what_is_missing(missing))
    for key in missing:
        said[key] = _asked(_QUESTIONS[key])
    languages = tuple(said.pop("languages", "en").split(","))
    return Answers(**said, languages=languages)


def _what_is_missing(missing: list[str]) -> str:
    missing = [key for key in missing if not (key == "authority" and "address" in missing)]
    if "name" in missing and "id" in missing:
        missing.remove("id")  # which follows from the name
    lines = [f"  --{key:<10} {_QUESTIONS[key].words} Such as: {_QUESTIONS[key].example}" for key in missing]
    return "\n".join(["There is no terminal to ask on. These are missing:", *lines])


def _asked(question: Question) -> str:
    words = question.words if question.default else f"{question.words}\n  For example {question.example}"
    return until_right(words, lambda answer: starters.judged(question, answer), default=question.default)


def _put(folder: Path, made: Mapping[str, bytes], now: datetime) -> tuple[Problem, ...]:
    """Makes the folder, if what is in it passes the check; returns what is wrong otherwise."""
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=".talanoa-", dir=folder.parent) as name:
            draft = Path(name)
            for path, data in made.items():
                (draft / path).parent.mkdir(parents=True, exist_ok=True)
                (draft / path).write_bytes(data)
            problems = engine.check(draft, now)
            if has_errors(problems, strict=True):
                return problems
            folder.mkdir(exist_ok=True)
            for entry in sorted(draft.iterdir()):
                shutil.move(entry, folder / entry.name)
    except OSError as error:
        say(refusal(error, "written"))
        sys.exit(1)
    return ()


def _say_what_next(folder: Path, made: Mapping[str, bytes], answers: Answers, starter: str) -> None:
    say(f"{folder}: {len(made)} files for {answers.name} ({answers.id}, {answers.authority}), checked: no problems.")
    if starter != "empty":
        say(
            "Members, events and posts are examples, and every page says so, until you delete `sample: true` from network.yml."
        )
    program = "talanoa" if shutil.which("talanoa") else os.path.abspath(sys.argv[0])
    say(f"Go there:  {typed('cd', str(folder))}")
    say(f"See it:    {typed(program, 'serve')}")
    say(f"Check it:  {typed(program, 'check')}")
    say("Make it yours: README.md says how.")
