"""Whatever comes when: the answer to a search moves nothing that a reader sees."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Route, expect
from tests.browser.test_weight import SHIFT

WIDTHS = [375, 1280]


def _page(browser: Browser, width: int) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": width, "height": 800})
    yield context.new_page()
    context.close()


@pytest.fixture(params=WIDTHS)
def page(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Page]:
    yield from _page(browser, request.param)


@pytest.fixture(params=WIDTHS)
def hasty(browser: Browser, built: Path, request: pytest.FixtureRequest) -> Iterator[Page]:
    """A page to which the index comes at once: between question and answer nothing is shown."""
    files = {
        f"/{path.relative_to(built).as_posix()}": path.read_text("utf-8") for path in built.glob("search/**/*.json")
    }
    for page in _page(browser, request.param):
        page.add_init_script(
            f"const files = {json.dumps(files)}; globalThis.fetch = async (path) =>"
            "({ json: async () => JSON.parse(files[new URL(path, location).pathname]) })"
        )
        yield page


def _answered(page: Page, status: str = "Results: [1-9]") -> None:
    expect(page.get_by_role("status")).to_have_text(re.compile(f"^{status}"))
    expect(page.get_by_role("heading", name="Browse by list")).to_be_visible()
    page.evaluate("scrollTo({ top: 1e6, behavior: 'instant' })")  # to the end of lists that have their true height
    assert page.evaluate(SHIFT) == 0
    page.evaluate("scrollTo({ top: 0, behavior: 'instant' })")


@pytest.mark.parametrize(
    ("asked", "status"), [("q=budget", "Results"), ("q=zzzz", "Nothing"), ("q=open&kind=event", "Results")]
)
def test_an_answer_at_once(hasty: Page, site: str, asked: str, status: str) -> None:
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


@pytest.mark.parametrize("order", ORDERS.values(), ids=ORDERS)
def test_parts_one_after_the_other(page: Page, site: str, order: str) -> None:
    held: list[Route] = []
    page.route(re.compile(r"/assets/.*\.(css|js)$|\.json$"), lambda route: held.append(route))
    page.goto(f"{site}/search/?q=budget", wait_until="commit")
    while held or not page.locator(".t-found[aria-busy=false]").count():
        page.wait_for_timeout(30)  # a frame or two, and what the last part asks for
        if held:
            held.sort(key=lambda route: order.find(_kind(route)))
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
