"""The directory as readers see it: in the scripts of its members, without our scripts, on any screen, whole or empty."""

from __future__ import annotations

import re
from urllib.request import urlopen

import pytest
from playwright.sync_api import Browser, expect
from tests.browser.axe import faults
from tests.browser.directory.network import EVERYONE, Site, choose, shown
from tests.browser.layout import TOO_WIDE
from tests.browser.tab import Opened


def test_of_a_name_only_member_there_is_the_name_and_of_a_hidden_one_nothing(opened: Opened, address: Site) -> None:
    page = opened()
    row = page.locator("li", has_text="Dialogue House")
    assert row.evaluate("row => row.getAttributeNames()") == []
    assert row.inner_text() == "Dialogue House ဆွေးနွေးပွဲအိမ်"
    expect(row.get_by_role("link")).to_have_count(0)
    assert "Coalition" not in page.content() and "Bhutan" not in page.content()
    with urlopen(f"{address('english')}/members/") as response:
        source = response.read().decode()
    assert "Hiddencircle" not in source and "Timor" not in source and "country-tl" not in source
    for choice in ("theme=courts", "kind=coalition", "activity=outreach", "status=member", "country=bt"):
        page.goto(f"/members/?{choice}")
        assert ("Dialogue House" in shown(page)) == (choice in ("kind=coalition", "country=bt")), (
            f"{choice}: what is not known of it is not asked of it; where nobody is of that kind, nothing is asked at all"
        )


def test_marks_of_a_row(opened: Opened) -> None:
    page = opened()
    row = page.locator("li", has_text="Open Shelf")
    expect(row).to_contain_text("کھلی الماری")
    expect(row).to_contain_text("Also works in Fiji")
    expect(row.locator("img")).to_have_attribute("alt", "")  # the name is next to it
    assert row.locator("img").evaluate("picture => picture.complete && picture.naturalWidth > 0")
    assert row.locator(".t-flag").count() == 0
    assert page.locator("li", has_text="Đường").locator(".t-flag").inner_text() == "Partner"


def test_without_scripts(opened: Opened, address: Site) -> None:
    page = opened("?theme=courts", width=375, java_script_enabled=False)
    assert page.get_by_role("search").is_hidden()
    for name in EVERYONE:
        expect(page.get_by_role("main").get_by_text(name, exact=True)).to_be_visible()
    choose_members = page.get_by_role("navigation", name="Choose members")
    assert choose_members.get_by_role("link").all_inner_texts() == ["Budgets", "Courts"]
    links = [*choose_members.get_by_role("link").all(), *page.locator("h2 a").all()]
    page.get_by_role("navigation", name="Countries").get_by_role("link", name="Viet").click()
    expect(page).to_have_url(re.compile("#country-vn$"))
    expect(page.get_by_role("heading", name="Vietnam")).to_be_in_viewport()
    for link in links:
        href = (link.get_attribute("href") or "").removeprefix("..")
        with urlopen(address("english") + href) as response:
            assert response.status == 200


def test_where_the_script_does_not_arrive_the_filter_says_so(browser: Browser, address: Site) -> None:
    page = browser.new_page(base_url=address("english"))
    page.route("**/directory.*.js", lambda route: route.abort())
    page.clock.install()
    for query in ("", "?theme=courts"):
        page.goto(f"/members/{query}")
        page.clock.run_for(10_000)  # as long as what was asked for is waited for
        expect(page.get_by_role("heading", name="Fiji")).to_be_visible()
        expect(page.get_by_label("Theme")).to_be_disabled()
        assert shown(page) == EVERYONE
    page.close()


SHIFTS = """
new PerformanceObserver(list => list.getEntries().forEach(entry => { window.shifts = (window.shifts ?? 0) + entry.value }))
  .observe({ type: "layout-shift", buffered: true })
"""


