"""What remains of the content when all is gone that may not be seen, value by value; test_visibility.py has the table."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from msgspec.structs import replace

from talanoa.load import Content, load
from talanoa.model.event import Event
from talanoa.model.values import Words
from talanoa.visibility import Credit, Visible, visible
from tests.conftest import NETWORK

MEMBERS = """\
members:
  - id: open-reef
    name: Open Reef
    country: FJ
    formerly: [old-reef]
    people:
      - {id: sefa, name: Sefa}
      - {id: mere, name: Mere, visibility: name-only}
      - {id: ana, name: Ana, visibility: hidden}
  - {id: shy-b, name: Shy, country: TO, visibility: name-only}
  - {id: shy-a, name: Shy, country: FJ, visibility: name-only}
  - {id: bashful, name: Bashful, country: WS, visibility: name-only}
  - {id: secret, name: Secret, country: FJ, visibility: hidden, formerly: [old-secret]}
  - id: gone
    name: Gone
    country: FJ
    status: former
    people:
      - {id: tevita, name: Tevita}
"""
EVENTS = """\
events:
  - {id: closed, title: Closed, type: call, start: 2026-12-01, visibility: hidden}
  - id: open
    title: Open
    type: call
    start: 2026-12-02
    hosts: [old-reef, old-secret, secret, ana, mere, "The town hall"]
    agenda:
      - {title: One, lead: mere, proposed_by: sefa}
      - {title: Two, lead: ana, proposed_by: secret}
      - {title: Three, speakers: [ana, sefa, {name: A guest}]}
    speakers: [mere, ana, secret, {name: A guest}]
  - {id: plain, title: Plain, type: call, start: 2026-12-03, updated: 2026-11-21}
  - id: weekly
    title: Weekly
    type: call
    start: 2026-12-04
    updated: 2026-11-22
    recurrence: {every: 1 week, count: 2}
    occurrences:
      2026-12-04: {status: cancelled, updated: 2026-11-20}
      2026-12-11: {status: cancelled, updated: 2026-11-21 12:01}
