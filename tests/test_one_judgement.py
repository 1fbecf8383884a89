"""What stops or worries a build, the check says, with its place, and nothing else; and neither needs MkDocs."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path
from unittest.mock import patch

import pytest

from talanoa.checks import portable
from talanoa.engine import Request, build, check
from talanoa.problems import Problem, Severity, has_errors
from tests.conftest import REPOSITORY
from tests.test_cases import CASES, NAMES, NOW, make


@pytest.mark.parametrize("name", NAMES)
def test_build_and_check_judge_alike(name: str, tmp_path: Path) -> None:
    """Notes say what could be better, and only the check has them. A strict build stops at warnings, and so makes no site of most cases."""
    root = tmp_path / "network"
    root.mkdir()
    make(name, root)
    checked = [problem for problem in check(root, NOW) if problem.severity is not Severity.NOTE]
    reported: list[Problem] = []
    built = build(root, Request(NOW, cache=False), tmp_path / "site", strict=True, report=reported.extend)
    assert [problem for problem in reported if problem.severity is not Severity.NOTE] == checked
    assert (built is None) is has_errors(checked, strict=True)


def test_what_windows_cannot_write_is_an_error_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    make("unportable-name", tmp_path)
    monkeypatch.setattr(portable, "WRITES_ALL", False)
    reported: list[Problem] = []
    assert build(tmp_path, Request(NOW, cache=False), tmp_path / "site", strict=False, report=reported.extend) is None
    found = [problem for problem in check(tmp_path, NOW) if problem.code == "unportable-name"]
    assert found == [problem for problem in reported if problem.code == "unportable-name"]
    assert {(problem.place.file, problem.severity) for problem in found} == {
        ("members.yml", Severity.ERROR),
        ("posts/2026-02-03-aux.md", Severity.ERROR),
    }


def test_a_document_that_no_one_may_open_is_found_before_the_site_is_written(tmp_path: Path) -> None:
    """Tests may be run by someone who may open everything."""
    shutil.copytree(CASES / "base", tmp_path, dirs_exist_ok=True)
    (tmp_path / "docs/report.pdf").write_bytes(b"%PDF-1.7")
    with patch("os.access", lambda path, mode: Path(path).name != "report.pdf"):
        assert [(problem.code, problem.place.file) for problem in check(tmp_path, NOW)] == [
            ("unreadable-file", "docs/report.pdf")
        ]


def test_a_folder_that_the_site_cannot_go_to_is_a_problem_of_the_settings(tmp_path: Path) -> None:
    make("bad-path__site-folder", tmp_path)
    reported: list[Problem] = []
    assert build(tmp_path, Request(NOW, cache=False), None, strict=False, report=reported.extend) is None
    assert [problem for problem in check(tmp_path, NOW) if problem.severity is not Severity.NOTE] == reported
    assert [str(problem.place) for problem in reported] == ["mkdocs.yml:3:11"]


WITHOUT = """
import sys
for name in ("mkdocs", "material", "properdocs"):
    sys.modules[name] = None
from talanoa.cli import main
main()
"""


@pytest.mark.parametrize("words", ["check --strict", "build --now 2026-11-21 --site-dir {site}"])
def test_neither_mkdocs_nor_material_is_needed(words: str, tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", WITHOUT, *words.format(site=tmp_path / "site").split()],
        cwd=REPOSITORY,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stderr
