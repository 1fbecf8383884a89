"""What is read of a revision: the content of a network, and nothing that could hurt."""

from __future__ import annotations

import subprocess
import tempfile
from collections.abc import Callable
from importlib import import_module
from pathlib import Path

import pytest
from tests.conftest import Files
from tests.history.stories import (
    CALL,
    LATER,
    MEMBERS,
    NEWER,
    REEFS,
    changed,
    said,
)
from tests.repositories import POST, commit, git, write

from talanoa import history
from talanoa.git import Unanswered
from talanoa.source import MAX_BYTES

Repository = Callable[[Files], Path]


def tree_of(*entries: tuple[str, str, str]) -> bytes:
    return b"".join(f"{mode} {name}\0".encode() + bytes.fromhex(id) for mode, name, id in entries)


def object_of(root: Path, kind: str, data: bytes) -> str:
    words = ["git", "hash-object", "--literally", "-w", "-t", kind, "--stdin"]
    done = subprocess.run(words, cwd=root, input=data, capture_output=True, check=True)
    return done.stdout.decode().strip()


def made_by_hand(root: Path, *entries: tuple[str, str, str]) -> str:
    """A revision with these entries in posts/, whatever git thinks of their names."""
    network = git(root, "rev-parse", "main:network.yml").strip()
    posts = object_of(root, "tree", tree_of(*entries))
    top = object_of(root, "tree", tree_of(("100644", "network.yml", network), ("40000", "posts", posts)))
    return git(root, "commit-tree", top, "-m", "x").strip()


def test_everything_that_a_network_writes_is_read(repository: Repository) -> None:
    names = ("posts/a.md", "posts/b.md", "posts/2026/c.md", "posts/2026/d/index.md")
    deep = f"docs/{'a/' * 19}deep.md"
    root = repository(dict.fromkeys((*names, deep), POST) | {"members.yml": MEMBERS, "events/answers.csv": "Q\nyes\n"})
    found = history.past(root, "main")
    assert {post.path for post in found.posts} == set(names)
    assert [member.id for member in found.members] == ["open-reef"]
    assert set(found.docs) == {"docs/about.md", deep}
    assert found.files == {"events/answers.csv"}


def test_what_is_not_content_is_left_where_it_is(repository: Repository) -> None:
    files = ("plugins/a.md", "docs/a.csv", "posts/a.jpg", "posts/a\\b.md", "posts/a:b.md", f"docs/{'a/' * 20}deep.md")
    found = history.past(repository(dict.fromkeys(files, POST) | REEFS), "main")
    assert [post.slug for post in found.posts] == ["reefs"]
    assert (set(found.docs), found.files) == ({"docs/about.md"}, frozenset())


def test_a_file_may_be_as_large_as_any_that_is_read(repository: Repository) -> None:
    whole = MEMBERS + "#" * (MAX_BYTES - len(MEMBERS))
    assert len(history.past(repository({"members.yml": whole}), "main").members) == 1


