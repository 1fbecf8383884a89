"""An event that changes says so to those who have it in a calendar."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.conftest import Files
from tests.history.stories import (
    CALL,
    LATER,
    NEWER,
    SERIES,
    changed,
    compared,
    fixed,
    said,
)
from tests.repositories import write

from talanoa.load import load

pytestmark = pytest.mark.skipif(not shutil.which("git"), reason="needs git")


@pytest.mark.parametrize(
    "was, now, expected",
    [
        pytest.param(CALL, changed(CALL, ("Call", "Long call")), [], id="another title"),
        pytest.param(CALL, changed(CALL, LATER, *NEWER), [], id="later, and told"),
        pytest.param(
            CALL,
            changed(CALL, LATER),
            [
                "8:15 sequence-not-raised the time changed, and `sequence` is not higher than before (2)",
                "9:14 updated-not-renewed the time changed, and `updated` is not later than before",
            ],
            id="later",
        ),
        pytest.param(CALL, changed(CALL, LATER, NEWER[0]), ["9:14 updated-not-renewed the time"], id="only numbered"),
        pytest.param(CALL, changed(CALL, LATER, NEWER[1]), ["8:15 sequence-not-raised the time"], id="only dated"),
        pytest.param(
            CALL,
            changed(CALL, LATER, ("    sequence: 2\n", ""), NEWER[1]),
            ["5:5 sequence-not-raised the time"],
            id="the number taken out: the key that changed",
        ),
        pytest.param(
            CALL,
            changed(CALL, ("duration: 60 minutes", "end: 2026-12-01 11:00")),
            [],
            id="the same end in other words",
        ),
        pytest.param(
            CALL,
            changed(CALL, ("60 minutes", "90 minutes"), NEWER[1]),
            ["8:15 sequence-not-raised the time"],
            id="longer",
        ),
        pytest.param(
            CALL,
            changed(CALL, ("    sequence: 2\n", "    timezone: Asia/Manila\n"), NEWER[1]),
            ["8:5 sequence-not-raised the time"],
            id="in another zone",
        ),
        pytest.param(
            changed(CALL, ("    sequence: 2\n", "    timezone: Asia/Calcutta\n")),
            changed(CALL, ("    sequence: 2\n", "    timezone: Asia/Kolkata\n")),
            [],
            id="a zone's other name",
        ),
        pytest.param(
            CALL,
            changed(CALL, ("city: Suva", "city: Nadi"), ("60 minutes", "90 minutes"), NEWER[1]),
            ["8:15 sequence-not-raised the time and the place changed"],
            id="elsewhere and longer",
        ),
        pytest.param(
            CALL, changed(CALL, ("city: Suva", "city: Suva, accessibility: Lift")), [], id="more about the place"
        ),
        pytest.param(
            CALL,
            changed(CALL, ("    place: {name: Hall, city: Suva}\n", ""), NEWER[1]),
            ["7:15 sequence-not-raised the place"],
            id="nowhere",
        ),
        pytest.param(
            CALL,
            changed(CALL, ("sequence: 2", "status: cancelled\n    sequence: 2"), NEWER[1]),
            ["9:15 sequence-not-raised the status"],
            id="cancelled",
        ),
        pytest.param(
            changed(CALL, ("sequence: 2", "online: {url: https://a.example.org/}")),
            changed(CALL, ("sequence: 2", "online: {url: https://b.example.org/}")),
            [],
            id="another joining link that is not public",
        ),
        pytest.param(
            changed(CALL, ("sequence: 2", "online: {url: https://a.example.org/, public: true}")),
            changed(CALL, ("sequence: 2", "online: {url: https://b.example.org/, public: true}"), NEWER[1]),
            ["8:5 sequence-not-raised the place"],
            id="another public link",
        ),
        pytest.param(
            CALL,
            changed(CALL, ("sequence: 2", "sequence: 1")),
            ["8:15 sequence-not-raised the number was 2 before, and it must never go down"],
            id="a lower number",
        ),
        pytest.param(
            changed(CALL, ("sequence: 2", "visibility: hidden")), changed(CALL, LATER), [], id="it was hidden"
        ),
        pytest.param(CALL, changed(CALL, LATER, ("sequence: 2", "visibility: hidden")), [], id="it is hidden now"),
        pytest.param(
            CALL,
            changed(CALL, LATER, NEWER[0], ("updated: 2026-11-01", "updated: 2026-11-01 14:00")),
            [],
            id="changed twice on one day",
        ),
        # a series
        pytest.param(SERIES, changed(SERIES, ("count: 4", "until: 2027-04-10")), [], id="its end in other words"),
        pytest.param(
            SERIES,
            changed(SERIES, ("count: 4", "count: 5"), NEWER[1]),
            ["7:15 sequence-not-raised the time"],
            id="one time more",
        ),
        pytest.param(
            SERIES,
            changed(SERIES, ("count: 4", "count: 4, except: [2027-02-23]"), NEWER[1]),
            [
                "6:5 vanished-id the occurrence on 2027-02-23 is gone: /events/call/2027-02-23/ leads nowhere",
                "7:15 sequence-not-raised the time",
            ],
            id="one time less",
        ),
        pytest.param(SERIES, changed(SERIES, LATER, *NEWER), [], id="all later: what differs is newer with the event"),
        pytest.param(
            SERIES,
            SERIES + "      2027-02-23: {status: cancelled, updated: 2026-11-20}\n",
            [],
            id="one cancelled for the first time: calendars get it as newer than the series",
        ),
        pytest.param(
            SERIES,
            SERIES + "      2027-02-23: {status: cancelled}\n",
            ["11:20 updated-not-renewed the status"],
            id="one cancelled on no day",
        ),
        pytest.param(
            SERIES,
            changed(SERIES, ("2027-01-13 10:00", "2027-01-14 10:00, updated: 2026-11-20")),
            ["10:20 sequence-not-raised the time changed, and `sequence` is not higher than before (3)"],
            id="one moved again",
        ),
        pytest.param(
            SERIES,
            changed(SERIES, ("2027-01-13 10:00", "2027-01-14 10:00, sequence: 4, updated: 2026-11-20")),
            [],
            id="one moved again, and told",
        ),
        pytest.param(
            SERIES,
            changed(SERIES, ("2027-01-13 10:00", "2027-01-14 10:00"), *NEWER),
            [],
            id="one moved again, told by the event",
        ),
        pytest.param(
            SERIES,
            changed(SERIES, ("    occurrences:\n      2027-01-12: {start: 2027-01-13 10:00}\n", ""), *NEWER),
            [
                "7:15 sequence-not-raised what was different on 2027-01-12 changed, and `sequence` is not higher than before (3"
            ],
            id="one moved back: the series must be newer than the one was",
        ),
        pytest.param(
            SERIES + "".join(f"      {day}: {{status: cancelled}}\n" for day in ("2027-02-23", "2027-04-06")),
            changed(SERIES, ("    occurrences:\n      2027-01-12: {start: 2027-01-13 10:00}\n", ""), *NEWER),
            ["7:15 sequence-not-raised what was different on 2027-01-12 changed"],
            id="three as their rule again: the first is named",
        ),
        pytest.param(
            SERIES,
            changed(SERIES, ("count: 4", "count: 5"), *NEWER) + "      2027-05-18: {status: cancelled}\n",
            [],
            id="one time more, which is cancelled at once",
        ),
        pytest.param(
            changed(SERIES, ("2027-01-13 10:00", "2027-01-12 10:00")),
            changed(SERIES, ("    occurrences:\n      2027-01-12: {start: 2027-01-13 10:00}\n", "")),
            [],
            id="one that was as its rule has it, left out",
        ),
        pytest.param(
            changed(SERIES, ("10:00}", "10:00, updated: 2026-11-02}")),
            changed(
                SERIES,
                ("10:00}", "10:00, updated: 2026-11-02}"),
                ("    sequence", "    place: {city: Suva}\n    sequence"),
            ),
            ["8:15 sequence-not-raised the place", "9:14 updated-not-renewed the place"],
            id="another place for all of them: what mends the event mends what differs",
        ),
        pytest.param(
            changed(SERIES, ("10:00}", "10:00, sequence: 7}")),
            SERIES,
            ["10:7 sequence-not-raised the number was 7 before"],
            id="one with a lower number",
        ),
    ],
)
def test_events(network: Callable[[Files], Path], was: str, now: str, expected: list[str]) -> None:
    root = network({"events.yml": was})
    before, _ = load(root)
    assert before
    write(root, "events.yml", now)
    found = said(root, before)
    assert len(found) == len(expected), found
    for line, start in zip(found, expected):
        assert line.startswith(f"events.yml:{start}"), found
    if expected:
        assert fixed(root, before)
        assert [line for line in said(root, before) if "vanished-id" not in line] == []
        assert fixed(root, before) == []


def test_another_value_is_suggested_where_one_is_written(network: Callable[[Files], Path]) -> None:
    root = network({"events.yml": CALL})
    before, _ = load(root)
    assert before
    write(root, "events.yml", changed(CALL, LATER, ("    sequence: 2\n", "")))
    meant = {found.problem.code: found.problem.suggestion for found in compared(root, before)}
    assert meant == {"sequence-not-raised": None, "updated-not-renewed": "2026-11-22"}