"""
POSTS = (
    ("b-old", "2026-10-01", "authors: [sefa]\nupdated: 2026-11-22"),
    ("a-new", "2026-11-02", "authors: [ana, {name: A guest}, mere]\nevents: [open, closed]"),
    ("c-new", "2026-11-02", "authors: [sefa]\nlanguage: fj\ntranslation_of: draft"),
    ("d-new", "2026-11-02", "authors: [sefa]\nlanguage: fj\ntranslation_of: b-old"),
    ("e-mid", "2026-11-01 23:00", "authors: [secret]"),
    ("draft", "2026-11-03", "authors: [sefa]\ndraft: true\nevents: [closed]"),
)


@pytest.fixture(scope="module")
def content(tmp_path_factory: pytest.TempPathFactory) -> Content:
    root: Path = tmp_path_factory.mktemp("network")
    (root / "posts").mkdir()
    for name, text in (("network.yml", NETWORK), ("members.yml", MEMBERS), ("events.yml", EVENTS)):
        (root / name).write_text(text, "utf-8")
    for slug, day, more in POSTS:
        front = f"---\ntitle: T\ndate: {day}\nkind: blog\n{more}\n---\nText\n"
        (root / f"posts/{slug}.md").write_text(front, "utf-8")
    found, problems = load(root)
    assert found is not None and not problems, problems
    return found


AUCKLAND = ZoneInfo("Pacific/Auckland")


def seen(content: Content, **options: bool) -> Visible:
    return visible(content, datetime(2026, 11, 21, 12, tzinfo=AUCKLAND), **options)


def event(found: Visible, id: str) -> Event:
    return next(event for event in found.events if event.id == id)


def test_a_hidden_event_is_not_there_and_no_post_belongs_to_it(content: Content) -> None:
    found = seen(content)
    assert [str(event.id) for event in found.events] == ["open", "plain", "weekly"]
    assert {post.slug: list(post.events) for post in found.posts if post.events} == {"a-new": ["open"]}


def test_the_preview_shows_no_hidden_event_either(content: Content) -> None:
    found = seen(content, drafts=True)
    assert [str(event.id) for event in found.events] == ["open", "plain", "weekly"]
    assert "draft" in [post.slug for post in found.posts]
    assert {post.slug: list(post.events) for post in found.posts if post.events} == {"a-new": ["open"]}


def test_checks_see_everything(content: Content) -> None:
    found = seen(content, everything=True)
    assert [str(event.id) for event in found.events] == ["closed", "open", "plain", "weekly"]
    assert {post.slug: list(post.events) for post in found.posts if post.events} == {
        "a-new": ["open", "closed"],
        "draft": ["closed"],
    }
    assert set(found.profiles) == {"sefa", "mere", "ana", "tevita"} and not found.unlinked
    members = {str(member.id): member for member in found.members}
    assert [str(person.id) for person in members["open-reef"].people] == ["sefa", "mere", "ana"]
    assert [str(host) for host in event(found, "open").hosts] == [
        "old-reef",
        "old-secret",
        "secret",
        "ana",
        "mere",
        "The town hall",
    ]


def test_posts_come_newest_first_and_those_of_one_day_always_in_the_same_order(content: Content) -> None:
    every = replace(content, posts=tuple(reversed(content.posts)))
    for order in (content, every):
        assert [post.slug for post in seen(order).posts] == ["d-new", "c-new", "a-new", "e-mid", "b-old"]


def test_a_post_is_no_translation_of_a_draft(content: Content) -> None:
    originals = {post.slug: post.translation_of for post in seen(content).posts if post.language == "fj"}
    assert originals == {"c-new": None, "d-new": "b-old"}
    assert {post.slug: post.translation_of for post in seen(content, drafts=True).posts}["c-new"] == "draft"


def test_names_without_a_page_are_sorted_by_name_then_by_country(content: Content) -> None:
    for members in (content.members, tuple(reversed(content.members))):
        named = seen(replace(content, members=members)).named
        assert [(each.name.pick("en", "")[0], str(each.country)) for each in named] == [
            ("Bashful", "WS"),
            ("Shy", "FJ"),
            ("Shy", "TO"),
        ]


def test_of_a_member_with_a_page_its_people_are_listed_but_the_hidden(content: Content) -> None:
    found = seen(content)
    assert [[str(person.id) for person in member.people] for member in found.members] == [["sefa", "mere"]]
    assert set(found.profiles) == {"sefa"}


def test_who_has_a_name_and_no_page_is_known_for_a_person_or_a_member(content: Content) -> None:
    """Search engines learn which of the two; of a person who belonged to a former member, to which."""
    names = seen(content).unlinked
    assert {str(id): (credit.is_person, credit.affiliation) for id, credit in names.items()} == {
        "shy-a": (False, None),
        "shy-b": (False, None),
        "bashful": (False, None),
        "gone": (False, None),
        "mere": (True, None),
        "tevita": (True, names["gone"].name),
    }
    assert not Credit(Words({"": "A host"})).is_person


def test_a_former_id_of_a_member_with_a_page_is_no_secret(content: Content) -> None:
    """`old-reef` is written as any text may be; the former id of a hidden member would give it away."""
    assert [str(host) for host in event(seen(content), "open").hosts] == ["old-reef", "mere", "The town hall"]


def test_an_item_of_the_agenda_stays_without_those_who_are_hidden(content: Content) -> None:
    agenda = event(seen(content), "open").agenda
    assert [(item.title, item.lead, item.proposed_by) for item in agenda] == [
        ("One", "mere", "sefa"),
        ("Two", None, None),
        ("Three", None, None),
    ]


def test_speakers_are_guests_and_those_who_have_a_name(content: Content) -> None:
    found = event(seen(content), "open")
    named = [[str(getattr(who, "name", who)) for who in one.speakers] for one in (found, found.agenda[2])]
    assert named == [["mere", "A guest"], ["sefa", "A guest"]]


def test_authors_are_guests_and_those_who_have_a_name(content: Content) -> None:
    posts = {
        post.slug: [str(getattr(author, "name", author)) for author in post.authors] for post in seen(content).posts
    }
    assert posts["a-new"] == ["A guest", "mere"] and posts["e-mid"] == []


def test_an_event_without_a_joining_link_gets_none(content: Content) -> None:
    assert event(seen(content), "plain").online is None


def test_a_change_that_is_still_to_come_is_not_told_yet(content: Content) -> None:
    def updates(found: Visible) -> list[str]:
        (post,) = (post for post in found.posts if post.slug == "b-old")
        weekly = event(found, "weekly")
        entries = (post, event(found, "plain"), weekly, *weekly.occurrences)
        return [f"{entry.updated.day:%d}" if entry.updated else "" for entry in entries]

    assert updates(seen(content)) == ["", "21", "", "20", ""]
    assert updates(seen(content, everything=True)) == ["22", "21", "22", "20", "21"], "checks judge it beforehand"
    assert updates(visible(content, datetime(2026, 11, 22, 12, tzinfo=AUCKLAND))) == ["22", "21", "22", "20", "21"]
