"""What the preview shows and says of changes."""

from __future__ import annotations

import gc
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from tests.conftest import Files

from talanoa import clock
from talanoa.engine.preview.preview import Preview, _time_has_passed
from talanoa.engine.preview.server import even_unheard
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


def test_the_mistake_of_a_post_is_reported_though_its_page_has_shown_it(network: Callable[[Files], Path]) -> None:
    root = network(FILES)
    preview, said = started(root)
    (root / "posts/wells.md").write_text(POST.format(text="x").replace("kind:", "kinds:"), "utf-8")
    preview.changed(["posts/wells.md"], 0)
    preview._take_up()
    assert said[-1].startswith("['unknown-key'] posts/wells.md changed: checked after")
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


def test_a_day_that_begins_while_there_is_a_mistake_is_looked_at_once(
    network: Callable[[Files], Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    root = network(FILES)
    preview, said = started(root)
    (root / "posts/wells.md").write_text("---\n", "utf-8")
    preview.changed(["posts/wells.md"], 0)
    preview._take_up()
    tomorrow = clock.now() + timedelta(days=1)
    monkeypatch.setattr(clock, "now", lambda: tomorrow)
    assert preview._due and preview._due <= tomorrow
    preview._rebuild(preview._number, _time_has_passed)
    assert said[-1] == "[] Time has passed: the site stays as it was"
    assert preview._due > tomorrow


def test_what_is_read_again_without_need_is_worth_no_line(network: Callable[[Files], Path]) -> None:
    root = network(FILES)
    preview, said = started(root)
    preview.changed([], 0)
    preview._take_up()
    assert said == ["[] Ready"]
    (root / "posts/wells.md").unlink()
    (root / "members.yml").write_text("members: [", "utf-8")
    preview.changed([], 0)
    preview._take_up()
    assert said[1:] == ["['yaml-syntax'] The files were read again"]


def test_it_goes_on_where_no_one_listens_any_more(network: Callable[[Files], Path]) -> None:
    def say(text: str) -> None:
        raise BrokenPipeError

    root = network(FILES)
    preview = Preview(root, 1, even_unheard(say), lambda *_: "", lambda: None)
    preview._rebuild(0, lambda _: "Ready")
    (root / "posts/wells.md").write_text(POST.format(text="Second."), "utf-8")
    preview.changed(["posts/wells.md"], 0)
    preview._take_up()
    assert b"Second." in (preview.file(PAGE) or b"")


def test_a_folder_that_is_gone_or_another_is_said(
    network: Callable[[Files], Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(gc, "disable", lambda: None)  # the other tests run in this process too
    root = network(FILES)
    preview, said = started(root)
    assert preview._is_there
    root.rename(root.with_name("elsewhere"))
    assert not preview._is_there
    preview._keep_up()
    assert said[-1].startswith(f"The folder {root} was moved or deleted.") and "Traceback" not in "".join(said)
