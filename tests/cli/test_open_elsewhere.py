"""On Windows no one can replace what Excel has open: every command that writes says so, and what to do."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner
from tests.conftest import REPOSITORY, Files, tree
from tests.intake.bodies import DAY, FILES, ITEM, body

from talanoa.cli import main
from talanoa.files import refusal

SENT = {"item.md": body("agenda-item", **ITEM), "sheet.csv": "name,country\nTidal Trust,FJ\n"}
COMMANDS = {
    "intake item.md": "events.yml can't be read or written",
    "new member --name Tidal --country FJ": "members.yml can't be written",
    "import members sheet.csv": "members.yml can't be written",
    "report desk --ics --out desk.ics": "desk.ics can't be written",
}


@pytest.mark.parametrize(("command", "said"), COMMANDS.items(), ids=[it.split()[0] for it in COMMANDS])
def test_a_command_says_which_file_to_close(
    command: str, said: str, network: Callable[[Files], Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    root = network({**FILES, **SENT})
    monkeypatch.chdir(root)
    before = tree(root)
    real = os.replace

    def refuse(source: str, target: str) -> None:
        if Path(target).resolve() in (root / "events.yml", root / "members.yml", root / "desk.ics"):
            raise PermissionError(13, "Access is denied", source, None, target)
        real(source, target)

    monkeypatch.setattr(os, "replace", refuse)
    done = CliRunner().invoke(main, [*command.split(), *(["--now", DAY] if "import" not in command else [])])
    assert (
        done.exit_code and f"{said}: Access is denied; if it is open in another program, close it there" in done.stderr
    )
    assert tree(root) == before and "added" not in done.stderr


def test_a_file_is_named_as_people_would() -> None:
    at = os.path.join(".", "members.yml")
    assert refusal(OSError(28, "No space left", at), "written") == "members.yml can't be written: No space left"
    assert refusal(OSError(28, "No space left"), "written") == "a file can't be written: No space left"


def test_what_a_system_refuses_is_put_into_words_in_one_place() -> None:
    commands = (REPOSITORY / "plugins/talanoa/cli").rglob("*.py")
    assert not [path.name for path in commands if "strerror" in path.read_text("utf-8")]
