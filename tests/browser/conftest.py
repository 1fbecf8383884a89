"""Real builds of this repository's site behind a local server, and Debian's Chromium to read them with."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright
from tests.browser.chromium import launched
from tests.browser.sites import Direction, build_from_right_to_left, the_site
from tests.browser.tab import Opened, Tab
from tests.host import hosting
from tests.once import made_once
from tests.previewed import PATIENCE


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the site."""
    return the_site(tmp_path_factory)


@pytest.fixture(scope="session")
def site(built: Path) -> Iterator[str]:
    """The address of the site, without a slash at its end."""
    with hosting(built, with_headers=True) as host:
        yield host.address


@pytest.fixture(scope="session")
def built_from_right_to_left(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the one from right to left."""
    made = made_once(
        tmp_path_factory,
        "from-right-to-left",
        lambda folder: build_from_right_to_left(folder / "site", folder / "network"),
    )
    return made / "site"


@pytest.fixture(scope="session")
def sites(site: str, built_from_right_to_left: Path) -> Iterator[dict[Direction, str]]:
    """The addresses of the site and of the one from right to left."""
    with hosting(built_from_right_to_left, with_headers=True) as host:
        yield {"ltr": site, "rtl": host.address}


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        chromium = launched(playwright)
        expect.set_options(timeout=PATIENCE * 1000)
        yield chromium
        chromium.close()


@pytest.fixture(scope="module")
def tab(browser: Browser, sites: dict[Direction, str]) -> Iterator[Tab]:
    """As a reader's: with the policy of our pages, at two device pixels a CSS pixel."""
    context = browser.new_context(device_scale_factor=2)
    yield Tab(context, sites)
    context.close()


@pytest.fixture
def window(browser: Browser) -> Iterator[Opened]:
    """Opens an empty window on a site; at the end nothing was asked of another host, and the console is empty."""
    wrong: list[str] = []
    contexts = []

    def open_window(site: str, **options: Any) -> Page:
        context = browser.new_context(base_url=site, **{"reduced_motion": "reduce", **options})
        contexts.append(context)
        page = context.new_page()
        page.on("request", lambda it: None if it.url.startswith((site, "data:", "blob:")) else wrong.append(it.url))
        page.on("console", lambda message: wrong.append(message.text))
        page.on("pageerror", lambda error: wrong.append(str(error)))
        return page

    yield open_window
    for context in contexts:
        context.close()
    assert not wrong


@pytest.fixture
def opened(window: Opened, site: str) -> Opened:
    """Opens a page of the site, or of another one at `base`."""

    def open_page(path: str, base: str = site, **options: Any) -> Page:
        page = window(base, **options)
        page.goto(path)
        return page

    return open_page
