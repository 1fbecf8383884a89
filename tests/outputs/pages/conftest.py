"""A view of a small network whose files stand in the test itself."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from talanoa.load import load
from talanoa.outputs.output import Page
from talanoa.outputs.view import View
from talanoa.problems import has_errors
from talanoa.site import Site

NOW = datetime(2026, 6, 15, 12, tzinfo=UTC)

NETWORK = """\
id: example
authority: example.org,2016
name: Example Network
timezone: Asia/Manila
languages: [en, ur]
"""

ViewOf = Callable[..., View]


@pytest.fixture
def view_of(tmp_path: Path) -> ViewOf:
    """`view_of({"members.yml": …}, now=…)`; a network.yml is there unless the files bring their own."""

    def make(files: dict[str, str], now: datetime = NOW) -> View:
        for path, text in {"network.yml": NETWORK, **files}.items():
            target = tmp_path / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(text, encoding="utf-8")
        content, problems = load(tmp_path)
        assert content is not None and not has_errors(tuple(problems), strict=False), problems
        return View(Site.of(content, now, "https://example.org/net/"))

    return make


Html = Callable[..., dict[str, str]]


@pytest.fixture
def html() -> Html:
    """The pages that a module makes of a view, as address → HTML."""

    def make(pages: Callable[[View], object], view: View, bare: bool = False) -> dict[str, str]:
        found: list[Page] = list(pages(view))  # type: ignore[call-overload]
        return {page.address: str(page.render(bare)) for page in found}

    return make
