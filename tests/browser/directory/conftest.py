"""Sites with a directory, built when a test asks for one."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page
from tests.browser.directory.network import COUNTRIES, MEMBERS, Site, many, write
from tests.browser.tab import Opened
from tests.conftest import NOW, run
from tests.host import hosting
from tests.once import made_once


@pytest.fixture(scope="session")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """Builds a network and says where its site is: `english`, `urdu`, `long`, or `wide`."""
    members = {"long": many(180, "AU FJ ID KR NP VU"), "wide": many(80, COUNTRIES)}
    built: dict[str, str] = {}
    with ExitStack() as stack:

        def make(name: str, root: Path) -> None:
            write(root, "[ur, en]" if name == "urdu" else "[en]", members.get(name, MEMBERS))
            done = run(root, "talanoa", "build", "--now", NOW)
            assert done.returncode == 0, done.stderr

        def build(name: str) -> str:
            if name not in built:
                root = made_once(tmp_path_factory, f"directory-{name}", partial(make, name))
                built[name] = stack.enter_context(hosting(root / "site")).address
            return built[name]

        yield build


@pytest.fixture
def opened(window: Opened, address: Site) -> Opened:
    """Opens the directory of a network."""

    def open_page(query: str = "", network: str = "english", width: int = 1280, **options: Any) -> Page:
        page = window(address(network), viewport={"width": width, "height": 800}, **options)
        page.goto(f"/members/{query}")
        return page

    return open_page
