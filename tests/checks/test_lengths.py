"""A short text, or a short event, makes no endless pages; honest ones of every sort pass."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from tests.test_cases import CASES, NOW

from talanoa.engine import check

MATTER = "---\ntitle: Reef\ndate: 2026-11-01\nauthors: [{ name: Ana Example }]\nkind: blog\n---\n"
WIDE = "|" + "a|" * 250 + "\n|" + "-|" * 250 + "\n"


def too_large(tmp_path: Path, text: str, **files: str) -> list[str]:
    shutil.copytree(CASES / "base", tmp_path, dirs_exist_ok=True)
    for path, content in {"posts/reef.md": MATTER + text, **files}.items():
        (tmp_path / path).write_text(content, "utf-8")
    found = (str(problem.place) for problem in check(tmp_path, NOW) if problem.code == "too-large")
    return list(dict.fromkeys(found))


@pytest.mark.parametrize(
    "text",
    [
        "[^a]: x\n\n" + "[^a]" * 4_000,
        "![a](/a.jpg) " * 1_000,
        "[a](b)" * 4_000,
        "[a]: /" + "x" * 900 + "\n\n" + "[a] " * 500,
        "www.a.b\n\n" * 4_000,
        "||||\n|-|-|-|\n" + "||||\n" * 3_000,
        WIDE + "|\n" * 100,
        (WIDE + "|\n" * 3 + "\n") * 10,
        "[" * 190_000,
        "A word. " + "![" * 12_000,
        "[[a] \n\n" * 10_000,
    ],
    ids=[
        *("footnotes", "pictures", "links", "definition", "bare", "cells", "wide table", "wide tables"),
        *("brackets", "pictures without end", "paragraphs of brackets"),
    ],
)
def test_a_text_that_becomes_far_more_than_was_written(tmp_path: Path, text: str) -> None:
    assert too_large(tmp_path, text) == ["posts/reef.md:7:1"]


@pytest.mark.parametrize(
    "text",
    [
        "".join(f"![The market, row {n}](row-{n}.jpg)\n\n" for n in range(150)),
        "|a|b|c|\n|-|-|-|\n" + "|1| |x|\n" * 2_000,
        "|a|b|c|d|\n|-|-|-|-|\n" + "|1|\n" * 200,
        "- [ ] a\n" * 3_000,
        "```py\n" + "total = price * 3\n" * 300 + "```\n",
        "## A heading\n\nA word.\n\n" * 2_000,
        "".join(f"Word[^{n}] " for n in range(400)) + "\n\n" + "".join(f"[^{n}]: A source.\n" for n in range(400)),
        "கடல் " * 30_000,
    ],
    ids=["gallery", "table", "short rows", "list", "code", "headings", "notes", "book"],
)
def test_long_honest_texts(tmp_path: Path, text: str) -> None:
    assert too_large(tmp_path, text) == []


def test_many_texts_are_too_much_together(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("talanoa.checks.lengths.MORE_OF_ALL", 200_000)
    gallery = "![a](/a.jpg) " * 90
    files = {f"posts/other-{n}.md": MATTER + gallery for n in range(11)}
    found = too_large(tmp_path, gallery, **files)
    assert 0 < len(found) < 8, "only the longest, until the others have room"


@pytest.mark.parametrize(
    ("matter", "expected"),
    [
        ("summary: " + "word " * 1_500 + "\n", 1),
        ("summary: " + "word " * 500 + "\n", 0),
        ("countries: [" + "ID, " * 3_000 + "]\n", 1),
        ("formerly: [" + ", ".join(f"reef-{n}" for n in range(40)) + "]\n", 1),
        ("formerly: [" + ", ".join(f"reef-{n}" for n in range(20)) + "]\n", 0),
    ],
    ids=["summary", "long summary", "countries", "former names", "some former names"],
)
def test_what_lists_and_feeds_repeat_of_a_post(tmp_path: Path, matter: str, expected: int) -> None:
    text = MATTER.replace("kind:", matter + "kind:") + "A word."
    assert len(too_large(tmp_path, "", **{"posts/reef.md": text})) == expected


@pytest.mark.parametrize(("count", "expected"), [(40, 0), (200, 1)])
def test_the_authors_of_a_post(tmp_path: Path, count: int, expected: int) -> None:
    authors = "[" + ", ".join(f"{{ name: Ana Example {n} }}" for n in range(count)) + "]"
    text = MATTER.replace("[{ name: Ana Example }]", authors) + "A word."
    assert len(too_large(tmp_path, "", **{"posts/reef.md": text})) == expected


def series(count: int, more: str) -> str:
    return (
        "events:\n  - id: call\n    title: Call\n    type: call\n    start: 2026-03-17 15:00\n"
        f"    recurrence: {{ every: 1 week, count: {count} }}\n{more}"
    )


@pytest.mark.parametrize(
    "more",
    [
        "    description: " + "word " * 2_000,
        "    agenda:\n" + "      - title: Point\n" * 300,
        "    documents:\n" + "      - { title: Paper, url: https://example.org/p }\n" * 200,
    ],
    ids=["description", "agenda", "documents"],
)
def test_a_series_whose_every_time_has_much_to_say(tmp_path: Path, more: str) -> None:
    assert too_large(tmp_path, "A word.", **{"events.yml": series(900, more)}) == ["events.yml:2:9"]
    assert too_large(tmp_path, "A word.", **{"events.yml": series(50, more)}) == []
