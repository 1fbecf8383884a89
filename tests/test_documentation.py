"""The documentation is complete, because this says so."""

from __future__ import annotations

import re
from pathlib import Path

import click
import pytest

from talanoa import cli, source
from talanoa.checks import lengths
from talanoa.images import picture
from talanoa.load import content
from talanoa.model import recurrence
from talanoa.model.document import Document
from talanoa.model.event import AgendaItem, Event, Online, Recurrence, Registration, Venue
from talanoa.model.fields import declared
from talanoa.model.member import Contact, Identifiers, Member, Person, Social
from talanoa.model.network import (
    Brand,
    Convener,
    Country,
    Image,
    Join,
    MailingList,
    Network,
    Participation,
    Status,
    Term,
    Topic,
)
from talanoa.model.post import FirstPublished, Guest, LeadImage, Post, Signatory, Signing
from talanoa.model.series import Output, PlaceInSeries, Series, SeriesOutput, Step
from talanoa.problems import CODES

ROOT = Path(__file__).parent.parent
README = ROOT / "README.md"
FIELDS_PAGE = ROOT / "docs" / "fields.md"
SECTIONS = re.findall(
    r"^## ([a-z0-9]+(?:-[a-z0-9]+)*)$", (ROOT / "docs" / "problems.md").read_text("utf-8"), re.MULTILINE
)
CASES = {path.name.partition("__")[0] for path in (ROOT / "tests" / "cases").iterdir() if path.name != "base"}

# What takes more than a folder of files: a repository with a past.
AGAINST = ROOT / "tests" / "cli" / "test_against.py"
ELSEWHERE = {
    "sequence-not-raised": AGAINST,
    "updated-not-renewed": AGAINST,
    "vanished-id": AGAINST,
    "changed-id": AGAINST,
    "not-a-contributors": ROOT / "tests" / "cli" / "test_contribution.py",
}


@pytest.mark.parametrize("code", CODES)
def test_a_problem_is_explained_and_has_a_case(code: str) -> None:
    assert code in SECTIONS, f"docs/problems.md has no section '## {code}'"
    elsewhere = ELSEWHERE.get(code)
    if elsewhere:
        assert re.search(rf"\b{code}\b", elsewhere.read_text("utf-8"))
    else:
        assert code in CASES, f"tests/cases has no folder '{code}'"


def test_nothing_else_is_explained() -> None:
    assert list(CODES) == SECTIONS, "sections and CODES stand in one order"
    assert set(CODES) >= CASES


FIELDS = {
    "network.yml": (Network, Convener, Term, Participation, Join, MailingList, Topic, Status, Country, Brand, Image),
    "members.yml": (Member, Social, Identifiers, Contact, Person, Image),
    "events.yml": (
        *(Event, Venue, Online, Registration, AgendaItem, Document, Recurrence),
        *(PlaceInSeries, Output, Series, SeriesOutput, Step),
    ),
    "The top of a post": (Post, Guest, LeadImage, FirstPublished, Signatory, Signing),
}
# What a post's file gives besides its front matter.
NOT_WRITTEN = {"slug", "path", "body"}


@pytest.mark.parametrize("heading", FIELDS)
def test_every_field_is_documented(heading: str) -> None:
    section = FIELDS_PAGE.read_text().partition(f"\n## {heading}\n")[2].partition("\n## ")[0]
    keys = {field.key for noun in FIELDS[heading] for field in declared(noun)} - NOT_WRITTEN
    assert sorted(key for key in keys if not re.search(rf"\b{key}\b", section)) == []


@pytest.mark.parametrize("name", cli.COMMANDS)
def test_every_command_is_documented(name: str) -> None:
    readme, command = README.read_text(), cli.main.get_command(click.Context(cli.main), name)
    assert f"talanoa {name}" in readme and command
    commands = [command, *command.commands.values()] if isinstance(command, click.Group) else [command]
    parameters = [parameter for command in commands for parameter in command.params]
    for option in (word for parameter in parameters for word in parameter.opts if word.startswith("--")):
        assert option in readme, f"talanoa {name} {option}"


def test_every_module_of_commands_has_one() -> None:
    modules = {path.stem for path in Path(cli.__file__).parent.glob("*.py")} - {"__init__", "changes", "options"}
    assert modules == {*cli.COMMANDS}


def test_contributors_read_the_limits_that_the_code_has() -> None:
    page = (ROOT / "docs" / "contribute.md").read_text("utf-8")
    rows = dict(
        re.findall(r"^\| ([^|]+?) \| ([^|]+?) \|$", page.partition("## How much there may be")[2], re.MULTILINE)
    )
    del rows["What"]
    assert [*rows.values()] == [
        f"{source.MAX_LETTERS:,} letters",
        f"{lengths.MAX_LISTED:,} letters, with {lengths.A_NAME} for each name",
        f"{source.MAX_BYTES // 1_000_000} MB",
        f"{picture.MAX_BYTES // 1_000_000} MB and {picture.MAX_PIXELS // 1_000_000} million pixels",
        f"{recurrence.MAX_OCCURRENCES:,}",
        f"{content.MAX_TIMES:,}",
        f"{lengths.MAX_FORMER}",
        f"{content.MAX_FILES:,}",
    ]
