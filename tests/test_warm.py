"""A command that is forked where `talanoa` begins does what the same command does from Python's first step on."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import NOW, Command, Files, tree

MEMBERS = "members:\n  - {id: open-reef, name: 礁 Reef, country: XX}\n"


@pytest.mark.parametrize(
    "words",
    [("check", "--now", NOW), ("check", "--format", "yaml"), ("build", "--now", NOW), ("schema", "members")],
    ids=" ".join,
)
def test_both_ways_end_alike(network: Callable[[Files], Path], command: Command, words: tuple[str, ...]) -> None:
    root = network({"members.yml": MEMBERS})
    forked, started = command(root, "talanoa", *words), command(root, "talanoa", *words, environment={})
    assert (forked.returncode, forked.stdout, forked.stderr) == (started.returncode, started.stdout, started.stderr)


def test_no_command_leaves_anything_to_the_next(network: Callable[[Files], Path], command: Command) -> None:
    root = network({"members.yml": MEMBERS})
    first = command(root, "talanoa", "check", "--now", NOW)
    assert first.returncode == 1
    (root / "members.yml").write_text("members: []\n", "utf-8")
    assert command(root, "talanoa", "build", "--now", NOW).returncode == 0
    before = tree(root / "site")
    (root / "members.yml").write_text(MEMBERS, "utf-8")
    again = command(root, "talanoa", "check", "--now", NOW)
    assert (again.stdout, again.stderr) == (first.stdout, first.stderr)
    assert tree(root / "site") == before
