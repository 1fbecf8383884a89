"""Same input, same bytes: whatever the machine's clock, seed, zone, locale, jobs or cache, and whichever command builds."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.browser.sites import the_site
from tests.conftest import NOW, REPOSITORY, cache_of, run, tree

EVENING = "1795274000"  # 2026-11-21 15:13 UTC: the same day, for the network too
CONTENT = ("network.yml", "members.yml", "events.yml", "mkdocs.yml", "posts", "docs")


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, bytes]:
    """The repository's own site, as it is built once for all tests."""
    return tree(the_site(tmp_path_factory))


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """What it is made of, in a folder of its own."""
    for name in CONTENT:
        source = REPOSITORY / name
        shutil.copytree(source, tmp_path / name) if source.is_dir() else shutil.copy(source, tmp_path / name)
    return tmp_path


def _built(root: Path, *words: str, environment: Mapping[str, str] | None = None) -> Mapping[str, bytes]:
    shutil.rmtree(root / "site", ignore_errors=True)
    done = run(root, *words, environment=environment)
    assert done.returncode == 0, done.stderr
    return tree(root / "site")


ANOTHER_WORLD = {
    "SOURCE_DATE_EPOCH": EVENING,
    "PYTHONHASHSEED": "4711",
    "TZ": "Pacific/Kiritimati",
    "LC_ALL": "C",
    "LANG": "C",
    "COLUMNS": "40",
}


def test_another_time_of_day_seed_zone_and_locale(root: Path, first: Mapping[str, bytes]) -> None:
    _assert_same(first, _built(root, "talanoa", "build", "--no-cache", "--jobs", "2", environment=ANOTHER_WORLD))


def test_whichever_command_builds_with_an_empty_a_filled_and_a_damaged_cache(
    root: Path, first: Mapping[str, bytes]
) -> None:
    """MkDocs fills it; its drop-in successor ProperDocs finds it damaged."""
    _assert_same(
        first, _built(root, "mkdocs", "build", environment={"SOURCE_DATE_EPOCH": EVENING, "TZ": "Asia/Kathmandu"})
    )
    conversions = cache_of(root) / "conversions"
    assert conversions.exists()
    _assert_same(first, _built(root, "talanoa", "build", "--now", NOW))
    conversions.write_bytes(b"damaged" * 1000)
    _assert_same(
        first, _built(root, "properdocs", "build", "-f", "mkdocs.yml", environment={"SOURCE_DATE_EPOCH": EVENING})
    )


def _assert_same(first: Mapping[str, bytes], second: Mapping[str, bytes]) -> None:
    assert sorted(first) == sorted(second)
    assert [name for name in first if first[name] != second[name]] == []
