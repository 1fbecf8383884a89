"""Times in real browsers: of devices in several zones, set to languages that browsers know well, badly or not at all."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect
from tests.browser.sites import build_site
from tests.browser.tab import Opened
from tests.conftest import NOW, write_network
from tests.host import hosting
from tests.once import made_once

NETWORK = """\
id: reef-network
authority: reef.example.org,2016
name: Reef Network
timezone: {timezone}
languages: [{language}]
countries:
  - {{ code: PH, capital_timezone: Asia/Manila }}
  - {{ code: NP, capital_timezone: Asia/Kathmandu }}
  - {{ code: KI }}
  - {{ code: NZ }}
  - {{ code: US, capital_timezone: America/New_York }}
"""
EVENTS = """\
events:
  - { id: call, title: The call, type: call, start: 2026-11-25 14:00, duration: 90 minutes, timezone: Asia/Manila, online: {} }
  - { id: july, title: A call in July, type: call, start: 2027-07-01 14:00, duration: 90 minutes, timezone: Asia/Manila, online: {} }
  - { id: night, title: A long night, type: call, start: 2026-12-03 20:00, duration: 10 hours, timezone: Asia/Manila, online: {} }
  - { id: meeting, title: The meeting, type: meeting, start: 2026-12-02, end: 2026-12-04, place: { city: Manila } }
  - { id: room, title: In a room, type: meeting, start: 2026-11-26 09:00, end: 2026-11-26 17:00, place: { city: Manila } }
  - { id: off, title: Off, type: call, start: 2026-11-27 10:00, status: cancelled, online: {} }
"""
CALL, MONTH = "/events/call/", "/events/2026/12/"


@pytest.fixture(scope="module")
def addresses(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[str], str]]:
    """The address of a small network's site in a language, built when a test first asks for it."""
    with ExitStack() as hosts:

        @cache
        def address(language: str) -> str:
            root = made_once(tmp_path_factory, f"times-{language}", lambda root: _built(root, language))
            return hosts.enter_context(hosting(root / "site")).address

        yield address


def _built(root: Path, language: str) -> None:
    network = NETWORK.format(language=language, timezone="Asia/Manila")
    write_network(root, {"network.yml": network, "events.yml": EVENTS})
    build_site(root / "site", root)


@pytest.fixture
def at(window: Opened, addresses: Callable[[str], str]) -> Opened:
    """Opens a page of the site in a language, on a device."""

    def open_page(path: str, language: str = "en", before: str = "", **device: Any) -> Page:
        page = window(addresses(language), **device)
        page.add_init_script(before)
        page.clock.set_fixed_time(datetime.fromisoformat(f"{NOW}T03:00:00Z"))
        page.goto(path)
        return page

    return open_page


def yours(page: Page) -> str:
    return " ".join(page.locator(".t-yours__when").inner_text().split())


# --- the reader's own time ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("language", "device", "zone", "expected"),
    [
        # Chromium has no words in Mongolian, and prints Buddhist years in Thai and Solar Hijri ones in Dari.
        ("mn", "mn", "Asia/Ulaanbaatar", "2026 оны арван нэгдүгээр сарын 25, лхагва гараг 14:00–15:30 UTC+8"),
        ("th", "th-TH", "America/Los_Angeles", "วันอังคารที่ 24 พฤศจิกายน ค.ศ. 2026 22:00–23:30 UTC−8"),
        ("ur", "ur-PK", "Asia/Karachi", "بدھ، 25 نومبر، 2026 11:00–12:30 UTC+5"),
        ("en", "ko-KR", "Pacific/Kiritimati", "Wednesday, 25 November 2026 20:00–21:30 UTC+14"),
        ("en", "fa-AF", "Asia/Kabul", "Wednesday, 25 November 2026 10:30–12:00 UTC+4:30"),
        ("en", "en-NZ", "Pacific/Chatham", "Wednesday, 25 November 2026 19:45–21:15 UTC+13:45"),
    ],
)
def test_a_reader_finds_the_event_by_the_own_clock(
    at: Opened, language: str, device: str, zone: str, expected: str
) -> None:
    page = at(CALL, language, locale=device, timezone_id=zone)
    assert yours(page) == expected
    expect(page.locator(".t-when .span")).to_have_text("14:00–15:30")
    assert "Your time, on this device’s clock" in page.locator(".t-yours").inner_text() or language != "en"


