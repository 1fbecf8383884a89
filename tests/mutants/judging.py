"""Whether the tests notice a mutant: each is tried in a process of its own.

It is forked from one that has loaded and collected all tests of the module, and changes the functions there
(changing.py); or, if a change isn't inside a function, from one that has loaded the libraries alone.

The package is copied into a temporary folder, and only that copy is ever changed. It comes first on the path of the
tests and, by PYTHONPATH, of the commands that they start.
"""

from __future__ import annotations

import importlib
import os
import shutil
import signal
import sys
import time
import traceback
from collections.abc import Sequence
from dataclasses import dataclass, field
from multiprocessing import Pipe
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Literal, NamedTuple

import pytest
from tests.mutants.changing import change, changes_of_functions

REPOSITORY = Path(__file__).parent.parent.parent
PACKAGE = REPOSITORY / "plugins"
Outcome = Literal["killed", "survived", "endless"]
# What the package and its tests import, so that not every child has to.
_LIBRARIES = (
    "babel.dates click feedgen.feed feedparser hypothesis hypothesis.strategies icalendar icu4py.locale jinja2 jsonschema "
    "lxml.etree lxml.html markdown_it mdit_py_plugins.footnote mkdocs.plugins nh3 PIL.Image platformdirs pygments "
    "recurring_ical_events xdist yaml"
).split()


class Case(NamedTuple):
    """A file of the copied package, then and now, and how long its tests may take."""

    file: str
    before: str
    after: str
    seconds: float


@dataclass(frozen=True)
class Court:
    """A plugin of pytest. Once all tests are collected it waits for cases, and the tests run in a fork for each."""

    noticed: Path
    cases: Connection | None = None

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session: pytest.Session) -> bool | None:
        if self.cases and not self._is_case(self.cases):
            return True
        # The tests that noticed the last mutants come first; those that build a whole site or try many examples, last.
        last = self.noticed.read_text("utf-8").splitlines() if self.noticed.exists() else []
        ranks = {name: -rank for rank, name in enumerate(last, 1)}
        session.items.sort(key=lambda item: (_is_slow(item), ranks.get(_name(item.nodeid), 0)))
        return None

    def _is_case(self, cases: Connection) -> bool:
        """True in each fork; False in the end, when there are no more cases."""
        cases.send("ready")
        while True:
            try:
                case: Case = cases.recv()
            except EOFError:
                return False
            child = os.fork()
            if child == 0:
                os.setsid()
                change(case.file, changes_of_functions(case.file, case.before, case.after) or {})
                return True
            cases.send(_outcome(child, case.seconds))

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.failed:
            with self.noticed.open("a", encoding="utf-8") as file:
                file.write(f"{_name(report.nodeid)}\n")


def _name(id: str) -> str:
    return id.encode("unicode_escape").decode()


def _is_slow(item: pytest.Item) -> bool:
    builds = not {"site", "command", "built"}.isdisjoint(getattr(item, "fixturenames", ()))
    return builds or hasattr(getattr(item, "function", None), "hypothesis")


def _outcome(child: int, seconds: float) -> Outcome:
    """What becomes of the tests in a process; it ends, with all that it has begun, when the time is over."""
    end = time.monotonic() + seconds
    while True:
        ended, status = os.waitpid(child, os.WNOHANG)
        if ended:
            return "survived" if os.waitstatus_to_exitcode(status) == pytest.ExitCode.OK else "killed"
        if time.monotonic() > end:
            os.killpg(child, signal.SIGKILL)
            os.waitpid(child, 0)
            return "endless"
        time.sleep(0.02)


@dataclass(frozen=True)
class Bench:
    """Where mutants are tried."""

    folder: Path
    _courts: dict[tuple[str, ...], Connection] = field(default_factory=dict)

    @classmethod
    def at(cls, folder: Path) -> Bench:
        for name in _LIBRARIES:
            importlib.import_module(name)
        assert not any(name.split(".")[0] == "talanoa" for name in sys.modules), "each child loads its own"
        shutil.copytree(PACKAGE, folder / "plugins", dirs_exist_ok=True)
        return cls(folder)

    def judged(self, path: Path, code: str, tests: Sequence[str], seconds: float) -> Outcome:
        """What becomes of the tests if a file of the package says this."""
        copy = self.folder / "plugins" / path.relative_to(PACKAGE)
        right = copy.read_text("utf-8")
        for compiled in copy.parent.glob(f"__pycache__/{copy.stem}.*"):
            compiled.unlink()
        try:
            court = self._court(tests)
            copy.write_text(code, "utf-8")
            if changes_of_functions(str(copy), right, code) is None:
                return _outcome(self._tried(tests), seconds)
            court.send(Case(str(copy), right, code, seconds))
            outcome: Outcome = court.recv()
            return outcome
        except (EOFError, BrokenPipeError):
            return "killed"  # the tests can't even be collected
        finally:
            copy.write_text(right, "utf-8")

    def _court(self, tests: Sequence[str]) -> Connection:
        """The way to the process that has collected these tests; it ends when no one is at this end any more."""
        name = tuple(tests)
        if name not in self._courts:
            ours, theirs = Pipe()
            self._tried(tests, theirs, without=[ours, *self._courts.values()])
            theirs.close()
            ours.recv()
            self._courts[name] = ours
        return self._courts[name]

    def _tried(self, tests: Sequence[str], cases: Connection | None = None, without: Sequence[Connection] = ()) -> int:
        """The number of a process that runs tests, or waits for cases."""
        child = os.fork()
        if child == 0:
            for way in without:
                way.close()
            self._child(tests, cases)
        return child

    def _child(self, tests: Sequence[str], cases: Connection | None) -> None:
        status: int = pytest.ExitCode.INTERNAL_ERROR
        try:
            os.setsid()
            log = os.open(self.folder / "tests.txt", os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_APPEND)
            os.dup2(log, 1)
            os.dup2(log, 2)
            plugins = str(self.folder / "plugins")
            sys.path.insert(0, plugins)
            sys.dont_write_bytecode = True
            os.environ |= {"PYTHONPATH": plugins, "PYTHONDONTWRITEBYTECODE": "1"}
            ways = [
                "-x",
                "-W",
                "ignore::pytest.PytestAssertRewriteWarning",
                "-o",
                f"pythonpath={plugins}",
                "-p",
                "no:cacheprovider",
                "-p",
                "no:xdist",
            ]
            ways.append(f"--basetemp={self.folder / 'made'}")
            status = pytest.main([*ways, *tests], plugins=[Court(self.folder / "noticed.txt", cases)])
        except BaseException:
            traceback.print_exc()
        finally:
            sys.stdout.flush()
            os._exit(status)

    @property
    def log(self) -> str:
        """What the last tests said."""
        return (self.folder / "tests.txt").read_text("utf-8", "replace")
