"""talanoa check --against REV, in real repositories: what was, what is, and what is said."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import tempfile
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.cli.test_contribution import POST, commit, git, write
from tests.conftest import NETWORK, NOW, Command, Files
from tests.fuzz import limits, seeds
from tests.fuzz.conftest import fuzzed
from tests.fuzz.mutations import spoiled
from tests.fuzz.readers import lies_inside

from talanoa import history
from talanoa.amend import amend
from talanoa.git import Unanswered
from talanoa.history.stamps import later
from talanoa.load import Content, load
from talanoa.model.dates import read_stamp
from talanoa.model.zones import zone
from talanoa.source import Scalar, Source

pytestmark = pytest.mark.skipif(not shutil.which("git"), reason="needs git")

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)  # which is the 22nd in Auckland

CALL = """\
events:
  - id: call
    title: Call
    type: call
    start: 2026-12-01 10:00
    duration: 60 minutes
    place: {name: Hall, city: Suva}
    sequence: 2
    updated: 2026-11-01
"""
SERIES = """\
events:
  - id: call
    title: Call
    type: call
    start: 2026-12-01 10:00
    recurrence: {every: 6 weeks, count: 4}
    sequence: 2
    updated: 2026-11-01
    occurrences:
      2027-01-12: {start: 2027-01-13 10:00}
"""
REEFS: Files = {"posts/reefs.md": POST}
MEMBERS = """\
members:
  - id: open-reef
    name: Open Reef
    country: FJ
    people:
      - {id: sefa, name: Sefa}
"""
TOPICS = NETWORK + "themes:\n  - {id: water, title: Water}\nactivities:\n  - {id: talk, title: Talk}\n"


def changed(text: str, *pairs: tuple[str, str]) -> str:
    for old, new in pairs:
        assert old in text, "the story is about nothing"
        text = text.replace(old, new)
    return text


def compared(root: Path, before: Content, now: datetime = NOON) -> list[history.Finding]:
    after, _ = load(root)
    return history.compare(before, after, now) if after else []


def said(root: Path, before: Content | str = "main", now: datetime = NOON) -> list[str]:
    """Each problem, as file:line:column, code and the first words; `before` is what was, or the revision that has it."""
    found = compared(root, history.past(root, before) if isinstance(before, str) else before, now)
    return sorted(f"{one.problem.place} {one.problem.code} {one.problem.message}" for one in found)


@pytest.fixture
def repository(network: Callable[[Files], Path]) -> Callable[[Files], Path]:
    """A network's repository, on a branch of its own from `main`."""

    def make(files: Files) -> Path:
        root = network(files)
        git(root, "init", "--quiet", "--initial-branch=main")
        commit(root)
        git(root, "switch", "--quiet", "--create", "contribution")
        return root

    return make


NEWER = ("sequence: 2", "sequence: 3"), ("updated: 2026-11-01", "updated: 2026-11-20")
LATER = ("start: 2026-12-01 10:00", "start: 2026-12-01 11:00")


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
        assert mend(root, before)
        assert [line for line in said(root, before) if "vanished-id" not in line] == []
        assert mend(root, before) == []


def test_another_value_is_suggested_where_one_is_written(network: Callable[[Files], Path]) -> None:
    root = network({"events.yml": CALL})
    before, _ = load(root)
    assert before
    write(root, "events.yml", changed(CALL, LATER, ("    sequence: 2\n", "")))
    meant = {found.problem.code: found.problem.suggestion for found in compared(root, before)}
    assert meant == {"sequence-not-raised": None, "updated-not-renewed": "2026-11-22"}


def mend(root: Path, before: Content | None = None) -> list[str]:
    wishes = history.wishes(compared(root, before or history.past(root, "main"), NOON))
    return [str(done) for done in amend(root, wishes)]


