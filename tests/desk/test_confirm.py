"""Who has said that it signs becomes a signatory; every other byte of the statement stays."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from tests.conftest import Command, Files

MEMBERS = """members:
  - {id: open-reef, name: Open Reef, country: FJ, formerly: [reef]}
  - {id: shy-reef, name: Shy Reef, country: TO}
"""
HEAD = "---\r\ntitle: Ours\r\ndate: 2026-05-01\r\nauthors: [open-reef]  # the first\r\nkind: statement\r\n"
TEXT = "---\r\nWe ask for it. \r\n\r\n---\r\n\r\nsignatories: none\r\n"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (
            "signatories:\r\n  - { received: 2026-05-02, member: open-reef } # by mail\r\n",
            "signatories:\r\n  - { member: open-reef, date: 2026-05-04 } # by mail\r\n",
        ),
        (
            "signatories:\r\n  - member: open-reef\r\n    representative: 'Sefa: R'\r\n    received: true\r\n  - {member: shy-reef}\r\n",
            "signatories:\r\n  - member: open-reef\r\n    date: 2026-05-04\r\n    representative: 'Sefa: R'\r\n  - {member: shy-reef}\r\n",
        ),
        (
            "signatories: [{member: open-reef, date: 2026-05-02, received: 2026-05-02}]\r\nlanguage: en\r\n",
            "signatories: [{member: open-reef, date: 2026-05-04}]\r\nlanguage: en\r\n",
        ),
        (
            "signatories:\r\n  - {member: open-reef, date: 2026-05-02}\r\namended: [{date: 2026-05-03, what: A line}]\r\n",
            "signatories:\r\n  - {member: open-reef, date: 2026-05-04}\r\namended: [{date: 2026-05-03, what: A line}]\r\n",
        ),
        ("signatories: []\r\n", "signatories: [{member: open-reef, date: 2026-05-04}]\r\n"),
        ("", "signatories:\r\n  - member: open-reef\r\n    date: 2026-05-04\r\n"),
    ],
)
def test_a_signature_is_confirmed_once(
    before: str, after: str, network: Callable[[Files], Path], command: Command
) -> None:
    root = network({"members.yml": MEMBERS})
    post = root / "posts/2026/2026-05-01-ours.md"
    post.parent.mkdir(parents=True)
    post.write_bytes((HEAD + before + TEXT).encode())
    done = command(root, "talanoa", "confirm", "ours", "reef", "--date", "2026-05-04")
    assert done.returncode == 0, done.stderr
    assert done.stdout == "posts/2026/2026-05-01-ours.md: open-reef is a signatory as of 2026-05-04.\n"
    assert post.read_bytes().decode() == HEAD + after + TEXT
    again = command(root, "talanoa", "confirm", "/posts/ours/", "open-reef")
    assert again.stdout == "open-reef has signed already, on 2026-05-04. Nothing was changed.\n"
    assert post.read_bytes().decode() == HEAD + after + TEXT


def test_what_cant_be_confirmed_changes_nothing(network: Callable[[Files], Path], command: Command) -> None:
    text = HEAD + "signatories: [{member: open-reef, received: true}]\r\nsigning: {closes: 2026-05-03}\r\n" + TEXT
    root = network({"members.yml": MEMBERS})
    (root / "posts").mkdir()
    (root / "posts/ours.md").write_bytes(text.encode())

    def confirm(*words: str) -> tuple[int, str]:
        done = command(root, "talanoa", "confirm", *words, "--now", "2026-05-10")
        return done.returncode, done.stdout + done.stderr

    assert "did you mean 'open-reef'" in confirm("ours", "open-reefs")[1]
    assert "the statements are ours" in confirm("yours", "open-reef")[1]
    assert "2026-05-11 has not come yet" in confirm("ours", "open-reef", "--date", "2026-05-11")[1]
    assert confirm("ours", "open-reef", "--dry-run") == (
        0,
        "posts/ours.md: open-reef would be a signatory as of 2026-05-10.\nSigning closed on 2026-05-03.\n",
    )
    assert (root / "posts/ours.md").read_bytes() == text.encode()


def test_what_is_unusual_about_a_signature_is_said(network: Callable[[Files], Path], command: Command) -> None:
    more = """  - {id: gone, name: Gone, country: FJ, status: former, left: 2026-04-30}
  - {id: quiet, name: Quiet, country: FJ, visibility: hidden}
"""
    root = network({"members.yml": MEMBERS + more, "posts/ours.md": HEAD + TEXT})

    def said(*words: str) -> list[str]:
        done = command(root, "talanoa", "confirm", "ours", *words, "--dry-run", "--now", "2026-05-10")
        return done.stderr.splitlines()

    assert said("open-reef") == []
    assert said("open-reef", "--date", "2026-04-30") == ["Signing opened on 2026-05-01. Check the day."]
    assert said("gone") == ["gone left the network on 2026-04-30."]
    assert said("quiet") == ["The site doesn't show this signature: quiet is hidden in members.yml."]


def test_translations_that_go_round_end(network: Callable[[Files], Path], command: Command) -> None:
    """The check reports such posts; what is asked of them comes to an end all the same."""
    text = "---\ntitle: T\ndate: 2026-05-01\nauthors: [open-reef]\nkind: statement\nlanguage: {}\ntranslation_of: {}\n---\nT\n"
    names = {"one": "three", "two": "one", "three": "two"}
    posts = {f"posts/{name}.md": text.format("en", of) for name, of in names.items()}
    done = command(network({"members.yml": MEMBERS, **posts}), "talanoa", "confirm", "one", "open-reef", "--dry-run")
    assert done.returncode == 0 and "would be a signatory" in done.stdout
