"""What has a day is seen from that day on, and a post that was saved is seen at once."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from talanoa.load import Content, load
from talanoa.visibility import Visible, visible, with_post
from tests.conftest import NETWORK, Files

AUCKLAND = ZoneInfo("Pacific/Auckland")
MEMBERS = """\
members:
  - id: reef
    name: Reef
    country: FJ
    commitments_consent: 2026-11-20
    commitments: [{ activity: train, what: A course }]
"""
EVENTS = """\
series:
  - { id: shown, title: Shown }
  - { id: hidden, title: Hidden }
  - { id: empty, title: Empty }
events:
  - { id: a, title: A, type: call, start: 2026-10-01, series: { id: shown } }
  - { id: b, title: B, type: call, start: 2026-10-02, series: { id: shown }, visibility: hidden }
  - id: c
    title: C
    type: call
    start: 2026-10-03
    series: { id: hidden }
    visibility: hidden
    survey: { title: S, closes: 2026-11-20, results: events/c.csv }
  - { id: d, title: D, type: call, start: 2026-10-04, survey: { title: S, closes: 2026-11-20, results: events/d.csv } }
  - { id: e, title: E, type: call, start: 2026-10-05, survey: { title: S, closes: 2026-11-20 } }
"""
STATEMENT = """\
---
title: T
date: 2026-10-01
authors: [reef]
kind: statement
signatories: [{ member: reef, date: 2026-10-01 }]
response: { date: 2026-11-21, url: https://example.org/answer }
amended: [{ date: 2026-11-21, what: Two words }, { date: 2026-11-20, what: A word }]
---
Text
"""
ANSWERS = "Q\n" + 9 * "yes\n" + 8 * "no\n"
FILES: Files = {
    "network.yml": NETWORK + "activities: [{ id: train, title: Training }]\n",
    "members.yml": MEMBERS,
    "events.yml": EVENTS,
    "events/c.csv": ANSWERS,
    "events/d.csv": ANSWERS,
    "posts/t.md": STATEMENT,
    "posts/u.md": STATEMENT.replace("date: 2026-11-21, url", "url"),
}


@pytest.fixture
def content(network: Callable[[Files], Path]) -> Content:
    found, problems = load(network(FILES))
    assert found and not problems, problems
    return found


def on(content: Content, day: int, **options: bool) -> Visible:
    return visible(content, datetime(2026, 11, day, 12, tzinfo=AUCKLAND), **options)


def test_an_answer_and_an_amendment_are_known_from_their_day_on(content: Content) -> None:
    def known(found: Visible) -> dict[str, tuple[bool, list[int]]]:
        return {post.slug: (post.response is not None, [it.date.day for it in post.amended]) for post in found.posts}

    assert known(on(content, 20)) == {"t": (False, [20]), "u": (True, [20])}, "an answer of no day has come"
    assert known(on(content, 21)) == {"t": (True, [21, 20]), "u": (True, [21, 20])}
    assert known(on(content, 19, everything=True)) == known(on(content, 21)), "checks judge it beforehand"


def test_what_a_member_offers_is_shown_once_it_has_agreed(content: Content) -> None:
    def offered(found: Visible) -> int:
        (member,) = found.members
        return len(member.commitments)

    assert [offered(on(content, day)) for day in (19, 20)] == [0, 1]
    assert offered(on(content, 19, everything=True)) == 1


def test_figures_of_a_survey_are_shown_once_it_is_closed_and_never_those_of_a_hidden_event(content: Content) -> None:
    assert [[*on(content, day).surveys] for day in (20, 21)] == [[], ["d"]]
    assert [*on(content, 19, everything=True).surveys] == ["c", "d"]


def test_a_series_is_as_hidden_as_all_its_events(content: Content) -> None:
    assert [one.id for one in on(content, 21).listed_series] == ["shown", "empty"]
    assert [one.id for one in on(content, 21, everything=True).listed_series] == ["shown", "hidden", "empty"]


@pytest.mark.parametrize("drafts", [True, False])
@pytest.mark.parametrize(
    "text",
    [
        STATEMENT.replace("title: T", "title: New"),
        STATEMENT.replace("kind:", "draft: true\nkind:"),
        STATEMENT.replace("2026-10-01\nauthors", "2026-12-01\nauthors"),
        STATEMENT.replace("2026-10-01\nauthors", "2026-09-01\nauthors"),
    ],
)
def test_a_saved_post_is_seen_as_if_all_were_looked_at_again(
    text: str, drafts: bool, network: Callable[[Files], Path]
) -> None:
    before, _ = load(network(FILES))
    after, _ = load(network(FILES | {"posts/t.md": text}))
    assert before and after
    now = datetime(2026, 11, 21, 12, tzinfo=AUCKLAND)
    (post,) = (post for post in after.posts if post.slug == "t")
    seen = with_post(visible(before, now, drafts=drafts), after, post, now, drafts=drafts)
    assert seen.posts == visible(after, now, drafts=drafts).posts
    again = with_post(seen, before, before.posts[0], now, drafts=drafts)
    assert again.posts == visible(before, now, drafts=drafts).posts


CHARTER = """\
series:
  - id: charter
    title: Charter
    output:
      title: The charter
      steps:
        - { state: draft, date: 2026-05-01, document: Draft, event: open }
        - { state: validated, date: 2026-06-01, document: Whispers, event: closed }
        - { state: tabled, event: closed }
events:
  - id: open
    title: Open
    type: call
    start: 2026-05-01
    series: { id: charter }
    documents: [{ title: Draft, url: "https://example.org/draft" }, { title: Words, file: events/open.txt }]
  - id: closed
    title: Closed
    type: call
    start: 2026-06-01
    series: { id: charter }
    visibility: hidden
    documents: [{ title: Draft, url: "https://example.org/draft" }, { title: Whispers, file: events/closed.txt }]
"""


def test_a_step_tells_neither_of_a_hidden_event_nor_of_its_documents(network: Callable[[Files], Path]) -> None:
    """What an event that is shown has as well is no secret; what only the hidden one dates is not there."""
    texts = {f"events/{name}.txt": "Words" for name in ("open", "closed")}
    found, _ = load(network({"events.yml": CHARTER, **texts}))
    assert found

    def steps(seen: Visible) -> list[tuple[str, str | None, str | None]]:
        (series,) = seen.listed_series
        assert series.output
        return [(it.state, it.document and str(it.document), it.event and str(it.event)) for it in series.output.steps]

    assert steps(on(found, 21)) == [("draft", "Draft", "open"), ("validated", None, None)]
    assert [*on(found, 21).texts] == ["events/open.txt"]
    assert len(steps(on(found, 21, everything=True))) == 3
    assert len(on(found, 21, everything=True).texts) == 2
