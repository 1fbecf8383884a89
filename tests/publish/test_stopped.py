"""A build that is stopped at any moment, by a signal or a full disk, leaves a whole site."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.publish.publishing import NEW, OLD, Site, killed_at, publish, texts

from talanoa.publish import Publication, Refused, mark


@pytest.fixture
def stopped(root: Path, tmp_path: Path, fixed: bool) -> Iterator[tuple[Path, int]]:
    """A site of OLD whose replacement by NEW was stopped, at each step in turn."""

    def every() -> Iterator[tuple[Path, int]]:
        for step in range(1, 500):
            for path in tmp_path.iterdir():
                if path != root:
                    shutil.rmtree(path)
            publish(tmp_path / "site", OLD)
            if killed_at(step, lambda: publish(tmp_path / "site", NEW)):
                assert step > 15
                return
            yield tmp_path / "site", step
        raise AssertionError("it never came to its end")

    return every()


def test_stopped_anywhere_a_site_is_whole(
    stopped: Iterator[tuple[Path, int]], tmp_path: Path, can: str, fixed: bool
) -> None:
    """… the next build, which may find errors, leaves the old or the new site; the one after that publishes."""
    for site, step in stopped:
        if can == "exchanged" or (can == "renamed" and site.exists()):
            assert texts(site) in (OLD, NEW), step
        if fixed:  # a mixture for a moment, but of whole pages
            found = {path: text for path, text in texts(site).items() if not path.startswith(mark.INSIDE)}
            assert all(text in (OLD.get(path), NEW.get(path)) for path, text in found.items()), step
        publication = Publication(str(site), tmp_path / "network")
        publication.begin()
        publication.abandon()
        assert texts(site) in (OLD, NEW), step
        assert {path.name for path in tmp_path.iterdir()} == {"network", "site"}, step
        assert not (site / mark.INSIDE).exists()
        publish(site, NEW)
        assert texts(site) == NEW, step


@pytest.mark.skipif(os.getuid() != 0 or not shutil.which("mount"), reason="only root can mount")
@pytest.mark.parametrize("before", [{}, {"index.html": "old", "a/index.html": "old"}], ids=["first", "next"])
def test_a_full_disk(before: Site, root: Path, tmp_path: Path) -> None:
    """What is there stays, what was begun goes, and the message is a line."""
    site = tmp_path / "site"
    site.mkdir()
    words = ["mount", "--types", "tmpfs", "--options", "size=100k", "none", site]
    if subprocess.run(words, capture_output=True, check=False).returncode:
        pytest.skip("nothing can be mounted here")
    try:
        if before:
            publish(site, before)
        publication = Publication(str(site), root)
        publication.begin()
        with pytest.raises(Refused) as refused:
            for name in ("a/index.html", "b/index.html", "c/index.html"):
                publication.put(name, b"x" * 60_000)
            publication.finish()
        publication.abandon()
        assert "No space left on device" in str(refused.value) and len(str(refused.value)) < 300
        assert texts(site) == before
        assert {path.name for path in tmp_path.iterdir()} == {root.name, "site"}
        assert not (site / mark.INSIDE).exists()
        publish(site, NEW)
        assert texts(site) == NEW
    finally:
        subprocess.run(["umount", site], check=True)
