"""What people read is in plain English: the words of decision 0039, and none of those that it replaces."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "plugins/talanoa"
NOT_OURS = re.compile(
    r"\b(?:told(?! apart)|tells? of|anew|whoever|somebody|nobody|anybody|wherefrom|looks? that|be it|by itself|for good"
    r"|mend(?:s|ed|ing)?|too deep)\b"
)


def _prose() -> list[Path]:
    return sorted((PACKAGE / "manual").rglob("*.md"))


def _unreleased(changelog: str) -> str:
    return changelog.partition("\n## ")[2].partition("\n## ")[0]


def _strings(source: str) -> Iterator[str]:
    """The texts of a module that a user may read: all but docstrings."""
    tree = ast.parse(source)
    documented = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in documented:
            yield node.value


def _found(text: str) -> list[str]:
    return [text[max(0, hit.start() - 30) : hit.end() + 30] for hit in NOT_OURS.finditer(text)]


@pytest.mark.parametrize(
    ("text", "is_plain"),
    [
        ("the problem is told where it was made", False),
        ("whoever has this link can join", False),
        ("a list that is nested too deep", False),
        ("two scripts can't be told apart here", True),
        ("people who have this link can join", True),
        ("an amendment, goodness, a nobleman", True),
    ],
)
def test_the_words_are_known(text: str, is_plain: bool) -> None:
    assert (not _found(text)) == is_plain


def test_messages_are_the_strings_of_a_module() -> None:
    assert [*_strings('"""A mended doc."""\nx = f"is told {x} anew"')] == ["is told ", " anew"]


@pytest.mark.parametrize("page", _prose(), ids=lambda page: str(page.relative_to(ROOT)))
def test_pages_are_in_plain_english(page: Path) -> None:
    assert _found(page.read_text("utf-8")) == []
