"""Same input, same bytes: whatever the machine's clock, seed, zone, locale, jobs or cache, and whichever command builds."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.conftest import NOW, REPOSITORY, cache_of, run, tree

NOON = "1795262400"  # 2026-11-21 12:00 UTC
EVENING = "1795274000"  # the same day, for the network too
CONTENT = ("network.yml", "members.yml", "events.yml", "mkdocs.yml", "posts", "docs")


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The repository's own site, in a folder of its own."""
    folder = tmp_path_factory.mktemp("bytes")
    for name in CONTENT:
        source = REPOSITORY / name
        shutil.copytree(source, folder / name) if source.is_dir() else shutil.copy(source, folder / name)
    return folder


@pytest.fixture(scope="module")
def first(root: Path) -> Mapping[str, bytes]:
    return _built(
        root, "talanoa", "build", "--no-cache", environment={"SOURCE_DATE_EPOCH": NOON, "PYTHONHASHSEED": "1"}
    )


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


def test_with_a_filled_cache(root: Path, first: Mapping[str, bytes]) -> None:
    """It is filled by a build for the day that is asked for, which is the same."""
    for _ in range(2):
        _assert_same(first, _built(root, "talanoa", "build", "--now", NOW))
        assert (cache_of(root) / "conversions").exists()


def test_with_a_damaged_cache(root: Path, first: Mapping[str, bytes]) -> None:
    cache_of(root).mkdir(parents=True, exist_ok=True)
    (cache_of(root) / "conversions").write_bytes(b"damaged" * 1000)
    _assert_same(first, _built(root, "talanoa", "build", "--now", NOW))


def test_by_plain_mkdocs(root: Path, first: Mapping[str, bytes]) -> None:
    _assert_same(
        first, _built(root, "mkdocs", "build", environment={"SOURCE_DATE_EPOCH": EVENING, "TZ": "Asia/Kathmandu"})
    )


def test_by_properdocs(root: Path, first: Mapping[str, bytes]) -> None:
    """The drop-in successor of MkDocs builds the site unchanged."""
    done = _built(root, "properdocs", "build", "-f", "mkdocs.yml", environment={"SOURCE_DATE_EPOCH": NOON})
    _assert_same(first, done)


def _assert_same(first: Mapping[str, bytes], second: Mapping[str, bytes]) -> None:
    assert sorted(first) == sorted(second)
    assert [name for name in first if first[name] != second[name]] == []