@pytest.mark.parametrize(
    "was, now, expected",
    [
        # posts
        pytest.param(REEFS, {"posts/reefs.md": POST + "More\n"}, [], id="a text changes"),
        pytest.param(
            REEFS,
            {"posts/reefs.md": None},
            ["posts/reefs.md:1:1 vanished-id the post 'reefs' is gone, and /posts/reefs/ leads nowhere"],
            id="a post is deleted",
        ),
        pytest.param(
            REEFS, {"posts/reefs.md": changed(POST, ("kind", "draft: true\nkind"))}, [], id="a post is a draft"
        ),
        pytest.param(
            {"posts/reefs.md": changed(POST, ("kind", "draft: true\nkind"))}, {"posts/reefs.md": None}, [], id="a draft"
        ),
        pytest.param(
            {"posts/reefs.md": changed(POST, ("kind", "publish_at: 2026-12-01\nkind"))},
            {"posts/reefs.md": None},
            [],
            id="a post of the future",
        ),
        pytest.param(
            {"posts/reefs.md": changed(POST, ("kind", "expires: 2026-11-01\nkind"))},
            {"posts/reefs.md": None},
            [],
            id="a post past its end",
        ),
        pytest.param(
            REEFS, {"posts/reefs.md": None, "posts/2026/2026-01-02-reefs.md": POST}, [], id="a post in another folder"
        ),
        pytest.param(
            REEFS,
            {"posts/reefs.md": None, "posts/our-reefs.md": POST},
            ["posts/our-reefs.md:2:1 vanished-id 'our-reefs' seems to be what was the post 'reefs'"],
            id="a post is renamed",
        ),
        pytest.param(
            REEFS,
            {"posts/reefs.md": None, "posts/our-reefs.md": changed(POST, ("kind", "formerly: [reefs]\nkind"))},
            ["posts/our-reefs.md:5:12 changed-id feeds know this post by the id 'reefs', and now it has 'our-reefs'"],
            id="a post is renamed and leads on, but feeds show it twice",
        ),
        pytest.param(
            REEFS,
            {
                "posts/reefs.md": None,
                "posts/our-reefs.md": changed(POST, ("kind", "formerly: [reefs]\nid: reefs\nkind")),
            },
            [],
            id="a post is renamed as it should be",
        ),
        pytest.param(
            REEFS,
            {
                "posts/reefs.md": None,
                "posts/our.md": changed(POST, ("Text", "Other"), ("Reefs", "Our"), ("kind", "id: reefs\nkind")),
            },
            ["posts/our.md:2:1 vanished-id 'our' seems to be what was the post 'reefs'"],
            id="a post is renamed and keeps its id only",
        ),
        pytest.param(
            REEFS,
            {"posts/reefs.md": changed(POST, ("kind", "id: other\nkind"))},
            ["posts/reefs.md:5:5 changed-id feeds know this post by the id 'reefs', and now it has 'other'"],
            id="a post's id",
        ),
        pytest.param(
            {"posts/reefs.md": changed(POST, ("kind", "formerly: [old]\nkind"))},
            REEFS,
            ["posts/reefs.md:2:1 vanished-id /posts/old/ led to this post, and now leads nowhere"],
            id="an old address of a post",
        ),
        pytest.param(REEFS, {"posts/reefs.md": "---\ntitle: Reefs\n---\n"}, [], id="a post that can't be read"),
        # members and people
        pytest.param(
            {"members.yml": MEMBERS},
            {"members.yml": "members:\n"},
            ["members.yml:1:1 vanished-id the member 'open-reef' is gone, and /members/open-reef/ leads nowhere"],
            id="a member, which is told once for all its people",
        ),
        pytest.param(
            {"members.yml": MEMBERS}, {"members.yml": MEMBERS + "    status: former\n"}, [], id="a former member"
        ),
        pytest.param(
            {"members.yml": MEMBERS}, {"members.yml": MEMBERS + "    visibility: hidden\n"}, [], id="a hidden member"
        ),
        pytest.param(
            {"members.yml": MEMBERS + "    visibility: name-only\n"},
            {"members.yml": "members:\n"},
            [],
            id="had no page",
        ),
        pytest.param(
            {"members.yml": MEMBERS},
            {"members.yml": changed(MEMBERS, ("open-reef", "the-reef"))},
            ["members.yml:2:9 vanished-id 'the-reef' seems to be what was the member 'open-reef'"],
            id="a member with another id",
        ),
        pytest.param(
            {"members.yml": MEMBERS},
            {"members.yml": changed(MEMBERS, ("open-reef", "the-reef")) + "    formerly: [open-reef]\n"},
            [],
            id="a member that was called otherwise",
        ),
        pytest.param(
            {"members.yml": MEMBERS},
            {"members.yml": changed(MEMBERS, ("      - {id: sefa, name: Sefa}\n", "      []\n"))},
            ["members.yml:5:5 vanished-id the person 'sefa' is gone, and /people/sefa/ leads nowhere"],
            id="a person",
        ),
        pytest.param(
            {"members.yml": MEMBERS},
            {"members.yml": changed(MEMBERS, ("name: Sefa", "name: Sefa, visibility: hidden"))},
            [],
            id="a hidden person",
        ),
        pytest.param(
            {"members.yml": MEMBERS}, {"members.yml": changed(MEMBERS, ("name: Open Reef", "nam: x"))}, [], id="a slip"
        ),
        pytest.param({"members.yml": MEMBERS}, {"members.yml": "members: ["}, [], id="a file that can't be read"),
        pytest.param(
            {"members.yml": MEMBERS}, {"members.yml": None, "members/all.yml": MEMBERS}, [], id="members in a folder"
        ),
        pytest.param(
            {"members/open-reef.yml": "id: open-reef\nname: Open Reef\ncountry: FJ\n"},
            {"members/open-reef.yml": None},
            ["members/open-reef.yml:1:1 vanished-id the member"],
            id="a member's own file",
        ),
        # events
        pytest.param(
            {"events.yml": CALL},
            {"events.yml": "events:\n"},
            ["events.yml:1:1 vanished-id the event 'call'"],
            id="an event",
        ),
        pytest.param(
            {"events.yml": CALL},
            {"events.yml": changed(CALL, ("id: call", "id: big-call\n    formerly: [call]"))},
            ["events.yml:3:16 changed-id calendars know this event by the id 'call'"],
            id="an event with another id",
        ),
        pytest.param(
            {"events.yml": CALL + "    series: {id: talks, title: Talks}\n"},
            {"events.yml": CALL + "    series: {id: our-talks, title: Talks}\n"},
            ["events.yml:10:18 vanished-id the series 'talks' is gone, and /series/talks/ leads nowhere"],
            id="a series",
        ),
        # the network
        pytest.param(
            {},
            {"network.yml": changed(NETWORK, ("reef-network", "reefs"), ("org,2016", "org,2017"))},
            [
                "network.yml:1:5 changed-id the network's `id` was 'reef-network'",
                "network.yml:2:12 changed-id the network's `authority` was 'reef.example.org,2016'",
            ],
            id="the network's own ids",
        ),
        pytest.param({}, {"network.yml": changed(NETWORK, ("id: reef-network\n", ""))}, [], id="an id that is missing"),
        pytest.param({}, {"network.yml": changed(NETWORK, ("org,2016", "org"))}, [], id="a slip in the authority"),
        pytest.param({}, {"network.yml": None}, [], id="no network"),
        pytest.param(
            {"network.yml": TOPICS},
            {"network.yml": changed(TOPICS, ("water", "sea"), ("  - {id: talk, title: Talk}", "  []"))},
            [
                "network.yml:6:1 vanished-id the theme 'water' is gone, and /themes/water/ leads nowhere",
                "network.yml:8:1 vanished-id the activity 'talk' is gone, and /activities/talk/ leads nowhere",
            ],
            id="a theme and an activity",
        ),
        # hand-written pages
        pytest.param(
            {}, {"docs/about.md": None}, ["docs/about.md:1:1 vanished-id the page /about/ is gone"], id="a page"
        ),
        pytest.param({"docs/join.md": "# Join\n"}, {"docs/join.md": None}, [], id="a page that is made all the same"),
        pytest.param({}, {"docs/about.md": None, "docs/about/index.md": "# About\n"}, [], id="a page in a folder"),
    ],
)
def test_ids_and_addresses(
    network: Callable[[Files], Path], was: Files, now: dict[str, str | None], expected: list[str]
) -> None:
    root = network(was)
    before, _ = load(root)
    assert before
    for path, text in now.items():
        if text is None:
            (root / path).unlink()
        else:
            write(root, path, text)
    found = said(root, before)
    assert len(found) == len(expected), found
    for line, start in zip(found, expected):
        assert line.startswith(start), found


