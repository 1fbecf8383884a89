"""The documentation is complete, because this says so."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from talanoa.problems import CODES

ROOT = Path(__file__).parent.parent
SECTIONS = re.findall(
    r"^## ([a-z0-9]+(?:-[a-z0-9]+)*)$", (ROOT / "docs" / "problems.md").read_text("utf-8"), re.MULTILINE
)
CASES = {path.name.partition("__")[0] for path in (ROOT / "tests" / "cases").iterdir() if path.name != "base"}


@pytest.mark.parametrize("code", CODES)
def test_a_problem_is_explained_and_has_a_case(code: str) -> None:
    assert code in SECTIONS, f"docs/problems.md has no section '## {code}'"
    assert code in CASES, f"tests/cases has no folder '{code}'"


def test_nothing_else_is_explained() -> None:
    assert list(CODES) == SECTIONS, "sections and CODES stand in one order"
    assert set(CODES) >= CASES
