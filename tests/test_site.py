"""The graph: what is to come, which versions a post has, who leads what, which languages there are."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from msgspec.structs import replace

from talanoa.load import Content, load
from talanoa.markup.links import Links
from talanoa.model.post import with_subjects_of_originals
from talanoa.model.values import PostRef, ThemeRef
from talanoa.site import Site
from tests.conftest import NETWORK

AUCKLAND = ZoneInfo("Pacific/Auckland")
MEMBERS = """\
members:
  - {id: open-reef, name: Open Reef, country: FJ, people: [{id: sefa, name: Sefa}, {id: mere, name: Mere}]}
  - id: deep-reef
    name: Deep Reef
    country: FJ
    languages: [ko]
    leave: [{start: 2026-11-01}]
    earlier: [{status: observer, until: 2026-01-31}]
  - {id: left-reef, name: Left Reef, country: FJ, status: former, people: [{id: ana, name: Ana}]}
"""
EVENTS = """\
events:
  - {id: day, title: Day, type: call, start: 2026-11-21}
  - {id: days, title: Days, type: summit, start: 2026-11-19, end: 2026-11-21}
  - {id: hour, title: Hour, type: call, start: 2026-11-21 09:00, end: 2026-11-21 10:00}
  - {id: night, title: Night, type: call, start: 2026-11-20 22:00, end: 2026-11-21 00:00}
  - {id: off, title: Off, type: call, start: 2026-11-25, status: cancelled}
  - {id: put-off, title: Put off, type: call, start: 2026-11-25, status: postponed}
  - {id: perhaps, title: Perhaps, type: call, start: 2026-11-24, status: tentative}
  - id: persons
    title: Persons
    type: call
    start: 2026-11-02
    agenda: [{title: By Mere alone, lead: mere}]
    partners: [{member: open-reef}, {name: A bank}]
  - id: led
    title: Led
    type: call
    start: 2026-11-01
    agenda:
      - {title: By Sefa, lead: sefa, proposed_by: deep-reef}
      - {title: By Mere, lead: mere}
      - {title: By the reef, lead: open-reef}
      - {title: By Ana, lead: ana}
      - {title: By no one, proposed_by: sefa}
