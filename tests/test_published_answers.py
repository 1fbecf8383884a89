"""Two sets of figures, one answer apart, give that answer away: `talanoa check --against` reports it."""

from __future__ import annotations

import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest

from talanoa import history
from talanoa.load import load
from talanoa.problems import Severity
from tests.conftest import NETWORK
from tests.repositories import commit, git

pytestmark = pytest.mark.skipif(not shutil.which("git"), reason="needs git")

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)
EVENT = """\
events:
  - id: day
    title: Day
    type: meeting
    start: 2026-10-01
    survey: { title: S, closes: %s, results: events/answers.csv }
"""
ANSWERS = "Q\n" + 9 * "yes\n" + 8 * "no\n"


def said(root: Path, after: str, before: str = ANSWERS, closes: str = "2026-10-31") -> list[str]:
    (root / "events").mkdir()
    (root / "network.yml").write_text(NETWORK, "utf-8")
    (root / "events.yml").write_text(EVENT % closes, "utf-8")
    (root / "events/answers.csv").write_text(before, "utf-8")
    git(root, "init", "--quiet", "--initial-branch=main")
    commit(root)
    (root / "events/answers.csv").write_text(after, "utf-8")
    content, problems = load(root)
    assert content and not problems
    found = [finding.problem for finding in history.compare(history.past(root, "main"), content, NOW)]
    assert all(problem.severity is Severity.WARNING for problem in found)
    return [f"{problem.place.file}:{problem.place.line} {problem.code}" for problem in found]


REPORTED = ["events.yml:6 published-answers-changed"]


@pytest.mark.parametrize(
    "after",
    [
        pytest.param(ANSWERS + "yes\n", id="one late answer"),
        pytest.param(ANSWERS.removesuffix("no\n"), id="one answer less"),
        pytest.param(ANSWERS.replace("yes\n", "no\n", 1), id="one answer changed"),
    ],
)
def test_one_answer_apart(tmp_path: Path, after: str) -> None:
    assert said(tmp_path, after) == REPORTED


@pytest.mark.parametrize(
    ("before", "after", "closes"),
    [
        pytest.param(ANSWERS, ANSWERS.replace("\n", "\r\n"), "2026-10-31", id="written differently"),
        pytest.param("Q\nyes\nno\n", ANSWERS, "2026-10-31", id="nothing was shown before"),
        pytest.param(ANSWERS, ANSWERS + "no\n", "2026-12-31", id="not closed yet"),
        pytest.param(ANSWERS, "Q\nyes\n", "2026-10-31", id="nothing is shown any more"),
    ],
)
def test_no_figures_to_compare(tmp_path: Path, before: str, after: str, closes: str) -> None:
    assert said(tmp_path, after, before, closes) == []


def test_figures_that_are_taken_away_are_no_second_set(tmp_path: Path) -> None:
    """Whoever is in doubt can remove the file and the field."""
    (tmp_path / "events").mkdir()
    (tmp_path / "network.yml").write_text(NETWORK, "utf-8")
    (tmp_path / "events.yml").write_text(EVENT % "2026-10-31", "utf-8")
    (tmp_path / "events/answers.csv").write_text(ANSWERS, "utf-8")
    before, _ = load(tmp_path)
    (tmp_path / "events/answers.csv").unlink()
    (tmp_path / "events.yml").write_text((EVENT % "2026-10-31").replace(", results: events/answers.csv", ""), "utf-8")
    after, problems = load(tmp_path)
    assert before and after and not problems
    assert history.compare(before, after, NOW) == []
