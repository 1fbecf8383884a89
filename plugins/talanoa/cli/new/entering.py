"""Files written into the network's folder, and taken back if `check` finds something in them that wasn't wrong before."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime

from talanoa import engine
from talanoa.cli.build import default_jobs
from talanoa.cli.options import ROOT
from talanoa.files import overwrite, put
from talanoa.problems import Problem, Severity, in_order


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
        _write(files)
        found = _problems(now)
        if found:  # perhaps they were there before
            _write(before)
            known = _problems(now)
            _write(files)
            found = _new(found, known)
        entering = Entering(found)
        yield entering
    except BaseException:
        if entering:
            entering.stays = False
        raise
    finally:
        if not (entering and entering.stays):
            _write(before)


def _problems(now: datetime) -> tuple[Problem, ...]:
    found = engine.check(ROOT, now, jobs=default_jobs(), cache=True)
    return tuple(problem for problem in found if problem.severity is not Severity.NOTE)


def _new(found: tuple[Problem, ...], known: tuple[Problem, ...]) -> tuple[Problem, ...]:
    left = Counter((problem.code, problem.place.file, problem.message) for problem in known)
    new = []
    for problem in found:
        said = problem.code, problem.place.file, problem.message
        left[said] -= 1
        if left[said] < 0:
            new.append(problem)
    return tuple(in_order(new))


def _write(files: Mapping[str, bytes | None]) -> None:
    """Each file as it shall be; None is one that isn't there."""
    for name, data in files.items():
        path = ROOT / name
        if data is None:
            path.unlink(missing_ok=True)
        elif path.exists():
            overwrite(path, data)
        else:
            put(path.parent, path.name, data)
