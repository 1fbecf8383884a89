"""A check of what was checked before says the same without looking again, and looks again as soon as anything could differ."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from talanoa import engine
from talanoa.cache_folder import folder_of
from talanoa.engine import assembly
from tests.conftest import Files, with_caches

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)
MEMBERS = "members:\n  - {id: open-reef, name: Open Reef, country: FJ, themes: [none]}\n"
POST = "---\ntitle: Reef\ndate: 2026-11-01\nauthors: [open-reef]\nkind: news\n---\n\n[Nowhere](nowhere.md)\n"
FILES: Files = {"members.yml": MEMBERS, "posts/reef.md": POST}


@pytest.fixture
def root(network: Callable[[Files], Path], monkeypatch: pytest.MonkeyPatch) -> Path:
    root = network(FILES)
    for name, value in with_caches(root.parent / "cache").items():
        monkeypatch.setenv(name, value)
    return root


def found(root: Path, now: datetime = NOON) -> list[str]:
    return [f"{problem.place.file} {problem.code}" for problem in engine.check(root, now, cache=True)]


def test_the_same_is_not_looked_at_again(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = engine.check(root, NOON, cache=True)
    monkeypatch.setattr(assembly, "assemble", None)
    assert engine.check(root, NOON, cache=True) == first
    assert [problem.code for problem in first] == ["unknown-theme", "broken-link"]


@pytest.mark.parametrize(
    "file, text, more",
    [
        ("posts/reef.md", POST.replace("Nowhere](nowhere.md", "Reef](reef.md"), None),
        ("posts/new.md", "no post\n", "posts/new.md front-matter"),
        ("docs/a.md", "<<<<<<< a\nb\n=======\nc\n>>>>>>> d\n", "docs/a.md merge-conflict"),
        ("mkdocs.yml", "site_name: [\n", "mkdocs.yml yaml-syntax"),
        ("events.yaml", "events: []\n", "events.yaml stray-file"),
    ],
)
def test_whatever_is_saved_is_looked_at(root: Path, file: str, text: str, more: str | None) -> None:
    before = found(root)
    (root / file).write_text(text, encoding="utf-8")
    after = found(root)
    assert after != before
    assert more is None or more in after
    assert after == [f"{it.place.file} {it.code}" for it in engine.check(root, NOON)]


def test_another_day_is_another_check(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    found(root)
    looked: list[object] = []
    real = assembly.assemble
    monkeypatch.setattr(assembly, "assemble", lambda *words: (looked.append(words), real(*words))[1])
    found(root, NOON.replace(hour=13))
    assert not looked
    found(root, NOON.replace(day=23))
    assert len(looked) == 1


@pytest.mark.parametrize("damage", [b"", b"{", b"[]", b'{"made_of": 1}', b"\xff"])
def test_what_is_damaged_costs_time_only(root: Path, damage: bytes) -> None:
    before = found(root)
    folder = folder_of(root)
    assert folder
    (folder / "checked").write_bytes(damage)
    assert found(root) == before
