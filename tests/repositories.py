"""Repositories of git, as people have them who send us something."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

POST = "---\ntitle: Reefs\ndate: 2026-01-02\nauthors: [{name: Ann}]\nkind: blog\n---\nText\n"


def git(folder: Path, *words: str) -> str:
    """Git as someone uses it who has no settings of their own."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    return subprocess.run(
        ["git", "-c", "user.name=Ann", "-c", "user.email=ann@example.org", "-c", "protocol.file.allow=always", *words],
        cwd=folder,
        env={**kept, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1", "GIT_TEMPLATE_DIR": ""},
        check=True,
        capture_output=True,
        encoding="utf-8",
    ).stdout


def commit(folder: Path) -> None:
    git(folder, "add", "--all", "--force")
    git(folder, "commit", "--quiet", "--no-verify", "--message", "x")


def write(root: Path, path: str, text: str = "x\n") -> None:
    (root / path).parent.mkdir(parents=True, exist_ok=True)
    (root / path).write_text(text, "utf-8")


def begin(folder: Path) -> Path:
    """Makes a folder a repository, on a branch of its own from `main`."""
    git(folder, "init", "--quiet", "--initial-branch=main")
    commit(folder)
    git(folder, "switch", "--quiet", "--create", "contribution")
    return folder
