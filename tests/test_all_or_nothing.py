"""The site folder changes only when a build succeeded; an interrupted build leaves the last one whole."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from tests.conftest import NOW, Command, Files, tree

MEMBERS = "members:\n  - {id: open-reef, name: Open Reef, country: FJ}\n"


def test_an_error_leaves_the_site_as_it_was(network: Callable[[Files], Path], command: Command) -> None:
    root = network({"members.yml": MEMBERS})
    assert command(root, "talanoa", "build", "--now", NOW).returncode == 0
    before = tree(root / "site")
    (root / "members.yml").write_text(MEMBERS + "  - {id: Wrong Id, name: X, country: FJ}\n", "utf-8")
    for program in ("talanoa", "mkdocs"):
        done = command(root, program, "build")
        assert done.returncode == 1
        assert "members.yml:3:10: error[bad-id]" in done.stderr
        assert "Traceback" not in done.stderr
    assert tree(root / "site") == before
    assert sorted(path.name for path in root.iterdir() if path.name.startswith(".site")) == []


def test_a_page_that_is_gone_is_gone(network: Callable[[Files], Path], command: Command) -> None:
    root = network({"members.yml": MEMBERS})
    assert command(root, "talanoa", "build", "--now", NOW).returncode == 0
    assert (root / "site/members/open-reef/index.html").exists()
    (root / "members.yml").write_text("members: []\n", "utf-8")
    assert command(root, "talanoa", "build", "--now", NOW).returncode == 0
    assert not (root / "site/members/open-reef").exists()


def test_an_interrupted_build(network: Callable[[Files], Path], command: Command) -> None:
    root = network({"members.yml": MEMBERS})
    assert command(root, "talanoa", "build", "--now", NOW).returncode == 0
    before = tree(root / "site")
    for seconds in (0.3, 0.6, 0.9):
        process = subprocess.Popen(
            [str(Path(sys.executable).parent / "talanoa"), "build", "--now", "2026-12-24"],
            cwd=root,
            stderr=subprocess.DEVNULL,
        )
        time.sleep(seconds)
        process.send_signal(signal.SIGKILL)
        process.wait()
        assert tree(root / "site").keys() == before.keys()
    assert command(root, "talanoa", "build", "--now", NOW).returncode == 0
    assert tree(root / "site") == before


def test_a_site_dir_elsewhere(network: Callable[[Files], Path], command: Command, tmp_path: Path) -> None:
    root = network({"members.yml": MEMBERS})
    done = command(root, "talanoa", "build", "--now", NOW, "--site-dir", str(tmp_path / "public/www"))
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "public/www/index.html").exists()
    assert not (root / "site").exists()


def test_a_file_that_did_not_change_keeps_its_time(network: Callable[[Files], Path], command: Command) -> None:
    """Servers make ETags of times; what is the same must not be sent again."""
    root = network({"posts/a.md": "---\ntitle: A\ndate: 2026-10-01\nauthors: [{name: B}]\nkind: news\n---\nText.\n"})
    assert command(root, "talanoa", "build", "--now", "2026-11-21").returncode == 0
    for path in (root / "site").rglob("*"):
        os.utime(path, (1, 1))
    (root / "docs/about.md").write_text("# About us\n", "utf-8")
    assert command(root, "talanoa", "build", "--now", "2026-11-21").returncode == 0
    assert (root / "site/rss.xml").stat().st_mtime == 1
    assert (root / "site/about/index.html").stat().st_mtime > 1
