"""What is looked for on every kind of page (test_every_kind.py) is noticed: two texts that print on top of each other."""

from __future__ import annotations

import pytest
from tests.browser.layout import overlaps
from tests.browser.tab import Tab

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
