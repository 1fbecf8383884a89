"""Publishing replaces a site of ours, whole, and never deletes what isn't ours."""

from __future__ import annotations

import errno
import os
import shutil
import subprocess
from collections.abc import Callable
from io import FileIO
from pathlib import Path
from typing import Any

import pytest
from tests.conftest import NOW, Command, Files, tree
from tests.publish.publishing import NEW, OLD, begin, publish, texts

from talanoa.publish import Publication, Refused, mark


def test_a_site_replaces_a_site(root: Path, tmp_path: Path, fixed: bool) -> None:
    site = tmp_path / "site"
    for files in (OLD, NEW, NEW, OLD, {}, OLD):
        publish(site, files)
        assert texts(site) == files
        assert {path.name for path in tmp_path.iterdir()} == {"network", "site"}
        assert not fixed or {path.name for path in site.iterdir() if path.is_dir()} == {
            path.split("/")[0] for path in files if "/" in path
        }


def test_a_file_that_did_not_change_keeps_its_time(root: Path, tmp_path: Path, fixed: bool) -> None:
    site = tmp_path / "site"
    publish(site, OLD)
    for name in ("same.css", "index.html"):
        os.utime(site / name, (1, 1))
    publish(site, NEW)
    assert (site / "same.css").stat().st_mtime == 1
    assert (site / "index.html").stat().st_mtime > 1


def test_the_mark_is_the_same_for_the_same_site_and_names_no_page(root: Path, tmp_path: Path) -> None:
    publish(tmp_path / "one", NEW)
    publish(tmp_path / "two", dict(reversed(NEW.items())))
    data = (tmp_path / "one" / mark.NAME).read_bytes()
    assert data == (tmp_path / "two" / mark.NAME).read_bytes()
    assert b"page" not in data and b"index" not in data


def test_where_the_last_site_can_not_be_put_aside_it_stays(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """… though the two had changed places already."""
    site = tmp_path / "site"
    publish(site, OLD)
    publication = Publication(str(site), root)
    begin(publication, NEW)

    def exchange(one: str, other: str) -> bool:
        for source, target in ((one, f"{one}-meanwhile"), (other, one), (f"{one}-meanwhile", other)):
            os.rename(source, target)
        return True

    def refuse(source: str, target: str) -> None:
        assert Path(source) == tmp_path / ".site-new" and texts(site) == NEW
        raise OSError(errno.EIO, "Input/output error", source)

    with monkeypatch.context() as patch, pytest.raises(Refused, match="Input/output error"):
        patch.setattr("talanoa.publish.swap.exchange", exchange)
        patch.setattr("talanoa.publish.swap.rename", refuse)
        publication.finish()
    assert texts(site) == OLD
    publication.abandon()
    publish(site, NEW)
    assert texts(site) == NEW


def test_a_link_to_an_empty_folder_stays(root: Path, tmp_path: Path) -> None:
    (tmp_path / "public").mkdir()
    (tmp_path / "site").symlink_to("public")
    for files in (OLD, NEW):
        publish(tmp_path / "site", files)
        assert (tmp_path / "site").is_symlink() and texts(tmp_path / "public") == files


def test_a_closed_parent(root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As of a site on a disk of its own in a container that can't be written: the site is made within its own folder."""
    mkdir = os.mkdir

    def closed(path: str, *mode: int) -> None:
        if str(path) == str(tmp_path / ".site-new"):
            raise OSError(errno.EROFS, "Read-only file system", path)
        mkdir(path, *mode)

    monkeypatch.setattr(os, "mkdir", closed)
    with pytest.raises(Refused, match="Read-only file system"):
        publish(tmp_path / "site", OLD)
    (tmp_path / "site").mkdir()
    for files in (OLD, NEW):
        publish(tmp_path / "site", files)
        assert texts(tmp_path / "site") == files


def test_a_name_that_windows_refuses_is_said_to_be_one(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    mkdir = os.mkdir

    def as_on_windows(path: str, *mode: int) -> None:
        if os.path.basename(path) == "nul":
            raise OSError(errno.ENOTDIR, "The directory name is invalid", path)
        mkdir(path, *mode)

    monkeypatch.setattr(os, "mkdir", as_on_windows)
    with pytest.raises(Refused, match=r"nul: The directory name is invalid; .*Windows can't write this name"):
        publish(tmp_path / "site", {"members/nul/index.html": "N"})


def test_a_file_that_a_disk_takes_in_parts_is_whole(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As of a disk that is nearly full, and says so only when there is no room for anything more."""

    class InParts(FileIO):
        def write(self, data: Any) -> int:
            return super().write(bytes(data)[:3])

    monkeypatch.setattr("talanoa.files.writing.FileIO", InParts)
    publish(tmp_path / "site", OLD)
    assert texts(tmp_path / "site") == OLD


def test_two_builds_at_a_time(root: Path, tmp_path: Path, fixed: bool) -> None:
    site = tmp_path / "site"
    publish(site, OLD)
    first = Publication(str(site), root)
    begin(first, NEW)
    with pytest.raises(Refused, match="another build is writing it now"):
        Publication(str(site), root).begin()
    first.finish()
    assert texts(site) == NEW
    publish(site, OLD)
    assert texts(site) == OLD


@pytest.mark.skipif(os.getuid() != 0 or not shutil.which("mount"), reason="only root can mount")
@pytest.mark.parametrize("words", [["--bind", "site", "site"], ["--types", "tmpfs", "none", "site"]])
def test_a_mount_point(words: list[str], network: Callable[[Files], Path], command: Command) -> None:
    root = network({})
    (root / "site").mkdir()
    if subprocess.run(["mount", *words], cwd=root, capture_output=True, check=False).returncode:
        pytest.skip("nothing can be mounted here")
    try:
        if "tmpfs" in words:
            (root / "site/lost+found").mkdir()  # as on a disk
        for text in ("# One", "# Two"):
            (root / "docs/about.md").write_text(text, "utf-8")
            done = command(root, "talanoa", "build", "--now", NOW)
            assert done.returncode == 0, done.stderr
            assert text[2:] in (root / "site/about/index.html").read_text("utf-8")
        assert (root / "site/lost+found").exists() == ("tmpfs" in words)
        assert [path.name for path in root.iterdir() if path.name.startswith(".")] == []
        in_place = tree(root / "site")
    finally:
        subprocess.run(["umount", "site"], cwd=root, check=True)
    done = command(root, "talanoa", "build", "--now", NOW, "--site-dir", "other")
    assert tree(root / "other") == in_place
