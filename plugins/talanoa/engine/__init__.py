"""A network's folder → its website: one engine for `build`, `check` and `serve`.

settings.py     mkdocs.yml → Settings, with places
handwritten.py  docs/ → hand-written pages, by Python-Markdown
documents.py    hand-written pages → pages like all others
menu.py         the main menu
assembly.py     a folder → everything that is wrong with it, and what its site is made of
routes.py       what a site consists of: paths, and how the bytes of each are made
building.py     routes → a folder, all or nothing
preview/        routes → a browser, and again when a file is saved; imported by `serve` alone
kept.py         what the last build was made of, so that a build of the same costs next to nothing
"""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from talanoa.engine.assembly import Assembly, Request, assemble
from talanoa.engine.building import Built, NotBuilt, build, into, write
from talanoa.engine.routes import Route, routes
from talanoa.problems import Problem

__all__ = ["Assembly", "Built", "NotBuilt", "Request", "Route", "assemble", "build", "check", "into", "routes", "write"]


def check(root: Path, now: datetime | None = None, *, jobs: int = 1, cache: bool = False) -> tuple[Problem, ...]:
    """Every problem of a folder, and what could be better; nothing is built."""
    return assemble(root, Request(now, jobs, cache, notes=True)).problems