def test_the_help_names_the_very_lines(repository: Callable[[Files], Path]) -> None:
    root = repository({"posts/reefs.md": changed(POST, ("kind", "id: first-name\nkind"))})
    (root / "posts/reefs.md").rename(root / "posts/our-reefs.md")
    (root / "posts/our-reefs.md").write_text(POST)
    (found,) = compared(root, history.past(root, "main"), NOON)
    assert found.problem.help.startswith(
        "if it has another name now, write `formerly: [reefs]` and `id: first-name` there; "
    )
    write(root, "posts/our-reefs.md", changed(POST, ("kind", "formerly: [reefs]\nid: first-name\nkind")))
    assert said(root) == []


# The command.


def test_an_unchanged_network(repository: Callable[[Files], Path], command: Command) -> None:
    root = repository({"events.yml": CALL, **REEFS})
    done = command(root, "talanoa", "check", "--now", NOW, "--against", "main")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "no problems\n")


def test_mending(repository: Callable[[Files], Path], command: Command) -> None:
    """The comments, the order and the line ends stay; what can't be fixed stays a problem."""
    was = "# Ours\r\n" + changed(CALL, ("sequence: 2", "sequence: 2  # rises")).replace("\n", "\r\n")
    root = repository({"events.yml": b"\xef\xbb\xbf" + was.encode(), **REEFS})
    (root / "events.yml").write_bytes(b"\xef\xbb\xbf" + changed(was, LATER).encode())
    (root / "events.yml").chmod(0o640)
    (root / "posts/reefs.md").unlink()
    words = "talanoa", "check", "--now", NOW, "--against", "main"
    before = command(root, *words)
    assert (before.returncode, before.stderr) == (1, "3 errors\n")
    assert (
        "help: write `sequence: 3`: calendars accept a change only with a higher number (--fix does it)"
        in before.stdout
    )
    done = command(root, *words, "--fix")
    assert done.returncode == 1
    assert done.stderr == "events.yml:9: sequence 2 → 3\nevents.yml:10: updated 2026-11-01 → 2026-11-21\n1 error\n"
    assert done.stdout.startswith("posts/reefs.md:1:1: error[vanished-id]")
    now = changed(was, LATER, ("sequence: 2", "sequence: 3"), ("2026-11-01", "2026-11-21"))
    assert (root / "events.yml").read_bytes() == b"\xef\xbb\xbf" + now.encode()
    assert (root / "events.yml").stat().st_mode & 0o777 == 0o640
    again = command(root, *words, "--fix")
    assert (again.stdout, again.stderr) == (done.stdout, "1 error\n")
    assert (root / "events.yml").read_bytes() == b"\xef\xbb\xbf" + now.encode()