def test_a_folder_above_is_never_written_to(
    repository: Repository, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    root = repository(REEFS)
    blob = git(root, "rev-parse", "main:posts/reefs.md").strip()
    outside = object_of(root, "tree", tree_of(("100644", "outside.md", blob)))
    above = object_of(root, "tree", tree_of(("40000", "..", outside)))
    inside = object_of(root, "tree", tree_of(("100644", "other.md", blob)))
    beside = object_of(root, "tree", tree_of(("40000", "posts", inside)))
    for entries in (above, beside):
        assert history.past(root, made_by_hand(root, ("40000", "..", entries))).posts == ()
    assert list(tmp_path.rglob("outside.md")) == []


def test_what_this_computer_can_not_write_is_left_out(repository: Repository) -> None:
    """A name that is too long, and two files of one name, as they are where capitals don't count."""
    root = repository(REEFS)
    blob = git(root, "rev-parse", "main:posts/reefs.md").strip()
    names = (f"{'a' * 300}.md", "b.md", "b.md", "c.md")
    revision = made_by_hand(root, *(("100644", name, blob) for name in names))
    assert [post.slug for post in history.past(root, revision).posts] == ["b", "c"]


@pytest.mark.parametrize(("limit", "most"), [("MAX_FILES", 3), ("MAX_TOTAL", 30)])
def test_a_revision_that_is_larger_than_any_network(
    limit: str, most: int, repository: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    network = "id: a\nname: b\n"
    root = repository({"network.yml": network, "docs/about.md": "# About\n", "posts/a.md": "# Post\n\n"})
    assert len(network) + len("# About\n") + len("# Post\n\n") == 30
    monkeypatch.setattr(import_module("talanoa.history.past"), limit, most)
    history.past(root, "main")
    monkeypatch.setattr(import_module("talanoa.history.past"), limit, most - 1)
    with pytest.raises(Unanswered, match="larger than any network"):
        history.past(root, "main")


def test_a_revision_without_a_network(repository: Repository) -> None:
    with pytest.raises(Unanswered, match=r"no network\.yml"):
        history.past(repository({"network.yml": ""}), "main")


def test_the_revision_has_gone_on(repository: Repository) -> None:
    """What the network published meanwhile is not here, and that is no one's doing."""
    root = repository({"events.yml": CALL, **REEFS})
    write(root, "posts/new.md", POST)
    commit(root)
    git(root, "switch", "--quiet", "main")
    write(root, "posts/other.md", POST)
    write(root, "events.yml", changed(CALL, LATER, *NEWER))
    commit(root)
    git(root, "switch", "--quiet", "contribution")
    assert said(root) == []
    git(root, "switch", "--quiet", "main")
    (root / "posts/other.md").unlink()
    assert [line.split()[1] for line in said(root)] == ["vanished-id"]
    assert said(root, "main~1") == []


def test_a_network_in_a_part_of_the_repository(network: Callable[[Files], Path]) -> None:
    root = network({"events.yml": CALL})
    write(root.parent, "events.yml", "events: []\n")
    git(root.parent, "init", "--quiet", "--initial-branch=main")
    commit(root.parent)
    assert said(root) == []
    write(root, "events.yml", changed(CALL, LATER, NEWER[1]))
    assert [line.split()[:2] for line in said(root)] == [["events.yml:8:15", "sequence-not-raised"]]


def test_broken_content_in_the_past_is_no_problem_now(repository: Repository) -> None:
    root = repository({"events.yml": CALL + "  - {id: x}\n  - [", "members.yml": b"\xff", **REEFS})
    write(root, "events.yml", CALL)
    write(root, "members.yml", MEMBERS)
    assert said(root) == []
    (root / "posts/reefs.md").unlink()
    assert len(said(root)) == 1


def test_the_past_is_read_without_running_or_following_anything(repository: Repository, tmp_path: Path) -> None:
    marks = tmp_path / "marks"
    marks.mkdir()
    secret = tmp_path / "secret.yml"
    secret.write_text("members: [{id: secret, name: Secret, country: FJ}]\n", "utf-8")
    root = repository(REEFS)
    git(root, "switch", "--quiet", "main")
    (root / "members.yml").symlink_to(secret)
    (root / "members").symlink_to(tmp_path)
    write(root, ".gitattributes", "* filter=mine diff=mine text eol=crlf\n")
    write(root, "posts/" + "a/" * 40 + "deep.md", POST)
    commit(root)
    for key in ("filter.mine.smudge", "filter.mine.clean", "filter.mine.process", "diff.mine.textconv"):
        git(root, "config", key, f"touch {marks}/{key}; cat")
    write(root, ".git/hooks/post-checkout", f"#!/bin/sh\ntouch {marks}/hook\n")
    (root / ".git/hooks/post-checkout").chmod(0o755)
    before = sorted(root.rglob("*"))
    content = history.past(root, "main")
    assert content.members == ()
    assert [post.slug for post in content.posts] == ["reefs"]
    assert list(marks.iterdir()) == []
    assert sorted(root.rglob("*")) == before
    assert not content.root.exists()


def test_a_clone_without_contents(repository: Repository, tmp_path: Path) -> None:
    root = repository(REEFS)
    git(root, "config", "uploadpack.allowFilter", "true")
    git(tmp_path, "clone", "--quiet", "--filter=blob:none", "--no-checkout", f"file://{root}", "partial")
    with pytest.raises(Unanswered, match="full clone"):
        history.past(tmp_path / "partial", "origin/main")