def test_summer_time_counts_on_the_day_of_the_event(at: Opened) -> None:
    page = at("/events/july/", timezone_id="America/Los_Angeles")
    assert yours(page) == "Wednesday, 30 June 2027 – Thursday, 1 July 2027 23:00–00:30 UTC−7"
    page = at("/events/july/", timezone_id="Pacific/Auckland")
    assert yours(page) == "Thursday, 1 July 2027 18:00–19:30 UTC+12"
    page.goto(CALL)
    assert yours(page) == "Wednesday, 25 November 2026 19:00–20:30 UTC+13"


def test_lists_say_it_too_and_a_room_or_what_is_cancelled_has_no_other_time(at: Opened) -> None:
    page = at("/events/", timezone_id="America/New_York")
    coming = page.locator(".t-events").first
    assert [" ".join(text.split()) for text in coming.locator(".t-local").all_inner_texts()] == [
        "Your time: Wed 01:00",
        "Your time: Thu 07:00",
        "Your time: Thu 02:00",
    ]
    for title in ("In a room", "The meeting", "Off"):
        item = coming.get_by_role("listitem").filter(has=page.get_by_role("heading", name=title))
        expect(item).to_have_count(1)
        expect(item).not_to_contain_text("Your time")
    for address in ("/events/room/", "/events/meeting/", "/events/off/"):
        page.goto(address)
        expect(page.locator(".t-yours")).to_have_count(0)
    page.goto("/")
    expect(page.get_by_text("Your time: Wed 01:00")).to_be_visible()


def test_the_readers_row_is_marked_among_the_countries(at: Opened) -> None:
    page = at(CALL, timezone_id="Asia/Kathmandu")
    page.get_by_text("When it starts in the countries").click()
    (row,) = page.locator(".t-zones__mine").all()
    assert " ".join(row.inner_text().split()) == "Wed 11:45 Your time UTC+5:45 Nepal"
    assert page.evaluate("getComputedStyle(document.querySelector('.t-zones__mine')).outlineStyle") == "solid"


# --- a chosen clock -----------------------------------------------------------------------------------------------


def test_a_clock_is_chosen_once(at: Opened) -> None:
    """Browsers that guard privacy say UTC."""
    page = at(CALL, timezone_id="UTC")
    choice = page.get_by_label("Show the time for")
    names = choice.locator("option").all_inner_texts()
    assert names == [
        "this device",
        *("Kiribati: Kanton", "Kiribati: Kiritimati", "Kiribati: Tarawa", "Nepal"),
        *("New Zealand: Auckland", "New Zealand: Chatham", "Philippines"),
        *(name for name in names if name.startswith("United States: ")),
    ]
    assert not [name for name in names if "/" in name or "_" in name], "nobody reads the ids of zones"
    choice.select_option("Nepal")
    box = page.locator(".t-yours")
    expect(box).to_contain_text("Your time, in Nepal")
    assert yours(page) == "Wednesday, 25 November 2026 11:45–13:15 UTC+5:45"
    page.reload()
    expect(box).to_contain_text("Your time, in Nepal")
    page.goto("/events/")
    expect(page.get_by_text("Your time: Wed 11:45")).to_be_visible()
    page.goto(CALL)
    page.get_by_label("Show the time for").select_option("this device")
    assert yours(page) == "Wednesday, 25 November 2026 06:00–07:30 UTC"
    assert page.evaluate("localStorage.length") == 0, "nothing is kept of who has chosen nothing"


