"""A case is a folder of cases/: a tiny site and `expected.txt`, every problem that it has, one a line.

What a case lacks is taken from cases/base, or only mkdocs.yml if it has a network.yml of its own. The name is the problem's code,
perhaps with `__` and the story. `TALANOA_REFRESH=1 pytest tests/test_cases.py` writes what is found as expected: look
at the difference before you commit it.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from talanoa.engine import check
from talanoa.problems import Problem
from talanoa.source import MAX_BYTES
from tests.conftest import of_linux_names

CASES = Path(__file__).parent / "cases"
NAMES = sorted(path.name for path in CASES.iterdir() if path.name != "base")
# They have names beside others that differ in capitals alone.
OF_CAPITALS = ("stray-file__as-people-see-them", "stray-file__other-kinds")
NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)


def _tracked(root: Path) -> None:
    (root / ".cache").mkdir()
    (root / ".cache/conversions").write_text("x", "utf-8")
    for words in ("init --quiet", "add --force .cache"):
        subprocess.run(["git", *words.split()], cwd=root, check=True)


# What can't be in a repository as a file.
MADE: dict[str, Callable[[Path], object]] = {
    "missing-file": lambda root: (root / "network.yml").unlink(),
    "too-large": lambda root: (root / "members.yml").write_bytes(b"#" * (MAX_BYTES + 1)),
    "stray-file": lambda root: (root / "posts/linked.md").symlink_to("hello.md"),
    "tracked-cache": _tracked,
    "stray-file__as-people-see-them": lambda root: named_alike(root),
    "stray-file__other-letters": lambda root: named_in_other_letters(root),
    "stray-file__too-deep": lambda root: (root / "posts" / "/".join(["a"] * 30)).mkdir(parents=True),
}


def named_alike(root: Path) -> None:
    """Names that not every computer can tell apart, or write."""
    alike = ("docs/Notes/a.pdf", "docs/notes/b.pdf", "docs/Notes/Old/c.pdf", "docs/notes/old/d.pdf")
    for path in ("Posts/one.md", "EVENTS/y.yml", "docs/Cafe\u0301.pdf", "members.yml ", "Members.YML", *alike):
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text("id: y\n", "utf-8")
    for path in ("docs/Photo.png", "docs/photo.png"):
        shutil.copy(Path(__file__).parent.parent / ".github/pictures/home.png", root / path)


def named_in_other_letters(root: Path) -> None:
    """Names that people take for the right ones, and posts and entries in files whose names say that they are none."""
    post = "---\ntitle: T\ndate: 2026-11-01\nauthors: [{ name: Ana Example }]\nkind: blog\n---\n\nText.\n"
    for path, text in {
        "\u0435vents.yml": "events: []\n",  # a Cyrillic letter
        "mem\u200bbers.yml": "members: []\n",
        "events\uff0eyml": "events: []\n",
        "posts/one.txt": post,
        "posts/two": post,
        "posts/three.\uff4d\uff44": post,
        "posts/four/Index.md": post,
        "posts/five.md~": post,
        "posts/cafe\u0301.md": post,
        "posts/honest.txt": "A mere text.\n",
        "events/six.txt": "- id: six\n  title: Six\n",
        "events/honest.txt": "A mere text.\n",
        "docs/guide/Index.md": "# Guide\n",
    }.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, "utf-8")


@pytest.mark.parametrize(
    "name", [pytest.param(name, marks=of_linux_names) if name in OF_CAPITALS else name for name in NAMES]
)
def test_case(name: str, tmp_path: Path) -> None:
    make(name, tmp_path)
    found = "".join(f"{line}\n" for line in map(told, check(tmp_path, NOW)))
    expected = CASES / name / "expected.txt"
    if os.environ.get("TALANOA_REFRESH"):
        expected.write_text(found, "utf-8")
    assert found == expected.read_text("utf-8")
    assert f"[{name.partition('__')[0]}]" in found, "a case shows the problem that it is named after"


def test_base_is_without_problems(tmp_path: Path) -> None:
    shutil.copytree(CASES / "base", tmp_path, dirs_exist_ok=True)
    assert not check(tmp_path, NOW)


def make(name: str, root: Path) -> None:
    """The case's site in a folder of its own."""
    case = CASES / name
    if not (case / "network.yml").exists():
        shutil.copytree(CASES / "base", root, dirs_exist_ok=True)
        for path in case.iterdir():  # a folder may be where the base has a file
            if path.is_dir() and (root / path.name).is_file():
                (root / path.name).unlink()
    else:
        shutil.copy(CASES / "base/mkdocs.yml", root)
    shutil.copytree(case, root, dirs_exist_ok=True, ignore=shutil.ignore_patterns("expected.txt"))
    MADE.get(name, lambda root: None)(root)


def told(problem: Problem) -> str:
    meant = f" (did you mean '{problem.suggestion}'?)" if problem.suggestion else ""
    return f"{problem.place}: {problem.severity}[{problem.code}] {problem.message}{meant}"
