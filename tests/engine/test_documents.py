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
        ("First.\n\n## Part\n\nSecond.\n", ["About"]),
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


LISTED = """site_name: Reef
site_url: https://reef.example.org/
nav:
  - index.md
  - How we work & meet: how.md
  - money.md
  - rules/who-may-vote.md
"""


@pytest.mark.parametrize(
    ("path", "text", "heading"),
    [
        ("how.md", "We meet.\n", "How we work & meet"),
        ("money.md", "---\ntitle: Where <it> comes from\n---\n## Fees\n\nNone.\n", "Where <it> comes from"),
        ("rules/who-may-vote.md", "All.\n", "Who may vote"),
        ("미래.md", "### 하나\n", "미래"),
        ("index.md", "Welcome.\n", "Reef"),
        ("join.md", "Write to us.\n", "Join"),
        ("how.md", "# As we do it\n\nWe meet.\n", "As we do it"),
        ("how.md", '<h1 class="big">By hand</h1>\n\nWe meet.\n', "By hand"),
        ("how.md", "We meet.\n\n# Late\n", "Late"),
    ],
)
def test_every_page_has_one_heading_of_the_first_level(
    network: Callable[[Files], Path], path: str, text: str, heading: str
) -> None:
    root = network({"network.yml": NETWORK, "mkdocs.yml": LISTED, f"docs/{path}": text})
    parts = assemble(root, Request(datetime(2026, 11, 21, tzinfo=UTC), cache=False)).parts
    assert parts
    at = "index.html" if path == "index.md" else f"{path.removesuffix('.md')}/index.html"
    page = html.document_fromstring(next(it.make() for it in routes(parts) if it.path == at))
    assert [it.text_content().strip() for it in page.iter("h1")] == [heading]
    assert text.startswith("<h1") or "<p>" not in page.text_content()


def test_a_long_page_without_a_heading_of_its_own_lists_its_parts(network: Callable[[Files], Path]) -> None:
    text = "".join(f"## Part {number}\n\n### Within {number}\n\nWords.\n\n" for number in range(14))
    root = network({"network.yml": NETWORK, "docs/rules.md": f"Words first.\n\n{text}"})
    parts = assemble(root, Request(datetime(2026, 11, 21, tzinfo=UTC), cache=False)).parts
    assert parts
    page = html.document_fromstring(next(it.make() for it in routes(parts) if it.path == "rules/index.html"))
    listed = [link.text_content() for link in page.iter("a") if (link.get("href") or "").startswith("#part-")]
    assert listed == [f"Part {number}" for number in range(14)]