REFUSED = (
    """Object.defineProperty(window, "localStorage", { get() { throw new DOMException("no", "SecurityError") } })"""
)


def test_where_storage_is_refused_a_choice_lasts_for_the_page(at: Opened) -> None:
    page = at(CALL, timezone_id="Asia/Karachi", before=REFUSED)
    assert yours(page) == "Wednesday, 25 November 2026 11:00–12:30 UTC+5"
    page.get_by_label("Show the time for").select_option("Nepal")
    assert yours(page) == "Wednesday, 25 November 2026 11:45–13:15 UTC+5:45"


def test_what_was_kept_and_is_no_choice_any_more_does_no_harm(at: Opened) -> None:
    page = at(CALL, timezone_id="Asia/Karachi")
    for kept in ("Mars/Olympus_Mons", "Europe/Paris", "<b>"):
        page.evaluate("kept => localStorage.setItem('talanoa-clock', kept)", kept)
        page.reload()
        assert yours(page) == "Wednesday, 25 November 2026 11:00–12:30 UTC+5", kept


# --- without scripts, on paper, by keyboard -----------------------------------------------------------------------


def test_without_scripts_every_time_is_there(at: Opened) -> None:
    page = at(CALL, java_script_enabled=False, timezone_id="Asia/Karachi")
    assert yours(page) == "Wednesday, 25 November 2026 06:00–07:30 UTC"
    expect(page.locator(".t-yours")).to_contain_text("In coordinated universal time")
    expect(page.get_by_role("combobox")).to_have_count(0)
    page.get_by_text("When it starts in the countries").click()
    rows = [" ".join(row.split()) for row in page.locator(".t-zones tbody tr").all_inner_texts()]
    assert rows[:3] == [
        "Wed 01:00 UTC−5 United States (New York)",
        "Wed 11:45 UTC+5:45 Nepal",
        "Wed 14:00 UTC+8 Philippines",
    ]
    assert "Thu" not in "".join(rows)
    page.goto("/events/")
    expect(page.get_by_role("table")).to_be_visible()
    expect(page.locator(".t-local:visible")).to_have_count(0)


def test_paper_shows_the_month_and_the_list_and_no_controls(at: Opened) -> None:
    page = at(MONTH, viewport={"width": 718, "height": 1000})  # what A4 leaves for a page
    page.emulate_media(media="print")
    expect(page.get_by_role("table").get_by_role("link", name="The meeting").first).to_be_visible()
    expect(page.get_by_role("heading", name="A long night")).to_be_visible()
    for gone in ("Months", "Main", "Breadcrumb"):
        expect(page.get_by_role("navigation", name=gone)).to_have_count(0)
    page.goto(CALL)
    expect(page.get_by_text("14:00–15:30").first).to_be_visible()
    expect(page.get_by_role("combobox")).to_have_count(0)
    expect(page.get_by_role("link", name="Propose an item")).to_have_count(0)


def test_a_day_leads_to_what_happens_on_it(at: Opened) -> None:
    page = at(MONTH)
    day = page.get_by_role("link", name="Thursday, 3 December, 2 events")
    day.focus()
    page.keyboard.press("Enter")
    assert page.url.endswith("#event-night"), "to what begins on that day, not to what goes on"
    expect(page.locator(":target")).to_be_in_viewport()
    expect(page.locator(":target")).to_contain_text("A long night")
    second = page.get_by_role("cell", name="Thursday, 3 December")
    expect(second).to_contain_text("The meeting day 2 of 3")
    page.goto("/events/")
    page.get_by_role("link", name="Friday, 27 November, 1 event").click()
    assert page.url.endswith("/events/#event-off")


def test_on_phones_days_have_dots_and_are_links_for_thumbs(at: Opened) -> None:
    page = at(MONTH, viewport={"width": 320, "height": 700}, has_touch=True)
    links = page.get_by_role("table").get_by_role("link")
    assert links.count() == 3
    for link in links.all():
        size = link.bounding_box()
        assert size and size["width"] >= 24 and size["height"] >= 24
        assert link.evaluate("link => getComputedStyle(link, '::after').content") == '""'
    links.first.tap()
    expect(page.locator(":target")).to_contain_text("The meeting")


