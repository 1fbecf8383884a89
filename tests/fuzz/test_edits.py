"""After any edits and at any time a build over the last site finds and gives, byte for byte, what a clean one finds and gives."""

from __future__ import annotations

import secrets
import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random

import pytest
from tests.conftest import REPOSITORY, tree
from tests.contributions.network import FILES
from tests.contributions.story import write
from tests.fuzz.conftest import LONG
from tests.fuzz.edits import edit

from talanoa.engine import Request, build
from talanoa.problems import Problem, has_errors

NOW = datetime(2026, 11, 21, 4, tzinfo=UTC)
NETWORK = ("network.yml", "members.yml", "events.yml", "mkdocs.yml", "docs", "posts")
STEPS = 60 if LONG else 4


@pytest.mark.parametrize("seed", [secrets.randbelow(2**32)] if LONG else [7])
def test_any_edits(seed: int, tmp_path: Path) -> None:
    """Of the repository's own network; in a bounded run of a small one."""
    chance, now, root = Random(seed), NOW, tmp_path / "network"
    root.mkdir()
    for name in NETWORK if LONG else ():
        (shutil.copytree if (REPOSITORY / name).is_dir() else shutil.copy)(REPOSITORY / name, root / name)
    write({} if LONG else FILES, root)
    site, clean, before = tmp_path / "site", tmp_path / "clean", tmp_path / "before"
    assert not has_errors(_built(root, now, site))
    done = 0
    while done < STEPS:
        shutil.rmtree(before, ignore_errors=True)
        shutil.copytree(root, before)
        said = [edit(root, chance) for _ in range(chance.choice((1, 1, 1, 2)))]
        now += timedelta(minutes=chance.choice((0, 0, 0, 600, 24 * 60, -600)))
        warm, cold = _built(root, now, site), _built(root, now, clean, cache=False)
        assert warm == cold, (seed, done, said)
        if not has_errors(warm):
            assert tree(site) == tree(clean), (seed, done, said)
            done += 1
        else:  # an edit was an error: the site is as it was
            shutil.rmtree(root)
            before.rename(root)


def _built(root: Path, now: datetime, site: Path, *, cache: bool = True) -> list[Problem]:
    """What is wrong with the network."""
    found: list[Problem] = []
    build(root, Request(now, cache=cache), site, strict=False, report=found.extend)
    return found
