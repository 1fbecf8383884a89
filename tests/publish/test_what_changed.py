"""Where a site was published before, only what changed is written, and only what could have changed is read."""

from __future__ import annotations

import errno
import os
import shutil
import time
from collections.abc import Callable
from pathlib import Path
from unittest import mock

import pytest
from tests.publish.publishing import NEW, OLD, STEPS, Site, begin, killed_at, publish, texts, write

from talanoa.files import fingerprint, put_packed, sealed, unchanged
from talanoa.publish import Publication, Refused, mark


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """In the network's folder, which isn't the site's; it remembers what was written a moment ago, too."""
    monkeypatch.setattr(unchanged, "is_of_this_tick", lambda changed, now: False)
    (tmp_path / "network/cache").mkdir(parents=True)
    return tmp_path / "network/cache"


@pytest.fixture
def site(tmp_path: Path, cache: Path) -> Path:
    publish(tmp_path / "site", OLD, cache=cache)
    return tmp_path / "site"


def spare(cache: Path) -> Path:
    """The one spare folder."""
    (found,) = cache.glob("site-*")
    return found


def numbers(folder: Path) -> dict[str, int]:
    return {path: os.lstat(folder / path).st_ino for path in mark.leaves(str(folder))}


def again(site: Path, cache: Path, kept: set[str], made: Site) -> set[str]:
    """Publishes with some files kept without their bytes; returns those that could not be."""
    publication = Publication(str(site), site.parent / "network", cache)
    publication.begin()
    refused = {path for path in kept if not publication.keep(path)}
    for path, text in made.items():
        publication.put(path, text.encode())
    publication.finish()
    return refused


def test_what_is_kept_is_neither_read_nor_written(site: Path, cache: Path) -> None:
    before = numbers(site)
    with mock.patch.object(mark, "_digest", side_effect=AssertionError("read")):
        for text in ("one", "two", "three"):
            assert not again(site, cache, set(OLD) - {"index.html"}, {"index.html": text})
            assert texts(site) == {**OLD, "index.html": text}
            after = numbers(site)
            assert {path for path in before if before[path] != after[path]} <= {"index.html"}
            assert numbers(spare(cache)) == after


@pytest.mark.parametrize("files", [NEW, {}, {"gone/b/c.png": "x"}])
def test_what_is_gone_is_gone_everywhere(files: Site, site: Path, cache: Path) -> None:
    publish(site, files, cache=cache)
    assert texts(site) == texts(spare(cache)) == files
    assert {path.name for path in site.parent.iterdir()} == {"network", "site"}
    assert not any(folder != site and not [*folder.iterdir()] for folder in site.rglob("*") if folder.is_dir())
    publish(site, OLD, cache=cache)
    assert texts(site) == OLD


def test_a_file_is_kept_for_what_it_has(site: Path, cache: Path) -> None:
    """By the fingerprint of its bytes, which aren't made: not another file's, nor one that isn't there."""
    publication = Publication(str(site), site.parent / "network", cache)
    publication.begin()
    path, other = sorted(OLD)[:2]
    assert OLD[path] != OLD[other]
    known = fingerprint(OLD[path].encode())
    assert [publication.keep_if(*each) for each in ((path, known), (other, known), ("new", known), (path, ""))] == [
        *(True, False, False, False)
    ]
    publication.finish()
    assert texts(site) == {path: OLD[path]}


def test_what_cannot_be_kept_is_said(site: Path, cache: Path) -> None:
    assert again(site, cache, {"never.html", "gone", "page/x"}, OLD) == {"never.html", "gone", "page/x"}
    shutil.rmtree(spare(cache))
    with mock.patch.object(os, "link", side_effect=PermissionError(1, "no second names")):
        assert again(site, cache, {"same.css"}, OLD) == {"same.css"}
        os.utime(site / "same.css", (1, 1))
        publish(site, NEW, cache=cache)
    assert texts(site) == NEW and (site / "same.css").stat().st_mtime == 1
    assert {path.name for path in site.parent.iterdir()} == {"network", "site"} and not [*cache.glob("site-*")]


