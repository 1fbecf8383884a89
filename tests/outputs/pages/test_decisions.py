"""The page of a call that is over: what was decided, and what is still promised."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.conftest import Command, Files

EVENTS = """events:
  - id: reef-call
    title: Reef call
    type: call
    start: 2026-01-06 14:00
    recurrence: {every: 5 weeks, count: 4}
    occurrences:
      2026-01-06:
        agenda:
          - {title: Wells, status: done, notes: We count *them* in May.}
          - {title: Roofs, status: done}
          - {title: Doors, lead: open-reef, status: carried}
          - {title: Walls, status: carried}
          - {title: Gates, status: carried}
      2026-02-10:
        agenda:
          - {title: Doors, lead: open-reef, status: agreed}
          - {title: Walls, status: done, notes: They stay.}
      2026-03-17:
        agenda: [{title: Later, status: done, notes: Not yet said.}]
"""
FILES: Files = {"members.yml": "members:\n  - {id: open-reef, name: Open Reef, country: FJ}\n", "events.yml": EVENTS}


@pytest.fixture
def site(network: Callable[[Files], Path], command: Command) -> Path:
    root = network(FILES)
    assert command(root, "talanoa", "build", "--now", "2026-03-01").returncode == 0
    return root / "site/events/reef-call"


def section(page: str, heading: str) -> str:
    found = re.search(rf"<h2>{heading}</h2>(.*?)</section>", page, re.DOTALL)
    return re.sub(r"<[^>]+>", " ", found[1]) if found else ""


def test_decisions_and_promises(site: Path) -> None:
    first = (site / "2026-01-06/index.html").read_text("utf-8")
    decided, promised = section(first, "Decisions").split(), section(first, "Open promises")
    assert decided == "Wells We count them in May.".split()
    assert "Doors" in promised and "Open Reef" in promised and "On the agenda of 10 February 2026" in promised
    assert "Gates" in promised and "Walls" not in promised, "what was done at a later call is no open promise"
    assert first.count("We count") == 1, "once on the page"
    assert (
        section((site / "2026-02-10/index.html").read_text("utf-8"), "Decisions").split() == "Walls They stay.".split()
    )


def test_a_call_to_come_has_decided_nothing(site: Path) -> None:
    coming = (site / "2026-03-17/index.html").read_text("utf-8")
    assert "<h2>Decisions</h2>" not in coming and "Not yet said." in coming
