"""Fair hours, where calls were at night: the sample's were not, so its pages don't have the tables."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

import pytest
from playwright.sync_api import Browser
from tests.browser.sites import DIRECTIONS, Direction, build_site
from tests.browser.test_accessibility import ALL, AXE, faults
from tests.conftest import NETWORK, write_network
from tests.host import hosting

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
    root = write_network(tmp_path_factory.mktemp("hours"), files)
    with hosting(build_site(root.parent / f"{root.name}-site", root)) as host:
        yield f"{host.address}/events/call/"


@pytest.mark.parametrize("width, scheme", [(375, "light"), (1280, "dark")])
def test_everyone_can_read_them(width: int, scheme: Literal["light", "dark"], address: str, browser: Browser) -> None:
    context = browser.new_context(bypass_csp=True, viewport={"width": width, "height": 800}, color_scheme=scheme)
    context.add_init_script(path=AXE)
    page = context.new_page()
    page.goto(address)
    assert page.locator(".t-section table").count() == 2
    assert page.evaluate(WIDER) == 0
    assert faults(page, ALL) == []
    context.close()
