"""Proposals printed: a brief on one sheet, with nothing cut."""

from __future__ import annotations

import re
from collections.abc import Iterator
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


@pytest.fixture(scope="module", params=DIRECTIONS)
def direction(request: pytest.FixtureRequest) -> Direction:
    found: Direction = request.param
    return found


@pytest.fixture(scope="module")
def days(direction: Direction, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    root = write(tmp_path_factory.mktemp("days"), direction)
    with hosting(build_site(root.parent / "site", root)) as host:
        yield host.address


@pytest.mark.parametrize("many", HOW_MANY)
def test_a_brief_is_one_sheet_and_nothing_is_cut(many: int, direction: Direction, days: str, browser: Browser) -> None:
    page = browser.new_page(viewport={"width": WIDTH, "height": HEIGHT})
    page.goto(f"{days}/events/day-{many}/")
    assert page.locator("html").get_attribute("dir") == direction
    pdf = page.pdf(format="A4")
    sheets = len(re.findall(rb"/Type\s*/Page\b", pdf))
    assert sheets == 1
    page.emulate_media(media="print")
    titles = page.locator(".t-proposals__title")
    assert titles.count() == many
    boxes = titles.evaluate_all("all => all.map(it => [...it.getClientRects()].map(r => [r.left, r.right, r.width]))")
    assert all(box and all(left >= 0 and right <= WIDTH and width for left, right, width in box) for box in boxes)
    hidden = "all => all.filter(it => it.scrollWidth > it.clientWidth + 1 && getComputedStyle(it).overflow !== 'visible').length"
    assert page.locator("main *").evaluate_all(hidden) == 0
    page.close()
