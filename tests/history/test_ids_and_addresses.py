"""What has an id or an address keeps it, or says where it went."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.conftest import NETWORK, Files
from tests.history.stories import (
    CALL,
    MEMBERS,
    NOON,
    REEFS,
    TOPICS,
    changed,
    compared,
    said,
)
from tests.repositories import POST, write

from talanoa import history
from talanoa.load import load

pytestmark = pytest.mark.skipif(not shutil.which("git"), reason="needs git")


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
    (root / "posts/our-reefs.md").write_text(POST, "utf-8")
    (found,) = compared(root, history.past(root, "main"), NOON)
    assert found.problem.help.startswith(
        "if it has another name now, write `formerly: [reefs]` and `id: first-name` there; "
    )
    write(root, "posts/our-reefs.md", changed(POST, ("kind", "formerly: [reefs]\nid: first-name\nkind")))
    assert said(root) == []
