"""The sites whose feeds and calendars are tried: each is built once, by the real command."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from tests.conftest import NOW, REPOSITORY, run
from tests.feeds_and_calendars import corner_cases
from tests.feeds_and_calendars.built import Built
from tests.once import made_once

CONTENT = ("network.yml", "members.yml", "events.yml", "mkdocs.yml", "posts", "docs")


def shipped(root: Path) -> None:
    """The repository's own site."""
    for name in CONTENT:
        source = REPOSITORY / name
        shutil.copytree(source, root / name) if source.is_dir() else shutil.copy(source, root / name)


# Who writes the content; where the site is to be; the network's zone.
SITES: Mapping[str, tuple[Callable[[Path], None], str, str]] = {
    "shipped": (shipped, "https://ogp-asia-pacific.example.org/", "Asia/Manila"),
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
        write(root)
        done = run(root, "talanoa", "build", "--now", NOW)
        assert done.returncode == 0, done.stderr

    return Built(made_once(factory, name, make) / "site", url, date.fromisoformat(NOW), ZoneInfo(zone))
