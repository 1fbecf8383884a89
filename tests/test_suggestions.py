"""What a message suggests is right: written in the place of what it is about, the check has no more to say about it."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from talanoa.engine import check
from talanoa.model.scalars import READERS, is_slug, slug_like
from talanoa.model.values import Url
from talanoa.model.wrong import Wrong
from talanoa.problems import Problem
from talanoa.source import Scalar, Source, parse_yaml
from tests.feeds_and_calendars.test_every_address import PICTURE
from tests.test_cases import CASES, NAMES, NOW, make

SUGGESTING = [name for name in NAMES if "(did you mean" in (CASES / name / "expected.txt").read_text("utf-8")]


@pytest.mark.parametrize("name", SUGGESTING)
def test_every_suggestion_of_the_cases_is_accepted(name: str, tmp_path: Path) -> None:
    make(name, tmp_path)
    before = [problem for problem in check(tmp_path, NOW) if problem.suggestion]
    for problem in sorted(before, key=lambda problem: problem.place, reverse=True):
        follow(problem, tmp_path)
    after = {(problem.code, problem.place.file, problem.message) for problem in check(tmp_path, NOW)}
    assert not after & {(problem.code, problem.place.file, problem.message) for problem in before}


def follow(problem: Problem, root: Path) -> None:
    """Does what the problem suggests: another name for a file, or another text in it."""
    place, meant = problem.place, problem.suggestion
    assert meant is not None
    file = root / place.file
    if (place.line, place.column) == (place.end_line, place.end_column):
        new = root / meant if "/" in meant or place.file.count("/") == 0 else file.with_name(f"{meant}{file.suffix}")
        file.rename(new)
        return
    lines = file.read_text("utf-8-sig").split("\n")
    first, last = place.line - 1, place.end_line - 1
    lines[first : last + 1] = [lines[first][: place.column - 1] + meant + lines[last][place.end_column - 1 :]]
    file.write_text("\n".join(lines), "utf-8")


@given(st.text(min_size=1, max_size=130) | st.from_regex(r"[A-Za-zÀ-ž0-9 ._-]{1,120}"))
def test_the_id_that_a_name_suggests_can_be_one(name: str) -> None:
    meant = slug_like(name)
    assert meant is None or (is_slug(meant) and meant[0].isalpha())


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("net\u200bwork", "network"),
        ("Ŵyth \u00adsôn", "wyth-son"),
        ("\u200fReef", "reef"),
        ("Women's voices", "womens-voices"),
        ("L’eau de Hawaiʻi", "leau-de-hawaii"),
        ("page", None),
        ("2030", None),
    ],
)
def test_what_is_not_seen_or_said_parts_no_words(name: str, meant: str | None) -> None:
    assert slug_like(name) == meant


@pytest.mark.parametrize("kind", READERS, ids=lambda kind: getattr(kind, "__name__", str(kind)))
def test_a_reader_accepts_what_it_suggests(kind: object) -> None:
    read = READERS[kind]

    @given(st.text(max_size=40) | st.sampled_from(TYPED) | st.builds(str.title, st.sampled_from(TYPED)))
    def accepts(text: str) -> None:
        try:
            read(scalar(text))
        except Wrong as wrong:
            if wrong.suggestion is not None:
                read(scalar(wrong.suggestion))

    accepts()


TYPED = (
    *("Archive", "page", "São Paulo", "Açık Bütçe", "2026 report", "a" * 150, "x-" * 60, "Łódź", "Straße", "Ærø"),
    *("english", "en_GB", "uk", "Fiji", "Aotearoa", "Manila", "asia/manila", "example.org", "0B6E6E", "true", "yes"),
    *("1,5", "5 weeks", "1 Week", "17.3.2026", "2026/3/17", "15:00", "CC BY 4.0", "cc-by-4.0", "my.post.md", "types"),
)


def scalar(text: str) -> Scalar:
    """A value as it would be typed, quotation marks included."""
    typed = parse_yaml(Source("f.yml", text), []) if text[:1] in "'\"" and text[-1:] == text[:1] else None
    if isinstance(typed, Scalar):
        return typed
    return Scalar(Source("f.yml", text), 0, len(text), unicodedata.normalize("NFC", text), True)


def test_all_that_is_wrong_at_once_is_cured_by_what_is_suggested(tmp_path: Path) -> None:
    """Names of files, ids and values, each suggestion taken until there is none: what is left has none, and nothing is lost."""
    make("base", tmp_path)
    top = "---\ntitle: T\ndate: 2026-11-02\nauthors: [{ name: A guest }]\nkind: Blogs\nlanguage: Urdu\nsumary: x\n---\nText\n"
    for name in ("Hello World", "hello--world-", "İstanbul.tr", "Ünlü_yazı", "My Post", "my-post"):
        (tmp_path / f"posts/{name}.md").write_text(top, "utf-8")
    (tmp_path / "events").mkdir(exist_ok=True)
    (tmp_path / "events/weekly.yml").write_text(
        "id: Weekly_Call\ntitle: Weekly\ntype: Calls\nstart: 2026-03-17 15:00\ntimezone: dhaka\nstatus: canceled\n"
        "recurrence: { every: 6 weeks, count: 8, except: [2026-04-29] }\noccurrences:\n  2026-06-10: { status: cancelled }\n",
        "utf-8",
    )
    files = sum(path.is_file() for path in tmp_path.rglob("*"))
    for _ in range(5):
        found = check(tmp_path, NOW)
        for problem in sorted((it for it in found if it.suggestion), key=lambda it: it.place, reverse=True):
            follow(problem, tmp_path)
    assert not [problem for problem in check(tmp_path, NOW) if problem.suggestion]
    assert sum(path.is_file() for path in tmp_path.rglob("*")) == files
    left = {problem.place.file: problem.help for problem in check(tmp_path, NOW) if problem.code == "bad-id"}
    assert list(left) == ["events/weekly.yml", "posts/My Post.md", "posts/hello--world-.md"]
    assert "'my-post' is another post's" in left["posts/My Post.md"]


ENTRIES = """\
members:
  - { id: reef-watch, name: Reef Watch, country: PH, people: [{ id: ana-cruz, name: Ana Cruz, role: Chair }] }
  - { id: tide-watch, name: Tide Watch, country: PH, formerly: [tides] }
