"""Every figure of the roll has its sum, and what isn't known counts against no one."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from tests.conftest import NETWORK, Command, Files

from talanoa.desk import Participation, participation
from talanoa.desk.participation_formats import FORMATS
from talanoa.load import load

ASKED = "participation: {event: network-call, expected: 3, of: 5}\nterm: {start: 2026-01-01, end: 2026-12-31}\n"
MEMBERS = """members:
  - {id: always, name: Always There, country: FJ, joined: 2020-01-01}
  - {id: never, name: Never There, country: FJ}
  - {id: late, name: Late Comer, country: FJ, joined: 2026-04-01}
  - {id: away, name: On Leave, country: FJ, leave: [{start: 2026-02-17, end: 2026-03-13}]}
  - {id: gone, name: Gone, country: FJ, status: former, joined: 2020-01-01, left: 2026-03-20}
  - {id: secret, name: Hidden One, country: FJ, visibility: hidden}
  - {id: partner, name: A Partner, country: FJ, status: partner}
  - {id: guest, name: First a Guest, country: FJ, joined: 2026-03-01}
  - {id: watcher, name: First an Observer, country: FJ, joined: 2020-01-01, earlier: [{status: observer, until: 2026-02-28}]}
"""
# Calls on the 2nd of each month from December 2025 on; the first is before the term.
EVENTS = """events:
  - id: network-call
    title: Network call
    type: call
    start: 2025-12-02 15:00
    duration: 90 minutes
    recurrence: {every: 1 month, count: 6}
    occurrences:
      2025-12-02: {attended: [never]}
      2026-01-02: {attended: [always, gone, guest, watcher]}
      2026-02-02: {status: cancelled, attended: [never]}
      2026-03-02: {attended: [always, secret], start: 2026-03-04 15:00}
      2026-04-02: {attended_count: 9}
"""
FILES: Files = {"network.yml": NETWORK + ASKED, "members.yml": MEMBERS, "events.yml": EVENTS}


def found(root: Path, day: str) -> Participation:
    content, _ = load(root)
    assert content
    result = participation(content, date.fromisoformat(day))
    assert result
    return result


@pytest.fixture
def year(network: Callable[[Files], Path]) -> Path:
    return network(FILES)


@pytest.mark.parametrize(
    "day, member, held, attended, leave, calls",
    [
        ("2026-03-31", "always", 2, 2, 0, "yes cancelled yes"),
        (
            "2026-03-31",
            "never",
            2,
            0,
            0,
            "no cancelled no",
        ),  # a call before the term, and one that was off, count for no one
        ("2026-03-31", "late", 0, 0, 0, "before cancelled before"),
        ("2026-03-31", "guest", 1, 0, 0, "before cancelled no"),  # it came before it was asked to
        ("2026-03-31", "watcher", 1, 0, 0, "before cancelled no"),
        ("2026-03-31", "away", 1, 0, 1, "no cancelled no"),
        ("2026-03-31", "secret", 2, 1, 0, "no cancelled yes"),
        ("2026-03-31", "gone", 2, 1, 0, "yes cancelled no"),
        ("2026-03-03", "always", 1, 1, 0, "yes cancelled"),  # the call of the 2nd was moved to the 4th
        ("2026-04-02", "never", 2, 0, 0, "no cancelled no unrecorded"),  # a number of people names no one
        ("2026-04-02", "late", 0, 0, 0, "before cancelled before unrecorded"),
        ("2026-04-02", "gone", 2, 1, 0, "yes cancelled no"),  # it had left
        ("2026-06-30", "always", 2, 2, 0, "yes cancelled yes unrecorded unrecorded"),
        ("2025-12-31", "never", 0, 0, 0, ""),
    ],
)
def test_the_sum(year: Path, day: str, member: str, held: int, attended: int, leave: int, calls: str) -> None:
    roll = next(roll for roll in found(year, day).rolls if roll.member.id == member)
    assert (roll.held, roll.attended, roll.leave) == (held, attended, leave)
    assert " ".join(roll.calls.values()) == calls


@pytest.mark.parametrize(
    "day, states",
    [
        (
            "2026-03-31",
            "always: on course, away: not heard of, gone: nothing to say, late: on course, never: out of reach",
        ),
        ("2026-01-01", "always: on course, away: on course, gone: on course, late: on course, never: on course"),
    ],
)
def test_what_there_may_be_to_ask(year: Path, day: str, states: str) -> None:
    rolls = found(year, day).rolls
    said = {roll.member.id: roll.state for roll in rolls}
    wanted = dict(pair.split(": ") for pair in states.split(", "))
    assert {id: said[id] for id in wanted} == wanted  # type: ignore[index]
    assert said["partner"] == "nothing to say"  # type: ignore[index]


def test_who_was_there_for_part_of_the_term_is_asked_for_a_part(year: Path) -> None:
    rolls = {str(roll.member.id): roll for roll in found(year, "2026-03-31").rolls}
    assert (rolls["always"].expected, rolls["late"].expected, rolls["late"].left) == (3, 2, 2)


def test_without_a_question_there_is_no_answer(network: Callable[[Files], Path], command: Command) -> None:
    root = network({"events.yml": EVENTS})
    content, _ = load(root)
    assert content and participation(content, date(2026, 1, 1)) is None
    done = command(root, "talanoa", "report", "participation")
    assert done.returncode == 2 and "network.yml asks for no calls" in done.stderr


def test_json_has_the_promised_fields(year: Path, command: Command) -> None:
    done = command(year, "talanoa", "report", "participation", "--format", "json", "--now", "2026-03-31")
    assert done.returncode == 0 and done.stderr == ""
    data = json.loads(done.stdout)
    assert {key: data[key] for key in data if key != "members"} == {
        "event": "network-call",
        "expected": 3,
        "of": 5,
        "as_of": "2026-03-31",
    }
    assert next(it for it in data["members"] if it["id"] == "always") == {
        "id": "always",
        "name": "Always There",
        "since": "2020-01-01",
        "status": "member",
        "held": 2,
        "attended": 2,
        "leave": 0,
        "calls": {"2026-01-02": "yes", "2026-02-02": "cancelled", "2026-03-02": "yes"},
    }


def test_all_formats_say_the_same(network: Callable[[Files], Path]) -> None:
    names = MEMBERS.replace("Always There", "=1+1|<b>")
    result = found(network({**FILES, "members.yml": names}), "2026-04-02")
    rows = [*csv.reader(io.StringIO(FORMATS["csv"](result).removeprefix("\ufeff")))]
    assert rows[0][:7] == ["id", "name", "since", "status", "held", "attended", "leave"]
    assert rows[1] == [
        "always",
        "'=1+1|<b>",
        "2020-01-01",
        "member",
        "2",
        "2",
        "0",
        "yes",
        "cancelled",
        "yes",
        "unrecorded",
    ]
    assert "=1+1\\|\\<b\\>" in FORMATS["md"](result)
    text = FORMATS["text"](result)
    assert "4 held up to" not in text and "3 held up to 2026-04-02, 1 of them without a record of who came" in text
    assert "Never There: joined 0 of 2, asked for 3, to come or not recorded: 2" in text


def test_a_report_is_never_written_onto_the_site(year: Path, command: Command) -> None:
    done = command(year, "talanoa", "report", "participation", "--out", "docs/roll.md")
    assert done.returncode == 2 and "would be on the site" in done.stderr
    assert not (year / "docs/roll.md").exists()
    assert command(year, "talanoa", "report", "participation", "--out", "../roll.txt").returncode == 0
    assert (year.parent / "roll.txt").read_text("utf-8").startswith("Network call: 3 of 5")


def test_a_leave_is_on_no_page(year: Path, command: Command) -> None:
    assert command(year, "talanoa", "build", "--now", "2026-03-31").returncode == 0
    assert not [path for path in (year / "site").rglob("*") if path.is_file() and b"2026-03-13" in path.read_bytes()]


CHANGES = """members:
  - {id: turned, name: Turned Member, country: NP, earlier: [{status: observer, until: 2026-03-01}]}
  - {id: became, name: Became Observer, country: NP, status: observer, earlier: [{status: member, until: 2026-03-01}]}
  - {id: twice, name: Twice, country: NP, earlier: [{status: member, until: 2026-03-09}, {status: partner, until: 2026-02-01}]}
  - {id: away, name: Away Until May, country: FJ, leave: [{start: 2026-03-01, end: 2026-05-31}]}
  - {id: leaving, name: Leaving Soon, country: FJ, left: 2026-04-15}
