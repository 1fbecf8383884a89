"""Erase on request: who was everywhere is, after the steps of manual/erasing.md, in no byte of the site or the cache."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest
from PIL import Image

from tests.conftest import NETWORK, NOW, Command, Files, cache_of, forget, tree

# All by which the member, its person and the guest are known.
NAMES = (b"mangrove", b"wahine", b"tahitua")

NETWORK_YML = NETWORK + "participation: {event: reef-call, expected: 1, of: 3, publish: members}\n"
REEF = "  - {id: open-reef, name: Open Reef, country: FJ, people: [{id: sefa, name: Sefa Reef}]}\n"
MANGROVE = """\
  - id: mangrove-circle
    name: {en: Mangrove Circle, mi: Te Wahine Mangrove}
    short_name: MANGROVE
    country: TV
    about: The Mangrove Circle listens.
    website: https://mangrove.example.org/
    logo: {src: members/mangrove.png, alt: A mangrove}
    contact: {name: Wahine, email: wahine@mangrove.example.org, consent: 2026-01-01}
    formerly: [old-mangrove]
    people:
      - {id: wahine, name: Wahine Example, role: Founder of Mangrove, about: She is Wahine.}
"""
EVENTS = """\
events:
  - id: reef-call
    title: Reef call
    type: call
    start: 2026-10-01 10:00
    hosts: [open-reef, mangrove-circle]
    agenda:
      - {title: Welcome of Wahine, lead: wahine, proposed_by: mangrove-circle}
      - {title: Other, lead: sefa}
    documents: [{title: Slides of Wahine, file: docs/assets/wahine.pdf, kind: presentation}]
    recurrence: {every: 6 weeks, count: 3}
    occurrences:
      2026-11-12:
        attended: [open-reef, mangrove-circle]
        agenda: [{title: Second, lead: wahine}]
        notes: Wahine spoke for [her circle](/members/mangrove-circle/).
"""
POSTS = {
    "posts/reef.md": """\
---
title: What we hope
date: 2026-11-01
authors: [sefa, wahine, mangrove-circle, {name: Tahitua Guest, affiliation: Friends of Mangrove}]
kind: statement
signatories:
  - {member: open-reef, date: 2026-11-02}
  - {member: mangrove-circle, date: 2026-11-02, representative: wahine}
---
Localizer [Wahine](/people/wahine/) of the [circle](/members/old-mangrove/). ![Wahine at work](wahine.png)
""",
    "posts/by-tahitua.md": "---\ntitle: Of Tahitua\ndate: 2026-11-02\nauthors: [{name: Tahitua Guest}]\nkind: blog\n---\nI, Tahitua.\n",
}
PICTURES = ("members/mangrove.png", "posts/wahine.png")

EVERYWHERE: Files = {
    "network.yml": NETWORK_YML,
    "members.yml": "members:\n" + REEF + MANGROVE,
    "events.yml": EVENTS,
    "docs/about.md": "# About\n\nFounded by [Wahine](/people/wahine/).\n",
    "docs/assets/wahine.pdf": b"%PDF-1.4 by Wahine",
    **POSTS,
}


@pytest.fixture
def root(network: Callable[[Files], Path], command: Command) -> Path:
    """The network before, with a site and a cache."""
    root = network(EVERYWHERE)
    for name in PICTURES:
        (root / name).parent.mkdir(exist_ok=True)
        Image.new("RGB", (40, 30), "teal").save(root / name)
    done = command(root, "talanoa", "build", "--now", NOW)
    assert done.returncode == 0, done.stderr
    return root


def traces(files: dict[str, bytes]) -> dict[str, bytes]:
    """Where something of them is, in a file's name or in its bytes."""
    return {
        path: name
        for path, data in files.items()
        for name in NAMES
        if name in path.lower().encode() or name in data.lower()
    }


def take_out(file: Path, pieces: Iterable[tuple[str, str]]) -> None:
    text = file.read_text("utf-8")
    for old, new in pieces:
        assert old in text, old
        text = text.replace(old, new)
    file.write_text(text, "utf-8")


def first_the_entry(root: Path) -> None:
    take_out(root / "members.yml", [(MANGROVE, "")])


def then_all_that_refers_to_it(root: Path) -> None:
    take_out(
        root / "events.yml",
        [
            ("hosts: [open-reef, mangrove-circle]", "hosts: [open-reef]"),
            ("      - {title: Welcome of Wahine, lead: wahine, proposed_by: mangrove-circle}\n", ""),
            ("    documents: [{title: Slides of Wahine, file: docs/assets/wahine.pdf, kind: presentation}]\n", ""),
            ("attended: [open-reef, mangrove-circle]", "attended: [open-reef]"),
            ("{title: Second, lead: wahine}", "{title: Second}"),
            ("        notes: Wahine spoke for [her circle](/members/mangrove-circle/).\n", ""),
        ],
    )
    guest = ", wahine, mangrove-circle, {name: Tahitua Guest, affiliation: Friends of Mangrove}"
    take_out(
        root / "posts/reef.md",
        [
            (guest, ""),
            ("  - {member: mangrove-circle, date: 2026-11-02, representative: wahine}\n", ""),
            (
                "Localizer [Wahine](/people/wahine/) of the [circle](/members/old-mangrove/). ![Wahine at work](wahine.png)",
                "Localizer.",
            ),
        ],
    )
    (root / "posts/by-tahitua.md").unlink()
    take_out(root / "docs/about.md", [("\nFounded by [Wahine](/people/wahine/).\n", "")])
    for name in (*PICTURES, "docs/assets/wahine.pdf"):
        (root / name).unlink()


def test_before_they_are_everywhere(root: Path) -> None:
    found = "\n".join(traces(tree(root / "site")))
    for part in (
        *("index.html", "rss.xml", "calendar.ics", "members/", "people/wahine", "members/old-mangrove"),
        *("countries/tv", "library/", "search/", "statements/", "posts/by-tahitua", "assets/wahine.pdf", "sitemap.xml"),
    ):
        assert part in found, part
    assert traces(tree(cache_of(root))), "the cache keeps their texts as long as they are there"


def test_the_check_finds_what_still_refers_to_them(root: Path, command: Command) -> None:
    first_the_entry(root)
    done = command(root, "talanoa", "check", "--now", NOW)
    said = done.stdout + done.stderr
    assert done.returncode == 1
    for code in ("unknown-member", "unknown-author", "unknown-person", "broken-link"):
        assert f"[{code}]" in said, code
    for file in ("events.yml", "posts/reef.md", "docs/about.md"):
        assert f"\n{file}:" in f"\n{said}", file


@pytest.mark.parametrize("options", [(), ("--no-cache",), ("--jobs", "2")])
def test_after_the_steps_nothing_of_them_remains(options: tuple[str, ...], root: Path, command: Command) -> None:
    first_the_entry(root)
    then_all_that_refers_to_it(root)
    done = command(root, "talanoa", "build", "--now", NOW, "--strict", *options)
    assert done.returncode == 0, done.stdout + done.stderr
    assert traces(tree(root / "site")) == {}
    if "--no-cache" not in options:
        assert traces(tree(cache_of(root))) == {}


def test_a_site_from_which_they_were_taken_is_one_that_never_had_them(root: Path, command: Command) -> None:
    first_the_entry(root)
    then_all_that_refers_to_it(root)
    assert command(root, "talanoa", "build", "--now", NOW).returncode == 0
    rebuilt = tree(root / "site")
    shutil.rmtree(root / "site")
    forget(root)
    assert command(root, "talanoa", "build", "--now", NOW).returncode == 0
    assert tree(root / "site") == rebuilt