def test_mending_what_is_not_written(repository: Callable[[Files], Path]) -> None:
    """In a block, in braces, in a file of its own, and in an occurrence."""
    fair = "{id: fair, title: Fair, type: other, start: 2026-12-05} # in braces\n"
    talk = "title: Talk  # first\ntype: other\n\n# When\nstart: 2026-12-06\nid: talk"
    call = changed(CALL, ("    sequence: 2\n    updated: 2026-11-01\n", "    # the end\n"))
    calls = changed(SERIES, ("id: call", "id: calls"), ("events:\n", ""))
    root = repository({"events.yml": f"{call}  - {fair}{calls}", "events/talk.yml": talk})
    fair, talk = changed(fair, ("12-05", "12-06")), changed(talk, ("12-06", "12-07"))
    call, calls = changed(call, LATER), changed(calls, ("01-13 10:00", "01-14 10:00"))
    write(root, "events.yml", f"{call}  - {fair}{calls}")
    write(root, "events/talk.yml", talk)
    assert mend(root) == [
        "events.yml:6: sequence none → 1",
        "events.yml:7: updated none → 2026-11-22",
        "events.yml:11: sequence none → 1",
        "events.yml:11: updated none → 2026-11-22",
        "events.yml:20: sequence none → 4",
        "events.yml:20: updated none → 2026-11-22",
        "events/talk.yml:6: sequence none → 1",
        "events/talk.yml:7: updated none → 2026-11-22",
    ]
    call = changed(call, ("11:00\n", "11:00\n    sequence: 1\n    updated: 2026-11-22\n"))
    fair = changed(fair, ("12-06}", "12-06, sequence: 1, updated: 2026-11-22}"))
    calls = changed(calls, ("01-14 10:00}", "01-14 10:00, sequence: 4, updated: 2026-11-22}"))
    assert (root / "events.yml").read_text("utf-8") == f"{call}  - {fair}{calls}"
    talk = changed(talk, ("12-07\n", "12-07\nsequence: 1\nupdated: 2026-11-22\n"))
    assert (root / "events/talk.yml").read_text("utf-8") == talk
    assert said(root) == []
    assert mend(root) == []


