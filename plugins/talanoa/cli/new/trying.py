"""What `check` would find in files that are to be written."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from talanoa import engine
from talanoa.cli.build import default_jobs
from talanoa.cli.options import ROOT
from talanoa.files import as_there, put_all
from talanoa.problems import Problem, Severity, added, in_order


def problems_with(files: Mapping[str, bytes], now: datetime) -> tuple[Problem, ...]:
    """What it doesn't find without them. They are in the network's folder only as long as it looks; raises OSError."""
    before = as_there(ROOT, files)
    try:
        put_all(ROOT, files)
        found = _problems(now)
    finally:
        put_all(ROOT, before)
    return tuple(in_order(added(found, _problems(now)))) if found else ()


def _problems(now: datetime) -> tuple[Problem, ...]:
    found = engine.check(ROOT, now, jobs=default_jobs(), cache=True)
    return tuple(problem for problem in found if problem.severity is not Severity.NOTE)
