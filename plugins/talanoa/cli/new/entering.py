"""Files written into the network's folder, and taken back if `check` finds something in them that wasn't wrong before."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime

from talanoa import engine
from talanoa.cli.build import default_jobs
from talanoa.cli.options import ROOT
from talanoa.files import put_all
from talanoa.problems import Problem, Severity, added, in_order


class Entering:
    """Whether the files stay; they don't where an error ends the block of `entered`."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        self.problems = problems
        self.stays = not problems


@contextmanager
def entered(files: Mapping[str, bytes], now: datetime) -> Iterator[Entering]:
    """Writes files, and says what is wrong with them; raises OSError. They stay if that is nothing, or if the block says so."""
    before = {path: (ROOT / path).read_bytes() if (ROOT / path).exists() else None for path in files}
    entering = None
    try:
        put_all(ROOT, files)
        found = _problems(now)
        if found:  # perhaps they were there before
            put_all(ROOT, before)
            known = _problems(now)
            put_all(ROOT, files)
            found = tuple(in_order(added(found, known)))
        entering = Entering(found)
        yield entering
    except BaseException:
        if entering:
            entering.stays = False
        raise
    finally:
        if not (entering and entering.stays):
            put_all(ROOT, before)


def _problems(now: datetime) -> tuple[Problem, ...]:
    found = engine.check(ROOT, now, jobs=default_jobs(), cache=True)
    return tuple(problem for problem in found if problem.severity is not Severity.NOTE)