"""


@pytest.fixture(scope="module")
def content(tmp_path_factory: pytest.TempPathFactory) -> Content:
    root: Path = tmp_path_factory.mktemp("network")
    (root / "posts").mkdir()
    network = NETWORK.replace("languages: [en]", "languages: [fj, en, ur, mi, mh]")
    for name, text in (("network.yml", network), ("members.yml", MEMBERS), ("events.yml", EVENTS)):
        (root / name).write_text(text, "utf-8")
    for slug, language, original in (
        ("a-first", "en", ""),
        ("b-vi", "vi", "a-first"),
        ("c-de", "de", "a-first"),
        ("d-fj", "fj", "b-vi"),  # a translation of a translation
        ("z-ur", "ur", "a-first"),
        ("e-alone", "en", ""),
        ("f-pair", "ur", ""),
        ("g-pair", "mi", "f-pair"),
    ):
        more = f"translation_of: {original}\n" if original else ""
        front = f"---\ntitle: T\ndate: 2026-11-01\nauthors: [sefa]\nkind: blog\nlanguage: {language}\n{more}---\nText\n"
        (root / f"posts/{slug}.md").write_text(front, "utf-8")
    found, problems = load(root)
    assert found is not None and not problems, problems
    return found


def site(content: Content, now: str = "2026-11-21 23:59") -> Site:
    return Site.of(content, datetime.fromisoformat(now).replace(tzinfo=AUCKLAND), "https://example.org")


def test_when_a_member_is_away_and_what_it_was_no_page_can_say(content: Content) -> None:
    member = next(member for member in content.members if member.id == "deep-reef")
    shown = site(content).member["deep-reef"]
    assert member.leave and member.earlier and not shown.leave and not shown.earlier


def test_a_translation_of_a_translation_of_very_many_has_their_subjects(content: Content) -> None:
    """Deeper than Python goes."""
    alone = next(post for post in content.posts if post.slug == "e-alone")
    theme = ThemeRef.at("open-budgets", alone.written_at)
    first = replace(alone, slug="p0", themes=(theme,))
    chain = [replace(alone, slug=f"p{at}", translation_of=PostRef(f"p{at - 1}")) for at in range(1, 1_500)]
    assert all(post.themes == (theme,) for post in with_subjects_of_originals([first, *chain]))


@pytest.mark.parametrize(
    ("now", "coming"),
    [
        ("2026-11-19 12:00", ["days", "night", "day", "hour", "perhaps"]),
        ("2026-11-21 00:00", ["days", "day", "hour", "perhaps"]),  # what ends at midnight belongs to the day before
        ("2026-11-21 23:59", ["days", "day", "hour", "perhaps"]),  # today's is there until the day is over
        ("2026-11-22 00:00", ["perhaps"]),
        ("2026-11-25 00:00", []),
    ],
)
def test_what_is_to_come(now: str, coming: list[str], content: Content) -> None:
    assert [str(occurrence.event.id) for occurrence in site(content, now).upcoming] == coming


def test_versions_of_a_post_come_in_the_order_of_the_networks_languages_then_by_their_tags(content: Content) -> None:
    versions = site(content).translations
    order, pair = ["d-fj", "a-first", "z-ur", "c-de", "b-vi"], ["f-pair", "g-pair"]
    expected = dict.fromkeys(order, order) | dict.fromkeys(pair, pair)
    assert {slug: [post.slug for post in posts] for slug, posts in versions.items()} == expected


def test_an_agenda_item_is_led_by_a_person_and_by_the_persons_member(content: Content) -> None:
    led = {id: [item.title for _, item in items] for id, items in site(content).agenda_led.items()}
    assert led == {
        "sefa": ["By Sefa"],
        "mere": ["By Mere", "By Mere alone"],
        "open-reef": ["By Sefa", "By Mere", "By the reef", "By Mere alone"],
        "ana": ["By Ana"],  # of a former member, which has no page to list it on
    }


def test_an_event_is_of_the_members_whose_people_have_a_part_in_it(content: Content) -> None:
    found = {id: [str(event.id) for event in events] for id, events in site(content).events_of_member.items()}
    assert found == {"open-reef": ["persons", "led"], "deep-reef": ["led"]}


def test_posts_are_of_their_authors_and_of_the_authors_member(content: Content) -> None:
    by = site(content).posts_by_author
    assert {id: len(posts) for id, posts in by.items()} == {"sefa": 8, "open-reef": 8}


def test_only_languages_with_something_to_read_are_offered(content: Content) -> None:
    """Marshallese has nothing yet; Korean is spoken by a member, and nothing is written in it."""
    there = site(content)
    assert there.languages == ("fj", "en", "ur", "mi", "mh", "de", "ko", "vi")
    assert there.languages_to_read == ("fj", "en", "ur", "mi", "de", "vi")


@pytest.mark.parametrize(
    ("join", "page", "expected"),
    [
        ("", False, ("none", False)),
        ("", True, ("none", True)),
        ("join: { opens: 2026-11-22 }\n", False, ("before", True)),
        ("join: { opens: 2026-11-01, closes: 2026-11-21 }\n", False, ("open", True)),
        ("join: { closes: 2026-11-20 }\n", True, ("closed", False)),
    ],
)
def test_how_to_join_is_said_where_one_can_or_where_a_page_says_how(
    join: str, page: bool, expected: tuple[str, bool], tmp_path: Path
) -> None:
    (tmp_path / "docs").mkdir()
    (tmp_path / "network.yml").write_text(NETWORK + join, "utf-8")
    if page:
        (tmp_path / "docs/join.md").write_text("# Join\n", "utf-8")
    found, _ = load(tmp_path)
    assert found
    assert (site(found).joining, site(found).takes_members) == expected


def test_partners_of_an_event_are_members_or_names(content: Content) -> None:
    there = site(content)
    found = [there.backer(backer) for backer in there.event["persons"].partners]
    assert [(str(it.name), it.address) for it in found if it] == [
        ("Open Reef", "/members/open-reef/"),
        ("A bank", None),
    ]


def test_what_had_another_address_leads_on_also_in_links(tmp_path: Path) -> None:
    """To what a former member left, too; not from a page of docs/ that is still there."""
    member = "  - {id: gone, name: Gone, country: FJ, status: former, tombstone: true, formerly: [was-gone]}\n"
    calls = "recurrence: {every: 1 week, count: 2}, formerly: [was-calls]"
    for name, text in (
        ("network.yml", NETWORK),
        ("members.yml", f"members:\n{member}"),
        ("events.yml", f"events:\n  - {{id: calls, title: C, type: call, start: 2026-11-25, {calls}}}\n"),
        ("docs/fields.md", "# Fields\n"),
    ):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text, "utf-8")
    found, _ = load(tmp_path)
    assert found
    there = site(found)
    assert [(old, new) for old, new in there.moved.items() if "/contribute/" not in new] == [
        ("/members/was-gone/", "/members/gone/"),
        ("/events/was-calls/", "/events/calls/"),
        ("/events/was-calls/2026-11-25/", "/events/calls/2026-11-25/"),
        ("/events/was-calls/2026-12-02/", "/events/calls/2026-12-02/"),
    ]
    assert "/writing/" in there.moved and "/fields/" not in there.moved
    links = Links(there, frozenset({"/members/gone/"}))
    assert links.resolve("/members/was-gone/#top", "docs/fields.md", "/fields/").address == "/members/gone/"
