"""The list of the kinds of pages is complete: no page of the site is of a kind that isn't tried."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from tests.browser.kinds import KINDS, PATTERNS


@pytest.fixture(scope="module")
def pages(built: Path) -> list[str]:
    """The addresses of all pages, but for those at former addresses."""
    return [
        "/" + path.relative_to(built).as_posix().removesuffix("index.html")
        for path in sorted(built.rglob("*.html"))
        if 'http-equiv="refresh"' not in path.read_text("utf-8")
    ]


def test_every_page_is_of_a_known_kind(pages: list[str]) -> None:
    assert [page for page in pages if not any(re.fullmatch(pattern, page) for pattern in PATTERNS.values())] == []


@pytest.mark.parametrize("kind", PATTERNS)
def test_a_page_of_each_kind_is_tried(pages: list[str], kind: str) -> None:
    tried = [address for address in KINDS.values() if re.fullmatch(PATTERNS[kind], address)]
    assert tried
    assert set(tried) <= set(pages)
