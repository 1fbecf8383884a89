"""The preview in a browser: type, save, see."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from tests.conftest import write_network
from tests.previewed import PATIENCE, Preview, previewed

TOP = "---\ntitle: What our wells cost\ndate: 2026-01-02\nauthors: [open-reef]\nkind: news\n---\n"
LONG = "\n\n".join(f"Paragraph {number}, about the price of water." for number in range(150))


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    files = {
        "members.yml": "members:\n  - {id: open-reef, name: Open Reef, country: FJ}\n",
        "posts/wells.md": f"{TOP}{LONG}\n",
    }
    return write_network(tmp_path_factory.mktemp("preview"), files)


@pytest.fixture(scope="module")
def preview(root: Path) -> Iterator[Preview]:
    with previewed(root) as found:
        found.wait_until_said("Ready after")
        yield found


@pytest.fixture
def page(browser: Browser, preview: Preview) -> Iterator[Page]:
    page = browser.new_page()
    page.set_default_timeout(PATIENCE * 1000)
    expect.set_options(timeout=PATIENCE * 1000)
    page.complaints = []  # type: ignore[attr-defined]
    page.on("console", lambda said: page.complaints.append(said.text))  # type: ignore[attr-defined]
    page.goto(f"{preview.url}/posts/wells/")
    yield page
    page.close()


def test_what_is_saved_is_seen_at_the_same_place(root: Path, page: Page) -> None:
    page.evaluate("scrollTo(0, 3000)")
    (root / "posts/wells.md").write_text(f"{TOP}{LONG}\n\nThe last word.\n", "utf-8")
    expect(page.get_by_text("The last word.")).to_be_attached()
    assert page.evaluate("scrollY") == 3000
    assert page.complaints == [], "the policy of our pages refuses nothing"  # type: ignore[attr-defined]


def test_problems_come_and_go(root: Path, page: Page) -> None:
    notice = page.locator(".preview-notice")
    expect(notice).to_have_count(0)
    (root / "posts/wells.md").write_text(f"{TOP}See [the bill](bill.md).\n", "utf-8")
    expect(notice).to_contain_text("broken-link")
    (root / "posts/wells.md").write_text(f"{TOP.replace('title:', 'titel:')}{LONG}\n", "utf-8")
    expect(notice).to_contain_text("did you mean 'title'?")
    expect(notice).to_contain_text("as it was before them")
    (root / "posts/wells.md").write_text(f"{TOP}All is well.\n", "utf-8")
    expect(page.get_by_text("All is well.", exact=True)).to_be_attached()
    expect(notice).to_have_count(0)


def test_a_page_is_awaited(root: Path, preview: Preview, page: Page) -> None:
    page.goto(f"{preview.url}/posts/bills/")
    (root / "posts/bills.md").write_text(f"{TOP.replace('wells', 'bills')}A new text.\n", "utf-8")
    expect(page.get_by_text("A new text.")).to_be_attached()


def test_other_pages_change_too(root: Path, preview: Preview, page: Page) -> None:
    page.goto(f"{preview.url}/posts/")
    (root / "posts/wells.md").write_text(f"{TOP.replace('wells', 'boreholes')}All is well.\n", "utf-8")
    expect(page.get_by_role("heading", name=re.compile("What our boreholes cost"))).to_be_visible()
