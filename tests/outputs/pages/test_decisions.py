"""The page of a call that is over: what was decided, and what is still promised."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest
from tests.conftest import Files
from tests.made import built

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
def page_of(network: Callable[[Files], Path]) -> Callable[[str], str]:
    """The page of the call on a day."""
    site = built(network(FILES), datetime(2026, 3, 1))
    return lambda day: site[f"events/reef-call/{day}/index.html"].decode()


def section(page: str, heading: str) -> str:
    found = re.search(rf"<h2>{heading}</h2>(.*?)</section>", page, re.DOTALL)
    return re.sub(r"<[^>]+>", " ", found[1]) if found else ""


def test_decisions_and_promises(page_of: Callable[[str], str]) -> None:
    first = page_of("2026-01-06")
    decided, promised = section(first, "Decisions").split(), section(first, "Open promises")
    assert decided == "Wells We count them in May.".split()
    assert "Doors" in promised and "Open Reef" in promised and "On the agenda of 10 February 2026" in promised
    assert "Gates" in promised and "Walls" not in promised, "what was done at a later call is no open promise"
    assert first.count("We count") == 1, "once on the page"
    assert section(page_of("2026-02-10"), "Decisions").split() == "Walls They stay.".split()


def test_a_call_to_come_has_decided_nothing(page_of: Callable[[str], str]) -> None:
    coming = page_of("2026-03-17")
    assert "<h2>Decisions</h2>" not in coming and "Not yet said." in coming
