"""Pictures on a phone and on a wide window: what is downloaded, what it saves, and that nothing moves when they come."""

from __future__ import annotations

import io
import re
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Browser, Page, Response, Route
from tests.browser.sites import build_site
from tests.conftest import write_network
from tests.host import hosting
from tests.once import made_once

POST = """\
---
title: Reef
date: 2026-11-01
authors: [open-reef]
kind: blog
image: {src: lead.jpg, alt: A reef}
---
Words.

![Another](<more words.jpg>)

The words below. MORE

![A third](third.jpg)

The end.
""".replace("MORE", "And more. " * 1000)
MEMBERS = "members: [{id: open-reef, name: Open Reef, country: FJ, logo: {src: members/logo.png, alt: A reef}, about: We dive}]\n"
PARTS = ((-2.0, -1.2, 1.0, 1.2), (-0.8, 0.0, -0.7, 0.1), (-1.3, -0.1, -1.2, 0.0))
SHIFTS = """() => new Promise(done => new PerformanceObserver(list =>
    done(list.getEntries().reduce((sum, entry) => sum + entry.value, 0))).observe({type: 'layout-shift', buffered: true})
    || setTimeout(() => done(0), 500))"""


def photo(width: int, height: int, turned: int = 0) -> bytes:
    """Drawn at half its size, which is quicker and looks alike."""
    parts = [*PARTS[turned:], *PARTS[:turned]]
    drawn = [Image.effect_mandelbrot((width // 2, height // 2), part, 50) for part in parts]
    file = io.BytesIO()
    Image.merge("RGB", drawn).resize((width, height), Image.Resampling.NEAREST).save(file, "JPEG", quality=88)
    return file.getvalue()


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return made_once(tmp_path_factory, "pictures", _built)


def _built(root: Path) -> None:
    files: dict[str, str | bytes] = {
        "members.yml": MEMBERS,
        "docs/about.md": "# About\n\n![Us](assets/us.jpg)\n\nWords.\n",
        "docs/assets/us.jpg": photo(1800, 1100),
        "posts/reef/index.md": POST,
        "posts/reef/lead.jpg": photo(2400, 1350),
        "posts/reef/more words.jpg": photo(1500, 1000, 1),
        "posts/reef/third.jpg": photo(1500, 1000, 2),
        "members/logo.png": photo(900, 500),
    }
    build_site(root / "site", write_network(root, files))


@pytest.fixture(scope="module")
def reef(folder: Path) -> Iterator[str]:
    """The address of a small site with photos."""
    with hosting(folder / "site") as host:
        yield host.address


def opened(browser: Browser, width: int, density: float) -> Page:
    return browser.new_context(viewport={"width": width, "height": 800}, device_scale_factor=density).new_page()


def downloaded(page: Page, address: str) -> dict[str, int]:
    """Each picture that reading the page to its end downloads, with its bytes."""
    answers: list[Response] = []
    page.on("response", lambda answer: answers.append(answer))
    page.goto(address)
    page.evaluate(
        "async () => { for (const image of document.querySelectorAll('main img')) { image.scrollIntoView(); await image.decode(); } }"
    )
    page.wait_for_load_state("networkidle")
    return {answer.url: len(answer.body()) for answer in answers if _is_picture(answer.url)}


def _is_picture(url: str) -> bool:
    return url.endswith((".webp", ".jpg", ".png"))


def pixels(page: Page) -> list[int]:
    """How wide each picture is that the page has chosen."""
    script = """Promise.all([...document.querySelectorAll('main img')].map(async image =>
        (await createImageBitmap(await (await fetch(image.currentSrc)).blob())).width))"""
    found: list[int] = page.evaluate(script)
    return found


@pytest.mark.parametrize(("width", "density", "chosen"), [(375, 2, 800), (390, 3, 1200), (320, 1, 320), (1280, 1, 800)])
def test_each_screen_downloads_what_it_needs(
    browser: Browser, reef: str, folder: Path, width: int, density: float, chosen: int
) -> None:
    page = opened(browser, width, density)
    found = downloaded(page, f"{reef}/posts/reef/")
    assert len(found) == 3 and all(url.endswith(".webp") for url in found), found
    assert pixels(page)[0] == chosen
    assert all(abs(other - chosen) <= 400 for other in pixels(page)), "the others are as wide on the page"
    originals = sum(
        (folder / f"site/posts/reef/{name}").stat().st_size for name in ("lead.jpg", "more words.jpg", "third.jpg")
    )
    print(f"{width} px, density {density}: {sum(found.values()):,} bytes instead of {originals:,}")
    assert 5_000 < sum(found.values()) < originals / 2
    page.context.close()


def test_a_picture_far_below_is_not_downloaded_before_it_is_near(browser: Browser, reef: str) -> None:
    page = opened(browser, 375, 1)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url) if _is_picture(request.url) else None)
    page.goto(f"{reef}/posts/reef/")
    page.wait_for_load_state("networkidle")
    assert len(asked) == 2, "the third stands some ten screens below"
    page.context.close()


def test_a_logo_is_small(browser: Browser, reef: str) -> None:
    page = opened(browser, 375, 1)
    found = downloaded(page, f"{reef}/members/open-reef/")
    logo = page.locator(".t-logo img")
    assert found[logo.evaluate("image => image.currentSrc")] < 8_000
    assert logo.evaluate("image => image.naturalWidth / image.width") < 2
    box = logo.bounding_box()
    assert box and abs(box["width"] / box["height"] - 900 / 500) < 0.02, "not squeezed"
    page.context.close()


def slowly(route: Route) -> None:
    """Pictures that come when all else has long been there."""
    time.sleep(0.4)
    route.continue_()


@pytest.mark.parametrize(
    ("path", "width"), [("/posts/reef/", 375), ("/posts/reef/", 1280), ("/members/open-reef/", 1280), ("/about/", 375)]
)
def test_nothing_moves_when_a_picture_comes(browser: Browser, reef: str, path: str, width: int) -> None:
    assert _shifted(browser, reef + path, width) == 0


def test_without_their_sizes_everything_would_move(browser: Browser, reef: str) -> None:
    assert _shifted(browser, f"{reef}/posts/reef/", 375, spoil=True) > 0.05


def _shifted(browser: Browser, address: str, width: int, spoil: bool = False) -> float:
    page = opened(browser, width, 1)
    page.route(re.compile(r"\.(webp|jpg|png)$"), slowly)
    if spoil:
        page.route(address, lambda route: _without_sizes(route))
    page.goto(address)
    page.wait_for_load_state("networkidle")
    page.evaluate("document.querySelector('main img').decode()")
    shifted: float = page.evaluate(SHIFTS)
    page.context.close()
    return shifted


def _without_sizes(route: Route) -> None:
    answer = route.fetch()
    route.fulfill(response=answer, body=re.sub(r' (width|height|sizes)="[^"]*"', "", answer.text()))
