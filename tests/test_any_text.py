"""No input, however broken, ends in a traceback; and every problem points into its file."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from talanoa import checks
from talanoa.load import load
from talanoa.problems import CODES, Problem
from talanoa.site import Site

BASE = Path(__file__).parent / "cases" / "base"
FILES = ("network.yml", "members.yml", "events.yml", "posts/hello.md", "docs/about.md")
NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)
RICH = {
    "members.yml": """members:
  - id: alpha
    name: { en: Alpha, id: Alfa }
    country: PH
    works_in: [PH, FJ]
    themes: [open-budgets]
    about: |
      We *read* [budgets](/posts/hello/).
    logo: { src: docs/logo.png, alt: Logo }
    joined: 2026-03-15
    contact: { email: a@example.org, consent: 2026-03-01 }
    people:
      - { id: ana, name: Ana, visibility: name-only }
    formerly: [first-group]
""",
    "events.yml": """events:
  - id: call
    title: Call
    type: call
    start: 2026-03-17 15:00
    duration: 90 minutes
    timezone: Australia/Sydney
    place: { city: Suva, country: FJ, latitude: -18.1, longitude: 178.4 }
    hosts: [alpha, Somebody else]
    recurrence: { every: 6 weeks, count: 8, except: [2026-04-28] }
    occurrences:
      2026-06-09:
        start: 2026-06-10 15:00
        agenda: [{ title: One, lead: ana, minutes: 10, notes: "[x](#y)" }]
        attended: [alpha]
    series: { id: calls, number: 1, output: { title: A paper, state: draft } }
    documents: [{ title: A note, url: https://example.org/note.pdf, date: 2026-03-01 }]
""",
    "posts/hello.md": """---
title: Hello
date: 2026-03-02 09:30+08:00
authors: [ana, { name: A guest }]
kind: statement
themes: [open-budgets]
events: [call]
translation_of: other
expires: 2026-12-31
signatories: [{ member: alpha, date: 2026-03-03 }]
---
# Hello

Read [this](other.md#part), <b>that</b> and ![a picture](x.png "y").

!!! note "N"
    Text[^1].

[^1]: Note.
""",
}
VALUES = (
    "",
    "~",
    "[]",
    "{}",
    "[[]]",
    "NO",
    "12:30",
    "2026-02-30",
    "0001-01-01",
    "9999-12-31",
    "-1",
    "99999999999",
    "1e999",
)
VALUES += (
    "!!python/name:os.system x",
    "&a [*a]",
    "*a",
    "|",
    ">-",
    '"',
    "'",
    "\u202e",
    "\ud7ff",
    "\x00",
    "\x85",
    "\ufeff",
    "٢٠٢٦",
)
VALUES += (
    "9999-12-31 23:59",
    "1000 years",
    "javascript:x",
    "http://[",
    "//",
    "\N{MATHEMATICAL BOLD SMALL A}",
    "x" * 5000,
)


@contextmanager
def site_with(file: str, data: bytes) -> Iterator[Path]:
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        shutil.copytree(BASE, root, dirs_exist_ok=True)
        for path, text in RICH.items():
            (root / path).write_text(text, "utf-8")
        (root / file).write_bytes(data)
        yield root


def judge(file: str, data: bytes) -> None:
    with site_with(file, data) as root:
        content, problems = load(root)
        if content is None:
            assert problems
        else:
            every = Site.of(content, NOW, "https://example.org/", everything=True)
            shown = Site.of(content, NOW, "https://example.org/")
            walk(shown)
            problems += checks.check(content, every, some_addresses(every), some_addresses(shown))
        for problem in problems:
            lies_inside(problem, root)


def some_addresses(site: Site) -> frozenset[str]:
    posts = {f"/posts/{post.slug}/" for post in site.posts}
    return frozenset(
        posts | {f"/events/{event.id}/" for event in site.events} | {f"/members/{m.id}/" for m in site.members}
    )


def walk(site: Site) -> None:
    """Asks for everything that is computed late."""
    for name in ("upcoming", "occurrences_by_month", "series", "translations", "countries", "languages", "agenda_led"):
        getattr(site, name)


def lies_inside(problem: Problem, root: Path) -> None:
    assert problem.code in CODES
    assert problem.message and problem.help and "\n" not in problem.message
    path = root / problem.place.file
    if not path.is_file():
        return
    text = path.read_bytes().decode("utf-8-sig", "replace").replace("\r\n", "\n").replace("\r", "\n")
    lines = text.split("\n")
    place = problem.place
    assert 1 <= place.line <= place.end_line <= len(lines)
    assert 1 <= place.column <= len(lines[place.line - 1]) + 1
    assert (place.line, place.column) <= (place.end_line, place.end_column)
    assert place.end_column <= len(lines[place.end_line - 1]) + 2


slow = settings(deadline=None, max_examples=150, suppress_health_check=list(HealthCheck))


@given(st.sampled_from(FILES), st.text(max_size=300) | st.text("-:[]{}\"'|>&*!#? \n\tax1.,", max_size=120))
@slow
def test_any_text(file: str, text: str) -> None:
    judge(file, text.encode("utf-8", "surrogatepass"))


@given(st.sampled_from(FILES), st.binary(max_size=200))
@slow
def test_any_bytes(file: str, data: bytes) -> None:
    judge(file, data)


@given(st.sampled_from(FILES), st.data())
@slow
def test_a_valid_file_with_a_slip(file: str, data: st.DataObject) -> None:
    """Characters and lines deleted, doubled, swapped or replaced."""
    text = RICH.get(file) or (BASE / file).read_text("utf-8")
    for _ in range(data.draw(st.integers(1, 3))):
        parts = text.splitlines(keepends=True) if data.draw(st.booleans()) else list(text)
        if parts:
            at = data.draw(st.integers(0, len(parts) - 1))
            other = data.draw(st.integers(0, len(parts) - 1))
            slips = ([], [parts[at]] * 2, [parts[other]], ["  " + parts[at]], [data.draw(st.sampled_from(VALUES))])
            text = "".join(parts[:at] + data.draw(st.sampled_from(slips)) + parts[at + 1 :])
    judge(file, text.encode("utf-8", "surrogatepass"))


@given(st.sampled_from(FILES), st.data())
@slow
def test_a_valid_file_with_another_value(file: str, data: st.DataObject) -> None:
    """What stands after a colon becomes something else."""
    lines = (RICH.get(file) or (BASE / file).read_text("utf-8")).split("\n")
    keyed = [index for index, line in enumerate(lines) if ": " in line]
    if keyed:
        index = data.draw(st.sampled_from(keyed))
        key = lines[index].partition(": ")[0]
        lines[index] = f"{key}: {data.draw(st.sampled_from(VALUES) | st.text(max_size=20))}"
    judge(file, "\n".join(lines).encode("utf-8", "surrogatepass"))