def test_today_is_the_readers_today(at: Opened) -> None:
    """At 03:00 UTC on the 21st, Honolulu has the 20th."""
    for zone, day in (("Pacific/Honolulu", "20"), ("Asia/Manila", "21")):
        page = at("/events/", timezone_id=zone)
        expect(page.locator("[aria-current=date]")).to_have_text(day)
        page.goto(MONTH)
        expect(page.locator("[aria-current=date]")).to_have_count(0)


# --- layout -------------------------------------------------------------------------------------------------------

LEFT_OF = """([text, first, second]) => {
  const walk = document.createTreeWalker(document.querySelector("main"), NodeFilter.SHOW_TEXT);
  const x = (node, from) => { const r = document.createRange(); r.setStart(node, from); r.setEnd(node, from + 2);
                              return r.getBoundingClientRect().x };
  while (walk.nextNode())
    if (walk.currentNode.textContent.includes(text))
      return x(walk.currentNode, walk.currentNode.textContent.indexOf(first)) <
             x(walk.currentNode, walk.currentNode.textContent.indexOf(second));
}"""


def test_in_a_script_from_right_to_left_times_run_as_clocks_do_and_days_as_words(at: Opened) -> None:
    page = at(CALL, "ur", viewport={"width": 1280, "height": 900}, timezone_id="Asia/Karachi")
    expect(page.locator("html")).to_have_attribute("dir", "rtl")
    assert page.evaluate(LEFT_OF, ["14:00–15:30", "14:00", "15:30"])
    assert page.evaluate(LEFT_OF, ["11:00–12:30", "11:00", "12:30"]), "the reader's, too"
    for selector in (".t-when .span", ".t-yours__day"):
        inner, outer = page.locator(selector).bounding_box(), page.locator(selector).locator("..").bounding_box()
        assert inner and outer
        assert abs(inner["x"] + inner["width"] - outer["x"] - outer["width"]) < 1, "and begin where a line does"
    page.goto("/events/meeting/")
    first, last = (time.bounding_box() for time in page.locator(".t-when time").all())
    assert first and last and first["x"] > last["x"], "one reads the first day first"
    page.goto(MONTH)
    cells = [cell.bounding_box() for cell in page.locator("tbody tr").nth(1).locator("td").all()[:2]]
    assert cells[0] and cells[1] and cells[0]["x"] > cells[1]["x"]


MOVES = """window.moved = 0; new PerformanceObserver(list => list.getEntries().forEach(e => window.moved += e.value))
    .observe({ type: "layout-shift", buffered: true })"""


@pytest.mark.parametrize("language", ["en", "ur", "mn"])
def test_nothing_is_wider_than_the_window_and_nothing_moves(at: Opened, language: str) -> None:
    page = at("/events/", language, MOVES, timezone_id="Asia/Kathmandu")
    for width in (375, 1280):
        page.set_viewport_size({"width": width, "height": 800})
        page.goto(CALL)
        page.wait_for_timeout(100)
        # A page arrives in parts: the header may be drawn before the end of the name, and moves by a few pixels then.
        assert page.evaluate("moved") < 0.001, width
    for address in ("/events/", MONTH, CALL, "/events/night/", "/events/meeting/"):
        page.goto(address)
        page.locator("details").evaluate_all("all => all.forEach(one => one.open = true)")
        for width in (320, 375, 1280):
            page.set_viewport_size({"width": width, "height": 800})
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), (address, width)


def test_weeks_begin_as_in_the_networks_country_and_wherever_one_reads(at: Opened) -> None:
    page = at(MONTH, locale="de-DE")
    assert re.match(r"Sun\s+Mon", page.locator("thead").inner_text()), "as in Manila"
