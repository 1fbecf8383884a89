"""Proposals printed: a brief on one sheet, with nothing cut."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser
from tests.browser.sites import DIRECTIONS, Direction, build_site
from tests.conftest import NETWORK, write_network
from tests.host import hosting

HOW_MANY = (1, 12, 40)
THEMES = ("Fiscal openness", "Civic space", "Access to information")
COUNTRIES = ("FJ", "PH", "ID", "")
TITLES: dict[Direction, str] = {
    "ltr": "Publish every contract of the ministry within thirty days of its signature, number {}",
    "rtl": "وزارت کا ہر معاہدہ دستخط کے تیس دن کے اندر شائع کیا جائے، نمبر {}",
}
BOXES = "all => all.map(it => [...it.getClientRects()].map(r => [r.left, r.right, r.width]))"
CUT = (
    "all => all.filter(it => it.scrollWidth > it.clientWidth + 1 && getComputedStyle(it).overflow !== 'visible').length"
)
WIDTH, HEIGHT = 718, 1047  # of A4 within the usual margins, at 96 dots an inch


def write(folder: Path, direction: Direction) -> Path:
    """A network with an event for each number of proposals."""
    language = {"ltr": "en", "rtl": "ur"}[direction]
    themes = ", ".join(f"{{id: theme-{number}, title: {title}}}" for number, title in enumerate(THEMES))
    countries = ", ".join(f"{{code: {code}}}" for code in COUNTRIES if code)
    events = []
    for many in HOW_MANY:
        events.append(
            f"  - id: day-{many}\n    title: Civil Society Day\n    type: summit\n    start: 2027-05-19\n    proposals:\n"
        )
        for number in range(many):
            title = TITLES[direction].format(number + 1)
            country = COUNTRIES[number % 4]
            more = f", country: {country}" if country else ""
            by = "{name: Mele Example, affiliation: Reef Watch}"
            events.append(f"      - {{title: '{title}', by: {by}, theme: theme-{number % 3}{more}}}\n")
    network = NETWORK.replace("languages: [en]", f"languages: [{language}]")
    assert f"[{language}]" in network
    files = {
        "network.yml": f"{network}themes: [{themes}]\ncountries: [{countries}]\n",
        "events.yml": "events:\n" + "".join(events),
    }
    return write_network(folder, files)


@pytest.mark.parametrize("direction", DIRECTIONS)
def test_a_brief_is_one_sheet_and_nothing_is_cut(tmp_path: Path, direction: Direction, browser: Browser) -> None:
    site = build_site(tmp_path / "site", write(tmp_path / "network", direction))
    page = browser.new_page(viewport={"width": WIDTH, "height": HEIGHT})
    page.emulate_media(media="print")
    with hosting(site) as host:
        for many in HOW_MANY:
            page.goto(f"{host.address}/events/day-{many}/")
            assert page.locator("html").get_attribute("dir") == direction
            sheets = len(re.findall(rb"/Type\s*/Page\b", page.pdf(format="A4")))
            assert sheets == 1, many
            titles = page.locator(".t-proposals__title")
            assert titles.count() == many
            boxes = titles.evaluate_all(BOXES)
            assert all(
                box and all(left >= 0 and right <= WIDTH and width for left, right, width in box) for box in boxes
            )
            assert page.locator("main *").evaluate_all(CUT) == 0, many
    page.close()
