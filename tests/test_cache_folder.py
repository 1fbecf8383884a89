"""The cache lies where only the user can write: a repository can't bring one along, and no one else can put things into it."""

from __future__ import annotations

import errno
import json
import os
import shutil
import stat
import subprocess
import zipfile
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from PIL import Image

from talanoa import cache
from talanoa.cache_folder import folder_of
from talanoa.files import put_entries, read_entries
from tests.conftest import MKDOCS, NETWORK, NOW, cache_of, forget, run, tree

POST = """\
---
title: Reefs
date: 2026-01-02
authors: [{name: Ann}]
kind: blog
---

A text. ![A reef](reef.png)
"""
EVIL = '<meta http-equiv="refresh" content="0;url=https://evil.example/">'


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("poisoned") / "network"
    (root / "posts").mkdir(parents=True)
    (root / "network.yml").write_text(NETWORK, "utf-8")
    (root / "mkdocs.yml").write_text(MKDOCS, "utf-8")
    (root / "docs").mkdir()
    (root / "docs/about.md").write_text("# About\n", "utf-8")
    (root / "posts/reefs.md").write_text(POST, "utf-8")
    Image.new("RGB", (40, 30), "teal").save(root / "posts/reef.png")
    return root


@pytest.fixture(scope="module")
def clean(root: Path) -> Mapping[str, bytes]:
    done = run(root, "talanoa", "build", "--now", NOW)
    assert done.returncode == 0, done.stderr
    return tree(root / "site")


def everything(root: Path) -> None:
    """What this very build keeps, with each part of it spoilt."""
    poison = root / ".cache"
    shutil.move(cache_of(root), poison)
    texts = read_entries(poison, "conversions")
    evil = {name: bytes(text).replace(b"A text", json.dumps(EVIL)[1:-1].encode()) for name, text in texts.items()}
    assert evil != texts
    put_entries(poison, "conversions", evil.items())
    for file in (poison / "images").iterdir():
        file.write_bytes(file.read_bytes() + b"<script>")
    kept = (poison / "search").read_bytes()
    (poison / "search").write_bytes(kept.replace(b"reef", b"evil"))
    with zipfile.ZipFile(poison / "search.zip", "w") as packed:
        packed.writestr("../../escaped.txt", "x")


def link(root: Path) -> None:
    elsewhere = root.parent / "elsewhere"
    (elsewhere / "images").mkdir(parents=True)
    (elsewhere / "images" / ("0" * 32 + ".json")).write_text("someone's own", "utf-8")
    (elsewhere / "conversions").write_text("someone's own", "utf-8")
    (root / ".cache").symlink_to(elsewhere)


def pipe(root: Path) -> None:
    os.mkfifo(root / ".cache")


@pytest.mark.parametrize("poison", [everything, link, pipe])
def test_a_cache_in_the_tree_is_never_looked_at(
    poison: Callable[[Path], None], root: Path, clean: Mapping[str, bytes]
) -> None:
    poison(root)
    before = tree(root.parent), os.lstat(root / ".cache")
    try:
        for command in ("check", "build") if poison is link else ("build",):
            done = run(root, "talanoa", command, "--now", NOW)
            assert done.returncode == 0, done.stdout + done.stderr
        assert tree(root / "site") == clean
        assert (tree(root.parent), os.lstat(root / ".cache").st_mtime_ns) == (before[0], before[1].st_mtime_ns)
    finally:
        if (root / ".cache").is_dir() and not (root / ".cache").is_symlink():
            shutil.rmtree(root / ".cache")
        else:
            (root / ".cache").unlink()


# --- the place ----------------------------------------------------------------------------------------------------------


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A cache of its own, with no folder of ours in it yet."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "home/caches"))
    (tmp_path / "home").mkdir()
    (tmp_path / "network").mkdir()
    return tmp_path / "home/caches/talanoa"


def test_each_repository_has_a_folder_of_its_own_for_the_user_alone(place: Path, tmp_path: Path) -> None:
    (tmp_path / "other").mkdir()
    (tmp_path / "link").symlink_to("network")
    found = folder_of(tmp_path / "network")
    assert found and found.parent == place
    assert found == folder_of(tmp_path / "link") == folder_of(tmp_path / "network/../network")
    assert found != folder_of(tmp_path / "other")
    assert {stat.S_IMODE(path.stat().st_mode) for path in (place, found)} == {0o700}
    assert tree(tmp_path / "network") == {}


def test_who_could_only_read_no_longer_can(place: Path, tmp_path: Path) -> None:
    place.mkdir(parents=True, mode=0o755)
    place.chmod(0o755)
    assert folder_of(tmp_path / "network")
    assert stat.S_IMODE(place.stat().st_mode) == 0o700


def linked(place: Path) -> None:
    place.parent.mkdir()
    (place.parent.parent / "elsewhere").mkdir()
    place.symlink_to(place.parent.parent / "elsewhere")


def a_file(place: Path) -> None:
    place.parent.mkdir()
    place.write_text("x", "utf-8")