def test_mending_only_where_it_is_asked_for(repository: Callable[[Files], Path], command: Command) -> None:
    other = changed(CALL, ("events:\n  - ", "    "), ("id: call", "id: other"))
    other = "\n".join(line[4:] for line in other.split("\n"))
    root = repository({"events.yml": CALL, "events/other.yml": other})
    write(root, "events.yml", changed(CALL, LATER))
    write(root, "events/other.yml", changed(other, LATER))
    words = "talanoa", "check", "--now", NOW, "--against", "main", "--fix"
    done = command(root, *words, "events")
    assert (done.returncode, done.stderr.count("→"), done.stderr.count("events/other.yml")) == (0, 2, 2)
    assert (root / "events.yml").read_text("utf-8") == changed(CALL, LATER)
    done = command(root, *words, "--format", "json")
    assert json.loads(done.stdout) == {"problems": []}
    assert done.stderr.count("events.yml") == 2


def test_what_can_not_be_mended_stays(repository: Callable[[Files], Path], command: Command) -> None:
    """A number that another entry shares by an alias."""
    two = "  - {id: two, title: Two, type: other, start: 2026-12-09, sequence: *n}\n"
    root = repository({"events.yml": changed(CALL, ("sequence: 2", "sequence: &n 2")) + two})
    text = changed((root / "events.yml").read_text("utf-8"), LATER, NEWER[1])
    write(root, "events.yml", text)
    done = command(root, "talanoa", "check", "--now", NOW, "--against", "main", "--fix")
    assert (done.returncode, "→" in done.stderr) == (1, False)
    assert "sequence-not-raised" in done.stdout
    assert (root / "events.yml").read_text("utf-8") == text


def test_every_format_tells_it(repository: Callable[[Files], Path], command: Command) -> None:
    root = repository({"events.yml": CALL})
    write(root, "events.yml", changed(CALL, LATER))
    for format_ in ("text", "github", "json", "sarif"):
        done = command(root, "talanoa", "check", "--now", NOW, "--against", "main", "--format", format_)
        assert done.returncode == 1
        assert "sequence-not-raised" in done.stdout
        assert "updated-not-renewed" in done.stdout
    told = json.loads(command(root, "talanoa", "check", "--now", NOW, "--against", "main", "--format", "json").stdout)
    assert [problem["suggestion"] for problem in told["problems"]] == ["3", "2026-11-21"]
    assert command(root, "talanoa", "check", "--now", NOW).returncode == 0


def test_a_warning_fails_only_the_strict(repository: Callable[[Files], Path], command: Command) -> None:
    root = repository({"events.yml": CALL})
    write(root, "events.yml", changed(CALL, ("id: call", "id: big-call\n    formerly: [call]")))
    words = "talanoa", "check", "--now", NOW, "--against", "main"
    done = command(root, *words)
    assert (done.returncode, "warning[changed-id]" in done.stdout) == (0, True)
    assert command(root, *words, "--strict").returncode == 1


def test_the_revision_has_gone_on(repository: Callable[[Files], Path]) -> None:
    """What the network published meanwhile is not here, and that is no one's doing."""
    root = repository({"events.yml": CALL, **REEFS})
    write(root, "posts/new.md", POST)
    commit(root)
    git(root, "switch", "--quiet", "main")
    write(root, "posts/other.md", POST)
    write(root, "events.yml", changed(CALL, LATER, *NEWER))
    commit(root)
    git(root, "switch", "--quiet", "contribution")
    assert said(root) == []
    git(root, "switch", "--quiet", "main")
    (root / "posts/other.md").unlink()
    assert [line.split()[1] for line in said(root)] == ["vanished-id"]
    assert said(root, "main~1") == []


