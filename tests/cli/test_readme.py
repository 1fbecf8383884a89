"""What README shows of `talanoa check` is what it says."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from talanoa.cli import main

ROOT = Path(__file__).parent.parent.parent
SHOWN = re.compile(r"^(\w+\.yml):(\d+):\d+: .*\n +\d+ \| (.*)\n", re.MULTILINE)


def test_the_excerpt_of_the_check_is_real(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    excerpt = (
        (ROOT / "README.md").read_text("utf-8").split("files it says this")[1].split("```text\n")[1].split("```")[0]
    )
    for path in ROOT.glob("*.yml"):
        shutil.copy(path, tmp_path)
    for file, number, shown in SHOWN.findall(excerpt):
        lines = (tmp_path / file).read_text("utf-8").split("\n")
        lines[int(number) - 1] = shown
        (tmp_path / file).write_text("\n".join(lines), "utf-8")
    monkeypatch.chdir(tmp_path)
    said = CliRunner().invoke(main, ["check", "--now", "2026-11-21"], terminal_width=100).output
    *errors, count = [part for part in excerpt.replace("…\n", "\n").split("\n\n") if part]
    assert [error for error in errors if error not in said] == []
    assert count == f"{len(errors)} errors, {said.count(': note[')} notes\n"
