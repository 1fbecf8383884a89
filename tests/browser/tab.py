"""A browser's tab in which the kinds of pages are opened, and the widths of its window."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

from playwright.sync_api import BrowserContext, Page
from tests.browser.kinds import KINDS
from tests.browser.sites import Direction

PHONE, WIDE = 375, 1280
OPEN_ALL = """() => {
    for (const details of document.querySelectorAll("details")) details.open = true
    document.querySelector("button.t-menu")?.click()
}"""

Opened = Callable[..., Page]
"""Opens a page in a window of its own (`window` in conftest.py), which may be of any kind."""


class Tab:
    """A browser's tab in which page after page is opened, for a reader who wants nothing to glide: that is drawn once a frame."""

    def __init__(self, context: BrowserContext, sites: dict[Direction, str]) -> None:
        self.sites = sites
        self.page: Page = context.new_page()
        self.said: list[str] = []
        """What the browser reports of the page that is open: what the policy refuses, faults of scripts, other hosts."""
        self.page.on("console", lambda message: self.said.append(message.text))
        self.page.on("pageerror", lambda error: self.said.append(str(error)))
        self.page.on("request", lambda request: self._asked(request.url))

    def _asked(self, url: str) -> None:
        if not url.startswith((*self.sites.values(), "data:")):
            self.said.append(url)

    def open(
        self,
        kind: str,
        direction: Direction = "ltr",
        width: int = WIDE,
        *,
        dark: bool = False,
        forced_colors: Literal["active", "none"] = "none",
    ) -> Page:
        self.page.set_viewport_size({"width": width, "height": 800})
        self.page.emulate_media(
            color_scheme="dark" if dark else "light", reduced_motion="reduce", forced_colors=forced_colors
        )
        self.said.clear()
        self.page.goto(self.sites[direction] + KINDS[kind])
        return self.page
