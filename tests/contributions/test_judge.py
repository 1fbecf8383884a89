"""The judge itself: what the site has of its own, no one else has by writing it."""

from __future__ import annotations

import pytest
from tests.contributions.judge import Shape, Site, judge

PAGE = "posts/hello/index.html"
MENU = '<button class="t-menu" type="button" aria-expanded="false" aria-controls="t-nav">x</button>'
OURS = (
    MENU,
    "<template></template>",
    '<label for="x">x</label>',
    '<select id="x"></select>',
    '<li data-m="x"></li>',
)
NOBODYS = (
    '<button class="t-menu" type="button" formaction="//evil.example">x</button>',
    '<button class="t-evil" type="button">x</button>',
    '<form class="t-form" action="https://evil.example/"></form>',
    '<li data-evil="x"></li>',
    '<img src="../../posts/hello/market.png" alt="x" name="x">',
    '<iframe class="t-form"></iframe>',
    "<script>alert(1)</script>",
)  # fmt: skip


def with_html(site: Site, html: str, before: str) -> Site:
    page = site[PAGE].decode()
    assert page.count(before) == 1
    return {**site, PAGE: page.replace(before, html + before).encode()}


@pytest.mark.parametrize("html", OURS)
def test_our_own_elements_are_ours_but_in_a_text(html: str, without: Site, known: frozenset[Shape]) -> None:
    judge(with_html(without, html, "</main>"), known)
    with pytest.raises(AssertionError, match=r"no control of ours|in the place of ours"):
        judge(with_html(without, html, "<p>Hello, <em>all</em>.</p>"), known)


@pytest.mark.parametrize("html", NOBODYS)
def test_what_is_no_ones_is_nowhere(html: str, without: Site, known: frozenset[Shape]) -> None:
    for before in ("</main>", "<p>Hello, <em>all</em>.</p>"):
        with pytest.raises((AssertionError, ValueError)):
            judge(with_html(without, html, before), known)


def test_a_text_takes_no_place_of_ours(without: Site, known: frozenset[Shape]) -> None:
    for html in ('<h2 id="t-nav">x</h2>', '<h2 id="t-clock">x</h2>', '<p class="t-form">x</p>'):
        with pytest.raises(AssertionError, match="in the place of ours"):
            judge(with_html(without, html, "<p>Hello, <em>all</em>.</p>"), known)


def test_a_site_without_contributions_is_harmless(without: Site, known: frozenset[Shape]) -> None:
    judge(without, known)
