"""A reader with a browser: walks the site by its links, on phones and wide windows, in light and dark, without scripts."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect
from tests.browser.tab import Opened

NAME = "OGP Asia Pacific Civil Society Network"


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_a_journey(opened: Opened, scripts: bool) -> None:
    page = opened("/", java_script_enabled=scripts, viewport={"width": 375, "height": 800})
    main = page.get_by_role("main")

    def stands_at(title: str, address: str) -> None:
        expect(page).to_have_url(re.compile(re.escape(address) + "$"))
        expect(page).to_have_title(title if title == NAME else f"{title} – {NAME}")
        expect(page.get_by_role("heading", level=1)).to_have_text(title)
        width = page.locator("html").bounding_box()
        assert width and width["width"] <= 375

    def follow(name: str) -> None:
        main.get_by_role("link", name=name, exact=True).first.click()

    def choose(name: str) -> None:
        """In the menu, which a phone opens by its button; without scripts it stands open."""
        if scripts:
            page.get_by_role("button", name="Menu").click()
        page.get_by_role("navigation", name="Main").get_by_role("link", name=name).click()

    stands_at(NAME, "/")
    follow("Contract data in a spreadsheet, without a developer")
    stands_at("Contract data in a spreadsheet, without a developer", "/posts/contract-data-in-a-spreadsheet/")
    follow("Alice Example")
    stands_at("Alice Example", "/people/alice-example/")
    follow("Sample Civic Software Cooperative")
    stands_at("Sample Civic Software Cooperative", "/members/sample-civic-software-cooperative/")
    choose("Events")
    stands_at("Events", "/events/")
    follow("Webinar: campaigning before your country is a member")
    stands_at("Webinar: campaigning before your country is a member", "/events/mountain-campaign-webinar/")
    page.go_back()
    main.get_by_role("listitem").get_by_role("link", name="Network call", exact=True).first.click()
    stands_at("Network call, 25 November 2026", "/events/network-call/2026-11-25/")
    page.get_by_role("navigation", name="Breadcrumb").get_by_role("link", name="Network call").click()
    stands_at("Network call", "/events/network-call/")
    choose("Events")
    follow("November 2026")
    stands_at("November 2026", "/events/2026/11/")
    follow("December 2026")
    stands_at("December 2026", "/events/2026/12/")
    page.get_by_role("contentinfo").get_by_role("link", name="Subscribe").click()
    stands_at("Subscribe", "/subscribe/")
    expect(main.get_by_role("link", name="/events/calendar.ics")).to_be_visible()


def test_a_translation_speaks_its_own_language(opened: Opened) -> None:
    page = opened("/posts/open-budgets-start-small/")
    article = page.get_by_role("article").first
    expect(article).to_have_attribute("lang", "en")
    article.get_by_role("link", name="اردو").click()
    expect(page.locator("html")).to_have_attribute("lang", "ur")
    article = page.get_by_role("article").first
    expect(article).to_have_attribute("lang", "ur")
    expect(article).to_have_attribute("dir", "rtl")
    date = article.get_by_text("5 مئی، 2026 · پڑھنے کا وقت: 2 منٹ")
    column, words = article.get_by_role("heading", level=1).bounding_box(), date.bounding_box()
    assert column and words
    assert abs(column["x"] + column["width"] - words["x"] - words["width"]) < 1, "it begins at the article's start"


def test_on_phones_a_month_shows_dots_and_the_list_names_the_events(opened: Opened) -> None:
    page = opened("/events/2026/11/", viewport={"width": 375, "height": 800})
    expect(page.get_by_role("table").get_by_role("link", name="Network call")).to_have_count(0)
    expect(page.get_by_role("heading", name="Network call")).to_be_visible()
    page.set_viewport_size({"width": 1280, "height": 800})
    expect(page.get_by_role("table").get_by_role("link", name="Network call")).to_be_visible()


def test_keyboards_skip_to_the_content(opened: Opened) -> None:
    page = opened("/posts/")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the content")).to_be_in_viewport()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('main') !== null")
