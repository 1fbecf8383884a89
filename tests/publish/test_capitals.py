"""What is written in other capitals from now on is so in the site, also on a disk that takes both names for one, as most Macs' do."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.publish.publishing import Site, publish, texts

from talanoa.files import facts
from talanoa.publish import in_place, mark, publication
from talanoa.publish.capitals import Spellings
from talanoa.publish.look import look

STEPS: tuple[Site, ...] = (
    {"index.html": "one", "Guide/One/index.html": "page", "Guide/Two/index.html": "page", "Photo.JPG": "light"},
    {"index.html": "two", "guide/one/index.html": "page", "guide/Three/index.html": "page", "photo.jpg": "light"},
    {"index.html": "three", "guide/one/index.html": "page", "guide/three/index.html": "page", "photo.jpg": "dark"},
    {"index.html": "four", "guide/one/index.html": "page", "guide/three/index.html": "page", "photo.jpg": "dark"},
)


@pytest.mark.parametrize("tells_apart", [None, False], ids=["this disk", "as if it took them for one"])
def test_a_site_has_the_names_of_its_last_build(
    root: Path, tmp_path: Path, fixed: bool, tells_apart: bool | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    if tells_apart is not None:
        for module in (in_place, publication):
            monkeypatch.setattr(module, "tells_apart", lambda _: tells_apart)
    (root / "cache").mkdir()
    for files in STEPS:
        publish(tmp_path / "site", files, cache=root / "cache")
        assert texts(tmp_path / "site") == files


def test_moved_one_by_one_no_page_is_deleted_by_its_old_name(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    site, waiting = tmp_path / "site", tmp_path / "waiting"
    publish(site, STEPS[0])
    publish(waiting, STEPS[1])
    monkeypatch.setattr(in_place, "tells_apart", lambda _: False)
    real: Callable[[str, str], None] = in_place.replace

    def replace(source: str, target: str) -> None:
        assert not {"Guide", "Photo.JPG"} & {*os.listdir(site)}
        real(source, target)

    monkeypatch.setattr(in_place, "replace", replace)
    in_place.move(str(waiting), mark.read(str(waiting)) or {}, str(site))
    assert texts(site) == STEPS[1]


def test_a_folder_is_not_opened_by_the_name_that_it_had(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "guide/one").mkdir(parents=True)
    (tmp_path / "guide/one/index.html").touch()
    for name in ("lstat", "scandir"):
        real = getattr(os, name)
        monkeypatch.setattr(
            os, name, lambda path, real=real: real(os.fspath(path).replace("/G", "/g").replace("/O", "/o"))
        )
    known = {name: facts(os.lstat(tmp_path / name)) for name in ("Guide/", "Guide/One/")} | {"": ()}
    found = look(str(tmp_path), known)
    assert {*found.folders} == {"", "guide/", "guide/one/"}
    assert {*found.entries} == {"guide/one/index.html"}


@pytest.mark.parametrize(
    ("path", "other"),
    [
        ("Guide/One/index.html", None),
        ("guide/new/index.html", "Guide"),
        ("Guide/one/index.html", "Guide/One"),
        ("photo.jpg", "Photo.JPG"),
        ("Cafe\u0301.pdf", "Caf\u00e9.pdf"),
        ("new/photo.jpg", None),
    ],
)
def test_what_is_there_in_other_capitals(path: str, other: str | None) -> None:
    assert Spellings([*STEPS[0], "Caf\u00e9.pdf"]).other(path) == other
