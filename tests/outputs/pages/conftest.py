"""A view of a small network whose files are in the test itself."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from tests.outputs.conftest import SiteOf

from talanoa.outputs.output import Page
from talanoa.outputs.view import View

NOW = "2026-06-15T12:00"

NETWORK = """\
id: example
authority: example.org,2016
name: Example Network
timezone: Asia/Manila
languages: [en, ur]
"""

ViewOf = Callable[..., View]


@pytest.fixture
def view_of(site_of: SiteOf) -> ViewOf:
    """`view_of({"members.yml": …}, now=…)`; a network.yml is there unless the files bring their own."""

    def make(files: dict[str, str], now: str = NOW) -> View:
        return site_of({"network.yml": NETWORK, **files}, now, "https://example.org/net/")

    return make


Html = Callable[..., dict[str, str]]


@pytest.fixture
def html() -> Html:
    """The pages that a module makes of a view, as address → HTML."""

    def make(pages: Callable[[View], object], view: View, bare: bool = False) -> dict[str, str]:
        found: list[Page] = [planned.made(view) for planned in pages(view)]  # type: ignore[attr-defined]
        return {page.address: str(page.render(bare)) for page in found}

    return make
