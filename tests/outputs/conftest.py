"""A site from a few texts: what a test is about is in the test."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from talanoa.load import load
from talanoa.outputs.view import View
from talanoa.problems import has_errors
from talanoa.site import Site

SiteOf = Callable[..., View]


@pytest.fixture
def site_of(tmp_path: Path) -> SiteOf:
    """`site_of({"network.yml": …, "events.yml": …})` → a view of that site on a day."""
    made = 0

    def build(
        files: dict[str, str],
        now: str = "2026-11-21",
        url: str = "https://example.org/",
        drafts: bool = False,
    ) -> View:
        nonlocal made
        made += 1
        root = tmp_path / str(made)
        for path, text in files.items():
            (root / path).parent.mkdir(parents=True, exist_ok=True)
            (root / path).write_text(text, "utf-8")
        content, problems = load(root)
        assert content is not None and not has_errors(problems), problems
        return View(Site.of(content, datetime.fromisoformat(now).replace(tzinfo=UTC), url, drafts=drafts))

    return build