def parent_is_a_file(place: Path) -> None:
    place.parent.write_text("x", "utf-8")


def others_may_write(place: Path) -> None:
    place.mkdir(parents=True)
    place.chmod(0o777)


def homeless(place: Path) -> None:
    place.parent.parent.rmdir()


@pytest.mark.parametrize("spoil", [linked, a_file, parent_is_a_file, others_may_write, homeless])
def test_a_place_that_is_not_the_users_alone_is_done_without(
    spoil: Callable[[Path], None], place: Path, tmp_path: Path
) -> None:
    spoil(place)
    before = tree(tmp_path)
    assert folder_of(tmp_path / "network") is None
    assert tree(tmp_path) == before
    assert not (tmp_path / "elsewhere").exists() or not [*(tmp_path / "elsewhere").iterdir()]


@pytest.mark.parametrize("spoil", ["link", "file", "writable"])
def test_so_is_the_repositorys_own_folder(spoil: str, place: Path, tmp_path: Path) -> None:
    folder = folder_of(tmp_path / "network")
    assert folder
    (tmp_path / "elsewhere").mkdir()
    if spoil == "writable":
        folder.chmod(0o770)
    else:
        shutil.rmtree(folder)
        folder.symlink_to(tmp_path / "elsewhere") if spoil == "link" else folder.write_text("x", "utf-8")
    assert folder_of(tmp_path / "network") is None
    assert tree(tmp_path / "elsewhere") == {}


@pytest.mark.skipif(os.getuid() != 0, reason="only root can give a folder away")
def test_so_is_someone_elses(place: Path, tmp_path: Path) -> None:
    folder = folder_of(tmp_path / "network")
    assert folder
    for path in (folder, place):
        os.chown(path, 65534, 65534)
        assert folder_of(tmp_path / "network") is None
        os.chown(path, 0, 0)
    assert folder_of(tmp_path / "network") == folder


