"""What isn't ours is left alone, and the message says what it is."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from tests.conftest import MKDOCS, Command, Files, tree
from tests.publish.publishing import NEW, OLD, begin, publish, texts, write

from talanoa.publish import Publication, Refused, mark
from talanoa.publish.refused import first_few


def a_copied_sitemap(site: Path) -> None:
    write(site, {"sitemap.xml": "<urlset/>", "backup.sql": "x"})


def a_page_of_their_own(site: Path) -> None:
    write(site, {"index.html": "mine"})


def a_copied_mark(site: Path) -> None:
    publish(site.parent / "model", OLD)
    write(site, {"index.html": "mine", mark.NAME: (site.parent / "model" / mark.NAME).read_text("utf-8")})


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


def test_names_are_shown_as_people_write_them() -> None:
    assert first_few(["it's\\here.txt", "two\nlines.txt"]) == "'it's\\here.txt', 'two lines.txt'"
    assert first_few("abcde") == "'a', 'b', 'c', 'd' and more" and first_few([]) == ""


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
    assert [path.read_text("utf-8") for path in tmp_path.rglob("notes.txt")] == ["mine"]


def place(kind: str, path: Path) -> None:
    if kind == "file":
        path.write_text("x", "utf-8")
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
    (tmp_path / "file").write_text("x", "utf-8")
    for link, target in (("dangling", "nowhere"), ("loop", "loop"), ("link-to-posts", "network/posts")):
        (tmp_path / link).symlink_to(target)
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    before = everything(tmp_path)
    with pytest.raises(Refused, match=said):
        publish(tmp_path / given, NEW, root)
    assert everything(tmp_path) == before


def test_a_foreign_folder_by_every_command(network: Callable[[Files], Path], command: Command) -> None:
    root = network({"other/sitemap.xml": "<urlset/>", "other/backup.sql": "x"})
    before = tree(root)
    (root / "mkdocs.yml").write_text(MKDOCS + "site_dir: other\n", "utf-8")
    for program in ("talanoa", "mkdocs", "properdocs"):
        done = command(root, program, "build")
        assert done.returncode == 1
        assert "backup.sql" in done.stderr and "Traceback" not in done.stderr, done.stderr
    (root / "mkdocs.yml").write_text(MKDOCS, "utf-8")
    assert tree(root) == before
