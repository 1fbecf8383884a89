"""Networks as they were and as they are, and what the comparison of the two says."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from tests.conftest import NETWORK, Files
from tests.repositories import POST

from talanoa import history
from talanoa.amend import amend
from talanoa.load import Content, load

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)  # which is the 22nd in Auckland

CALL = """\
events:
  - id: call
    title: Call
    type: call
    start: 2026-12-01 10:00
    duration: 60 minutes
    place: {name: Hall, city: Suva}
    sequence: 2
    updated: 2026-11-01
"""
SERIES = """\
events:
  - id: call
    title: Call
    type: call
    start: 2026-12-01 10:00
    recurrence: {every: 6 weeks, count: 4}
    sequence: 2
    updated: 2026-11-01
    occurrences:
      2027-01-12: {start: 2027-01-13 10:00}
"""
REEFS: Files = {"posts/reefs.md": POST}
MEMBERS = """\
members:
  - id: open-reef
    name: Open Reef
    country: FJ
    people:
      - {id: sefa, name: Sefa}
"""
TOPICS = NETWORK + "themes:\n  - {id: water, title: Water}\nactivities:\n  - {id: talk, title: Talk}\n"


def changed(text: str, *pairs: tuple[str, str]) -> str:
    for old, new in pairs:
        assert old in text, "the story is about nothing"
        text = text.replace(old, new)
    return text


def compared(root: Path, before: Content, now: datetime = NOON) -> list[history.Finding]:
    after, _ = load(root)
    return history.compare(before, after, now) if after else []


def said(root: Path, before: Content | str = "main", now: datetime = NOON) -> list[str]:
    """Each problem, as file:line:column, code and the first words; `before` is what was, or the revision that has it."""
    found = compared(root, history.past(root, before) if isinstance(before, str) else before, now)
    return sorted(f"{one.problem.place} {one.problem.code} {one.problem.message}" for one in found)


NEWER = ("sequence: 2", "sequence: 3"), ("updated: 2026-11-01", "updated: 2026-11-20")
LATER = ("start: 2026-12-01 10:00", "start: 2026-12-01 11:00")


def fixed(root: Path, before: Content | None = None) -> list[str]:
    wishes = history.wishes(compared(root, before or history.past(root, "main"), NOON))
    return [str(done) for done in amend(root, wishes)]
