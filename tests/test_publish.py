"""Publishing replaces a site of ours, whole, and never deletes what isn't ours."""

from __future__ import annotations

import errno
import os
import shutil
import subprocess
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from unittest import mock

import pytest

from talanoa.publish import Publication, Refused, mark, swap
from tests.conftest import MKDOCS, NOW, Command, Files, tree

Site = Mapping[str, str]
OLD: Site = {
    "index.html": "old",
    "same.css": "same",
    "feed/index.html": "was a folder",
    "page": "was a file",
    "gone/a.html": "x",
    "gone/b/c.png": "x",
    ".well-known/x": "x",
}
NEW: Site = {
    "index.html": "new",
    "same.css": "same",
    "feed": "is a file",
    "page/index.html": "is a folder",
    "new.css": "new",
    "новая/index.html": "new",
}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "network").mkdir()
    return tmp_path / "network"


def publish(site: Path, files: Site, root: Path | None = None, cache: Path | None = None) -> None:
    publication = Publication(str(site), root or site.parent / "network", cache)
    begin(publication, files)
    publication.finish()


def begin(publication: Publication, files: Site) -> None:
    publication.begin()
    for path, text in files.items():
        publication.put(path, text.encode())


def write(folder: Path, files: Site) -> None:
    for path, text in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text)


def texts(folder: Path) -> Site:
    """What a site holds, but for its mark."""
    return {path: data.decode() for path, data in tree(folder).items() if path != mark.NAME}


