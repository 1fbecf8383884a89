"""Whatever comes when: the answer to a search moves nothing that a reader sees."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Route, expect
from tests.browser.tab import PHONE, WIDE
from tests.browser.test_weight import SHIFT


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """On a phone, unless a test says otherwise."""
    context = browser.new_context(viewport={"width": PHONE, "height": 800})
    yield context.new_page()
    context.close()


def _widen(page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})


@pytest.fixture
def hasty(page: Page, built: Path) -> Page:
    """A page to which the index comes at once: between question and answer nothing is shown."""
    files = {
        f"/{path.relative_to(built).as_posix()}": path.read_text("utf-8") for path in built.glob("search/**/*.json")
    }
    page.add_init_script(
        f"const files = {json.dumps(files)}; globalThis.fetch = async (path) =>"
        "({ json: async () => JSON.parse(files[new URL(path, location).pathname]) })"
    )
    return page


def _answered(page: Page, status: str = "Results: [1-9]") -> None:
    expect(page.get_by_role("status")).to_have_text(re.compile(f"^{status}"))
    expect(page.get_by_role("heading", name="Browse by list")).to_be_visible()
    page.evaluate("scrollTo({ top: 1e6, behavior: 'instant' })")  # to the end of lists that have their true height
    assert page.evaluate(SHIFT) == 0
    page.evaluate("scrollTo({ top: 0, behavior: 'instant' })")


def test_an_answer_at_once(hasty: Page, site: str) -> None:
    for asked, status, width in (
        ("q=budget", "Results", PHONE),
        ("q=zzzz", "Nothing", PHONE),
        ("q=budget", "Results", WIDE),
        ("q=open&kind=event", "Results", WIDE),
    ):
        _widen(hasty, width)
        hasty.goto(f"{site}/search/?{asked}")
        _answered(hasty, status)


def test_an_answer_at_once_below_lists_that_are_shown(hasty: Page, site: str) -> None:
    """Asked without keys, for which a browser would forgive it."""
    hasty.goto(f"{site}/search/")
    expect(hasty.get_by_role("heading", name="Browse by list")).to_be_visible()
    for word in ("budget", "open"):
        hasty.evaluate(
            "word => { const form = document.querySelector('.t-search'); form.elements.q.value = word; form.requestSubmit() }",
            word,
        )
        _answered(hasty)


ORDERS = {
    "as they are asked for": "",
    "the style last": "search site index style",
    "the search last": "style site index search",
}


def _kind(route: Route) -> str:
    found = re.search(r"/assets/(?:.*\.css|(search|site)\..*\.js)$", route.request.url)
    return (found[1] or "style") if found else "index"


@pytest.mark.parametrize(
    ("order", "width"),
    [
        ("as they are asked for", WIDE),
        ("the style last", PHONE),
        ("the style last", WIDE),
        ("the search last", PHONE),
    ],
)
def test_parts_one_after_the_other(page: Page, site: str, order: str, width: int) -> None:
    _widen(page, width)
    held: list[Route] = []
    page.route(re.compile(r"/assets/.*\.(css|js)$|\.json$"), lambda route: held.append(route))
    page.goto(f"{site}/search/?q=budget", wait_until="commit")
    while held or not page.locator(".t-found[aria-busy=false]").count():
        page.wait_for_timeout(30)  # a frame or two, and what the last part asks for
        if held:
            held.sort(key=lambda route: ORDERS[order].find(_kind(route)))
            held.pop(0).continue_()
    _answered(page)


def test_a_script_that_comes_after_ten_seconds(page: Page, site: str) -> None:
    """The lists are shown by then; the answer doesn't push them away before a reader's eyes."""
    held: list[Route] = []
    page.clock.install()
    page.route("**/assets/search.*.js", lambda route: held.append(route))
    page.goto(f"{site}/search/?q=budget", wait_until="commit")
    page.locator(".t-asked").wait_for()
    page.clock.run_for(10_000)
    expect(page.get_by_role("heading", name="Browse by list")).to_be_visible()
    held[0].continue_()
    page.locator(".t-asked").wait_for(state="attached")
    while page.locator(".t-asked").count():
        page.clock.run_for(100)
    page.clock.resume()
    _answered(page)
