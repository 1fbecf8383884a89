"""What is written once and shown in many places: the product is bounded, and honest networks are far below."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from datetime import date, timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest
from tests.test_cases import CASES, NOW

from talanoa import contributed
from talanoa.checks import repeated
from talanoa.engine import check
from talanoa.load import Content, ReadingCache, load
from talanoa.model.zones import aware
from talanoa.problems import Problem
from talanoa.site import Site

COUNTRIES = tuple("PH ID FJ MN KR LK NP PG TL BD IN PK MY TH VN KH LA MM SG BN CN JP TW AU NZ WS TO VU SB KI".split())
THEMES = tuple(f"theme-{number}" for number in range(20))
MEMBERS = tuple(f"member-{number}" for number in range(40))
MORE = tuple(f"more-{number}" for number in range(1_000))
PROSE = "The council met on the budget and asked what it cost. "


def network(root: Path, files: Mapping[str, str]) -> Path:
    shutil.copytree(CASES / "base", root, dirs_exist_ok=True)
    settings = (root / "network.yml").read_text("utf-8").split("themes:")[0]
    settings += "themes:\n" + "".join(f"  - {{ id: {id}, title: Theme }}\n" for id in (*THEMES, "open-budgets"))
    settings += "countries:\n" + "".join(f"  - code: {code}\n" for code in COUNTRIES)
    (root / "network.yml").write_text(settings, "utf-8")
    members = (root / "members.yml").read_text("utf-8")
    members += "".join(f"  - {{ id: {id}, name: Member {id}, country: PH }}\n" for id in MEMBERS)
    (root / "members.yml").write_text(members, "utf-8")
    for path, text in files.items():
        (root / path).parent.mkdir(exist_ok=True)
        (root / path).write_text(text, "utf-8")
    return root


def listed(key: str, words: tuple[str, ...]) -> str:
    return f"{key}: [{', '.join(words)}]\n"


def event(more: str) -> dict[str, str]:
    return {"events/fair.yml": f"id: fair\ntitle: Fair\ntype: call\nstart: 2026-03-17 15:00\n{more}"}


def daily(count: int, more: str = "") -> str:
    days = (date(2026, 3, 17) + timedelta(days=number) for number in range(count))
    changed = "".join(f"  {day}: {{ {more} }}\n" for day in days)
    rule = f"recurrence: {{ every: 1 day, count: {count} }}\n"
    return rule + (f"occurrences:\n{changed}" if more else "")


def post(text: str, more: str = "", authors: tuple[str, ...] = ("alpha",)) -> dict[str, str]:
    matter = "---\ntitle: Reef\ndate: 2026-11-01\nkind: blog\n" + listed("authors", authors) + more
    return {"posts/reef.md": f"{matter}---\n{text}\n"}


SUBJECTS = listed("countries", COUNTRIES) + listed("themes", THEMES)


@pytest.mark.parametrize(
    ("files", "where"),
    [
        (event(f"description: {PROSE * 1_000}\n" + daily(300, "status: tentative")), "events/fair.yml:1:5"),
        (event(SUBJECTS + listed("hosts", MEMBERS) + f"description: {PROSE * 3_600}\n"), None),
        (event(SUBJECTS + f"description: {PROSE * 40}\n" + daily(90, "status: tentative")), "events/fair.yml:1:5"),
        (event(SUBJECTS + f"summary: {PROSE * 30}\n" + daily(900)), "events/fair.yml:1:5"),
        (post(PROSE * 3_600, SUBJECTS, MEMBERS[:30]), "posts/reef.md:2:1"),
        (
            event(
                f"formerly: [{', '.join(f'fair-{n}' for n in range(20))}]\ndescription: {PROSE * 900}\n"
                + daily(60, "status: tentative")
            ),
            "events/fair.yml:1:5",
        ),
    ],
    ids=["changed times", "within", "times and subjects", "summary of a series", "post of many", "former names"],
)
def test_long_words_in_many_places(tmp_path: Path, files: dict[str, str], where: str | None) -> None:
    found = [problem for problem in check(network(tmp_path, files), NOW) if problem.code == "too-large"]
    assert [str(problem.place) for problem in found] == ([where] if where else [])


@pytest.mark.parametrize(
    ("files", "where"),
    [
        (
            {"members/many.yml": "members:\n" + "".join(f"  - {{ id: m{n}, name: M, country: PH }}\n" for n in range(1_500))},
            "members/many.yml",
        ),
        (
            {"members/x.yml": "id: x\nname: X\ncountry: PH\npeople:\n" + "".join(f"- {{ id: q{n}, name: Q }}\n" for n in range(1_500))},
            "members/x.yml",
        ),
        (event(daily(1_000)), "events/fair.yml"),
        ({"events/many.yml": "series:\n" + "".join(f"  - {{ id: s{n}, title: S }}\n" for n in range(1_500))}, "events/many.yml"),
        (
            {"members/x.yml": f"id: x\nname: X\ncountry: PH\nlanguages: [{', '.join(f'en-{n:03}' for n in range(900))}]\n"},
            "members/x.yml",
        ),
        ({f"events/e{n}.yml": f"{{ id: e{n}, title: T, type: other, start: {1900 + 10 * n}-01-01, end: {1909 + 10 * n}-12-31 }}\n" for n in range(7)}, "events/e0.yml"),
        ({f"posts/p{n}.md": post(PROSE * 200)["posts/reef.md"] for n in range(50)}, None),
        (event(listed("hosts", MEMBERS[:3]) + f"description: {PROSE * 20}\n" + daily(520)), None),
        (
            {"members/x.yml": "members:\n" + "".join(f"  - {{ id: m{n}, name: {PROSE}, country: PH }}\n" for n in range(600))},
            None,
        ),
    ],
    ids=["members", "people", "times", "series", "languages", "years", "fifty long posts", "ten years", "a directory"],
)  # fmt: skip
def test_what_a_contribution_adds(tmp_path: Path, files: dict[str, str], where: str | None) -> None:
    before, _ = load(
        network(tmp_path / "before", {"events/old.yml": event(daily(900))["events/fair.yml"].replace("fair", "old")})
    )
    assert before
    shutil.copytree(tmp_path / "before", tmp_path / "after")
    found = brought(before, network(tmp_path / "after", files))
    assert [problem.place.file for problem in found] == ([where] if where else [])


def test_a_page_of_each_of_very_many_languages_names_all_of_them(tmp_path: Path) -> None:
    before, _ = load(network(tmp_path / "before", {}))
    assert before
    shutil.copytree(tmp_path / "before", tmp_path / "after")
    texts = {f"p{n}": post("Reef", f"language: en-{n}\ntranslation_of: hello\n") for n in range(100, 400)}
    assert brought(
        before, network(tmp_path / "after", {f"posts/{name}.md": text["posts/reef.md"] for name, text in texts.items()})
    )


def brought(before: Content, root: Path) -> list[Problem]:
    after, _ = load(root)
    assert after
    return contributed.problems(before, after, NOW)


def test_what_was_there_before_is_no_growth(tmp_path: Path) -> None:
    root = network(tmp_path, event(daily(1_000)))
    before, _ = load(root)
    assert before
    network(root, event(listed("hosts", MEMBERS[:5]) + daily(1_000)))
    assert brought(before, root) == []


def chosen(words: tuple[str, ...], first: int, count: int) -> tuple[str, ...]:
    return tuple(words[(first + number * 7) % len(words)] for number in range(count))


def in_turn(posts: int, text: str, each: int, more: str = "", of: tuple[str, ...] = MEMBERS) -> dict[str, str]:
    """Posts that share out among them whatever there is, each by so many members, on as many themes and countries."""
    return {
        f"posts/p{n}.md": post(
            text,
            listed("themes", chosen(THEMES, n, each)) + listed("countries", chosen(COUNTRIES, n, each)) + more,
            chosen(of, n * 3, each),
        )["posts/reef.md"]
        for n in range(posts)
    }


def refused(root: Path) -> int:
    """How many things of a network become too much; nothing else is asked of it."""
    content, problems = load(root)
    assert content and not [problem for problem in problems if problem.severity == "error"]
    site = Site.of(content, aware(NOW, "Asia/Manila"), "https://example.org/", everything=True)
    checked = SimpleNamespace(site=site, readings=ReadingCache())
    return len(list(repeated.repeated(checked)))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("members", "posts"),
    [
        (200, in_turn(1_600, PROSE * 8, 5, of=MORE[:200])),
        (200, in_turn(800, "We met.", 4, of=MORE[:200])),
        (1_000, in_turn(1_200, PROSE, 3, "summary: Three villages compared their bills.\n", MORE)),
    ],
    ids=["short posts of five each", "posts of a line", "a thousand members"],
)
def test_an_honest_network_is_not_too_large(tmp_path: Path, members: int, posts: dict[str, str]) -> None:
    more = "".join(f"  - {{ id: {id}, name: Budget Watch, country: PH, themes: [theme-3] }}\n" for id in MORE[:members])
    assert not refused(network(tmp_path, {**posts, "members/more.yml": f"members:\n{more}"}))


@pytest.mark.parametrize(
    "posts",
    [
        in_turn(60, "We met.", 19),
        in_turn(40, PROSE * 200, 16),
        in_turn(60, "We met.", 10, f"summary: {PROSE * 20}\n"),
        {
            f"posts/p{n}.md": post(
                "Hi", SUBJECTS, tuple(f"{{ name: {PROSE * 6}{m} }}" for m in range(15))
            )["posts/reef.md"]
            for n in range(12)
        },
    ],
    ids=["lines by all about all", "long texts", "long summaries", "long names of guests"],
)  # fmt: skip
def test_many_small_things_in_many_places(tmp_path: Path, posts: dict[str, str]) -> None:
    assert refused(network(tmp_path, posts))
