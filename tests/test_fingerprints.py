"""The fingerprints of a network's files: only those are read that were changed, and none that was changed counts as it was."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from unittest import mock

import pytest

from talanoa.files import are_as_known, known_files, unchanged
from talanoa.files import fingerprint as of

FILES = {"posts/a.md": b"one", "posts/b.md": b"two", "members.yml": b"- id: reef\n"}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    for path, data in FILES.items():
        (tmp_path / "network" / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "network" / path).write_bytes(data)
    return tmp_path / "network"


@pytest.fixture
def cache(root: Path, tmp_path: Path) -> Path:
    """It has seen the files, which were written some time before."""
    time.sleep(0.03)
    fingerprints(root, FILES, tmp_path / "cache")
    return tmp_path / "cache"


def fingerprints(root: Path, paths: Iterable[str], cache: Path | None) -> dict[str, str]:
    return {path: fingerprint for path, (_, fingerprint) in known_files(root, paths, cache).items()}


def as_read(root: Path) -> dict[str, str]:
    return fingerprints(root, FILES, None)


def test_nothing_is_read_that_is_as_it_was(root: Path, cache: Path) -> None:
    (root / "posts/b.md").write_bytes(b"new")
    with mock.patch("talanoa.files.fingerprint.fingerprint", side_effect=of) as made:
        found = fingerprints(root, FILES, cache)
    assert found == as_read(root) == {path: of(data) for path, data in (FILES | {"posts/b.md": b"new"}).items()}
    assert made.call_count == 1


def with_its_times_as_they_were(file: Path) -> None:
    times = os.stat(file)
    file.write_bytes(b"eno")
    os.utime(file, ns=(times.st_atime_ns, times.st_mtime_ns))


def with_another_in_its_place(file: Path) -> None:
    other = file.with_name("other")
    other.write_bytes(b"eno")
    os.utime(other, ns=(os.stat(file).st_atime_ns, os.stat(file).st_mtime_ns))
    os.replace(other, file)


def with_a_letter_in_its_place(file: Path) -> None:
    with open(file, "r+b") as opened:
        opened.write(b"a")


@pytest.mark.parametrize("change", [with_its_times_as_they_were, with_another_in_its_place, with_a_letter_in_its_place])
def test_no_change_is_missed(change: Callable[[Path], None], root: Path, cache: Path) -> None:
    before, known = as_read(root), known_files(root, FILES, cache)
    assert are_as_known(root, known)
    change(root / "posts/a.md")
    found = fingerprints(root, FILES, cache)
    assert found == as_read(root) != before
    assert not are_as_known(root, known)


def test_a_file_that_has_just_been_written_is_read_again(root: Path, tmp_path: Path) -> None:
    """Within a tick of the clock, it could be changed and have the same times."""
    file, cache = root / "posts/a.md", tmp_path / "cache"
    for data in (b"one", b"two", b"six", b"ten") * 5:
        file.write_bytes(data)
        assert fingerprints(root, FILES, cache)["posts/a.md"] == of(data)


def test_where_times_are_whole_seconds_all_is_read(root: Path) -> None:
    assert unchanged.settled((5_000_000_000, 1), 90_000_000_000)[0] == 0
    assert unchanged.settled((5_000_000_001, 1), 90_000_000_000)[0] == 5_000_000_001


@pytest.mark.parametrize("damage", [b"", b"x", b"\x80\x05N."])
def test_what_is_damaged_costs_a_reading(damage: bytes, root: Path, cache: Path) -> None:
    (cache / "files").write_bytes(damage)
    assert fingerprints(root, FILES, cache) == as_read(root)


def test_a_link_and_a_folder_have_none(root: Path, cache: Path) -> None:
    (root / "posts/a.md").unlink()
    (root / "posts/a.md").symlink_to(root / "posts/b.md")
    assert fingerprints(root, [*FILES, "posts"], cache) == as_read(root) | {"posts/a.md": "", "posts": ""}
