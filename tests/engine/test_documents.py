"""A hand-written page's heading is above its text, and all of the text is in the column for reading."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from lxml import html
from tests.conftest import Files

from talanoa.engine import Request
from talanoa.engine.assembly import assemble
from talanoa.engine.routes import routes

NETWORK = "id: reef\nauthority: reef.example.org,2016\nname: Reef\ntimezone: Asia/Manila\nlanguages: [en]\n"


@pytest.mark.parametrize(
    ("text", "outside"),
    [
        ("# About\n\nFirst.\n\n## Part\n\nSecond.\n", ["About"]),
        ("# About\n\nFirst.\n\n# Also\n\nSecond.\n", ["About"]),
        ("## Part\n\nFirst.\n\n# Late\n\nSecond.\n", ["Part", "First.", "Late"]),
    ],
)
def test_where_the_text_of_a_page_is(network: Callable[[Files], Path], text: str, outside: list[str]) -> None:
    root = network({"network.yml": NETWORK, "docs/about.md": text})
    parts = assemble(root, Request(datetime(2026, 11, 21, tzinfo=UTC), cache=False)).parts
    assert parts
    page = html.document_fromstring(next(it.make() for it in routes(parts) if it.path == "about/index.html"))
    (main,) = page.iter("main")
    (written,) = main.find_class("t-written")
    assert "Second." in written.text_content()
    for words in outside:
        assert words in main.text_content() and words not in written.text_content()
