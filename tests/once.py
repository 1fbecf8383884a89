"""What is the same for all processes that test at the same time is made by the first that needs it."""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from talanoa.files import Lock, Taken


def made_once(factory: pytest.TempPathFactory, name: str, make: Callable[[Path], object]) -> Path:
    """A folder that `make` has filled; tests only read it."""
    folder = common(factory) / name
    lock = _locked(str(folder.with_suffix(".lock")))
    try:
        if not folder.exists():
            being_made = folder.with_suffix(".being-made")
            shutil.rmtree(being_made, ignore_errors=True)  # what one that failed has left
            being_made.mkdir()
            make(being_made)
            being_made.rename(folder)
    finally:
        lock.release()
    return folder


def _locked(folder: str) -> Lock:
    while True:
        try:
            return Lock(folder)
        except Taken:
            time.sleep(0.05)


def common(factory: pytest.TempPathFactory) -> Path:
    """The folder of a whole run, which all its processes have."""
    base = factory.getbasetemp()
    return base.parent if "PYTEST_XDIST_WORKER" in os.environ else base
