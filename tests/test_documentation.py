"""The documentation is complete, because this says so."""

from __future__ import annotations

import re
from pathlib import Path

import click
import pytest

from talanoa import cli, manual, source
from talanoa.checks import lengths
from talanoa.images import picture
from talanoa.load import content
from talanoa.markup.convert import convert
from talanoa.markup.converted import Link
from talanoa.model import recurrence
from talanoa.model.event import Override
from talanoa.model.fields import declared
from talanoa.model.meanings import MEANINGS
from talanoa.model.post import Post
from talanoa.problems import CODES

ROOT = Path(__file__).parent.parent
PROBLEMS = ROOT / "plugins/talanoa/manual/problems.md"
# What a post's file gives besides its front matter, and what a key of the file gives.
NOT_WRITTEN = {Post: {"slug", "path", "body"}, Override: {"original"}}
SECTIONS = re.findall(r"^## ([a-z0-9]+(?:-[a-z0-9]+)*)$", PROBLEMS.read_text("utf-8"), re.MULTILINE)
CASES = {path.name.partition("__")[0] for path in (ROOT / "tests" / "cases").iterdir() if path.name != "base"}

# What takes more than a folder of files: a repository with a past.
EVENTS = ROOT / "tests" / "history" / "test_events_that_change.py"
IDS = ROOT / "tests" / "history" / "test_ids_and_addresses.py"
ELSEWHERE = {
    "sequence-not-raised": EVENTS,
    "updated-not-renewed": EVENTS,
    "vanished-id": IDS,
    "signed-text-changed": ROOT / "tests" / "test_signed_texts.py",
    "published-answers-changed": ROOT / "tests" / "test_published_answers.py",
    "changed-id": IDS,
    "not-a-contributors": ROOT / "tests" / "cli" / "test_contribution.py",
}


@pytest.mark.parametrize("code", CODES)
def test_a_problem_is_explained_and_has_a_case(code: str) -> None:
    assert code in SECTIONS, f"manual/problems.md has no section '## {code}'"
    elsewhere = ELSEWHERE.get(code)
    if elsewhere:
        assert re.search(rf"\b{code}\b", elsewhere.read_text("utf-8"))
    else:
        assert code in CASES, f"tests/cases has no folder '{code}'"


def test_nothing_else_is_explained() -> None:
    assert list(CODES) == SECTIONS, "sections and CODES stand in one order"
    assert set(CODES) >= CASES


@pytest.mark.parametrize("cls", MEANINGS, ids=lambda cls: cls.__name__)
def test_every_field_is_on_the_page_of_fields(cls: type) -> None:
    """With its meaning, and in a table of its own for the class."""
    _, text = manual.page("fields")
    for key in {field.key for field in declared(cls)} - NOT_WRITTEN.get(cls, set()):
        assert re.search(rf"^\| \**`{key}`\** \| {re.escape(MEANINGS[cls][key])} \|", text, re.MULTILINE), key


def test_every_link_of_the_page_of_fields_leads_to_a_table() -> None:
    converted = convert(manual.page("fields")[1])
    named = {heading.id for heading in converted.headings}
    links = [gap.href for gap in converted.gaps if isinstance(gap, Link) and gap.href.startswith("#")]
    assert links and {href.removeprefix("#") for href in links} <= named


def test_the_page_of_problems_has_what_the_code_says() -> None:
    _, text = manual.page("problems")
    for code, meaning in CODES.items():
        assert f"## {code}\n\n*In short: {meaning}.*\n" in text


@pytest.mark.parametrize("name", cli.COMMANDS)
def test_every_command_is_documented(name: str) -> None:
    text, command = manual.page("commands")[1], cli.main.get_command(click.Context(cli.main), name)
    assert f"talanoa {name}" in text and command
    context = click.Context(command)
    names = command.list_commands(context) if isinstance(command, click.Group) else []
    commands = [command, *(command.get_command(context, each) for each in names)]  # type: ignore[attr-defined]
    parameters = [parameter for each in commands if each for parameter in each.params]
    for option in (word for parameter in parameters for word in parameter.opts if word.startswith("--")):
        assert option in text, f"talanoa {name} {option}"


def test_every_module_of_commands_has_one() -> None:
    modules = {path.stem for path in Path(cli.__file__).parent.iterdir() if path.name != "__pycache__"} - {
        "__init__",
        "changes",
        "content",
        "options",
        "sending",
        "trial",
        "safe_writing",
    }
    assert modules == {cli.MODULES.get(name, name) for name in cli.COMMANDS}


def test_contributors_read_the_limits_that_the_code_has() -> None:
    page = (PROBLEMS.parent / "writing.md").read_text("utf-8")
    rows = dict(
        re.findall(
            r"^\| ([^|]+?) \| ([^|]+?) \|$",
            page.partition("## How much there may be")[2].partition("\n## ")[0],
            re.MULTILINE,
        )
    )
    del rows["What"]
    assert [*rows.values()] == [
        f"{source.MAX_LETTERS:,} characters",
        f"{lengths.MAX_LISTED:,} characters, with {lengths.A_NAME} for each name",
        f"{source.MAX_BYTES // 1_000_000} MB",
        f"{picture.MAX_BYTES // 1_000_000} MB and {picture.MAX_PIXELS // 1_000_000} million pixels",
        f"{recurrence.MAX_OCCURRENCES:,}",
        f"{content.MAX_TIMES:,}",
        f"{lengths.MAX_FORMER}",
        f"{content.MAX_FILES:,}",
    ]
