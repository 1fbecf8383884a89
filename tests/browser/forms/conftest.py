"""Forms of this site, opened in a browser."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page
from tests.browser.forms.filling import (
    Opened,
)


@pytest.fixture
def opened(browser: Browser, site: str) -> Iterator[Opened]:
    """Opens a page; at the end nothing was asked of another host, and the console is empty."""
    wrong: list[str] = []
    contexts = []

    def open_page(path: str, base: str = site, **options: Any) -> Page:
        context = browser.new_context(base_url=base, reduced_motion="reduce", **options)
        contexts.append(context)
        page = context.new_page()
        page.on("request", lambda it: None if it.url.startswith((base, "data:", "blob:")) else wrong.append(it.url))
        page.on("console", lambda message: wrong.append(message.text))
        page.on("pageerror", lambda error: wrong.append(str(error)))
        page.goto(path)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert not wrong
