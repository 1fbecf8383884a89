"""What a first view of each kind of page weighs, what it asks for, and that nothing moves while it comes.

`make weigh` prints the tables. Weights are KB (1,000 bytes) of what comes over the line if the host compresses by gzip at
level 6, as hosts do; pictures are counted apart. A server sends 14 KB before it waits for the first answer: the text and the
style of posts, events and members fit into that.
"""

from __future__ import annotations

import gzip
import pickle
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, Response, expect
from tests.browser.kinds import KINDS
from tests.once import made_once

# KB by page: of text and style at once, and of everything but pictures.
AT_ONCE = re.compile(
    r"/posts/(?!archive/|page/)[^/]+/|/events/(?!types/)[a-z][^/]*/([0-9-]+/)?|/members/[^/]+/|/people/[^/]+/"
)
AT_ONCE_BUDGET = 14.0
BUDGET, WIDER_BUDGET = 22.0, 40.0
WIDER = {"/members/", "/events/", "/contribute/problems/"}
PICTURES = {"image", "media"}
# As on a weak mobile network: bytes a second, and milliseconds until the first of an answer.
SLOW = {"offline": False, "downloadThroughput": 100_000, "uploadThroughput": 50_000, "latency": 100}
# Kinds whose template, style and scripts another kind has as well; what they weigh is read from their files (below).
ALIKE = {
    "posts, page 2",
    "post with footnotes",
    "post in Urdu",
    "post in Korean",
    "post in Thai",
    "op-ed",
    "statement",
    "language, Urdu",
    "country without members",
    "cancelled event",
    "postponed event",
    "about",
    "fields",
}
VIEWED = [kind for kind in KINDS if kind not in ALIKE]
COLUMNS = ("document", "stylesheet", "script", "other")


@dataclass(frozen=True)
class Part:
    """Something that a first view of a page asked for."""

    path: str
    type: str
    data: bytes

    @property
    def weight(self) -> float:
        """KB over the line; pictures are compressed already."""
        return len(self.data if self.type in PICTURES else gzip.compress(self.data, 6, mtime=0)) / 1000


@dataclass(frozen=True)
class View:
    """A first view of a page, with nothing in the browser's cache."""

    parts: tuple[Part, ...]
    elsewhere: tuple[str, ...]
    shift: float

    def weight(self, *types: str) -> float:
        """Of these types of parts, or of all but pictures."""
        return sum(part.weight for part in self.parts if (part.type in types if types else part.type not in PICTURES))

    def column(self, name: str) -> float:
        others = {part.type for part in self.parts} - PICTURES - set(COLUMNS)
        return self.weight(*others or {"-"}) if name == "other" else self.weight(name)


SHIFT = """() => new Promise(done => {
    let sum = 0
    new PerformanceObserver(list => list.getEntries().forEach(it => sum += it.hadRecentInput ? 0 : it.value))
        .observe({type: "layout-shift", buffered: true})
    setTimeout(() => done(sum), 200)
})"""


@pytest.fixture(scope="session")
def slow(browser: Browser) -> Iterator[Page]:
    """A window on a slow line, in which each page is as if it were the first: nothing is kept of the others."""
    context = browser.new_context()
    page = context.new_page()
    protocol = context.new_cdp_session(page)
    protocol.send("Network.enable")
    protocol.send("Network.setCacheDisabled", {"cacheDisabled": True})
    protocol.send("Network.emulateNetworkConditions", SLOW)
    yield page
    context.close()


def first_view(page: Page, site: str, address: str, width: int = 375, answer: str = "") -> View:
    """`answer` is how the status begins once the page has done what its address asks for."""
    answers: list[Response] = []
    asked: list[str] = []
    listeners: dict[Any, Any] = {
        "response": lambda answer: answers.append(answer),
        "request": lambda request: asked.append(request.url),
    }
    page.goto("about:blank")
    page.set_viewport_size({"width": width, "height": 800})
    for event, listener in listeners.items():
        page.on(event, listener)
    page.goto(site + address)
    if answer:
        expect(page.get_by_role("status")).to_have_text(re.compile(f"^{answer}"))
    if answer or page.locator("main img").count():
        page.mouse.wheel(0, 20_000)  # what is further down comes when it is wanted
        page.wait_for_load_state("networkidle")
    shift = page.evaluate(SHIFT)
    for event, listener in listeners.items():
        page.remove_listener(event, listener)
    parts = tuple(
        Part(answer.url.removeprefix(site), answer.request.resource_type, answer.body())
        for answer in answers
        if answer.url.startswith(site)
    )
    return View(parts, tuple(url for url in asked if not url.startswith((site, "data:"))), shift)


Look = Callable[[str], View]


@pytest.fixture(scope="session")
def view(slow: Page, site: str, tmp_path_factory: pytest.TempPathFactory) -> Look:
    """The first view of a kind on a phone, made once by whichever process asks first: much of its time is waiting."""

    def look(kind: str) -> View:
        made = made_once(
            tmp_path_factory,
            f"first-view-{list(KINDS).index(kind)}",
            lambda folder: (folder / "view").write_bytes(pickle.dumps(first_view(slow, site, KINDS[kind]))),
        )
        kept: View = pickle.loads((made / "view").read_bytes())
        return kept

    return lru_cache(maxsize=None)(look)


@pytest.fixture(scope="module")
def views(view: Look) -> dict[str, View]:
    """Of each kind, printed as a table."""
    found = {kind: view(kind) for kind in VIEWED}
    _print_table(found)
    return found