"""
YEAR_OF_CHANGES = """events:
  - id: network-call
    title: Network call
    type: call
    start: 2026-01-02 15:00
    recurrence: {every: 1 month, count: 5}
    occurrences:
      2026-01-02: {attended: [turned, leaving]}
      2026-02-02: {attended: [became, twice]}
      2026-03-02: {attended: [became]}
"""


@pytest.mark.parametrize(
    "member, status, sums, calls",
    [
        # Held, joined, on leave, to come, asked for. What it joined as an observer doesn't count.
        ("turned", "member", (1, 0, 0, 2, 2), "before before no"),
        ("became", "observer", (3, 2, 0, 2, 3), "no yes yes"),
        ("twice", "member", (2, 1, 0, 2, 3), "before yes no"),
        ("away", "member", (2, 0, 1, 0, 2), "no no no"),  # nothing is asked of it at the calls of April and May
        ("leaving", "member", (3, 1, 0, 1, 3), "yes no no"),
    ],
)
def test_what_changes_during_the_year(
    member: str, status: str, sums: tuple[int, ...], calls: str, network: Callable[[Files], Path]
) -> None:
    files: Files = {"network.yml": NETWORK + ASKED, "members.yml": CHANGES, "events.yml": YEAR_OF_CHANGES}
    rolls = {str(roll.member.id): roll for roll in found(network(files), "2026-03-15").rolls}
    roll = rolls[member]
    assert (roll.held, roll.attended, roll.leave, roll.left, roll.expected) == sums
    assert (roll.status, " ".join(roll.calls.values())) == (status, calls)
    assert "2026-03-02 leave" in FORMATS["text"](found(network(files), "2026-03-15"))


def test_a_status_is_that_of_the_day(network: Callable[[Files], Path]) -> None:
    """As the review counts it, on both of its days."""
    files: Files = {"network.yml": NETWORK + ASKED, "members.yml": CHANGES, "events.yml": YEAR_OF_CHANGES}
    content, problems = load(network(files))
    assert content and not problems
    on = {str(it.id): it.status_on for it in content.members}
    days = [date(2026, 1, 31), date(2026, 2, 1), date(2026, 3, 1), date(2026, 3, 2)]
    assert [on["turned"](day) for day in days] == ["observer", "observer", "observer", "member"]
    assert [on["became"](day) for day in days] == ["member", "member", "member", "observer"]
    assert [on["twice"](day) for day in days] == ["partner", "partner", "member", "member"]
