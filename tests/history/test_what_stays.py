"""What of a network's ids and addresses stays, and what is said of those that don't."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from tests.conftest import NETWORK, Files
from tests.history.stories import CALL, LATER, MEMBERS, NOON, REEFS, SERIES, TOPICS, changed
from tests.repositories import POST, write

from talanoa import history
from talanoa.amend import amend
from talanoa.load import load
from talanoa.problems import Problem
from talanoa.source import MAX_BYTES

MEMBER = "id: open-reef\nname: Open Reef\ncountry: FJ\n"
TWO = MEMBERS + "  - {id: clean-sea, name: Clean Sea, country: TO}\n"
TALKS = CALL + "    series: {id: talks, title: Talks}\n"
LISTED = "series:\n  - {id: talks, title: Talks}\n"
FAIR = "  - {id: fair, title: Fair, type: other, start: 2026-12-05}\n"
Now = dict[str, str | None]  # files as they are from now on; None for those that are deleted
Compare = Callable[[Files, Now], list[history.Finding]]


Problems = Callable[[Files, Now], list[Problem]]


@pytest.fixture
def compare(network: Callable[[Files], Path]) -> Compare:
    def findings(was: Files, now: Now) -> list[history.Finding]:
        root = network(was)
        before, _ = load(root)
        assert before
        for path, text in now.items():
            if text is None:
                (root / path).unlink()
            else:
                write(root, path, text)
        after, _ = load(root)
        assert after
        return history.compare(before, after, NOON)

    return findings


@pytest.fixture
def problems(compare: Compare) -> Problems:
    return lambda was, now: [found.problem for found in compare(was, now)]


@pytest.mark.parametrize(
    "was, now, expected",
    [
        # files
        pytest.param({"members.yml": MEMBERS}, {"members.yml": None}, ["members.yml:1:1 the member"], id="deleted"),
        pytest.param(
            {"members.yml": MEMBERS}, {"members.yml": ""}, ["members.yml:1:1 the member"], id="a file that is empty now"
        ),
        pytest.param(
            {"members.yml": MEMBERS},
            {"members.yml": "member:\n  - {name: Open Reef, country: FJ}\n"},
            [],
            id="a list whose name has a slip, which is a problem of its own",
        ),
        pytest.param(
            {"members.yml": MEMBERS}, {"members.yml": "Open Reef"}, [], id="a text in the place of the list, likewise"
        ),
        pytest.param(
            {"members.yml": MEMBERS},
            {"members.yml": "members: []\n" + "#" * MAX_BYTES},
            [],
            id="a file that is too large, which is a problem of its own",
        ),
        pytest.param(
            {"members.yml": MEMBERS},
            {"members.yml": "members: []\nmembers: []\n"},
            ["members.yml:1:1 the member"],
            id="a file with a slip elsewhere",
        ),
        pytest.param({"members/a.yml": MEMBER}, {"members/a.yml": "id: ["}, [], id="a member's file with a slip"),
        pytest.param(
            {"members/a.yml": MEMBER},
            {"members/a.yml": "name: Clean Sea\nid: clean-sea\ncountry: FJ\n"},
            ["members/a.yml:2:5 the member 'open-reef' is gone"],
            id="a member's file, which is another's now",
        ),
        # members
        pytest.param(
            {"members.yml": "members:\n" + "".join(f"  - {{id: {id}, name: {id}, country: FJ}}\n" for id in "abc")},
            {
                "members.yml": "members:\n  - {id: a, nam: a}\n  - {id: bee, name: b, country: FJ}\n"
                "  - {id: c, nam: c}\n"
            },
            ["members.yml:3:10 'bee' seems to be what was the member 'b'"],
            id="one of another id, beside two with slips",
        ),
        pytest.param(
            {"members.yml": changed(TWO, ("Clean Sea", "Open Reef"))},
            {"members.yml": MEMBERS},
            ["members.yml:1:1 the member 'clean-sea' is gone"],
            id="one of two of the same name",
        ),
        pytest.param(
            {"members.yml": MEMBERS},
            {
                "members.yml": changed(
                    MEMBERS,
                    ("id: open-reef", "id: the-reef\n    formerly: [open-reef]"),
                    ("- {id: sefa, name: Sefa}", "[]"),
                )
            },
            ["members.yml:6:5 the person 'sefa' is gone"],
            id="a person of a member that has another id",
        ),
        pytest.param(
            {"members.yml": MEMBERS},
            {"members.yml": changed(MEMBERS, ("id: sefa, name", "id: sefa, nam"))},
            [],
            id="a person with a slip, which is a problem of its own",
        ),
        # posts
        pytest.param(
            {f"posts/{name}.md": POST for name in "abc"},
            {"posts/b.md": changed(POST, ("kind", "id: other\nkind"))},
            ["posts/b.md:5:5 feeds know this post by the id 'b'"],
            id="the id of one post of three",
        ),
        pytest.param(
            REEFS,
            {"posts/reefs.md": None, "posts/sea.md": changed(POST, ("kind", "formerly: [rocks, reefs]\nkind"))},
            ["posts/sea.md:5:19 feeds know this post by the id 'reefs'"],
            id="the name that it had last",
        ),
        pytest.param(
            {"posts/reefs.md": POST, "posts/sea.md": POST},
            {"posts/reefs.md": None},
            ["posts/reefs.md:1:1 the post 'reefs' is gone"],
            id="one of two posts that say the same",
        ),
        pytest.param(
            REEFS,
            {"posts/reefs.md": None, "posts/sea.md": changed(POST, ("Text", "Another text"))},
            ["posts/sea.md:2:1 'sea' seems to be what was the post 'reefs'"],
            id="a post with another name and text",
        ),
        pytest.param(
            {"posts/reefs.md": changed(POST, ("Text\n", ""))},
            {"posts/reefs.md": None, "posts/sea.md": changed(POST, ("Text\n", ""), ("title: Reefs", "title: Sea"))},
            ["posts/reefs.md:1:1 the post 'reefs' is gone"],
            id="two posts without a text have nothing in common",
        ),
        pytest.param(
            {f"posts/{name}.md": changed(POST, ("Text", name)) for name in "abc"},
            {"posts/a.md": "---\ntitle: A\n---\n", "posts/b.md": None, "posts/c.md": "---\ntitle: C\n---\n"},
            ["posts/b.md:1:1 the post 'b' is gone"],
            id="a post that is deleted, beside two with slips",
        ),
        pytest.param(
            {"posts/reefs.md": changed(POST, ("kind", "formerly: [one, two, three, four]\nkind"))},
            {"posts/reefs.md": changed(POST, ("kind", "formerly: [three]\nkind"))},
            [f"posts/reefs.md:5:12 /posts/{name}/ led to this post" for name in ("four", "one", "two")],
            id="three of a post's old addresses",
        ),
        pytest.param(
            {"posts/reefs.md": POST, "posts/sea.md": changed(POST, ("Text", "Sea"))},
            {"posts/sea.md": changed(POST, ("Text", "Sea"), ("kind", "formerly: [reefs]\nkind"))},
            [],
            id="a post that takes another's name, which is still there",
        ),
        # occurrences of a series
        pytest.param(
            {"events.yml": SERIES + FAIR},
            {
                "events.yml": changed(
                    SERIES,
                    ("count: 4", "count: 4, except: [2027-02-23]"),
                    ("sequence: 2", "sequence: 9"),
                    ("11-01", "11-20"),
                )
                + FAIR
            },
            ["events.yml:6:5 the occurrence on 2027-02-23 is gone: /events/call/2027-02-23/ leads nowhere"],
            id="one occurrence",
        ),
        pytest.param(
            {"events.yml": changed(SERIES, ("events:\n", f"events:\n{FAIR}"))},
            {
                "events.yml": changed(
                    SERIES,
                    ("events:\n", f"events:\n{FAIR}"),
                    ("count: 4", "count: 1"),
                    ("    occurrences:\n      2027-01-12: {start: 2027-01-13 10:00}\n", ""),
                    ("sequence: 2", "sequence: 9"),
                    ("11-01", "11-20"),
                )
            },
            [
                "events.yml:7:5 the occurrence on 2027-01-12 is gone: /events/call/2027-01-12/ leads nowhere,"
                " and so do 2 more"
            ],
            id="three occurrences of the second event",
        ),
        # series
        pytest.param(
            {"events.yml": LISTED + CALL},
            {"events.yml": CALL},
            ["events.yml:1:1 the series 'talks'"],
            id="a listed series",
        ),
        pytest.param(
            {"events.yml": changed(LISTED, ("}", "}\n  - {id: walks, title: Walks}")) + CALL},
            {"events.yml": changed(LISTED, ("talks", "walks")) + CALL},
            ["events.yml:1:1 the series 'talks' is gone, and /series/talks/ leads nowhere"],
            id="one of two listed series",
        ),
        pytest.param(
            {"events.yml": LISTED + TALKS},
            {"events.yml": CALL},
            ["events.yml:2:9 the series 'talks' is gone"],
            id="a listed series of an event, which is told once",
        ),
        pytest.param(
            {"events.yml": LISTED + TALKS}, {"events.yml": LISTED + CALL}, [], id="a listed series without its event"
        ),
        pytest.param(
            {"events.yml": LISTED + TALKS}, {"events.yml": TALKS}, [], id="a series that its event alone names now"
        ),
        pytest.param(
            {"events.yml": TALKS},
            {"events.yml": "events:\n"},
            ["events.yml:1:1 the event 'call'"],
            id="an event of a series",
        ),
        pytest.param(
            {"events.yml": LISTED + TALKS},
            {"events.yml": changed(LISTED, ("title", "titel")) + CALL},
            [],
            id="a series with a slip, which is a problem of its own",
        ),
        pytest.param(
            {
                "events.yml": TALKS
                + "".join(TALKS.replace("events:\n", "").replace("id: call", f"id: {id}") for id in "ab")
            },
            {
                "events.yml": CALL
                + "".join(CALL.replace("events:\n", "").replace("id: call", f"id: {id}") for id in "ab")
            },
            ["events.yml:2:9 the series 'talks' is gone"],
            id="a series of three events, which is told at the first",
        ),
        # the network
        pytest.param(
            {},
            {"network.yml": changed(NETWORK, ("org,2016", "org,2017"))},
            ["network.yml:2:12 the network's `authority` was 'reef.example.org,2016'"],
            id="the authority alone",
        ),
        pytest.param(
            {
                "network.yml": changed(
                    TOPICS,
                    ("  - {id: water", "".join(f"  - {{id: {id}, title: T}}\n" for id in "dbace") + "  - {id: water"),
                )
            },
            {"network.yml": TOPICS},
            [f"network.yml:6:1 the theme '{id}'" for id in "abcde"],
            id="five themes, by their ids",
        ),
        pytest.param(
            {"network.yml": TOPICS},
            {"network.yml": changed(TOPICS, ("title: Water", "titel: Water"))},
            [],
            id="a theme with a slip, which is a problem of its own",
        ),
        # hand-written pages
        pytest.param(
            {f"docs/{name}.md": "# Page\n" for name in ("zoo", "ant", "bee")},
            {f"docs/{name}.md": None for name in ("zoo", "ant", "bee")},
            [f"docs/{name}.md:1:1 the page /{name}/ is gone" for name in ("ant", "bee", "zoo")],
            id="three pages, by their names",
        ),
        pytest.param(
            {"docs/posts/reefs.md": "# Reefs\n"},
            {"docs/posts/reefs.md": None, "posts/reefs.md": changed(POST, ("kind", "draft: true\nkind"))},
            [],
            id="a page that is a post from now on, which isn't out yet",
        ),
    ],
)
def test_what_is_gone(problems: Problems, was: Files, now: Now, expected: list[str]) -> None:
    found = [f"{one.place} {one.message}" for one in problems(was, now)]
    assert len(found) == len(expected), found
    for line, start in zip(found, expected):
        assert line.startswith(start), found


def test_one_occurrence_that_is_gone_is_the_only_one(problems: Problems) -> None:
    was = changed(SERIES, ("    occurrences:\n      2027-01-12: {start: 2027-01-13 10:00}\n", ""))
    for number, end in ((3, "leads nowhere"), (2, "leads nowhere, and so do 1 more")):
        now = changed(was, ("count: 4", f"count: {number}"), ("sequence: 2", "sequence: 3"), ("11-01", "11-20"))
        (lost,) = problems({"events.yml": was}, {"events.yml": now})
        assert lost.message.endswith(end)
        day = {3: "2027-04-06", 2: "2027-02-23"}[number]
        assert f"/events/call/{day}/" in lost.message
        assert f"`{day}: {{status: cancelled}}`" in lost.help


def test_the_id_that_feeds_know_is_suggested_where_another_is_written(problems: Problems) -> None:
    (found,) = problems(REEFS, {"posts/reefs.md": changed(POST, ("kind", "id: other\nkind"))})
    assert found.suggestion == "reefs"
    (found,) = problems(
        REEFS, {"posts/reefs.md": None, "posts/sea.md": changed(POST, ("kind", "formerly: [reefs]\nkind"))}
    )
    assert found.suggestion is None


def test_a_date_of_change_goes_below_the_number(compare: Compare, tmp_path: Path) -> None:
    was = changed(CALL, ("    updated: 2026-11-01\n", ""))
    now = changed(was, LATER, ("sequence: 2", "sequence: 3"), ("    duration", "    summary: S\n    duration"))
    list(amend(tmp_path / "network", history.wishes(compare({"events.yml": was}, {"events.yml": now}))))
    written = (tmp_path / "network/events.yml").read_text("utf-8")
    assert written == changed(now, ("sequence: 3\n", "sequence: 3\n    updated: 2026-11-22\n"))
