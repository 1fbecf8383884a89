"""What needs more than a look at each kind of page (test_every_kind.py): keyboards, menus, colours, no scripts.

What a test needs to know of a page it reads from roles, landmarks and computed styles, never from what the design is today.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page
from tests.browser.axe import faults
from tests.browser.kinds import WORKED
from tests.browser.sites import DIRECTIONS, Direction
from tests.browser.tab import OPEN_ALL, PHONE, WIDE, Tab


@pytest.fixture(scope="module")
def tab_without_scripts(browser: Browser, sites: dict[Direction, str]) -> Iterator[Tab]:
    context = browser.new_context(java_script_enabled=False)
    yield Tab(context, sites)
    context.close()


def test_axe_would_find_something(tab: Tab) -> None:
    page = tab.open("about")
    page.locator("h1").evaluate("it => { it.outerHTML = '<h3 aria-foo>No</h3><a href=/><img src=/x.png></a>' }")
    page.locator("body").evaluate("it => { it.style.color = it.style.background = '#777' }")
    rules = {fault.partition(":")[0] for fault in faults(page)}
    assert rules >= {"page-has-heading-one", "image-alt", "link-name", "aria-valid-attr", "color-contrast"}


# ---- colours

# Rules for a direction or a language that colour a text or its ground.
COLOURED = """styles => {
    const all = rules => [...rules].flatMap(rule => [rule, ...all(rule.cssRules ?? [])])
    const sheet = text => { const it = new CSSStyleSheet(); it.replaceSync(text); return it }
    return styles.flatMap(text => all(sheet(text).cssRules)).filter(rule =>
        /\\[(dir|lang)|:(dir|lang)\\(/.test(rule.selectorText ?? "") &&
        [...rule.style].some(name => /^(color|fill|filter|opacity|background-(color|image)|text-shadow|--)/.test(name))
    ).map(rule => rule.cssText)
}"""


SPOILT = "@media (prefers-color-scheme: dark) { [dir=rtl] p { color: #777 } }"


def test_colours_depend_on_no_direction_and_no_language(tab: Tab, built: Path) -> None:
    """Pages from right to left have the colours of the others, in light as in dark."""
    styles = [path.read_text("utf-8") for path in (built / "assets").glob("*.css")]
    assert tab.page.evaluate(COLOURED, styles) == []
    assert len(tab.page.evaluate(COLOURED, [*styles, SPOILT])) == 1, "one is noticed"


# ---- the document

PAPER = """() => {
    const context = document.createElement("canvas").getContext("2d")
    context.fillStyle = getComputedStyle(document.body).backgroundColor
    context.fillRect(0, 0, 1, 1)
    return Math.max(...context.getImageData(0, 0, 1, 1).data.slice(0, 3))
}"""


def test_the_site_goes_in_the_direction_of_its_first_language(built: Path, built_from_right_to_left: Path) -> None:
    """All pages but those that are in a language of their own."""
    for folder, begun in (
        (built, '<html lang="en" dir="ltr"'),
        (built_from_right_to_left, '<html lang="ur" dir="rtl"'),
    ):
        for path in ("", "posts", "members", "events", "events/network-call/2026-11-25", "countries/id"):
            assert begun in (folder / path / "index.html").read_text("utf-8"), path


@pytest.mark.parametrize("direction", DIRECTIONS)
def test_the_first_tab_stop_skips_to_the_content(tab: Tab, direction: Direction) -> None:
    for kind in ("home", "post in Urdu", "not found"):
        page = tab.open(kind, direction, PHONE)
        page.keyboard.press("Tab")
        inside = page.evaluate(
            "(() => { const box = document.activeElement.getBoundingClientRect();"
            " return box.top >= 0 && box.left >= 0 && box.right <= innerWidth && box.height >= 24 })()"
        )
        assert inside, f"{kind}: the link is seen when it has the focus"
        page.keyboard.press("Enter")
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.closest('main') !== null"), kind


# ---- keyboards

# Where the focus is now: null if on nothing; a word for each fault of its look.
FOCUSED = """() => {
    const it = document.activeElement
    if (!it || it === document.body) return null
    it.dataset.reached = ""
    const rgb = colour => {
        const context = document.createElement("canvas").getContext("2d", {willReadFrequently: true})
        context.fillStyle = colour
        context.fillRect(0, 0, 1, 1)
        return [...context.getImageData(0, 0, 1, 1).data]
    }
    const behind = it => !it ? [255, 255, 255, 255] : rgb(getComputedStyle(it).backgroundColor)[3] === 255
        ? rgb(getComputedStyle(it).backgroundColor) : behind(it.parentElement)
    const light = ([r, g, b]) => [r, g, b].map(v => v / 255).map(v => v <= .04045 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4)
        .reduce((sum, v, index) => sum + v * [.2126, .7152, .0722][index], 0)
    const style = getComputedStyle(it), box = it.getClientRects()[0] ?? it.getBoundingClientRect()
    const [a, b] = [light(rgb(style.outlineColor)), light(behind(it.parentElement))]
    const over = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2)
    const faults = []
    if (style.outlineStyle === "none" || parseFloat(style.outlineWidth) < 3) faults.push("no ring of 3 px")
    else if ((Math.max(a, b) + .05) / (Math.min(a, b) + .05) < 3) faults.push("a ring that can't be told from its ground")
    if (box.top < 0 || box.left < 0 || box.top > innerHeight || box.right > innerWidth + 1) faults.push("out of sight")
    else if (over && !it.contains(over) && !over.contains(it)) faults.push("covered by " + over.outerHTML.slice(0, 60))
    return faults.map(fault => `${it.outerHTML.slice(0, 120)}: ${fault}`)
}"""
UNREACHED = """() => [...document.querySelectorAll(
        "a[href], button, input, select, textarea, summary, [tabindex]:not([tabindex='-1'])")]
    .filter(it => it.checkVisibility({visibilityProperty: true}) && !it.disabled && it.tabIndex >= 0 && it.type !== "radio")
    .filter(it => !("reached" in it.dataset)).map(it => it.outerHTML.slice(0, 120))"""
MANY = 400


def walk(page: Page) -> list[str]:
    """Presses Tab until the focus leaves the page; tells what was wrong on the way."""
    found: list[str] = []
    for _ in range(MANY):
        page.keyboard.press("Tab")
        faults = page.evaluate(FOCUSED)
        if faults is None:
            return found
        found += faults
    raise AssertionError("the focus never leaves the page")


ON_A_PHONE, IN_A_WINDOW = (PHONE, "rtl", True), (WIDE, "ltr", False)


@pytest.mark.parametrize(
    ("kind", "width", "direction", "dark"),
    [(kind, *(ON_A_PHONE, IN_A_WINDOW)[number % 2]) for number, kind in enumerate((*WORKED, "home"))],
)
def test_the_tab_key_reaches_everything_and_is_seen_everywhere(
    tab: Tab, kind: str, width: int, direction: Direction, dark: bool
) -> None:
    page = tab.open(kind, direction, width, dark=dark)
    assert walk(page) == []
    assert page.evaluate(UNREACHED) == []


@pytest.mark.parametrize("direction", DIRECTIONS)
def test_the_menu_of_phones_by_keyboard(tab: Tab, direction: Direction) -> None:
    page = tab.open("home", direction, PHONE)
    button = page.locator("button.t-menu")
    assert button.count() == 1
    drawer = page.locator(f"#{button.get_attribute('aria-controls')}")
    links = drawer.get_by_role("link", include_hidden=True)
    assert links.count() > 2
    assert button.get_attribute("aria-expanded") == "false"
    assert not any(link.is_visible() for link in links.all())
    button.focus()
    page.keyboard.press("Tab")
    assert not drawer.evaluate("it => it.contains(document.activeElement)"), "what can't be seen isn't reached"

    button.focus()
    page.keyboard.press("Enter")
    assert button.get_attribute("aria-expanded") == "true"
    assert all(link.is_visible() for link in links.all())
    page.keyboard.press("Tab")
    assert links.first.evaluate("it => it === document.activeElement"), "what the button opens is next"
    page.keyboard.press("Escape")
    assert button.get_attribute("aria-expanded") == "false"
    assert button.evaluate("it => it === document.activeElement"), "the focus isn't lost"

    page.keyboard.press("Space")
    assert button.get_attribute("aria-expanded") == "true"
    page.keyboard.press("Tab")
    with page.expect_navigation():
        page.keyboard.press("Enter")


@pytest.mark.parametrize("direction", DIRECTIONS)
def test_the_menu_of_phones_has_the_pages_below_its_entries(tab: Tab, direction: Direction) -> None:
    page = tab.open("home", direction, PHONE)
    page.locator("button.t-menu").click()
    menu = page.get_by_role("banner").get_by_role("navigation")
    for path in (
        "/how-it-works/",
        "/principles/",
        "/privacy/",
    ):
        link = menu.locator(f"a[href$='{path[1:]}']")
        assert link.is_visible(), path
        box = link.bounding_box()
        assert box and box["height"] >= 24 and box["width"] >= 24
    page.set_viewport_size({"width": WIDE, "height": 800})
    assert not menu.locator("a[href$='principles/']").is_visible(), "wide windows have them in the footer"


def test_wide_windows_need_no_menu_button(tab: Tab) -> None:
    page = tab.open("home", "ltr", WIDE)
    assert not page.locator("button.t-menu").is_visible()
    assert page.get_by_role("banner").get_by_role("link").count() > 3


# ---- what people set in their systems


@pytest.mark.parametrize("kind", ["home", "post in Urdu", "members", "not found"])
def test_the_system_decides_between_light_and_dark(tab: Tab, tab_without_scripts: Tab, kind: str) -> None:
    for some in (tab, tab_without_scripts):
        page = some.open(kind, dark=False)
        assert page.evaluate(PAPER) > 230
        page.emulate_media(color_scheme="dark")
        assert page.evaluate(PAPER) < 60


# ---- without scripts

# Every link and every fact that can be seen, but for what only scripts can do: forms, what is reported of their work, and the
# reader's own time, which their device knows and the page doesn't.
FACTS = """() => {
    for (const details of document.querySelectorAll("details")) details.open = true
    const scripted = "form, [role=search], label, select, output, dialog, [role=status], .t-yours, .t-local, .t-mine"
    for (const it of document.querySelectorAll(scripted)) it.remove()
    const seen = it => it.checkVisibility({visibilityProperty: true})
    const all = names => [...document.querySelectorAll(names)].filter(seen)
    const said = it => it.innerText.replace(/\\s+/g, " ").trim()
    return {
        links: all("a[href]").map(it => `${said(it)} → ${it.getAttribute("href")}`),
        facts: all("h1, h2, h3, h4, dt, dd, p, th, td, caption, time, article li").map(said).filter(Boolean),
    }
}"""


@pytest.mark.parametrize("kind", (*WORKED, "events", "recurring call", "contribute"))
def test_scripts_only_add(tab: Tab, tab_without_scripts: Tab, kind: str) -> None:
    """What is there with scripts is there without. The other kinds have the script of all pages alone, which is the menu's."""
    page = tab.open(kind, "ltr", PHONE)
    page.evaluate(OPEN_ALL)
    with_scripts, without = page.evaluate(FACTS), tab_without_scripts.open(kind, "ltr", PHONE).evaluate(FACTS)
    assert set(with_scripts["links"]) - set(without["links"]) == set()
    assert set(with_scripts["facts"]) - set(without["facts"]) == set()


def test_the_menu_is_there_without_scripts(tab_without_scripts: Tab) -> None:
    page = tab_without_scripts.open("home", "ltr", PHONE)
    menu = page.get_by_role("banner").get_by_role("navigation").get_by_role("link")
    assert menu.count() > 2
    assert all(link.is_visible() for link in menu.all())
    walk(page)
    assert page.evaluate(UNREACHED) == []
