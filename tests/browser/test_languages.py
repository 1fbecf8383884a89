"""Readers of Korean, Mongolian and Urdu find their way in their own language, from right to left where it is written so."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, expect

TOO_WIDE = "document.documentElement.scrollWidth > document.documentElement.clientWidth"
START_OF_NAVIGATION = """() => {
    const links = [...document.querySelectorAll(".t-header li a")].map(link => link.getBoundingClientRect().left)
    return links[0] < links[1] ? "left" : "right"
}"""

POSTS = {
    "ko": ("/posts/open-budgets-start-small-ko/", "글", "2026년 4월 28일"),
    "mn": ("/posts/the-hearing-came-to-us-mn/", "Нийтлэлүүд", "2026\u202fоны долоодугаар сарын 9"),
    "ur": ("/posts/open-budgets-start-small-ur/", "تحریریں", "5 مئی، 2026"),
}


@pytest.mark.parametrize("language", POSTS)
@pytest.mark.parametrize("width", [320, 1280])
def test_a_post_speaks_its_language(browser: Browser, site: str, language: str, width: int) -> None:
    address, posts, day = POSTS[language]
    page = browser.new_page(viewport={"width": width, "height": 800})
    page.goto(site + address)
    html = page.locator("html")
    expect(html).to_have_attribute("lang", language)
    expect(html).to_have_attribute("dir", "rtl" if language == "ur" else "ltr")
    expect(page.locator(".t-trail")).to_contain_text(posts)
    expect(page.locator("article.t-post time").first).to_have_text(day)
    assert not page.evaluate(TOO_WIDE)
    if width == 1280:
        assert page.evaluate(START_OF_NAVIGATION) == ("right" if language == "ur" else "left")
    page.close()


def test_from_home_to_a_post_in_ones_own_language_and_to_another_version_of_it(browser: Browser, site: str) -> None:
    page = browser.new_page(viewport={"width": 375, "height": 800})
    page.goto(site + "/")
    page.get_by_role("contentinfo").get_by_role("link", name="한국어").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("한국어")
    expect(page.locator("html")).to_have_attribute("lang", "ko")
    page.locator(".t-card__title a").first.click()
    page.get_by_role("link", name="اردو").first.click()
    expect(page.locator("html")).to_have_attribute("dir", "rtl")
    expect(page.locator("article.t-post")).to_have_attribute("lang", "ur")
    page.close()


def test_a_language_without_a_catalogue_is_marked_inside_a_page_of_the_sites(browser: Browser, site: str) -> None:
    page = browser.new_page()
    page.goto(site + "/posts/nai-hong-kammathikan/")
    expect(page.locator("html")).to_have_attribute("lang", "en")
    expect(page.locator("article.t-post")).to_have_attribute("lang", "th")
    spoken = "words => [...document.querySelectorAll('article *')].filter(e => e.textContent.includes(words)).at(-1)"
    found = page.evaluate(f"words => ({spoken})(words).closest('[lang]').lang", "to read")
    assert found == "en"
    page.close()
