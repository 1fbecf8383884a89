"""What was signed stays as it was signed, or the statement says what was changed (`talanoa check --against`)."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from talanoa import history
from talanoa.load import Content, load
from talanoa.problems import Place
from tests.conftest import NETWORK

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)
OLD = """\
---
title: Time to comment
date: 2026-05-01
authors: [open-reef]
kind: statement
signatories:
  - { member: open-reef, date: 2026-05-02 }
  - { member: shy-reef, received: 2026-05-04 }
---
We ask for *thirty days*,
and for [all papers](https://example.org/papers).

- In every language
- In time
"""
SIGNED = "  - { member: open-reef, date: 2026-05-02 }\n"
AMENDED = "kind: statement\namended: [{ date: 2026-05-20, what: The days }]\n"


def content(root: Path, text: str, slug: str = "time") -> Content:
    (root / "posts").mkdir(parents=True)
    (root / "network.yml").write_text(NETWORK, "utf-8")
    (root / "members.yml").write_text(
        "members: [{id: open-reef, name: O, country: FJ}, {id: shy-reef, name: S, country: FJ},"
        " {id: late-reef, name: L, country: FJ}]\n",
        "utf-8",
    )
    (root / f"posts/{slug}.md").write_text(text, "utf-8")
    found, problems = load(root)
    assert found and not problems, problems
    return found


def said(tmp_path: Path, old: str, new: str, slug: str = "time") -> list[str]:
    before, after = content(tmp_path / "before", old), content(tmp_path / "after", new, slug)
    found = [finding.problem for finding in history.compare(before, after, NOW)]
    return [f"{one.place.file}:{one.place.line} {one.message}" for one in found if one.code == "signed-text-changed"]


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        pytest.param("*thirty days*,", "*ten days*,", [(10, "the text was changed after")], id="a number"),
        pytest.param("/papers)", "/drafts)", [(11, "the text was changed after")], id="where a link leads"),
        pytest.param("- In time\n", "- In time\n- For free\n", [(15, "the text was changed after")], id="more"),
        pytest.param("- In time\n", "", [(13, "the text was changed after")], id="less"),
        pytest.param(OLD[OLD.index("We ask") :], "", [(10, "the text was changed after")], id="nothing"),
        pytest.param("title: Time to", "title: Days to", [(2, "the title was changed after")], id="the title"),
        pytest.param("*thirty days*,\nand", "_thirty days_, and", [], id="written otherwise"),
        pytest.param("- In time\n", "- In time   \n\n", [], id="blanks"),
        pytest.param("date: 2026-05-01\n", "date: 2026-05-01\nlanguage: en\nsummary: S\n", [], id="other fields"),
        pytest.param(SIGNED, SIGNED + "  - { member: shy-reef, date: 2026-05-09 }\n", [], id="one more signs"),
    ],
)
def test_a_signed_text_is_frozen(old: str, new: str, expected: list[tuple[int, str]], tmp_path: Path) -> None:
    assert old in OLD
    now = OLD.replace(old, new).replace("  - { member: shy-reef, received: 2026-05-04 }\n", "")
    found = said(tmp_path, OLD, now)
    lines = [(line - 1 if line > 2 else line, words) for line, words in expected]  # one line less above
    assert [one.partition(" after")[0] for one in found] == [
        f"posts/time.md:{line} {words.removesuffix(' after')}" for line, words in lines
    ]


TEN = OLD.replace("thirty", "ten")


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        pytest.param(OLD, TEN.replace("kind: statement\n", AMENDED), 0, id="it says so"),
        pytest.param(
            OLD.replace("kind: statement\n", AMENDED), TEN.replace("kind: statement\n", AMENDED), 1, id="before"
        ),
        pytest.param(
            OLD.replace("kind: statement\n", AMENDED),
            TEN.replace("kind: statement\n", AMENDED.replace("[{", "[{ date: 2026-05-20, what: More }, {")),
            0,
            id="twice on a day",
        ),
        pytest.param(OLD, TEN.replace("kind: statement\n", AMENDED.replace("05-20", "05-01")), 1, id="too early"),
        pytest.param(OLD, TEN.replace("kind: statement\n", AMENDED.replace("2026-05", "2027-05")), 1, id="to come"),
        pytest.param(OLD.replace("kind: statement\n", AMENDED), OLD, 1, id="taken out"),
        pytest.param(
            OLD,
            TEN.replace("kind: statement\n", AMENDED.replace("05-20", "05-02")),
            0,
            id="on the day of the signature",
        ),
        pytest.param(OLD, TEN.replace("kind: statement\n", AMENDED.replace("05-20", "11-22")), 0, id="today"),
        pytest.param(
            OLD.replace("05-02 }", "05-02 }\n  - { member: late-reef }"),
            TEN.replace("kind: statement\n", AMENDED),
            0,
            id="one signed on no day",
        ),
        pytest.param(OLD.replace(SIGNED, ""), TEN, 0, id="only received"),
        pytest.param(OLD, TEN.replace(SIGNED, ""), 1, id="the signatures go as well"),
        pytest.param(OLD.replace("kind:", "draft: true\nkind:"), TEN, 1, id="a draft"),
    ],
)
def test_what_amended_says(before: str, after: str, expected: int, tmp_path: Path) -> None:
    assert len(said(tmp_path, before, after)) == expected


def test_each_change_that_is_no_longer_listed_is_named_in_the_order_of_the_days(tmp_path: Path) -> None:
    days = [f"2026-05-{day}" for day in (23, 21, 25, 22, 24)]
    listed = "".join(f"  - {{ date: {day}, what: More }}\n" for day in days)
    found = said(tmp_path, OLD.replace("kind: statement\n", f"kind: statement\namended:\n{listed}"), OLD)
    assert found == [f"posts/time.md:2 the change of {day} is no longer listed under `amended`" for day in sorted(days)]


def test_the_first_line_that_differs_is_shown(tmp_path: Path) -> None:
    before, after = content(tmp_path / "before", OLD), content(tmp_path / "after", TEN)
    (found,) = history.compare(before, after, NOW)
    assert found.problem.place == Place("posts/time.md", 10, 1, 10, 1)


def test_another_name_makes_no_other_text(tmp_path: Path) -> None:
    renamed = TEN.replace("kind:", "formerly: [time]\nid: time\nkind:")
    assert len(said(tmp_path, OLD, renamed, "ten-days")) == 1


@pytest.mark.parametrize(
    ("id", "slug"),
    [
        pytest.param("charter", "ten-days", id="its file has another name, and it keeps its id"),
        pytest.param("other", "time", id="it has another id, and keeps its address"),
    ],
)
def test_a_statement_is_known_by_its_id_or_its_address(id: str, slug: str, tmp_path: Path) -> None:
    was, now = (text.replace("kind:", f"id: {name}\nkind:") for text, name in ((OLD, "charter"), (TEN, id)))
    assert len(said(tmp_path, was, now, slug)) == 1
