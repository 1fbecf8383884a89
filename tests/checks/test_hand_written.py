"""A page of docs/ that would take minutes to read is reported before it is read; long honest pages pass."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from tests.test_cases import CASES, NOW

from talanoa.engine import check

ITEM = "- [A member of the network](members.md), since 2016, in [Manila](about.md)\n"


def found(root: Path, text: str) -> list[str]:
    shutil.copytree(CASES / "base", root, dirs_exist_ok=True)
    (root / "docs" / "about.md").write_text(f"# About\n\nA word.\n\n{text}")
    return [str(problem.place) for problem in check(root, NOW) if problem.code == "too-large"]


@pytest.mark.parametrize(
    "text",
    [
        "[" * 4_000,
        "![" * 4_000,
        ("![a](" * 400 + "\n\n") * 40,
        "[a]:\n" * 3_000,
        "---\n" * 4_000,
        "=======\n" * 4_000,
        "<![CDATA[ " * 400,
        "<a " * 4_000,
        "> " * 400,
        "1. " * 400,
        "".join("    " * depth + "- a\n" for depth in range(60)),
        "A long text. " * 20_000,
    ],
    ids=[
        *("brackets", "pictures", "paragraphs of pictures", "definitions", "rules", "underlines", "sections", "tags"),
        *("quotations", "numbered lists", "steps", "a book"),
    ],
)
def test_a_page_that_takes_minutes(tmp_path: Path, text: str) -> None:
    assert {place.split(":")[0] for place in found(tmp_path, text)} == {"docs/about.md"}


@pytest.mark.parametrize(
    "text",
    [
        ITEM * 1_500,
        "| [a](about.md) | [b](about.md) |\n" * 1_500,
        "A [link](about.md) in a text.\n\n---\n\n" * 1_000,
        "<table>\n" + "<tr><td>1</td><td>2</td></tr>\n" * 3_000 + "</table>\n",
        "```\n" + "if a < b: # [x]\n" * 400 + "```\n",
        "- a\n    - b\n        - c\n            > a quotation\n",
        "<!-- a remark -->\n\n" * 300,
    ],
    ids=["list", "table", "rules", "HTML", "code", "levels", "remarks"],
)
def test_long_honest_pages(tmp_path: Path, text: str) -> None:
    assert found(tmp_path, text) == []