@pytest.mark.parametrize("home", ["network", "network/.home", "network/site"])
@pytest.mark.parametrize("by", ["XDG_CACHE_HOME", "HOME"])
def test_a_cache_that_would_be_in_the_repository_is_none(
    home: str, by: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A build machine may set one or the other to the folder of the checkout."""
    (tmp_path / home / "deep").mkdir(parents=True)
    (tmp_path / "network/.git").mkdir()
    (tmp_path / "network/part").mkdir()
    (tmp_path / "link").symlink_to("network")
    monkeypatch.delenv("XDG_CACHE_HOME")
    for root in ("network", "network/part", "link"):
        monkeypatch.setenv(by, str(tmp_path / home))
        assert folder_of(tmp_path / root) is None
    monkeypatch.setenv(by, str(tmp_path / home).replace("network", "link"))
    assert folder_of(tmp_path / "network") is None
    assert tree(tmp_path) == {}


def test_what_is_no_file_of_ours_is_taken_out(place: Path, tmp_path: Path) -> None:
    folder = folder_of(tmp_path / "network")
    assert folder
    secret = tmp_path / "secret"
    secret.write_text("someone's own", "utf-8")
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere" / ("0" * 32 + ".json")).write_text("someone's own", "utf-8")
    (folder / "images").symlink_to(tmp_path / "elsewhere")
    (folder / "conversions").symlink_to(secret)
    (folder / "search.x").hardlink_to(secret)
    (folder / "repository").unlink()
    os.mkfifo(folder / "repository")
    assert folder_of(tmp_path / "network") == folder
    assert [path.name for path in folder.iterdir()] == ["repository"]
    assert secret.read_text("utf-8") == "someone's own"
    assert len([*(tmp_path / "elsewhere").iterdir()]) == 1


def test_what_a_killed_process_had_begun_to_write_is_deleted(place: Path, tmp_path: Path) -> None:
    folder = folder_of(tmp_path / "network")
    assert folder
    for part in ("", "images", "drawings"):
        (folder / part).mkdir(exist_ok=True)
        for name in ("read.1.part", "read.2.part", "read"):
            (folder / part / name).write_text("someone who asked to be erased since", "utf-8")
        for name in ("read.1.part", "read"):
            os.utime(folder / part / name, (1, 1))
    folder_of(tmp_path / "network")
    (folder / "repository").unlink()
    for part in ("", "images", "drawings"):
        left = {path.name for path in (folder / part).iterdir() if path.is_file()}
        assert left == {"read", "read.2.part"}, "one may be being written"


def test_repositories_that_are_gone_or_forgotten_leave_nothing(place: Path, tmp_path: Path) -> None:
    roots = [tmp_path / name for name in ("gone", "forgotten", "damaged", "used")]
    folders = []
    page = tmp_path / "page.html"
    page.write_text("a page", "utf-8")
    for root in roots:
        root.mkdir()
        folder = folder_of(root)
        assert folder
        (folder / "images").mkdir()
        (folder / "images/x").write_text("x", "utf-8")
        (folder / "site-0/posts/a").mkdir(parents=True)  # the spare folder of a site
        os.link(page, folder / "site-0/posts/a/index.html")
        folders.append(folder)
    _gone, forgotten, damaged, used = folders
    (place / "notes").mkdir()
    (place / ("a" * 32)).symlink_to(tmp_path / "used")
    roots[0].rmdir()
    os.utime(forgotten / "repository", (1, 1))
    (damaged / "repository").write_bytes(b"\0")
    found = folder_of(tmp_path / "network")
    assert {*place.iterdir()} == {used, found, place / "notes", place / ("a" * 32)}
    assert (used / "images/x").exists() and roots[3].exists()
    assert page.read_text("utf-8") == "a page" and page.stat().st_nlink == 2


def test_a_folder_that_another_build_is_just_making_is_left_to_it(place: Path, tmp_path: Path) -> None:
    folder_of(tmp_path / "network")
    young, old = place / ("a" * 32), place / ("b" * 32)
    for folder in (young, old):
        folder.mkdir()
    os.utime(old, (1, 1))
    folder_of(tmp_path / "network")
    assert young.exists() and not old.exists()


def test_a_huge_file_is_made_again(tmp_path: Path) -> None:
    with open(tmp_path / "conversions", "wb") as file:
        file.truncate(1 << 40)
    entry = {cache.key(b"one"): b"1"}
    store = cache.Cache(tmp_path)
    assert store.get(entry) == {}
    store.keep(entry, entry.__getitem__)
    assert cache.Cache(tmp_path).get(entry) == entry
    with open(tmp_path / "drawing.x", "wb") as file:
        file.truncate(1 << 40)
    assert cache.once(tmp_path, "drawing.x", lambda: b"drawn", 1000) == b"drawn"
    assert (tmp_path / "drawing.x").stat().st_size < 1000


def test_a_name_that_leads_elsewhere_is_replaced_not_followed(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("someone's own", "utf-8")
    for name in ("a", f"a.{os.getpid()}.part"):
        (tmp_path / name).symlink_to(tmp_path / "secret")
    cache.put(tmp_path, "a", b"ours")
    assert (tmp_path / "a").read_bytes() == b"ours" and not (tmp_path / "a").is_symlink()
    assert (tmp_path / "secret").read_text("utf-8") == "someone's own"


def test_what_can_not_be_written_to_its_end_leaves_nothing(tmp_path: Path) -> None:
    cache.put(tmp_path, "conversions", b"as it was")

    def entries() -> Iterator[tuple[bytes, bytes]]:
        yield b"1" * 16, b"one"
        raise OSError(errno.ENOSPC, "No space left on device")

    with pytest.raises(OSError, match="No space"):
        put_entries(tmp_path, "conversions", entries())
    assert [path.name for path in tmp_path.iterdir()] == ["conversions"]
    assert (tmp_path / "conversions").read_bytes() == b"as it was"


def test_two_builds_share_it(root: Path, clean: Mapping[str, bytes]) -> None:
    forget(root)
    words = "talanoa", "build", "--now", NOW, "--site-dir"
    folders = [root.parent / "one", root.parent / "two"]
    with ThreadPoolExecutor(2) as pool:
        # With a variable of its own, each is a process that Python starts: the others wait for each other.
        done = [*pool.map(lambda folder: run(root, *words, str(folder), environment={"COLUMNS": "80"}), folders)]
    assert [each.returncode for each in done] == [0, 0], done
    for folder in folders:
        assert tree(folder) == clean
        shutil.rmtree(folder)


def test_without_a_home_a_site_is_built_all_the_same(root: Path, clean: Mapping[str, bytes], tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x", "utf-8")
    done = run(root, "talanoa", "build", "--now", NOW, environment={"XDG_CACHE_HOME": str(tmp_path / "file")})
    assert done.returncode == 0, done.stderr
    assert tree(root / "site") == clean


@pytest.mark.skipif(not shutil.which("git"), reason="needs git")
def test_a_cache_that_git_keeps_is_reported(root: Path) -> None:
    def said() -> str:
        done = run(root, "talanoa", "check", "--now", NOW)
        assert done.returncode == 0
        return done.stdout

    (root / ".cache").mkdir()
    (root / ".cache/conversions").write_text("x", "utf-8")
    try:
        assert "tracked-cache" not in said(), "no repository"
        for words in (["init", "--quiet"], ["add", "posts"]):
            subprocess.run(["git", *words], cwd=root, check=True)
        assert "tracked-cache" not in said(), "it isn't tracked"
        subprocess.run(["git", "add", "--force", ".cache"], cwd=root, check=True)
        assert ".cache:1:1: warning[tracked-cache]" in said()
        subprocess.run(["git", "rm", "-r", "--quiet", "--cached", ".cache"], cwd=root, check=True)
        assert "tracked-cache" not in said(), "what the help says helps"
    finally:
        shutil.rmtree(root / ".cache")
        shutil.rmtree(root / ".git", ignore_errors=True)