def test_a_network_in_a_part_of_the_repository(network: Callable[[Files], Path]) -> None:
    root = network({"events.yml": CALL})
    write(root.parent, "events.yml", "events: []\n")
    git(root.parent, "init", "--quiet", "--initial-branch=main")
    commit(root.parent)
    assert said(root) == []
    write(root, "events.yml", changed(CALL, LATER, NEWER[1]))
    assert [line.split()[:2] for line in said(root)] == [["events.yml:8:15", "sequence-not-raised"]]


def test_broken_content_in_the_past_is_no_problem_now(repository: Callable[[Files], Path]) -> None:
    root = repository({"events.yml": CALL + "  - {id: x}\n  - [", "members.yml": b"\xff", **REEFS})
    write(root, "events.yml", CALL)
    write(root, "members.yml", MEMBERS)
    assert said(root) == []
    (root / "posts/reefs.md").unlink()
    assert len(said(root)) == 1


@pytest.mark.parametrize("was", [None, "", "[]", "just a text"])
def test_nothing_to_compare_with(network: Callable[[Files], Path], command: Command, was: str | None) -> None:
    root = network({"network.yml": was or ""})
    if was is None:
        (root / "network.yml").unlink()
    git(root, "init", "--quiet", "--initial-branch=main")
    commit(root)
    write(root, "network.yml", NETWORK)
    for words in ([], ["--fix"], ["--contribution"]):
        done = command(root, "talanoa", "check", "--now", NOW, "--against", "main", *words)
        assert (done.returncode, done.stdout, done.stderr.count("\n")) == (2, "", 1)
        assert "no network.yml" in done.stderr


def test_the_past_is_read_without_running_or_following_anything(
    repository: Callable[[Files], Path], tmp_path: Path
) -> None:
    marks = tmp_path / "marks"
    marks.mkdir()
    secret = tmp_path / "secret.yml"
    secret.write_text("members: [{id: secret, name: Secret, country: FJ}]\n")
    root = repository(REEFS)
    git(root, "switch", "--quiet", "main")
    (root / "members.yml").symlink_to(secret)
    (root / "members").symlink_to(tmp_path)
    write(root, ".gitattributes", "* filter=mine diff=mine text eol=crlf\n")
    write(root, "posts/" + "a/" * 40 + "deep.md", POST)
    commit(root)
    for key in ("filter.mine.smudge", "filter.mine.clean", "filter.mine.process", "diff.mine.textconv"):
        git(root, "config", key, f"touch {marks}/{key}; cat")
    write(root, ".git/hooks/post-checkout", f"#!/bin/sh\ntouch {marks}/hook\n")
    (root / ".git/hooks/post-checkout").chmod(0o755)
    before = sorted(root.rglob("*"))
    content = history.past(root, "main")
    assert content.members == ()
    assert [post.slug for post in content.posts] == ["reefs"]
    assert list(marks.iterdir()) == []
    assert sorted(root.rglob("*")) == before
    assert not content.root.exists()


def tree_of(*entries: tuple[str, str, str]) -> bytes:
    return b"".join(f"{mode} {name}\0".encode() + bytes.fromhex(id) for mode, name, id in entries)


def object_of(root: Path, kind: str, data: bytes) -> str:
    words = ["git", "hash-object", "--literally", "-w", "-t", kind, "--stdin"]
    done = subprocess.run(words, cwd=root, input=data, capture_output=True, check=True)
    return done.stdout.decode().strip()


def test_a_clone_without_contents(repository: Callable[[Files], Path], tmp_path: Path) -> None:
    root = repository(REEFS)
    git(root, "config", "uploadpack.allowFilter", "true")
    git(tmp_path, "clone", "--quiet", "--filter=blob:none", "--no-checkout", f"file://{root}", "partial")
    with pytest.raises(Unanswered, match="full clone"):
        history.past(tmp_path / "partial", "origin/main")


@pytest.mark.parametrize("option", ["--contribution", "--fix"])
def test_an_option_that_needs_a_revision(repository: Callable[[Files], Path], command: Command, option: str) -> None:
    done = command(repository({}), "talanoa", "check", option)
    assert (done.returncode, done.stdout) == (2, "")
    assert f"{option} needs --against REV" in done.stderr