"""


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("id: Reef Watch", [None]),  # another member has it
        ("id: Ana_Cruz", [None]),  # a person
        ("id: Tides", [None]),  # still leads to Tide Watch
        ("id: Lagoon Watch", ["lagoon-watch"]),
    ],
)
def test_no_id_is_suggested_that_something_else_has(written: str, expected: list[str | None], tmp_path: Path) -> None:
    make("base", tmp_path)
    (tmp_path / "members.yml").write_text(f"{ENTRIES}  - {{ {written}, name: New, country: PH }}\n", "utf-8")
    found = [problem for problem in check(tmp_path, NOW) if problem.code == "bad-id"]
    assert [problem.suggestion for problem in found] == expected
    assert ("is another's" in found[0].help) == (expected == [None])


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("our photo.png", "our_photo.png"),
        ("market (1).png", "market(1).png"),
        ("phase #2.png", "phase-2.png"),
        ("50%25 more.png", "50%25more.png"),
        ("wells.png", "welsl.png"),
    ],
)
def test_the_name_of_a_picture_is_suggested_as_markdown_takes_it(name: str, typed: str, tmp_path: Path) -> None:
    make("base", tmp_path)
    (tmp_path / "posts/a").mkdir()
    (tmp_path / "posts/a" / name).write_bytes(PICTURE)
    top = "---\ntitle: T\ndate: 2026-01-02\nauthors: [ana-alpha]\nkind: blog\n---\n"
    (tmp_path / "posts/a/index.md").write_text(f"{top}![A well]({typed})\n", "utf-8")
    (problem,) = check(tmp_path, NOW)
    follow(problem, tmp_path)
    assert not check(tmp_path, NOW)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("https://example.org/our report.pdf", "https://example.org/our%20report.pdf"),
        ("http://example.org/a?q=b c", "http://example.org/a?q=b%20c"),
        ("https://our site.example.org/", None),
        ("https://example.org/<b> c", None),
    ],
)
def test_a_space_in_an_address_is_fixed(typed: str, meant: str | None) -> None:
    with pytest.raises(Wrong) as wrong:
        READERS[Url](scalar(typed))
    assert wrong.value.suggestion == meant


def test_one_id_is_suggested_once(tmp_path: Path) -> None:
    make("base", tmp_path)
    new = "\n".join(
        f"  - {{ id: {id}, name: New, country: PH }}" for id in ("Kelp Forest", "kelp_forest", "KELP.FOREST")
    )
    (tmp_path / "members.yml").write_text(f"{ENTRIES}{new}\n", "utf-8")
    found = [problem for problem in check(tmp_path, NOW) if problem.code == "bad-id"]
    assert [problem.suggestion for problem in found] == ["kelp-forest", None, None]
