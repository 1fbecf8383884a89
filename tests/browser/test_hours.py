"""Fair hours, where calls were at night: the sample's were not, so its pages don't have the tables."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser
from tests.browser.axe import DRAWN, faults
from tests.browser.sites import DIRECTIONS, Direction, build_site
from tests.conftest import NETWORK, write_network
from tests.host import hosting
from tests.once import made_once

ASKED = "term: {start: 2026-01-01, end: 2027-12-31}\nparticipation: {event: call, expected: 2, of: 9, hours: true}\n"
COUNTRIES = ("GB", "FJ", "PG", "MA", "CL", "MX", "KI", "VU")
MEMBERS = "members:\n" + "".join(f"  - {{id: m-{it.lower()}, name: Of {it}, country: {it}}}\n" for it in COUNTRIES)
EVENTS = "events:\n  - {id: call, title: Call, type: call, start: 2026-03-02 12:00, recurrence: {every: 6 weeks, count: 9}}\n"
WIDER = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


@pytest.fixture(scope="module", params=DIRECTIONS)
def address(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    direction: Direction = request.param
    network = NETWORK.replace("languages: [en]", {"ltr": "languages: [en]", "rtl": "languages: [ur]"}[direction])
    files = {"network.yml": network + ASKED, "members.yml": MEMBERS, "events.yml": EVENTS}
    made = made_once(
        tmp_path_factory, f"hours-{direction}", lambda it: build_site(it / "site", write_network(it / "network", files))
    )
    with hosting(made / "site") as host:
        yield f"{host.address}/events/call/"


def test_everyone_can_read_them(address: str, browser: Browser) -> None:
    """On a phone by day, and in a wide window in the dark."""
    page = browser.new_page(viewport={"width": 375, "height": 800}, reduced_motion="reduce")
    page.goto(address)
    assert page.locator(".t-section table").count() == 2
    assert page.evaluate(WIDER) == 0
    assert faults(page) == []
    page.set_viewport_size({"width": 1280, "height": 800})
    page.emulate_media(color_scheme="dark")
    assert page.evaluate(WIDER) == 0
    assert faults(page, DRAWN) == []
    page.close()
