"""talanoa schema prints what the site publishes."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.conftest import MKDOCS, NETWORK, Command, Files

THEMES = NETWORK + "themes: [{ id: budgets, title: Budgets }]\n"


def test_it_prints_the_very_bytes_that_the_site_publishes(network: Callable[[Files], Path], command: Command) -> None:
    root = network({"network.yml": THEMES})
    assert command(root, "talanoa", "build").returncode == 0
    for noun in ("network", "members", "events", "post"):
        done = command(root, "talanoa", "schema", noun)
        assert done.returncode == 0 and done.stderr == ""
        assert done.stdout == (root / f"site/data/schema/{noun}.json").read_text("utf-8")
        assert json.loads(done.stdout)["$id"] == f"https://reef.example.org/data/schema/{noun}.json"


@pytest.mark.parametrize(
    "files",
    [
        {"network.yml": "id: [\n"},
        {"mkdocs.yml": MKDOCS.replace("site_url: https://reef.example.org/\n", "")},
        {"mkdocs.yml": "site_url: {\n"},
        {"mkdocs.yml": b"\xff\xfe"},
    ],
)
def test_broken_files_are_no_reason_not_to_help(
    network: Callable[[Files], Path], command: Command, files: Files
) -> None:
    """Who fixes them needs the schema most."""
    done = command(network(files), "talanoa", "schema", "members")
    assert done.returncode == 0 and done.stderr == ""
    assert json.loads(done.stdout)["$defs"]["Member"]


def test_an_empty_folder_is_enough(tmp_path: Path, command: Command) -> None:
    done = command(tmp_path, "talanoa", "schema", "network")
    assert done.returncode == 0
    assert json.loads(done.stdout)["title"] == "network.yml"


def test_another_noun_is_wrong_usage(tmp_path: Path, command: Command) -> None:
    done = command(tmp_path, "talanoa", "schema", "people")
    assert done.returncode == 2
    assert "members" in done.stderr
