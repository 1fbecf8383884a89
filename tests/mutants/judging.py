"""Whether the tests notice a mutant: each is tried in a process of its own, forked from one that has all libraries loaded.

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
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import pytest

REPOSITORY = Path(__file__).parent.parent.parent
PACKAGE = REPOSITORY / "plugins"
Outcome = Literal["killed", "survived", "endless"]
# What the package and its tests import, so that not every child has to.
_LIBRARIES = (
    "babel.dates click feedgen.feed feedparser hypothesis hypothesis.strategies icalendar icu4py.locale jinja2 jsonschema "
    "lxml.etree lxml.html markdown_it mdit_py_plugins.footnote mkdocs.plugins nh3 PIL.Image platformdirs pygments "
    "recurring_ical_events xdist yaml"
).split()


class QuickFirst:
    """Tests that build a whole site or try many examples come last: most mutants are noticed before."""

    @pytest.hookimpl(trylast=True)
    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        items.sort(key=_is_slow)


def _is_slow(item: pytest.Item) -> bool:
    builds = not {"site", "command", "built"}.isdisjoint(getattr(item, "fixturenames", ()))
    return builds or hasattr(getattr(item, "function", None), "hypothesis")


@dataclass(frozen=True)
class Bench:
    """Where mutants are tried."""

    folder: Path

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
        right = copy.read_bytes()
        for compiled in copy.parent.glob(f"__pycache__/{copy.stem}.*"):
            compiled.unlink()
        copy.write_text(code, "utf-8")
        try:
            return self._outcome(tests, seconds)
        finally:
            copy.write_bytes(right)

    def _outcome(self, tests: Sequence[str], seconds: float) -> Outcome:
        child = os.fork()
        if child == 0:
            self._child(tests)
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

    def _child(self, tests: Sequence[str]) -> None:
        status: int = pytest.ExitCode.INTERNAL_ERROR
        try:
            os.setsid()
            log = os.open(self.folder / "tests.txt", os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
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
            status = pytest.main([*ways, *tests], plugins=[QuickFirst()])
        except BaseException:
            traceback.print_exc()
        finally:
            sys.stdout.flush()
            os._exit(status)

    @property
    def log(self) -> str:
        """What the last tests said."""
        return (self.folder / "tests.txt").read_text("utf-8", "replace")
