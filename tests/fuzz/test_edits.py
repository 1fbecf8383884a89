"""After any edits and at any time a build over the last site gives, byte for byte, what a clean one gives."""

from __future__ import annotations

import secrets
import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random

import pytest
from tests.conftest import REPOSITORY, tree
from tests.fuzz.conftest import LONG
from tests.fuzz.edits import edit

from talanoa.engine import Request, build

NOW = datetime(2026, 11, 21, 4, tzinfo=UTC)
NETWORK = ("network.yml", "members.yml", "events.yml", "mkdocs.yml", "docs", "posts")
STEPS = 60 if LONG else 2


@pytest.mark.parametrize("seed", [secrets.randbelow(2**32)] if LONG else [7])
def test_any_edits(seed: int, tmp_path: Path) -> None:
    chance, now, root = Random(seed), NOW, tmp_path / "network"
    root.mkdir()
    for name in NETWORK:
        (shutil.copytree if (REPOSITORY / name).is_dir() else shutil.copy)(REPOSITORY / name, root / name)
    site, clean, before = tmp_path / "site", tmp_path / "clean", tmp_path / "before"
    assert _built(root, now, site)
    done = 0
    while done < STEPS:
        shutil.rmtree(before, ignore_errors=True)
        shutil.copytree(root, before)
        said = [edit(root, chance) for _ in range(chance.choice((1, 1, 1, 2)))]
        now += timedelta(minutes=chance.choice((0, 0, 0, 600, 24 * 60, -600)))
        if _built(root, now, site):
            assert _built(root, now, clean, cache=False)
            assert tree(site) == tree(clean), (seed, done, said)
            done += 1
        else:  # an edit was an error: the site is as it was
            shutil.rmtree(root)
            before.rename(root)


def _built(root: Path, now: datetime, site: Path, *, cache: bool = True) -> bool:
    return build(root, Request(now, cache=cache), site, strict=False, tell=lambda problems: None) is not None