@pytest.fixture(params=["exchanged", "renamed", "fixed"])
def can(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """What the system can do with two folders."""
    if request.param != "exchanged":
        monkeypatch.setattr("talanoa.publish.swap.exchange", lambda one, other: False)
    return str(request.param)


@pytest.fixture
def fixed(can: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> bool:
    """Whether the system says of `site` what it says of a mount point."""
    if can != "fixed":
        return False
    rename = os.rename

    def busy(source: str, target: str) -> None:
        if str(tmp_path / "site") in (str(source), str(target)) and (tmp_path / "site").is_dir():
            raise OSError(errno.EBUSY, "Device or resource busy", source)
        rename(source, target)

    monkeypatch.setattr(os, "rename", busy)
    return True


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


# --- what isn't ours ----------------------------------------------------------------------------------------------------


def a_copied_sitemap(site: Path) -> None:
    write(site, {"sitemap.xml": "<urlset/>", "backup.sql": "x"})


def a_page_of_their_own(site: Path) -> None:
    write(site, {"index.html": "mine"})


def a_copied_mark(site: Path) -> None:
    publish(site.parent / "model", OLD)
    write(site, {"index.html": "mine", mark.NAME: (site.parent / "model" / mark.NAME).read_text()})


def an_empty_mark(site: Path) -> None:
    write(site, {mark.NAME: "", "notes.txt": "x"})


def a_mark_as_a_link(site: Path) -> None:
    publish(site.parent / "model", OLD)
    write(site, OLD)
    (site / mark.NAME).symlink_to(site.parent / "model" / mark.NAME)


def a_file_put_into_ours(site: Path) -> None:
    publish(site, OLD)
    write(site, {"CNAME": "reef.example.org"})


def a_repository_in_ours(site: Path) -> None:
    publish(site, OLD)
    write(site, {".git/config": "x", ".git/objects/1": "x"})


def a_change_of_ours(site: Path) -> None:
    publish(site, OLD)
    write(site, {"gone/a.html": "edited by hand"})


def a_link_in_ours(site: Path) -> None:
    publish(site, OLD)
    write(site.parent / "elsewhere", {"x": "x"})
    (site / "uploads").symlink_to(site.parent / "elsewhere")


def a_pipe_in_ours(site: Path) -> None:
    publish(site, OLD)
    (site / "same.css").unlink()
    os.mkfifo(site / "same.css")


FOREIGN = [
    *(a_copied_sitemap, a_page_of_their_own, a_copied_mark, an_empty_mark, a_mark_as_a_link, a_file_put_into_ours),
    *(a_repository_in_ours, a_change_of_ours, a_link_in_ours, a_pipe_in_ours),
]


@pytest.mark.parametrize("spoil", FOREIGN)
def test_what_is_not_ours_is_left_alone_and_named(
    spoil: Callable[[Path], None], root: Path, tmp_path: Path, fixed: bool
) -> None:
    site = tmp_path / "site"
    spoil(site)
    before = everything(tmp_path)
    with pytest.raises(Refused, match=r"it holds files that Talanoa didn't write.*: '.+; ") as refused:
        publish(site, NEW)
    assert ("an older Talanoa" in str(refused.value)) == (spoil is a_copied_sitemap)
    assert everything(tmp_path) == before


def everything(folder: Path) -> Mapping[str, object]:
    """Every path, with its bytes or what it is instead."""
    return {
        str(path): path.readlink()
        if path.is_symlink()
        else path.read_bytes()
        if path.is_file()
        else path.lstat().st_mode
        for path in folder.rglob("*")
    }


def test_what_file_managers_leave_is_no_reason(root: Path, tmp_path: Path, fixed: bool) -> None:
    site = tmp_path / "site"
    write(site, {".DS_Store": "x"})
    publish(site, OLD)
    write(site, {".DS_Store": "x", "gone/Thumbs.db": "x", "desktop.ini": "x"})
    publish(site, NEW)
    assert {path: text for path, text in texts(site).items() if text != "x"} == NEW


def test_what_comes_in_meanwhile_is_kept(root: Path, tmp_path: Path, fixed: bool) -> None:
    site = tmp_path / "site"
    publish(site, OLD)
    publication = Publication(str(site), root)
    begin(publication, NEW)
    write(site, {"gone/notes.txt": "mine"})
    publication.finish()
    assert [path.read_text() for path in tmp_path.rglob("notes.txt")] == ["mine"]


def place(kind: str, path: Path) -> None:
    if kind == "file":
        path.write_text("x")
    elif kind == "link":
        (path.parent / "elsewhere").mkdir()
        path.symlink_to(path.parent / "elsewhere")
    elif kind == "dangling":
        path.symlink_to("nowhere")
    elif kind == "marked":
        write(path, {mark.NAME: f"Talanoa is writing this folder: {os.stat(path.parent).st_ino}\n", "backup.sql": "x"})
    else:
        write(path, {"backup.sql": "x"})


@pytest.mark.parametrize("kind", ["file", "link", "dangling", "folder", "marked"])
@pytest.mark.parametrize("name", [".site-new", ".site-old", "site/.talanoa-new"])
def test_what_is_in_the_way_is_left_alone(kind: str, name: str, root: Path, tmp_path: Path) -> None:
    site = tmp_path / "site"
    publish(site, OLD)
    place(kind, tmp_path / name)
    before = everything(tmp_path)
    with pytest.raises(Refused, match="is in the way") as refused:
        publish(site, NEW)
    assert str(tmp_path / name) in str(refused.value)
    assert everything(tmp_path) == before


@pytest.mark.parametrize("kind", ["file", "link", "dangling", "folder", "marked"])
@pytest.mark.parametrize("name", [".site-new", ".site-old"])
def test_what_is_in_the_way_of_a_first_site_is_not_taken_for_one(
    kind: str, name: str, root: Path, tmp_path: Path
) -> None:
    place(kind, tmp_path / name)
    before = everything(tmp_path)
    with pytest.raises(Refused, match="is in the way"):
        publish(tmp_path / "site", NEW)
    assert everything(tmp_path) == before


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ("network", "the network's own files"),
        (".", "the network's own files"),
        ("/", "the network's own files"),
        ("network/posts", "posts/"),
        ("network/docs/site", "docs/"),
        ("network/.git/site", ".git/"),
        ("link-to-posts/site", "posts/"),
        ("home", "home folder"),
        ("home/..", "the network's own files"),
        ("file", "it is a file"),
        ("file/site", "file is a file"),
        ("dangling", "leads nowhere"),
        ("dangling/site", "leads nowhere"),
        ("loop", "leads nowhere"),
    ],
)
def test_places_that_a_site_cannot_go_to(
    given: str, said: str, root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for folder in ("network/posts", "network/docs", "network/.git", "home"):
        (tmp_path / folder).mkdir(exist_ok=True)
    (tmp_path / "file").write_text("x")
    for link, target in (("dangling", "nowhere"), ("loop", "loop"), ("link-to-posts", "network/posts")):
        (tmp_path / link).symlink_to(target)
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    before = everything(tmp_path)
    with pytest.raises(Refused, match=said):
        publish(tmp_path / given, NEW, root)
    assert everything(tmp_path) == before


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


# --- stopped at any moment ----------------------------------------------------------------------------------------------

STEPS = ("rename", "replace", "unlink", "rmdir", "mkdir", "utime")


def killed_at(step: int, publication: Callable[[], None], steps: Sequence[str] = STEPS) -> bool:
    """Does it in a process that dies at a step; True if it lived to the end."""
    child = os.fork()
    if child:
        return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
    count = 0

    def dying(call: Callable[..., object]) -> Callable[..., object]:
        def wrapped(*given: object, **named: object) -> object:
            nonlocal count
            count += 1
            if count == step:
                os._exit(9)
            return call(*given, **named)

        return wrapped

    try:
        with (
            mock.patch.multiple(os, **{name: dying(getattr(os, name)) for name in steps}),
            mock.patch("talanoa.publish.swap.exchange", dying(swap.exchange)),
        ):
            publication()
    except BaseException:
        os._exit(1)
    os._exit(0)


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


# --- for real -----------------------------------------------------------------------------------------------------------


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
            (root / "docs/about.md").write_text(text)
            done = command(root, "talanoa", "build", "--now", NOW)
            assert done.returncode == 0, done.stderr
            assert text[2:] in (root / "site/about/index.html").read_text()
        assert (root / "site/lost+found").exists() == ("tmpfs" in words)
        assert [path.name for path in root.iterdir() if path.name.startswith(".")] == []
        in_place = tree(root / "site")
    finally:
        subprocess.run(["umount", "site"], cwd=root, check=True)
    done = command(root, "talanoa", "build", "--now", NOW, "--site-dir", "other")
    assert tree(root / "other") == in_place


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


def test_a_foreign_folder_by_every_command(network: Callable[[Files], Path], command: Command) -> None:
    root = network({"other/sitemap.xml": "<urlset/>", "other/backup.sql": "x"})
    before = tree(root)
    (root / "mkdocs.yml").write_text(MKDOCS + "site_dir: other\n")
    for program in ("talanoa", "mkdocs", "properdocs"):
        done = command(root, program, "build")
        assert done.returncode == 1
        assert "backup.sql" in done.stderr and "Traceback" not in done.stderr, done.stderr
    (root / "mkdocs.yml").write_text(MKDOCS)
    assert tree(root) == before
