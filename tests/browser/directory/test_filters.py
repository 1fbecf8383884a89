"""Readers narrow the directory down: by choices and words, by keyboard, in an address that they share."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect
from tests.browser.directory.network import COUNTRIES, EVERYONE, Site, choose, countries, shown
from tests.browser.tab import Opened

FILTERS = {
    # what is chosen where → what the address asks then, and who is found
    ("Country", "Fiji"): ("country=fj", ["Open Shelf", "Koʻekoʻe Trust"]),  # at home there, or at work
    ("Country", "Myanmar"): ("country=mm", ["Dialogue House"]),
    ("Theme", "Courts"): ("theme=courts", ["Open Shelf", "Court Watch"]),
    ("Kind", "Non-profit media"): ("kind=media", ["Court Watch", "Public Media"]),
    ("Activity", "Outreach"): ("activity=outreach", ["Court Watch", "Koʻekoʻe Trust"]),
    ("Status", "Partner"): ("status=partner", ["Trung tâm Đường Mở"]),
    ("Name or words", "watch"): ("q=watch", ["Court Watch"]),
}


def test_each_filter(opened: Opened) -> None:
    page = opened()
    for (control, value), (query, found) in FILTERS.items():
        assert shown(page) == EVERYONE
        choose(page, control, value)
        assert shown(page) == found
        expect(page).to_have_url(re.compile(rf"/members/\?{query}$"))
        page.reload()
        assert shown(page) == found, "the address can be given to somebody else"
        page.get_by_role("button", name="Clear all").click()


CHOSEN = """codes => codes.map(code => {
    const country = document.querySelector(".t-filter [name=country]")
    country.value = code
    country.dispatchEvent(new Event("input", {bubbles: true}))
    const groups = [...document.querySelectorAll(".t-group")].filter(it => it.checkVisibility())
    return [document.querySelector("[role=status]").textContent, ...groups.map(it => it.querySelector("h2").id)]
})"""


def test_more_choices_than_there_are_letters(opened: Opened) -> None:
    codes = COUNTRIES.lower().split()
    chosen = opened(network="wide").evaluate(CHOSEN, codes)
    assert chosen == [["Members shown: 1 of 80", f"country-{code}"] for code in codes]


def test_filters_together_and_what_follows_them(opened: Opened) -> None:
    page = opened()
    status, jump = page.get_by_role("status"), page.get_by_role("navigation", name="Countries")
    expect(status).to_have_text("10 members in 8 countries")
    expect(page.get_by_text("1 of them is counted here and not listed.")).to_be_visible()
    expect(page.get_by_role("button", name="Clear all")).to_have_count(0)
    choose(page, "Theme", "Budgets")
    choose(page, "Kind", "Non-governmental organisation")
    assert shown(page) == ["Open Shelf", "Koʻekoʻe Trust", "Steppe Centre"]
    assert countries(page) == ["Fiji (1)", "Mongolia (1)", "Pakistan (1)"]
    assert jump.locator("a:visible").all_inner_texts() == ["Fiji", "Mongolia", "Pakistan"]
    expect(status).to_have_text("Members shown: 3 of 9")
    expect(page.locator("summary")).to_have_text("Filter (2 active)")
    choose(page, "Name or words", "trust koe")
    assert shown(page) == ["Koʻekoʻe Trust"], "each of the words"
    expect(page.locator("summary")).to_have_text("Filter (3 active)")
    page.get_by_role("button", name="Clear all").click()
    assert shown(page) == EVERYONE
    expect(page).to_have_url(re.compile("/members/$"))
    expect(page.locator("summary")).to_have_text("Filter")
    expect(status).to_have_text("10 members in 8 countries")


def test_back_and_forward(opened: Opened) -> None:
    page = opened()
    choose(page, "Theme", "Courts")
    page.get_by_label("Name or words").press_sequentially("shelf")
    choose(page, "Theme", "Budgets")
    assert shown(page) == ["Open Shelf"]
    page.go_back()
    assert page.get_by_label("Theme").input_value() == "courts"
    assert shown(page) == ["Open Shelf"]
    page.go_back()
    assert shown(page) == ["Open Shelf", "Court Watch"], "the letters of a word are one step"
    page.go_back()
    assert shown(page) == EVERYONE
    for _ in range(3):
        page.go_forward()
    assert page.get_by_label("Theme").input_value() == "budgets"
    choose(page, "Name or words", "")
    assert shown(page) == ["Open Shelf", "Koʻekoʻe Trust", "Steppe Centre"]
    page.get_by_role("link", name="Open Shelf").click()
    expect(page).to_have_url(re.compile("/members/open-shelf/$"))
    page.go_back()
    assert page.get_by_label("Theme").input_value() == "budgets"
    assert shown(page) == ["Open Shelf", "Koʻekoʻe Trust", "Steppe Centre"]


def test_an_address_that_asks_for_what_there_is_not(opened: Opened) -> None:
    page = opened("?theme=unused&country=zz&kind=media&status=%00&activity=&q=%20!&from=a-newsletter")
    assert shown(page) == ["Court Watch", "Public Media"], "what it asks for besides still counts"
    expect(page.locator("summary")).to_have_text("Filter (1 active)")
    choose(page, "Status", "Member")
    expect(page).to_have_url(re.compile(r"\?(?=.*kind=media)(?=.*status=member)(?=.*from=a-newsletter)"))
    assert "theme" not in page.url and "country" not in page.url


@pytest.mark.parametrize("width", [375, 1280])
def test_no_member_matches(opened: Opened, address: Site, width: int) -> None:
    page = opened("?theme=courts&country=kr", width=width)
    message = page.get_by_text("No member matches all of this.")
    expect(message).to_be_visible()
    expect(page.get_by_role("status")).to_have_text("Members shown: 0 of 9")
    assert countries(page) == []
    expect(page.get_by_role("navigation", name="Countries")).to_be_hidden()
    above, below = page.get_by_role("search").bounding_box(), message.bounding_box()
    assert above and below and 0 <= below["y"] - above["y"] - above["height"] < 50, "directly under the filter"
    suggest = page.get_by_role("link", name="Suggest a member")
    assert suggest.evaluate("link => link.href") == f"{address('english')}/contribute/"
    page.get_by_role("button", name="Clear all").click()
    expect(message).to_be_hidden()
    assert shown(page) == EVERYONE


def test_the_filter_is_closed_on_phones_and_open_in_wide_windows(opened: Opened) -> None:
    assert opened(width=1280).get_by_label("Theme").is_visible()
    page = opened("?theme=courts&kind=media", width=375)
    expect(page.get_by_label("Theme")).to_be_hidden()
    expect(page.get_by_text("Filter (2 active)")).to_be_visible()
    assert shown(page) == ["Court Watch"]


def test_by_keyboard(opened: Opened) -> None:
    page = opened(width=375)
    for _ in range(20):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.tagName") == "SUMMARY":
            break
    outline = page.locator("summary").evaluate("it => getComputedStyle(it).outline")
    assert "3px" in outline and "none" not in outline
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.type("trust")
    assert shown(page) == ["Koʻekoʻe Trust"]
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.press("Delete")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.name") == "theme"
    page.keyboard.type("Cou")
    assert shown(page) == ["Open Shelf", "Court Watch"]
    for _ in range(4):
        page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Clear all"
    page.keyboard.press("Enter")
    assert shown(page) == EVERYONE
    assert page.evaluate("document.activeElement.tagName") == "SUMMARY", "the button is gone, the reader is not lost"


SEARCHES = {
    "koekoe": "Koʻekoʻe Trust",
    "ko'eko'e": "Koʻekoʻe Trust",
    "KOʻEKOʻE": "Koʻekoʻe Trust",
    "duong mo": "Trung tâm Đường Mở",
    "đường": "Trung tâm Đường Mở",
    "TRUNG TÂM": "Trung tâm Đường Mở",
    "istanbul isik": "İstanbul Işık Derneği",
    "ISIK DERNEGI": "İstanbul Işık Derneği",
    "ışık": "İstanbul Işık Derneği",
    "열린": "Data Korea",
    "데이터네트": "Data Korea",
    "열린 데이터": "Data Korea",
    "열리": "Data Korea",  # a syllable that is still being typed
    "สาธารณะ": "Public Media",
    "สื่อ": "Public Media",
    "нээлттэй": "Steppe Centre",
    "НЭЭЛТТЭЙ ТАЛ": "Steppe Centre",
    "الماری": "Open Shelf",
    "كهلي الماري": "Open Shelf",  # with the letters of a keyboard for Arabic
    "کُھلی": "Open Shelf",  # with a vowel
    "ဆွေးနွေး": "Dialogue House",
    "osh": "Open Shelf",
    "ＯＳＨ": "Open Shelf",
    "association": "İstanbul Işık Derneği",
    "피지 shelf": "Open Shelf",  # Fiji, where it works, in a language of other members
    "ฟิจิ الماری": "Open Shelf",
    "монгол": "Steppe Centre",
    "میانمار": "Dialogue House",
}
TYPED = """texts => texts.map(text => {
    const words = document.querySelector(".t-filter [name=q]")
    words.value = text
    words.dispatchEvent(new Event("input", {bubbles: true}))
    const rows = [...document.querySelectorAll(".t-directory li")].filter(it => it.checkVisibility())
    return rows.map(it => it.querySelector("bdi").textContent)
})"""


@pytest.mark.parametrize("locale", ["en", "tr-TR"])
def test_names_are_found_as_people_type_them(opened: Opened, locale: str) -> None:
    """Also on a Turkish device, whose small I has no dot."""
    found = opened(locale=locale).evaluate(TYPED, [*SEARCHES])
    assert dict(zip(SEARCHES, found)) == {words: [name] for words, name in SEARCHES.items()}


def test_vowels_are_no_ornament(opened: Opened) -> None:
    """Only สา is in a name; folding must not make the others alike."""
    found = opened().evaluate(TYPED, ["สา", "กิ", "열림", "कि", "Dialoguehouse2"])
    assert found == [["Public Media"], [], [], [], []]