@pytest.mark.parametrize("width", [375, 1280])
def test_a_script_that_comes_late_moves_nothing(browser: Browser, address: Site, width: int) -> None:
    page = browser.new_page(base_url=address("english"), viewport={"width": width, "height": 800})
    page.add_init_script(SHIFTS)

    def late(route: object) -> None:
        page.wait_for_timeout(500)
        route.continue_()  # type: ignore[attr-defined]

    page.route("**/directory.*.js", late)
    page.goto("/members/")
    expect(page.locator(".t-filter[data-ready]")).to_have_count(1)
    page.wait_for_timeout(200)
    assert page.evaluate("window.shifts ?? 0") == 0
    page.close()


@pytest.mark.parametrize("network", ["english", "urdu"])
def test_it_fits(opened: Opened, network: str) -> None:
    page = opened(network=network)
    for query in ("", "?theme=budgets&q=o", "?q=zzz"):
        page.goto(f"/members/{query}")
        for width in (320, 375, 1280):
            page.set_viewport_size({"width": width, "height": 800})
            for is_open in (True, False):
                page.locator(".t-filter details").evaluate("(it, open) => { it.open = open }", is_open)
                assert page.evaluate(TOO_WIDE) == [], (query, width, is_open)
                assert page.evaluate(SMALL) == 0, "fingers hit it"


SMALL = """() => [...document.querySelectorAll("main :is(a, button, summary, input, select)")].filter(it => it.checkVisibility())
    .map(it => it.getBoundingClientRect()).filter(box => box.width && box.height < 20).length"""


@pytest.mark.parametrize(("network", "width", "scheme"), [("english", 1280, "light"), ("urdu", 375, "dark")])
def test_axe_finds_nothing_whatever_is_chosen(opened: Opened, network: str, width: int, scheme: str) -> None:
    page = opened(network=network, width=width, color_scheme=scheme)
    for query in ("?theme=budgets", "?q=zzz"):
        page.goto(f"/members/{query}")
        page.locator(".t-filter details").evaluate("it => { it.open = true }")
        assert faults(page) == [], query


def test_a_network_that_writes_from_right_to_left(opened: Opened) -> None:
    page = opened(network="urdu")
    expect(page.locator("html")).to_have_attribute("dir", "rtl")
    country, member = page.locator("#country-pk").bounding_box(), page.locator("[href$='open-shelf/']").bounding_box()
    assert country and member and country["x"] > member["x"] + member["width"], "the country stands at the start"
    page.locator("[name=theme]").select_option("budgets")
    page.locator("[name=q]").fill("الماری")
    assert page.locator(".t-directory li:visible bdi").first.inner_text() == "کھلی الماری"
    assert page.locator(".t-directory li:visible").count() == 1
    expect(page.get_by_role("status")).to_contain_text("1")
    page.go_back()
    assert page.locator(".t-directory li:visible").count() == 3


def test_downloads_with_their_licence(opened: Opened, address: Site) -> None:
    page = opened()
    for name in ("CSV", "JSON"):
        href = page.get_by_role("link", name=name, exact=True).get_attribute("href") or ""
        with urlopen(address("english") + href.removeprefix("..")) as response:
            text = response.read().decode("utf-8-sig")
        assert "open-shelf" in text and "Hiddencircle" not in text
    expect(page.get_by_text("Download all members: CSV · JSON · Licence: CC-BY-4.0")).to_be_visible()


def test_a_long_directory_is_whole(opened: Opened) -> None:
    """Its rows are laid out only when they come into sight."""
    page = opened(network="long", width=375)
    page.get_by_role("navigation", name="Countries").get_by_role("link", name="Vanuatu").click()
    expect(page.get_by_role("heading", name="Vanuatu")).to_be_in_viewport()
    page.get_by_text("Filter", exact=True).click()
    choose(page, "Name or words", "group 17")
    expect(page.get_by_role("status")).to_have_text("Members shown: 12 of 180")
    choose(page, "Country", "Fiji")
    expect(page.get_by_role("status")).to_have_text("Members shown: 1 of 180")
    link = page.get_by_role("link", name="Group 175")
    link.focus()
    row, inside = page.locator("li", has_text="Group 175").bounding_box(), link.bounding_box()
    assert row and inside and inside["x"] - row["x"] >= 5, "a row leaves room for the ring around what has focus"
