"""The map as readers see it: on a phone, in the dark, in forced colours, on paper."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

BOXES = "marks => marks.map(mark => { const b = mark.getBoundingClientRect(); return [b.x, b.y, b.width, b.height, mark.textContent.trim()] })"
SHOWN = "element => { const style = getComputedStyle(element); return [style.fill, style.stroke, style.color, style.backgroundColor] }"


@pytest.fixture
def phone(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 375, "height": 800})
    yield context.new_page()
    context.close()


def _boxes(page: Page) -> list[list[Any]]:
    found: list[list[Any]] = page.locator(".t-map .t-mark").evaluate_all(BOXES)
    return found


def test_on_a_phone_every_number_can_be_read(site: str, phone: Page) -> None:
    phone.goto(f"{site}/countries/")
    boxes = _boxes(phone)
    assert len(boxes) == phone.locator(".t-countries li .t-mark").count() > 20
    assert all(width >= 15 and height >= 15 for _, _, width, height, _ in boxes)
    centres = [(x + width / 2, y + height / 2) for x, y, width, height, _ in boxes]
    nearest = min(math.dist(one, other) for i, one in enumerate(centres) for other in centres[:i])
    assert nearest >= 16, "no mark covers another"
    drawing = phone.locator(".t-map").bounding_box()
    assert drawing and drawing["width"] > 330
    assert phone.evaluate("document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.parametrize("path", ["/", "/countries/"])
def test_nothing_is_wider_than_a_small_phone(site: str, phone: Page, path: str) -> None:
    phone.set_viewport_size({"width": 320, "height": 600})
    phone.goto(f"{site}{path}")
    assert phone.locator(".t-map").is_visible()
    assert phone.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_next_to_the_list_the_map_stays_in_sight(site: str, phone: Page) -> None:
    phone.set_viewport_size({"width": 1280, "height": 800})
    phone.goto(f"{site}/countries/")
    first = phone.locator(".t-countries").first.bounding_box()
    drawing = phone.locator(".t-map").bounding_box()
    assert first and drawing and first["x"] + first["width"] <= drawing["x"]
    phone.evaluate("scrollTo(0, 900)")
    drawing = phone.locator(".t-map").bounding_box()
    assert drawing and 0 <= drawing["y"] < 200


def test_dark_and_forced_colours_reach_it(site: str, browser: Browser) -> None:
    seen = []
    for scheme, forced in (("light", "none"), ("dark", "none"), ("dark", "active")):
        context = browser.new_context(color_scheme=scheme, forced_colors=forced)  # type: ignore[arg-type]
        page = context.new_page()
        page.goto(f"{site}/countries/")
        parts = (".t-map__land", ".t-map .t-mark--disc", ".t-map .t-mark--ring")
        colours = [page.locator(part).first.evaluate(SHOWN)[0] for part in parts]
        assert len({*colours}) >= 2, "land, and marks full and empty, can be told apart"
        assert colours[1] != colours[2]
        seen.append(tuple(colours))
        context.close()
    assert len({*seen}) == 3


def test_screen_readers_hear_what_it_is(site: str, phone: Page) -> None:
    phone.goto(f"{site}/countries/")
    image = phone.get_by_role("img", name="Map of the countries, each a numbered mark")
    assert image.count() == 1
    described = image.get_attribute("aria-describedby")
    assert "No borders are drawn" in phone.locator(f"#{described}").inner_text()
    phone.goto(f"{site}/")
    assert phone.get_by_role("img", name="Map of the countries, each a dot").count() == 1


def test_the_header_has_the_mark_and_nothing_moves_when_it_comes(site: str, phone: Page) -> None:
    phone.goto(f"{site}/")
    mark = phone.locator(".t-brand img")
    box = mark.bounding_box()
    assert box and box["width"] == box["height"] > 24
    assert mark.evaluate("image => image.naturalWidth > 0")