def replaced(file: Path) -> None:
    times = file.stat()
    (file.parent / "x").write_text("SAME", "utf-8")
    os.utime(file.parent / "x", ns=(times.st_atime_ns, times.st_mtime_ns))
    (file.parent / "x").rename(file)


def overwritten(file: Path) -> None:
    times = file.stat()
    with file.open("r+b") as opened:
        opened.write(b"SAME")
    os.utime(file, ns=(times.st_atime_ns, times.st_mtime_ns))


def shortened(file: Path) -> None:
    file.write_text("sam", "utf-8")


def linked(file: Path) -> None:
    file.unlink()
    file.symlink_to("index.html")


@pytest.mark.parametrize("change", [replaced, overwritten, shortened, linked])
def test_a_change_is_noticed_whatever_its_time(change: Callable[[Path], None], site: Path, cache: Path) -> None:
    time.sleep(0.03)  # more than a tick of the file system's clock
    change(site / "same.css")
    with pytest.raises(Refused, match=r"same\.css"):
        publish(site, NEW, cache=cache)
    assert (site / "same.css").is_symlink() or (site / "same.css").read_text("utf-8") in ("SAME", "sam")


def test_what_is_the_same_in_other_clothes_is_read_and_published(site: Path, cache: Path) -> None:
    os.utime(site / "same.css", (5, 5))
    publish(site, NEW, cache=cache)
    assert texts(site) == NEW and (site / "same.css").stat().st_mtime == 5
    shutil.copytree(site, site.parent / "copy", copy_function=shutil.copy2)
    shutil.rmtree(site)
    (site.parent / "copy").rename(site)
    publish(site, OLD, cache=cache)
    assert texts(site) == OLD
    shutil.rmtree(site)
    publish(site, NEW, cache=cache)
    assert texts(site) == NEW
    whole = (cache / "published").read_bytes()
    put_packed(cache, "other", (str(site.parent), {}, {}, {}), "published 1")
    others = (cache / "other").read_bytes(), sealed(b"cos\nsystem\n.", "published 1")
    for damaged in (b"", b"[]", whole[:-1], whole.replace(b"same", b"seem"), *others):
        (cache / "published").write_bytes(damaged)
        publish(site, OLD, cache=cache)
        assert texts(site) == OLD


def with_a_file(spare: Path) -> None:
    write(spare, {"gone/notes.txt": "mine"})


def with_a_link(spare: Path) -> None:
    (spare / "gone").rename(spare.parent / "gone")
    (spare / "gone").symlink_to(spare.parent / "gone")


def a_link(spare: Path) -> None:
    spare.rename(spare.parent / "elsewhere")
    spare.symlink_to("elsewhere")


def a_file(spare: Path) -> None:
    shutil.rmtree(spare)
    spare.write_text("mine", "utf-8")


def without_a_mark(spare: Path) -> None:
    (spare / mark.NAME).unlink()
    (spare / "same.css").unlink()
    write(spare, {"same.css": "mine"})


def with_the_mark_of_a_site(spare: Path) -> None:
    shutil.copy(spare.parents[2] / "site" / mark.NAME, spare / mark.NAME)


def half_gone(spare: Path) -> None:
    (spare / "same.css").unlink()


def with_other_files(spare: Path) -> None:
    for path in mark.leaves(str(spare)):
        text = (spare / path).read_text("utf-8")
        (spare / path).unlink()
        (spare / path).write_text(text, "utf-8")


def closed(spare: Path) -> None:
    spare.chmod(0o500)


SPOILT = (
    with_a_file,
    with_a_link,
    a_link,
    a_file,
    without_a_mark,
    with_the_mark_of_a_site,
    half_gone,
    with_other_files,
    closed,
)


