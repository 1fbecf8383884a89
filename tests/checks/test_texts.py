"""Every Markdown text is judged, and a problem in it is shown where it is written."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from tests.conftest import MKDOCS

from talanoa.engine import check
from talanoa.problems import Problem

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)
NETWORK = """id: net
authority: example.org,2026
name: Net
timezone: Asia/Manila
languages: [en, id]
"""
POST = "---\ntitle: A\ndate: 2026-03-01\nauthors: [{ name: G }]\nkind: blog\n---\n"


def problems(root: Path, files: dict[str, str]) -> list[Problem]:
    for path, text in ({"network.yml": NETWORK, "mkdocs.yml": MKDOCS} | files).items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, "utf-8")
    return list(check(root, NOW))


def bad(number: int) -> str:
    return f"[x](/nowhere/{number}/)"


def test_every_markdown_field_is_judged(tmp_path: Path) -> None:
    files = {
        "network.yml": NETWORK
        + f"description: '{bad(1)}'\njoin: {{ criteria: '{bad(2)}' }}\n"
        + f"themes: [{{ id: a, title: A, description: '{bad(3)}' }}]\n"
        + f"activities: [{{ id: a, title: A, description: {{ en: '{bad(4)}', id: '{bad(5)}' }} }}]\n",
        "members.yml": "members:\n  - { id: a, name: A, country: PH, about: '"
        + f"{bad(6)}', people: [{{ id: b, name: B, about: '{bad(7)}' }}] }}\n",
        "events.yml": "events:\n  - id: c\n    title: C\n    type: call\n    start: 2026-03-17\n"
        + f"    description: '{bad(8)}'\n    notes: '{bad(9)}'\n    agenda: [{{ title: One, notes: '{bad(10)}' }}]\n"
        + "    recurrence: { every: 1 day, count: 2 }\n    occurrences:\n      2026-03-18:\n"
        + f"        description: '{bad(11)}'\n        notes: '{bad(12)}'\n"
        + f"        agenda: [{{ title: One, notes: '{bad(13)}' }}]\n",
        "posts/d.md": f"---\ntitle: D\ndate: 2026-03-01\nauthors: [a]\nkind: blog\n---\n{bad(14)}\n",
        "docs/e.md": f"# E\n\n{bad(15)}\n",
    }
    found = problems(tmp_path, files)
    assert {problem.code for problem in found} == {"broken-link"}
    assert sorted(problem.message for problem in found) == sorted(
        f"'/nowhere/{number}/' leads to nothing on this site" for number in range(1, 16)
    )
    for problem in found:
        place = problem.place
        line = files[place.file].split("\n")[place.line - 1]
        assert line[place.column - 1 : place.end_column - 1] in problem.message


@pytest.mark.parametrize(
    ("yaml", "line", "column"),
    [
        ("about: '[x](/gone/)'", 5, 17),
        ("about: |\n      One.\n\n      Two [x](/gone/).", 8, 15),
        ("about: >\n      One\n      two [x](/gone/).", 7, 15),
        ("about: One\n      two\n      [x](/gone/).", 7, 11),
        ("about: |\n      [y](/gone/x/) `/gone/`\n      [x](/gone/)", 7, 11),
        ('about: "[x](/go\\u006ee/)"', 5, 14),
    ],
)
def test_where_a_link_in_yaml_is_written(tmp_path: Path, yaml: str, line: int, column: int) -> None:
    text = f"members:\n  - id: a\n    name: A\n    country: PH\n    {yaml}\n"
    (problem, *_) = [p for p in problems(tmp_path, {"members.yml": text}) if p.message.startswith("'/gone/'")]
    assert (problem.place.line, problem.place.column) == (line, column)


def test_a_page_of_docs_names_what_the_site_makes_by_its_path_or_by_its_address(tmp_path: Path) -> None:
    from_here = ["data/members.csv", "posts/a/", "/atom.xml", "../feeds.opml"]
    from_below = ["../data/posts.json", "../countries/index.md", "../../data/members.csv", "/data/members.csv"]
    files = {
        "posts/a.md": POST + "Text.\n",
        "docs/e.md": "# E\n\n" + "\n".join(f"[x]({to})" for to in (*from_here, "data/membres.csv")),
        "docs/guide/f.md": "# F\n\n" + "\n".join(f"[x]({to})" for to in (*from_below, "../atom.xm")),
    }
    broken = [problem.message.split("'")[1] for problem in problems(tmp_path, files)]
    assert broken == ["data/membres.csv", "../atom.xm"]


def test_the_same_link_twice_is_shown_twice(tmp_path: Path) -> None:
    text = POST + "[a](x.md) and\n[b](x.md), ![c](x.png)\n"
    found = problems(tmp_path, {"posts/a.md": text})
    assert [(problem.code, str(problem.place)) for problem in found] == [
        ("broken-link", "posts/a.md:7:5"),
        ("broken-link", "posts/a.md:8:5"),
        ("missing-image", "posts/a.md:8:17"),
    ]


def test_each_of_several_texts_in_a_line_has_its_own_link(tmp_path: Path) -> None:
    """Not the address that another field has before them."""
    entry = "  - {id: a, name: A, country: PH, website: https://x.example/gone, about: {en: '[x](/gone)', fr: '[y](/gone)'}}"
    found = problems(tmp_path, {"members.yml": f"members:\n{entry}\n"})
    columns = [problem.place.column for problem in found if problem.code == "broken-link"]
    assert [entry[:column].rpartition("'")[2] for column in columns] == ["[x](/", "[y](/"]
