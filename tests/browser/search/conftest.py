"""One site for all that is searched here."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser
from tests.browser.search.site import FILES, Reader, built, reader_of
from tests.host import Host, hosting
from tests.once import made_once


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return made_once(tmp_path_factory, "searched", lambda root: built(root, FILES)) / "site"


@pytest.fixture(scope="session")
def host(folder: Path) -> Iterator[Host]:
    with hosting(folder, with_headers=True) as host:
        yield host


@pytest.fixture
def reader(browser: Browser, host: Host) -> Iterator[Reader]:
    context = browser.new_context(viewport={"width": 375, "height": 800})
    yield reader_of(context, host)
    context.close()
