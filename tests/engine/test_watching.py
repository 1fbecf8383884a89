"""Which saved files the preview sees, and what it learns of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import pytest
from tests.conftest import MKDOCS, Files
from watchfiles import Change

from talanoa.engine.preview import watching
from talanoa.engine.preview.watching import Watch, _below

SNIPPETS = f"{MKDOCS}markdown_extensions: [pymdownx.snippets]\nsite_dir: public/site\n"


def watch_of(root: Path) -> tuple[Watch, list[object]]:
    """What watches a folder, and all that it says."""
    heard: list[object] = []

    def changed(paths: Iterable[str], saved: float) -> None:
        heard.append(sorted(paths))

    return Watch(root, changed, heard.append), heard


@pytest.mark.parametrize(
    ("name", "is_content"),
    [("wells.md", True), ("#1-of-ten.md", True), (".wells.md.swp", False), ("wells.md~", False), ("#wells.md#", False)],
)
def test_what_editors_keep_for_themselves_is_no_change(name: str, is_content: bool) -> None:
    assert _below(Change.modified, f"/net/posts/{name}") is is_content


def test_a_copy_that_was_reported_is_gone(network: Callable[[Files], Path]) -> None:
    root = network({})
    watch, heard = watch_of(root)
    copy, post = (Change.deleted, str(root / "posts/wells.md~")), (Change.modified, str(root / "posts/wells.md"))
    assert _below(*copy)
    watch._report({copy})
    watch._report({copy, post})
    assert heard == [["posts/wells.md~"], ["posts/wells.md"]], "with each save of some editors, a copy goes"


def test_parts_of_pages_are_watched_where_pages_may_have_some(network: Callable[[Files], Path]) -> None:
    files: Files = {"includes/hours.md": "", "public/site/index.html": "", ".venv/x": "", "hours.md": ""}
    root = network(files)
    plain = watch_of(root)[0]
    watched = {"includes", "hours.md", "public", ".venv", "docs", "members.yml"}
    assert {name for name in watched if plain._at_the_top(Change.modified, name)} == {"docs", "members.yml"}
    (root / "mkdocs.yml").write_text(SNIPPETS, "utf-8")
    including = watch_of(root)[0]
    assert {name for name in watched if including._at_the_top(Change.modified, name)} == watched - {"public", ".venv"}
    new = {*including._there()} - {*plain._there()}
    assert new == {root / "includes"}


@pytest.mark.parametrize("folder", [".parts", "./.parts/of/pages"])
def test_a_hidden_folder_of_parts_is_watched_where_it_is_named(network: Callable[[Files], Path], folder: str) -> None:
    settings = f"{MKDOCS}markdown_extensions: [{{pymdownx.snippets: {{base_path: [docs, {folder}, .]}}}}]\n"
    root = network({"mkdocs.yml": settings, ".parts/of/pages/hours.md": "", ".venv/x": ""})
    there = watch_of(root)[0]._there()
    assert root / ".parts" in there and root / ".venv" not in there
    assert _below(Change.modified, str(root / ".parts/of/pages/hours.md"))


def test_what_was_saved_while_no_one_watched_is_looked_for(
    network: Callable[[Files], Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    watch, heard = watch_of(network({}))
    seen: Iterator[set[tuple[Change, str]]] = iter([set(), set(), set()])

    def saved(*_: object, **__: object) -> Iterator[set[tuple[Change, str]]]:
        yield next(seen)
        if heard:
            raise SystemExit
        watch._again.set()

    monkeypatch.setattr(watch, "_saved", saved)
    with pytest.raises(SystemExit):
        watch._folders()
    assert heard == [[]], "a folder has come, and with it any file; not so at the start"


def test_folders_that_the_system_cannot_watch_are_looked_through(
    network: Callable[[Files], Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    root = network({})
    watch, heard = watch_of(root)
    change = {(Change.modified, str(root / "posts/wells.md"))}

    def limited(*_: object, force_polling: bool | None, **__: object) -> Iterator[set[tuple[Change, str]]]:
        if not force_polling:
            raise OSError('OS file watch limit reached. about ["/net/posts"]')
        yield change

    monkeypatch.setattr(watching, "watch", limited)
    assert [*watch._saved([root], _below)] == [change]
    assert heard == [
        "The system can't watch the files (OS file watch limit reached). They are looked through three times a second instead."
    ]
