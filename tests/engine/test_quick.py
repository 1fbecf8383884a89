"""The page that is made ahead of a rebuild is the one that the rebuild makes."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from tests.conftest import Files

from talanoa.engine import Request
from talanoa.engine.assembly import Assembly, assemble
from talanoa.engine.preview.preview import _due
from talanoa.engine.preview.quick import quick
from talanoa.engine.routes import routes, shell_of
from talanoa.load import ReadingCache

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)
POST = "---\ntitle: Wells\ndate: 2026-01-02\nauthors: [open-reef]\nkind: news\n{more}---\n{text}\n"
FILES: Files = {
    "network.yml": "id: reef\nauthority: reef.example.org,2016\nname: Reef\ntimezone: Asia/Manila\nlanguages: [en, id]\n"
    "themes:\n  - {id: water, title: Water}\n  - {id: land, title: Land}\n",
    "members.yml": "members:\n  - {id: open-reef, name: Open Reef, country: FJ}\n"
    "  - {id: unseen, name: Unseen, country: FJ, visibility: hidden}\n",
    "posts/wells.md": POST.format(more="themes: [water]\n", text="First."),
    "posts/sumur.md": POST.format(more="translation_of: wells\nlanguage: id\n", text="Pertama."),
    "posts/other.md": POST.format(more="themes: [land, water]\n", text="See [wells](wells.md)."),
    "docs/about.md": "# About\n\nOld.\n",
}


def assembled(root: Path, readings: ReadingCache | None = None) -> Assembly:
    return assemble(root, Request(NOW, cache=False, drafts=True, readings=readings))


@pytest.mark.parametrize(
    ("path", "text"),
    [
        (
            "posts/wells.md",
            POST.format(more="themes: [land]\n", text="## A part\n\nWith [a link](other.md) and `code`."),
        ),
        ("posts/wells.md", POST.format(more="draft: true\nevents: []\n", text="Not yet.")),
        ("posts/wells.md", POST.format(more="publish_at: 2027-01-01\n", text="Later.")),
        ("posts/wells.md", POST.format(more="", text="x").replace("open-reef", "open-reef, unseen, {name: Ana}")),
        ("posts/sumur.md", POST.format(more="translation_of: wells\nlanguage: id\n", text="Kedua.")),
        ("posts/other.md", POST.format(more="language: ur\n", text="پانی")),
        (
            "docs/about.md",
            "---\ndescription: Who we are\n---\n# About\n\n| a | b |\n|--|--|\n| [w](../posts/wells.md) | 2 |\n",
        ),
    ],
)
def test_it_is_the_page_of_the_rebuild(network: Callable[[Files], Path], path: str, text: str) -> None:
    root, readings = network(FILES), ReadingCache()
    parts = assembled(root, readings).parts
    assert parts
    (root / path).write_text(text, "utf-8")
    found = quick(parts, shell_of(parts, parts.outputs.view), path)
    assert found and found.route and not found.problems
    rebuilt, afresh = assembled(root, readings), assembled(root)
    assert rebuilt.problems == afresh.problems
    assert rebuilt.parts and afresh.parts
    pages = {route.path: route.make() for route in routes(afresh.parts)}
    assert found.route.make() == pages[found.route.path]
    assert {route.path: route.make() for route in routes(rebuilt.parts)} == pages, "what was kept changes nothing"


def test_what_cant_be_read_is_left_to_the_rebuild(network: Callable[[Files], Path]) -> None:
    root = network(FILES)
    parts = assembled(root).parts
    assert parts
    shell = shell_of(parts, parts.outputs.view)
    assert quick(parts, shell, "members.yml") is None
    (root / "posts/wells.md").write_text("---\ntitle: [\n---\n", "utf-8")
    found = quick(parts, shell, "posts/wells.md")
    assert found and found.route is None and [problem.code for problem in found.problems] == ["yaml-syntax"]
    (root / "posts/wells.md").unlink()
    assert quick(parts, shell, "posts/wells.md") is None


@pytest.mark.parametrize(
    ("more", "due"),
    [
        ("", "2026-11-21T16:00+00:00"),  # midnight in Manila
        ("publish_at: 2026-11-21 21:30\n", "2026-11-21T13:30+00:00"),
        ("expires: 2026-11-21 23:00\n", "2026-11-21T15:00+00:00"),
        ("updated: 2026-11-21 22:00\n", "2026-11-21T14:00+00:00"),
    ],
)
def test_it_is_known_when_the_same_files_make_another_site(
    network: Callable[[Files], Path], more: str, due: str
) -> None:
    root = network({**FILES, "posts/wells.md": POST.format(more=more, text="First.")})
    assert _due(assembled(root)) == datetime.fromisoformat(due)
