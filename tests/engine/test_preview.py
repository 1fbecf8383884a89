"""What the preview shows and says of changes."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from tests.conftest import Files
from watchfiles import Change

from talanoa.engine.preview.preview import Preview
from talanoa.engine.preview.watching import _below
from talanoa.problems import Problem

POST = "---\ntitle: Wells\ndate: 2026-01-02\nauthors: [open-reef]\nkind: news\n---\n{text}\n"
FILES: Files = {
    "members.yml": "members:\n  - {id: open-reef, name: Open Reef, country: FJ}\n",
    "posts/wells.md": POST.format(text="First."),
}
PAGE = "posts/wells/index.html"


def started(root: Path) -> tuple[Preview, list[str]]:
    """A preview that is ready, with what it says; it is up to date when it is asked to be."""

    def told(new: tuple[Problem, ...], problems: tuple[Problem, ...], deed: str) -> str:
        return f"{[problem.code for problem in new]} {deed}"

    said: list[str] = []
    preview = Preview(root, 1, said.append, told, lambda: None)
    preview._rebuild(0, lambda _: "Ready")
    return preview, said


def test_the_mistake_of_a_post_is_told_though_its_page_has_shown_it(network: Callable[[Files], Path]) -> None:
    root = network(FILES)
    preview, said = started(root)
    (root / "posts/wells.md").write_text(POST.format(text="x").replace("kind:", "kinds:"), "utf-8")
    preview.changed(["posts/wells.md"], 0)
    preview._take_up()
    assert said[-1].startswith("['missing-field', 'unknown-key'] posts/wells.md changed: checked after")
    preview.changed(["posts/wells.md"], 0)
    preview._take_up()
    assert said[-1].startswith("[] "), "once"


def test_only_a_page_that_is_another_has_to_be_fetched_before_the_rest_is_made(
    network: Callable[[Files], Path],
) -> None:
    root = network(FILES)
    preview, _ = started(root)
    preview.watched[PAGE] += 1
    preview.file(PAGE)
    preview.changed(["posts/wells.md"], 0)
    assert preview.fetched.is_set()
    (root / "posts/wells.md").write_text(POST.format(text="Second."), "utf-8")
    preview.changed(["posts/wells.md"], 0)
    assert not preview.fetched.is_set()


@pytest.mark.parametrize(
    ("name", "is_content"),
    [("wells.md", True), ("#1-of-ten.md", True), (".wells.md.swp", False), ("wells.md~", False), ("#wells.md#", False)],
)
def test_what_editors_keep_for_themselves_is_no_change(name: str, is_content: bool) -> None:
    assert _below(Change.modified, f"/net/posts/{name}") is is_content
