"""Open items of an agenda go to the next call as they are written, once."""

from __future__ import annotations

import errno
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner
from tests.conftest import Command, Files

from talanoa.cli import main

MEMBERS = "members:\n  - {id: open-reef, name: Open Reef, country: FJ}\n"
EVENT = """events:
  - id: network-call
    title: Network call
    type: call
    start: 2026-01-02 15:00
    duration: 90 minutes
    recurrence: {every: 6 weeks, count: 4}
"""
AGENDA = """    occurrences:
      2026-01-02:
        agenda:
          - title: Welcome
            status: done
          - title: "Budgets: #1"   # hers
            lead: open-reef
            minutes: 15
            status: agreed
          - {title: Minutes, notes: "One line.\\n\\nAnother."}
          - {title: Old, status: carried}
      2026-02-13: {status: cancelled}
"""


@pytest.mark.parametrize(
    "more, wished",
    [
        ("", "      2026-03-27:\n        agenda:\n{items}"),  # the call in between is off
        (
            "      2026-03-27:\n        agenda:\n          - title: Own\n",
            "      2026-03-27:\n        agenda:\n          - title: Own\n{items}",
        ),
        ("      2026-03-27:\n        agenda:\n", "      2026-03-27:\n        agenda:\n{items}"),
    ],
)
def test_open_items_go_to_the_next_call(
    more: str, wished: str, network: Callable[[Files], Path], command: Command
) -> None:
    root = network({"members.yml": MEMBERS, "events.yml": EVENT + AGENDA + more})
    words = ("talanoa", "carry", "network-call", "2026-01-02")
    assert "2 items would be carried to 2026-03-27" in command(root, *words, "--dry-run").stdout
    assert (root / "events.yml").read_text("utf-8") == EVENT + AGENDA + more
    done = command(root, *words)
    assert (
        done.returncode == 0
        and done.stdout == "events.yml: 2 items were carried to 2026-03-27:\n  Budgets: #1\n  Minutes\n"
    )
    marked = AGENDA.replace("status: agreed", "status: carried").replace(
        "{title: Minutes,", "{title: Minutes, status: carried,"
    )
    items = "          - title: 'Budgets: #1'\n            lead: open-reef\n            minutes: 15\n          - title: Minutes\n            notes: |-\n              One line.\n\n              Another.\n"
    assert (root / "events.yml").read_text("utf-8") == EVENT + marked + wished.format(items=items)
    assert command(root, "talanoa", "check").returncode == 0
    assert "Nothing to carry" in command(root, *words).stdout


def test_what_the_series_has_stays(network: Callable[[Files], Path], command: Command) -> None:
    general = "    agenda: [{title: Welcome, minutes: 5}]\n"
    root = network({"members.yml": MEMBERS, "events.yml": EVENT + general + AGENDA})
    assert command(root, "talanoa", "carry", "network-call", "2026-01-02").returncode == 0
    text = (root / "events.yml").read_text("utf-8")
    assert (
        "2026-03-27:\n        agenda:\n          - title: Welcome\n            minutes: 5\n          - title: 'Budgets: #1'\n"
        in text
    )


def test_what_the_next_call_has_is_not_written_there_again(network: Callable[[Files], Path], command: Command) -> None:
    """An item of every call, which an earlier `talanoa carry` has copied, and one that someone has copied by hand."""
    general = "    agenda: [{title: Welcome}]\n"
    agenda = (
        "    occurrences:\n      2026-01-02: {agenda: [{title: Welcome}, {title: Budgets}, {title: Late}]}\n"
        "      2026-02-13: {agenda: [{title: welcome}, {title: budgets}]}\n"
    )
    root = network({"members.yml": MEMBERS, "events.yml": EVENT + general + agenda})
    done = command(root, "talanoa", "carry", "network-call", "2026-01-02")
    assert done.stdout == "events.yml: 2 items were carried to 2026-02-13:\n  Budgets\n  Late\n"
    text = (root / "events.yml").read_text("utf-8")
    assert "{agenda: [{title: welcome}, {title: budgets}, {title: Late}]}" in text
    assert "[{title: Welcome}, {title: Budgets, status: carried}, {title: Late, status: carried}]" in text


def test_a_call_that_is_still_to_come_is_said(network: Callable[[Files], Path], command: Command) -> None:
    later = (
        EVENT.replace("2026-01-02", "2090-01-06") + "    occurrences:\n      2090-01-06: {agenda: [{title: Early}]}\n"
    )
    done = command(
        network({"members.yml": MEMBERS, "events.yml": later}), "talanoa", "carry", "network-call", "2090-01-06"
    )
    assert done.returncode == 0 and "1 item was carried to 2090-02-17" in done.stdout
    assert done.stderr == "This call is still to come: it is on 2090-01-06. Check the date.\n"


def test_the_last_call_has_no_next(network: Callable[[Files], Path], command: Command) -> None:
    last = EVENT + "    occurrences:\n      2026-05-08: {agenda: [{title: Late}]}\n"
    root = network({"members.yml": MEMBERS, "events.yml": last})
    done = command(root, "talanoa", "carry", "network-call", "2026-05-08")
    assert done.returncode == 1 and "no later call" in done.stderr and "Late" in done.stderr
    assert (root / "events.yml").read_text("utf-8") == last
    assert command(root, "talanoa", "carry", "network-call", "2026-05-09").returncode == 2


def test_all_of_it_is_carried_or_nothing(network: Callable[[Files], Path], command: Command) -> None:
    """An item that is only named in the agenda, and written elsewhere, can't be marked without changing it there too."""
    agenda = "    occurrences:\n      2026-02-13: {agenda: [{title: Own}, &v {title: Seen}, *v]}\n"
    root = network({"members.yml": MEMBERS, "events.yml": EVENT + agenda})
    before = (root / "events.yml").read_text("utf-8")
    done = command(root, "talanoa", "carry", "network-call", "2026-02-13")
    assert done.returncode == 1
    assert "nothing was changed. Move by hand: Own; Seen; Seen" in done.stderr
    assert (root / "events.yml").read_text("utf-8") == before


def test_a_file_that_cannot_be_written_is_said(
    network: Callable[[Files], Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise OSError(errno.EROFS, "Read-only file system", "events.yml")

    monkeypatch.chdir(network({"members.yml": MEMBERS, "events.yml": EVENT + AGENDA}))
    monkeypatch.setattr("talanoa.cli.content.amend", refuse)
    done = CliRunner().invoke(main, ["carry", "network-call", "2026-01-02"])
    assert done.exit_code == 1
    assert "events.yml can't be changed: Read-only file system. Move by hand: Budgets: #1; Minutes" in done.stderr
