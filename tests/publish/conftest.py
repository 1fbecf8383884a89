"""Each way in which a system lets a site take the place of the last one."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "network").mkdir()
    return tmp_path / "network"


@pytest.fixture(params=["exchanged", "renamed", "fixed"])
def can(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """What the system can do with two folders."""
    if request.param != "exchanged":
        monkeypatch.setattr("talanoa.publish.swap.exchange", lambda one, other: False)
    return str(request.param)


@pytest.fixture
def fixed(can: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> bool:
    """Whether the system says of `site` what it says of a mount point."""
    if can != "fixed":
        return False
    rename = os.rename

    def busy(source: str, target: str) -> None:
        if str(tmp_path / "site") in (str(source), str(target)) and (tmp_path / "site").is_dir():
            raise OSError(errno.EBUSY, "Device or resource busy", source)
        rename(source, target)

    monkeypatch.setattr(os, "rename", busy)
    return True