@pytest.mark.parametrize("spoil", SPOILT)
def test_a_spare_folder_that_was_spoilt_costs_time_and_nothing_else(
    spoil: Callable[[Path], None], site: Path, cache: Path
) -> None:
    there = spare(cache)
    spoil(there)
    foreign = {path: path.read_bytes() for path in cache.rglob("*") if path.is_file() and path.stat().st_nlink == 1}
    for files in (NEW, OLD, NEW):
        publish(site, files, cache=cache)
        assert texts(site) == files
        assert {path.name for path in site.parent.iterdir()} == {"network", "site"}
    if spoil in (with_a_file, a_file):
        assert [path for path, data in foreign.items() if data == b"mine" and path.read_bytes() == data]
    os.chmod(there, 0o700)


@pytest.mark.parametrize("reason", [errno.EXDEV, errno.EACCES, errno.ENOSPC])
def test_a_cache_from_where_nothing_can_be_moved(reason: int, site: Path, cache: Path) -> None:
    def rename(source: str, target: str) -> None:
        if str(cache) in (os.path.dirname(source), os.path.dirname(target)):
            raise OSError(reason, os.strerror(reason))
        real(source, target)

    real = os.rename
    with mock.patch.object(os, "rename", rename):
        for files in (NEW, OLD):
            publish(site, files, cache=cache)
            assert texts(site) == files and not [*cache.glob("site-*")]
            assert {path.name for path in site.parent.iterdir()} == {"network", "site"}
    publish(site, NEW, cache=cache)
    assert texts(site) == texts(spare(cache)) == NEW


def test_a_cache_has_one_spare_folder(site: Path, cache: Path, tmp_path: Path) -> None:
    first = spare(cache)
    publish(tmp_path / "other", NEW, cache=cache)
    assert spare(cache) != first and texts(spare(cache)) == NEW
    publish(site, NEW, cache=cache)
    assert spare(cache) == first and texts(site) == texts(first) == NEW


def test_what_comes_in_meanwhile_is_not_taken_into_the_cache(site: Path, cache: Path) -> None:
    publication = Publication(str(site), site.parent / "network", cache)
    begin(publication, NEW)
    write(site, {"gone/notes.txt": "mine"})
    publication.finish()
    assert texts(site) == NEW and not [*cache.glob("site-*")]
    assert (site.parent / ".site-old/gone/notes.txt").read_text("utf-8") == "mine"


def test_folders_in_which_nothing_is_are_gone(site: Path, cache: Path) -> None:
    (site / "gone/empty/er").mkdir(parents=True)
    for files in (NEW, OLD, NEW):
        publish(site, files, cache=cache)
        assert not (site / "gone/empty").exists()


def test_a_build_that_ends_early_leaves_all_as_it_was(site: Path, cache: Path) -> None:
    before = numbers(site)
    publication = Publication(str(site), site.parent / "network", cache)
    publication.begin()
    publication.put("new.html", b"x")
    publication.abandon()
    assert publication.is_settled
    assert numbers(site) == numbers(spare(cache)) == before
    publish(site, NEW, cache=cache)
    assert texts(site) == texts(spare(cache)) == NEW


def test_a_build_that_ends_when_the_disk_is_full(site: Path, cache: Path) -> None:
    publication = Publication(str(site), site.parent / "network", cache)
    publication.begin()
    publication.put("index.html", b"x")
    full = mock.patch("talanoa.publish.publication.facts", side_effect=OSError(errno.ENOSPC, "full"))
    with full, pytest.raises(Refused):
        publication.put("other/new.html", b"x")
    publication.abandon()
    assert texts(site) == OLD and "other/new.html" not in texts(spare(cache))
    publish(site, NEW, cache=cache)
    assert texts(site) == texts(spare(cache)) == NEW