def test_a_file_that_can_not_be_written_is_told(
    repository: Callable[[Files], Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    root = repository({"events.yml": CALL})
    write(root, "events.yml", changed(CALL, LATER))
    monkeypatch.setattr(os, "replace", refuse)
    with pytest.raises(PermissionError):
        mend(root)
    assert (root / "events.yml").read_text("utf-8") == changed(CALL, LATER)
    assert [path.name for path in root.iterdir() if path.name.startswith(".")] == [".git"]


def refuse(*_: object) -> None:
    raise PermissionError("no")


@pytest.mark.parametrize(
    "like, than, expected",
    [
        ("", None, "2026-11-22"),
        ("2026-11-01", "2026-11-01T00:00+13:00", "2026-11-22"),
        ("2026-11-22", "2026-11-22T00:00+13:00", "2026-11-22 01:00"),
        ("2026-11-01 10:00", "2026-11-01T10:00+13:00", "2026-11-22 01:00"),
        ("2026-11-01T10:00:00Z", "2026-11-01T10:00+00:00", "2026-11-21T12:00:00Z"),
        ("2026-11-01 10:00 +0530", "2026-11-01T10:00+05:30", "2026-11-21 17:30 +0530"),
        ("2026-11-01 10:00-03:00", "2026-11-01T10:00-03:00", "2026-11-21 09:00-03:00"),
        ("2062-11-22", "2062-11-22T00:00+13:00", "2062-11-22 00:01"),
        ("2026-11-22 01:00", "2026-11-22T01:00:30+13:00", "2026-11-22 01:01"),
        # In the hour that happens twice, a local time means the first of the two.
        ("2027-04-04 02:59", "2027-04-04T02:59+13:00", "2027-04-04 03:00"),
    ],
)
def test_a_later_stamp(like: str, than: str | None, expected: str) -> None:
    """In the style of the one before; a day if that is enough; never earlier than what was published."""
    before = datetime.fromisoformat(than) if than else None
    text, at = later(NOON, before, like, zone("Pacific/Auckland"))
    assert text == expected
    assert before is None or at > before
    stamp = read_stamp(Scalar(Source("x", text), 0, len(text), text, True))
    assert stamp.instant(zone("Pacific/Auckland")) == at, "what is written is what is meant"


def test_where_clocks_go_back_two_hours_a_later_time_is_found_all_the_same() -> None:
    """Everywhere else it is one hour or less."""
    troll = zone("Antarctica/Troll")
    before = datetime(2026, 10, 25, 0, 59, tzinfo=UTC)  # 02:59, a minute before clocks show 01:00
    assert later(datetime(2026, 10, 1, tzinfo=UTC), before, "2026-10-25 02:59", troll)[0] == "2026-10-25 03:00"


@given(st.data())
@fuzzed(60)
def test_whatever_a_network_was_and_is(data: st.DataObject) -> None:
    """No comparison ends in a traceback; what is fixed is fixed at once, and the rest of the file is as it was."""
    sites = seeds.sites()
    was = data.draw(st.just(sites[0]) | st.sampled_from(sites))
    now = data.draw(st.just(sites[0]) | st.sampled_from(sites))
    file = data.draw(st.sampled_from(["events.yml", "events.yml", "members.yml", "network.yml", "posts/hello.md"]))
    text = now.get(file, sites[0].get(file, b"")).decode("utf-8", "replace")
    now = {**now, file: data.draw(spoiled([text], (*seeds.VALUES, *seeds.SIGNS))).encode("utf-8", "surrogatepass")}
    with tempfile.TemporaryDirectory() as folder:
        limits.write(was, Path(folder) / "was")
        limits.write(now, Path(folder) / "now")
        before, _ = load(Path(folder) / "was")
        if before is None:
            return
        root = Path(folder) / "now"
        found = compared(root, before)
        for one in found:
            lies_inside(one.problem, now)
        mended = list(amend(root, history.wishes(found)))
        left = {one.wish for one in compared(root, before) if one.wish}
        assert len(left) <= len(found) - len(mended)
        assert list(amend(root, left)) == []
