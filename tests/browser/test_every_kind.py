"""Every kind of page is opened once, and asked all that can be asked of it then: its outline, its layout, axe-core, what
people set in their systems.

What a test needs to know of a page it reads from roles, landmarks and computed styles, never from what the design is today.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page
from tests.browser.axe import ALL, BUT_COLOURS, DRAWN, faults
from tests.browser.kinds import FIRST, KINDS, WORKED
from tests.browser.layout import TOO_WIDE, overlaps
from tests.browser.sites import Direction
from tests.browser.tab import OPEN_ALL, PHONE, WIDE, Tab

OPENED: list[tuple[str, Direction]] = [*((kind, "ltr") for kind in KINDS), *((kind, "rtl") for kind in sorted(FIRST))]
# In wide windows they have controls that phones hide, or in other places.
WIDE_CONTROLS = {"members", "search", "join"}
# They have the colours of the manual's other page, on many times as many words.
LONG = {"fields", "problems"}
Found = Iterator[tuple[str, object]]
"""What was looked at, and what is wrong with it."""


@pytest.mark.parametrize(("kind", "direction"), OPENED)
def test_a_page_is_for_everyone(tab: Tab, kind: str, direction: Direction) -> None:
    """From right to left once for each template."""
    page = tab.open(kind, direction, 320)
    found = [*outline(page), *layout(page), ("the browser says", [*tab.said])]
    if direction == "rtl":
        found += by_axe_from_right_to_left(page, kind)
    else:
        if kind in FIRST:
            found += systems(page)
        found += by_axe(page, kind)
    assert {what: wrong for what, wrong in found if wrong} == {}


def resize(page: Page, width: int, height: int = 800) -> None:
    page.set_viewport_size({"width": width, "height": height})


# ---- axe-core


def by_axe(page: Page, kind: str) -> Found:
    """On the phone by day, with all open that can be; once for each template in a wide window in the dark, for how it is drawn."""
    resize(page, PHONE)
    if kind in WORKED:
        page.evaluate(OPEN_ALL)
        yield "phone, all open, overlaps", overlaps(page)
    yield "phone, light", faults(page, BUT_COLOURS if kind in LONG else ALL)
    if kind in WIDE_CONTROLS:
        resize(page, WIDE)
        yield "wide, all open", overlaps(page) + faults(page)
    if kind in FIRST or kind == "post with code":
        page.emulate_media(color_scheme="dark")
        resize(page, WIDE)
        yield "wide, dark", faults(page, DRAWN)


def by_axe_from_right_to_left(page: Page, kind: str) -> Found:
    """Where there is most to work with. Colours depend on no direction (test_accessibility.py)."""
    if kind in WORKED:
        resize(page, PHONE)
        yield "phone", faults(page, BUT_COLOURS)


# ---- the outline

HEADINGS = """() => [...document.querySelectorAll("h1, h2, h3, h4, h5, h6")]
    .filter(it => it.checkVisibility({visibilityProperty: true})).map(it => [Number(it.tagName[1]), it.innerText])"""
IDS = """() => {
    const ids = [...document.querySelectorAll("[id]")].map(it => it.id)
    const twice = ids.filter((id, index) => ids.indexOf(id) !== index)
    const named = it => ["aria-controls", "aria-labelledby", "aria-describedby", "for"].flatMap(
        name => it.getAttribute(name)?.split(" ") ?? [])
    const missing = [...document.querySelectorAll("[aria-controls], [aria-labelledby], [aria-describedby], [for]")]
        .flatMap(named).filter(id => !ids.includes(id))
    const fragments = [...document.querySelectorAll('a[href^="#"]')].map(it => decodeURIComponent(it.hash.slice(1)))
    return {twice, missing, nowhere: fragments.filter(id => !ids.includes(id))}
}"""


def outline(page: Page) -> Found:
    html = page.locator("html")
    direction = "rtl" if html.get_attribute("lang") == "ur" else "ltr"
    yield "a direction that isn't its language's", html.get_attribute("dir") != direction
    headings = page.evaluate(HEADINGS)
    levels = [level for level, _ in headings]
    skipped = any(level - before > 1 for before, level in zip([0, *levels], levels))
    yield "headings", headings if levels.count(1) != 1 or skipped else []
    yield from page.evaluate(IDS).items()


# ---- layout


def layout(page: Page) -> Found:
    """No one scrolls sideways, and no two texts overlap, wherever the page is scrolled to.

    On the narrowest phone, and in a window of 1280 px at a zoom of 200 %, which is one of 640 px of two pixels each.
    """
    for width, height in ((320, 800), (PHONE, 800), (WIDE // 2, 400), (WIDE, 800)):
        resize(page, width, height)
        yield f"{width} px", page.evaluate(TOO_WIDE) + overlaps(page)


# ---- what people set in their systems

MOVES = """() => [...document.querySelectorAll("*")].flatMap(it => [null, "::before", "::after"].flatMap(part => {
    const style = getComputedStyle(it, part), long = text => text.split(",").some(time => parseFloat(time) > .01)
    const moves = long(style.transitionDuration) || (style.animationName !== "none" && long(style.animationDuration))
    return moves || (!part && style.scrollBehavior === "smooth") ? [it.outerHTML.slice(0, 80) + (part ?? "")] : []
}))"""
# Controls without an edge, and things without words that are told from the page by their background alone: forced colours
# take backgrounds away.
BARE = """() => {
    const edged = it => { const style = getComputedStyle(it); return ["Top", "Right", "Bottom", "Left"].some(side =>
        style[`border${side}Style`] !== "none" && parseFloat(style[`border${side}Width`]) >= 1) ||
        (style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 1) || style.appearance !== "none" }
    return [...document.querySelectorAll("button, input:not([type=hidden]), select, textarea")]
        .filter(it => it.checkVisibility({visibilityProperty: true}) && !edged(it)).map(it => it.outerHTML.slice(0, 120))
}"""
MARK_PAINTED = """() => {
    for (const it of document.body.querySelectorAll("*")) {
        const style = getComputedStyle(it), box = it.getBoundingClientRect()
        if (!it.textContent.trim() && !it.children.length && box.width > 2 && box.height > 2 && style.appearance === "none"
            && style.backgroundColor !== "rgba(0, 0, 0, 0)" && !it.matches("input, select, textarea, img, svg *, hr, meter"))
            it.dataset.painted = ""
    }
}"""
LOST = """() => [...document.querySelectorAll("[data-painted]")].filter(it => {
    const style = getComputedStyle(it)
    return style.forcedColorAdjust !== "none" && ["Top", "Right", "Bottom", "Left"].every(side =>
        style[`border${side}Style`] === "none" || parseFloat(style[`border${side}Width`]) < 1)
        && style.backgroundColor === getComputedStyle(document.body).backgroundColor
}).map(it => it.outerHTML.slice(0, 120))"""


def systems(page: Page) -> Found:
    """Nothing moves for those who want that, and forced colours leave controls visible."""
    resize(page, WIDE)
    yield "moves", page.evaluate(MOVES)
    resize(page, PHONE)
    page.evaluate(MARK_PAINTED)
    page.emulate_media(forced_colors="active")
    yield "controls without an edge", page.evaluate(BARE)
    yield "lost in forced colours", page.evaluate(LOST)
    page.emulate_media(forced_colors="none")
