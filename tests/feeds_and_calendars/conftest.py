"""The sites whose feeds and calendars are tried: each is built once, by the real command."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from tests.browser.sites import the_site
from tests.conftest import NOW, run
from tests.feeds_and_calendars import corner_cases
from tests.feeds_and_calendars.built import Built
from tests.once import made_once

# Who writes the content, if it isn't the repository's own; where the site is to be; the network's zone.
SITES: Mapping[str, tuple[Callable[[Path], None] | None, str, str]] = {
    "shipped": (None, "https://ogp-asia-pacific.example.org/", "Asia/Manila"),
    "corner-cases": (corner_cases.write, corner_cases.HOST, corner_cases.ZONE),
    "corner-cases-elsewhere": (
        lambda root: corner_cases.write(root, corner_cases.SUBPATH, corner_cases.ODD_ZONE),
        corner_cases.SUBPATH,
        corner_cases.ODD_ZONE,
    ),
    "first-day": (corner_cases.write_empty, corner_cases.HOST, "Pacific/Apia"),
}


@pytest.fixture(scope="session", params=SITES)
def built(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Built:
    """Each site in turn."""
    return built_once(tmp_path_factory, request.param)


def built_once(factory: pytest.TempPathFactory, name: str) -> Built:
    """One of the sites."""
    write, url, zone = SITES[name]

    def make(root: Path) -> None:
        assert write
        write(root)
        done = run(root, "talanoa", "build", "--now", NOW)
        assert done.returncode == 0, done.stderr

    folder = made_once(factory, name, make) / "site" if write else the_site(factory)
    return Built(folder, url, date.fromisoformat(NOW), ZoneInfo(zone))