def test_stopped_anywhere_the_next_build_is_that_of_a_clean_one(tmp_path: Path, cache: Path) -> None:
    site, steps = tmp_path / "site", (*STEPS, "link")
    for step in range(1, 500):
        for path in tmp_path.iterdir():
            shutil.rmtree(path)
        cache.mkdir(parents=True)
        publish(site, OLD, cache=cache)
        lived = killed_at(step, lambda: publish(site, NEW, cache=cache), steps)
        assert not site.exists() or texts(site) in (OLD, NEW), step
        publish(site, {**NEW, "index.html": "third"}, cache=cache)
        assert texts(site) == texts(spare(cache)) == {**NEW, "index.html": "third"}, step
        assert {path.name for path in tmp_path.iterdir()} == {"network", "site"}, step
        if lived:
            assert step > 15
            return
    raise AssertionError("it never came to its end")


def settle(site: Path, cache: Path) -> None:
    """So much time passes that no folder could be changed unseen, and that is remembered."""
    for text in ("one", "two"):
        time.sleep(0.03)
        again(site, cache, set(OLD) - {"index.html"}, {"index.html": text})
    time.sleep(0.03)


def test_folders_that_are_as_they_were_are_not_opened(site: Path, cache: Path) -> None:
    settle(site, cache)
    opened: list[str] = []
    real = os.scandir

    def noted(path: str) -> object:
        opened.append(os.path.relpath(path, site.parent))
        return real(path)

    with mock.patch.object(os, "scandir", noted):
        again(site, cache, set(OLD) - {"index.html"}, {"index.html": "three"})
    assert not [path for path in opened if "gone" in path or "page" in path], opened
    assert texts(site) == texts(spare(cache)) == {**OLD, "index.html": "three"}


def with_one_more(folder: Path) -> None:
    write(folder, {"gone/more.txt": "mine"})


def with_a_folder_more(folder: Path) -> None:
    write(folder, {"gone/b/deep/er/more.txt": "mine"})


def with_one_renamed(folder: Path) -> None:
    (folder / "same.css").rename(folder / "gone/same.css")


def with_a_folder_elsewhere(folder: Path) -> None:
    (folder / "gone").rename(folder / "page-2")


@pytest.mark.parametrize("where", ["site", "spare"])
@pytest.mark.parametrize("change", [with_one_more, with_a_folder_more, with_one_renamed, with_a_folder_elsewhere])
def test_what_comes_into_a_remembered_folder_is_seen(
    change: Callable[[Path], None], where: str, site: Path, cache: Path
) -> None:
    settle(site, cache)
    change(site if where == "site" else spare(cache))
    if where == "site":
        with pytest.raises(Refused, match=r"mine|more\.txt|same\.css|page-2"):
            publish(site, NEW, cache=cache)
    else:
        publish(site, NEW, cache=cache)
        assert texts(site) == NEW
    kept = [*tuple(site.parent.rglob("more.txt")), *site.parent.rglob("same.css")]
    assert kept and all(path.read_text("utf-8") in ("mine", "same") for path in kept)


@pytest.mark.parametrize("change", [with_one_more, with_a_folder_more, with_one_renamed])
def test_what_comes_into_the_next_site_while_it_is_made_is_seen_by_the_one_after(
    change: Callable[[Path], None], site: Path, cache: Path
) -> None:
    settle(site, cache)
    publication = Publication(str(site), site.parent / "network", cache)
    publication.begin()
    change(Path(publication.new))
    for path in OLD.keys() - {"index.html"}:
        publication.keep(path)
    publication.put("index.html", b"three")
    publication.finish()
    with pytest.raises(Refused, match=r"mine|more\.txt|same\.css"):
        publish(site, NEW, cache=cache)


def test_an_empty_folder_in_a_remembered_one_is_gone(site: Path, cache: Path) -> None:
    settle(site, cache)
    (site / "gone/empty/er").mkdir(parents=True)
    for files in (OLD, NEW):
        publish(site, files, cache=cache)
        assert not (site / "gone/empty").exists()
