"""A command imports what it needs: what makes pages, feeds and calendars takes longer to load than some commands take in all."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import with_caches, write_network

SEEN = """
import sys
from talanoa.cli import main
try:
    main(sys.argv[1:])
except SystemExit as done:
    assert not done.code
print("imported:", *sorted(sys.modules))
"""
SERVERS = {"mkdocs", "starlette", "uvicorn", "watchfiles"}
RENDERING = {"babel", "icalendar", "icu", "jinja2", "lxml", "markdown", "markdown_it", "nh3", "PIL", "yaml"}
OURS = {f"talanoa.{room}" for room in ("build", "checks", "load", "markup", "outputs", "search", "site", "source")}
COMPARING = {"talanoa.history", "talanoa.contributed", "talanoa.amend"}


def imported(root: Path, *command: str) -> set[str]:
    environment = {**os.environ, **with_caches(root.parent / "cache"), "SOURCE_DATE_EPOCH": "1795219200"}
    done = subprocess.run(
        [sys.executable, "-c", SEEN, *command],
        cwd=root,
        env=environment,
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    return set(done.stdout.rpartition("imported:")[2].split())


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return write_network(
        tmp_path / "network", {"docs/index.md": "# Home\n", "mkdocs.yml": "site_url: https://a.example/\n"}
    )


def test_help(root: Path) -> None:
    assert not imported(root, "--help") & (
        SERVERS | RENDERING | OURS | COMPARING | {"talanoa.engine", "talanoa.report"}
    )


def test_a_build_of_the_same(root: Path) -> None:
    assert RENDERING & imported(root, "build"), "else this shows nothing"
    assert not imported(root, "build") & (SERVERS | RENDERING | OURS | COMPARING)


def test_a_check(root: Path) -> None:
    """What writes YAML is there, since the forms of pages are described next to it."""
    assert not imported(root, "check") & (SERVERS | COMPARING - {"talanoa.amend"})
