"""A network may be in a part of a repository, and a folder may be dressed as one."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.cli.test_contribution import BASE, reported
from tests.conftest import Files
from tests.repositories import POST, commit, git, write

from talanoa.contribution import check
from talanoa.git import Unanswered

pytestmark = pytest.mark.skipif(not shutil.which("git"), reason="needs git")


def test_a_network_in_a_part_of_the_repository(network: Callable[[Files], Path]) -> None:
    root = network(BASE)
    top = root.parent
    write(top, "elsewhere/posts/text.md")
    git(top, "init", "--quiet", "--initial-branch=main")
    commit(top)
    write(root, "posts/new.md", POST)
    write(root, "mkdocs.yml")
    write(top, ".github/workflows/x.yml")
    write(top, "elsewhere/posts/text.md", "changed\n")
    write(top, "posts/text.md")
    found = reported(root)
    assert sorted(found) == [
        "../.github/workflows/x.yml",
        "../elsewhere/posts/text.md",
        "../posts/text.md",
        "mkdocs.yml",
    ]
    assert "build machine" in found["../.github/workflows/x.yml"]
    assert "settings" in found["mkdocs.yml"]


def test_a_folder_dressed_as_a_repository(network: Callable[[Files], Path], tmp_path: Path) -> None:
    """Git takes a folder with HEAD, objects and refs for a repository, and its `config` for orders."""
    root = network(BASE)
    git(root.parent, "init", "--quiet", "--initial-branch=main")
    commit(root.parent)
    git(root, "init", "--quiet", "--bare", ".")
    write(root, "config", f'[core]\n\tbare = true\n\tfsmonitor = "touch {tmp_path}/ran; false"\n')
    with pytest.raises(Unanswered, match="bare repository"):
        check(root, "main")
    assert not (tmp_path / "ran").exists()
