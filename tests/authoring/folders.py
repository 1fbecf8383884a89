"""Networks in folders, and entries in them, for stories of what is added and changed."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from tests.conftest import write_network

from talanoa.amend import amend, preview
from talanoa.authoring import Written
from talanoa.load import Content, load
from talanoa.problems import Problem, Severity

THEMES = """\
id: reef-network
authority: reef.example.org,2016
name: Reef Network
timezone: Pacific/Auckland
languages: [en, fil]
themes:
  - { id: fiscal-openness, title: Fiscal openness }
  - { id: open-data, title: Open data }
activities:
  - { id: outreach, title: Outreach }
countries:
  - { code: PH }
  - { code: NZ }
"""
MEMBERS = """\
# In the order of the alphabet.
members:
  - id: alpha-group
    name: Alpha Group  # ours
    country: PH

  # the second
  - id: gamma-group
    name: {en: Gamma Group, fil: "Grupong Gamma"}
    country: NZ
    themes: [open-data]   # so far
    about: |
      Two lines,
      and no more.

  - {id: zeta-group, name: Zeta Group, country: NZ}
"""


def read(root: Path) -> Content:
    content, problems = load(root)
    assert content
    assert not errors(problems), problems
    return content


def errors(problems: list[Problem]) -> list[Problem]:
    return [problem for problem in problems if problem.severity is not Severity.NOTE]


def folder(root: Path, **files: Any) -> Path:
    """A small network; `members_yml="…"` is its members.yml."""
    named = {key.replace("__", "/").replace("_yml", ".yml").replace("_md", ".md"): text for key, text in files.items()}
    return write_network(root, {"network.yml": THEMES, **named})


def write(root: Path, written: Written) -> Content:
    """Does what was written, and reads the folder again."""
    for path, text in written.files.items():
        assert not (root / path).exists()
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(text.encode())
    assert len(preview(root, written.changes)) == len(written.changes)
    for _ in amend(root, written.changes):
        pass
    return read(root)