def _print_table(found: dict[str, View]) -> None:
    print(f"\n{'KB':22}{''.join(f'{name:>11}' for name in (*COLUMNS, 'together', 'pictures'))}   layout shift")
    for kind, view in sorted(found.items(), key=lambda item: -item[1].weight()):
        weights = [*(view.column(name) for name in COLUMNS), view.weight(), view.weight(*PICTURES)]
        print(f"{kind:22}{''.join(f'{weight:11.1f}' for weight in weights)}   {view.shift:.3f}")


@pytest.mark.parametrize("kind", VIEWED)
def test_a_first_view_is_within_the_budget_asks_no_other_host_and_does_not_move(view: Look, kind: str) -> None:
    budget = WIDER_BUDGET if KINDS[kind] in WIDER else BUDGET
    seen = view(kind)
    assert seen.parts, "the browser asked for something"
    parts = {part.path: round(part.weight, 1) for part in seen.parts}
    assert seen.weight() <= budget, parts
    if AT_ONCE.fullmatch(KINDS[kind]):
        assert seen.weight("document", "stylesheet") <= AT_ONCE_BUDGET, parts
    assert seen.elsewhere == ()
    assert seen.shift == 0


def test_the_pages_of_the_stricter_budget_are_known() -> None:
    strict = {kind for kind, address in KINDS.items() if AT_ONCE.fullmatch(address)}
    assert {"post in Urdu", "statement", "member", "person", "recurring call", "call", "cancelled event"} <= strict
    assert not {"posts", "posts, page 2", "archive", "month", "event type", "members", "events", "home"} & strict


def test_no_page_is_heavier(built: Path) -> None:
    """Not only those that are opened: text, style and scripts of every page, by its links."""

    @cache
    def weight(file: Path) -> float:
        return len(gzip.compress(file.read_bytes(), 6, mtime=0)) / 1000

    def linked(page: Path, pattern: str) -> float:
        return sum(weight((page.parent / link).resolve()) for link in re.findall(pattern, page.read_text("utf-8")))

    heavy, strict = {}, 0
    for page in built.rglob("index.html"):
        address = f"/{page.parent.relative_to(built).as_posix()}/"
        at_once = weight(page) + linked(page, r'<link rel="stylesheet" href="([^"]+)"')
        if AT_ONCE.fullmatch(address):
            strict += 1
        if (at_once > AT_ONCE_BUDGET and AT_ONCE.fullmatch(address)) or at_once + linked(
            page, r'<script [^>]*src="([^"]+)"'
        ) > (WIDER_BUDGET if address in WIDER else BUDGET):
            heavy[address] = at_once
    assert strict > 50
    assert heavy == {}


@pytest.mark.parametrize("kind", ["home", "members", "call", "events"])
def test_wide_windows_do_not_move_either(slow: Page, site: str, kind: str) -> None:
    assert first_view(slow, site, KINDS[kind], 1280).shift == 0


SHARED = [
    # what one asks for, what the status says then, and how wide the window is
    ("/members/?country=fj&status=member", "Members shown: [1-9]", 1280),
    ("/members/?q=open", "Members shown: [1-9]", 375),
    ("/members/?theme=fiscal-openness&q=zzzz", "Members shown: 0", 375),
    ("/members/?theme=fiscal-openness&q=zzzz", "Members shown: 0", 1280),
    ("/search/?q=budget", "Results: [1-9]", 375),
    ("/search/?q=budget&kind=event", "Results: [1-9]", 1280),
    ("/search/?q=zzzz", "Nothing found", 375),
]


@pytest.mark.parametrize(("address", "answer", "width"), SHARED)
def test_the_answer_at_a_shared_address_moves_nothing(
    slow: Page, site: str, address: str, answer: str, width: int
) -> None:
    assert first_view(slow, site, address, width, answer).shift == 0


@pytest.mark.parametrize("width", [375, 1280])
def test_the_first_answer_to_what_is_typed_moves_nothing(browser: Browser, site: str, width: int) -> None:
    """It comes long after the keys, for which a browser would forgive it."""
    context = browser.new_context(viewport={"width": width, "height": 800})
    page = context.new_page()
    page.goto(f"{site}/search/")
    context.new_cdp_session(page).send("Network.emulateNetworkConditions", SLOW)
    page.get_by_role("searchbox").press_sequentially("budget", delay=50)
    expect(page.get_by_role("status")).to_have_text(re.compile("^Results: [1-9]"))
    expect(page.get_by_role("heading", name="Browse by list")).to_be_visible()
    assert page.evaluate(SHIFT) == 0
    context.close()


def test_a_page_that_moves_is_noticed(browser: Browser, site: str) -> None:
    page: Page = browser.new_page(viewport={"width": 375, "height": 800})
    page.goto(site + "/about/")
    page.wait_for_timeout(200)
    page.evaluate("document.querySelector('main').style.marginBlockStart = '300px'")
    assert page.evaluate(SHIFT) > 0
    page.close()


def test_every_script_and_style_is_wanted_somewhere_and_loaded_there_alone(views: dict[str, View], built: Path) -> None:
    loaded: dict[str, set[str]] = {}
    for kind, view in views.items():
        for part in view.parts:
            loaded.setdefault(part.path, set()).add(kind)
    files = {f"/{path.relative_to(built).as_posix()}" for path in (built / "assets").rglob("*")}
    assert {file for file in files if file.endswith((".js", ".css"))} <= loaded.keys(), "each is of use somewhere"
    everywhere = {path for path, kinds in loaded.items() if len(kinds) == len(VIEWED) and path.endswith(".js")}
    assert all(path.startswith("/assets/site.") for path in everywhere), everywhere


def test_search_costs_nothing_before_it_is_used(views: dict[str, View]) -> None:
    assert {
        part.path
        for view in views.values()
        for part in view.parts
        if part.path.startswith("/search/") and part.path.endswith(".json")
    } == set()
