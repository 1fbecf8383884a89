"""Every kind of page fits its window: nothing reaches out at the sides, and no two texts print on top of each other."""

from __future__ import annotations

import pytest
from tests.browser.kinds import FIRST, KINDS
from tests.browser.overlaps import overlaps
from tests.browser.sites import Direction
from tests.browser.tab import PHONE, WIDE, Tab

# The document's own overflow, and words that are outside the window though nothing there can be scrolled.
TOO_WIDE = """() => {
    const width = document.documentElement.clientWidth
    const heard = it => it && (it.clientWidth <= 1 && getComputedStyle(it).overflowX === "hidden" || heard(it.parentElement))
    const scrolls = it => it && (/auto|scroll/.test(getComputedStyle(it).overflowX) || scrolls(it.parentElement))
    const named = it => it.tagName.toLowerCase() + (it.id && "#" + it.id) + [...it.classList].map(name => "." + name).join("")
    const found = new Set()
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
    while (texts.nextNode()) {
        const text = texts.currentNode, parent = text.parentElement, range = document.createRange()
        if (!text.data.trim() || !parent.checkVisibility({visibilityProperty: true}) || scrolls(parent)
            || heard(parent) || parent.matches('a[href^="#"]')) continue  // the skip link is out of sight until it has the focus
        range.selectNodeContents(text)
        for (const box of range.getClientRects())
            if (box.bottom > 0 && (box.right > width + 1 || box.left < -1)) found.add(named(parent) + ": " + text.data.trim())
    }
    const over = document.documentElement.scrollWidth - width
    if (over > 0)
        for (const it of document.body.querySelectorAll("*")) {
            const box = it.getBoundingClientRect()
            if (box.width && (box.right > width + 1 || box.left < -1) && !scrolls(it.parentElement)) found.add(named(it))
        }
    return over > 0 ? [`${over} px too wide`, ...found] : [...found]
}"""


OPENED: list[tuple[str, Direction]] = [*((kind, "ltr") for kind in KINDS), *((kind, "rtl") for kind in sorted(FIRST))]


@pytest.mark.parametrize(("kind", "direction"), OPENED)
def test_everything_fits(tab: Tab, kind: str, direction: Direction) -> None:
    """No one scrolls sideways, and no two texts overlap, wherever the page is scrolled to.

    On the narrowest phone, and in a window of 1280 px at a zoom of 200 %, which is one of 640 px of two pixels each. From
    right to left once for each template.
    """
    page = tab.open(kind, direction, 320)
    found = {}
    for width, height in ((320, 800), (PHONE, 800), (WIDE // 2, 400), (WIDE, 800)):
        page.set_viewport_size({"width": width, "height": height})
        found[width] = page.evaluate(TOO_WIDE) + overlaps(page)
    assert {width: list_ for width, list_ in found.items() if list_} == {}


BESIDE_EACH_OTHER = ("<h2 style='{}'>One part of the text</h2><p style='block-size: 500px'>Its words</p>" * 4).format
FAULTS_OF_LAYOUT = {
    # what it is → a page that has it
    "headings that stick to the whole text": "<div>"
    + BESIDE_EACH_OTHER(*["position: sticky; top: 1rem"] * 4)
    + "</div>",
    "a bar that hides what is behind it": "<p style='position: fixed; top: 300px; background: #fff'>A bar in the way</p>"
    + "<p style='block-size: 2000px'></p><p>What it hides when one comes to it</p><p style='block-size: 2000px'></p>",
    "a line that is too low for its words": "<p style='line-height: .4; inline-size: 6em'>Some <b>words that</b> go on</p>",
    "a title that is pulled up": "<p>The first of two</p><h2 style='margin-block-start: -1.6em'>The second</h2>",
    "something put onto a text": "<p>A text</p><p style='position: absolute; top: 1rem; margin: 0'>Another one</p>",
}
NO_FAULTS = {
    "a heading that sticks within its own part": (
        "<section><h2 style='position: sticky; top: 0; inline-size: 40%'>One part</h2>"
        "<p style='margin-inline-start: 50%; block-size: 900px'>Its words</p></section>" * 3
    ),
    "a menu that was opened": "<button aria-expanded=true aria-controls=nav>Menu</button>"
    "<nav id=nav style='position: absolute; background: #fff'>Home<br>Posts</nav><p>What is behind it</p>",
    "what is cut off": "<div style='block-size: 2em; overflow: auto'>One<br>Two<br>Three<br>Four</div><p>After it</p>",
    "what is only heard": "<p>Seen<span style='position: absolute; clip-path: inset(50%)'>heard</span></p>",
    "lines of several scripts": "<p style='inline-size: 9em; line-height: 1.1'>Open <b>budgets</b> 열린 <i>정부</i> in <b>every</b> town</p>",
}


@pytest.mark.parametrize("fault", FAULTS_OF_LAYOUT)
def test_texts_that_overlap_are_noticed(tab: Tab, fault: str) -> None:
    tab.page.goto("about:blank")  # or the last page's policy forbids styles
    tab.page.set_content(f"<main>{FAULTS_OF_LAYOUT[fault]}</main>")
    assert overlaps(tab.page), fault


@pytest.mark.parametrize("layout", NO_FAULTS)
def test_texts_that_do_not_overlap_are_left_alone(tab: Tab, layout: str) -> None:
    tab.page.goto("about:blank")
    tab.page.set_content(f"<main>{NO_FAULTS[layout]}</main>")
    assert overlaps(tab.page) == []
