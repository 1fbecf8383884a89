"""A page of docs/ that would take minutes to read is reported before it is read; long honest pages pass."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from tests.test_cases import CASES, NOW

from talanoa.engine import check, handwritten, settings
from talanoa.load import ReadingCache

ITEM = "- [A member of the network](members.md), since 2016, in [Manila](about.md)\n"


def of_docs(root: Path, text: str, code: str) -> list[str]:
    shutil.copytree(CASES / "base", root, dirs_exist_ok=True)
    (root / "docs" / "about.md").write_text(f"# About\n\nA word.\n\n{text}", "utf-8")
    return [str(problem.place) for problem in check(root, NOW) if problem.code == code]


def found(root: Path, text: str) -> list[str]:
    return of_docs(root, text, "too-large")


@pytest.mark.parametrize(
    "text",
    [
        "[" * 4_000,
        "![" * 4_000,
        ("![a](" * 400 + "\n\n") * 40,
        "[a]:\n" * 3_000,
        "---\n" * 4_000,
        "=======\n" * 4_000,
        "<![CDATA[ " * 400,
        "<a " * 4_000,
        "> " * 400,
        "1. " * 400,
        "".join("    " * depth + "- a\n" for depth in range(60)),
        "A long text. " * 20_000,
        "\\*" * 90_000,
        "2*3 or 4*5 " * 17_000,
        "# Why\n" * 10_000,
        "word\n: meaning\n" * 8_000,
        '!!! note "a"\n' * 8_000,
    ],
    ids=[
        *("brackets", "pictures", "paragraphs of pictures", "definitions", "rules", "underlines", "sections", "tags"),
        *("quotations", "numbered lists", "steps", "a book"),
        *("escapes", "sums", "headings", "definitions", "admonitions"),
    ],
)
def test_a_page_that_takes_minutes(tmp_path: Path, text: str) -> None:
    assert {place.split(":")[0] for place in found(tmp_path, text)} == {"docs/about.md"}


@pytest.mark.parametrize(
    "text",
    [
        ITEM * 1_500,
        "| [a](about.md) | [b](about.md) |\n" * 1_500,
        "A [link](about.md) in a text.\n\n---\n\n" * 1_000,
        "<table>\n" + "<tr><td>1</td><td>2</td></tr>\n" * 3_000 + "</table>\n",
        "```\n" + "if a < b: # [x]\n" * 400 + "```\n",
        "- a\n    - b\n        - c\n            > a quotation\n",
        "<!-- a remark -->\n\n" * 300,
        "Year | Call\n---- | ----\n" + "2016 | [Call *one*](about.md)\n" * 4_000,
        "A *word* and `more` of it. " * 2_000,
        "# Chapter\n\nA text.\n\n" * 2_000,
        "word\n: meaning\n\n" * 2_000,
    ],
    ids=[
        *("list", "table", "rules", "HTML", "code", "levels", "remarks"),
        *("bare table", "one paragraph", "chapters", "glossary"),
    ],
)
def test_long_honest_pages(tmp_path: Path, text: str) -> None:
    assert found(tmp_path, text) == []


def test_what_no_bound_knows_ends_in_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(handwritten, "SECONDS", 1)
    assert of_docs(tmp_path, "- a\n\n" * 38_000, "unread-markdown") == ["docs/about.md:1:1"]


def test_a_page_is_the_same_however_long_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    docs = {path: Path(path).read_text("utf-8") for path in ("plugins/talanoa/manual/problems.md", "docs/about.md")}
    chosen, problems = settings.read(Path())
    here = [*handwritten.pages(docs, chosen, problems, ReadingCache())]
    monkeypatch.setattr(handwritten, "LONG", 0)
    assert [*handwritten.pages(docs, chosen, problems, ReadingCache())] == here and not problems
