"""The repository's own site as readers get it, and the same with everything from right to left."""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from typing import Literal

import pytest
from tests.conftest import NOW, REPOSITORY, run
from tests.once import made_once

Direction = Literal["ltr", "rtl"]
DIRECTIONS: tuple[Direction, ...] = ("ltr", "rtl")
CONTENT = ("network.yml", "mkdocs.yml", "members.yml", "events.yml", "members", "events", "posts", "docs")
_LANGUAGES = re.compile(r"^languages: \[en, ", re.MULTILINE)


def build_site(folder: Path, root: Path = REPOSITORY) -> Path:
    """Builds a network's site into a folder, by the real command."""
    done = run(root, "talanoa", "build", "--now", NOW, "--site-dir", str(folder))
    assert done.returncode == 0, done.stderr
    return folder


def the_site(factory: pytest.TempPathFactory) -> Path:
    """The repository's own site, which tests only read."""
    return made_once(factory, "the-site", build_site)


def build_from_right_to_left(folder: Path, copy: Path) -> Path:
    """The site of a network whose first language is Urdu; `copy` is where its files may be."""
    copy.mkdir(parents=True)
    for name in CONTENT:
        path = REPOSITORY / name
        if path.is_dir():
            shutil.copytree(path, copy / name)
        elif path.exists():
            shutil.copy(path, copy / name)
    network = copy / "network.yml"
    text, found = _LANGUAGES.subn("languages: [ur, en, ", network.read_text("utf-8").replace(", ur, ", ", "))
    assert found == 1, "network.yml says its languages in another way than this function knows"
    network.write_text(text, "utf-8")
    return build_site(folder, copy)
