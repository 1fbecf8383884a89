"""What may be seen on a day, at its edges: of small contents, without a build."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from msgspec.structs import replace

from talanoa.load import Content, load
from talanoa.model.member import Member, Person
from talanoa.model.post import Post, Signatory
from talanoa.model.values import MemberRef, Words
from talanoa.visibility import Visible, visible
from tests.conftest import NETWORK

SMALL = """\
events:
  - id: reef-call
    title: Reef call
    type: call
    start: 2026-10-01
    online: {url: "https://calls.example.org/1"}
    attended: [open-reef, shy-reef]
    recurrence: {every: 1 week, count: 2}
    occurrences:
      2026-10-01: {attended: [open-reef, shy-reef], online: {url: "https://calls.example.org/2", public: true}}
      2026-10-08: {attended_count: 7, online: {url: "https://calls.example.org/3"}}
"""
PARTICIPATION = "participation: {{event: reef-call, expected: 1, of: 2, publish: {}}}\n"


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Content:
    root = tmp_path_factory.mktemp("small")
    (root / "posts").mkdir()
    (root / "network.yml").write_text(NETWORK + PARTICIPATION.format("members"), "utf-8")
    (root / "events.yml").write_text(SMALL, "utf-8")
    (root / "members.yml").write_text(
        "members:\n  - {id: open-reef, name: Open Reef, country: FJ, people: [{id: sefa, name: Sefa}],"
        " contact: {email: reef@example.org, consent: 2026-11-22}}\n"
        "  - {id: shy-reef, name: Shy Reef, country: TO, visibility: hidden}\n",
        "utf-8",
    )
    front = "---\ntitle: A title\ndate: {}\nauthors: [open-reef]\nkind: blog\n{}---\nText\n"
    for slug, day, more in (
        ("plain", "2026-11-01", ""),
        ("draft", "2026-11-01", "draft: true\n"),
        ("dated", "2026-11-22", ""),
        ("held", "2026-11-01", "publish_at: 2026-11-22\n"),
        ("timed", "2026-11-22 09:00", ""),
        ("ending", "2026-11-01", "expires: 2026-11-22\n"),
        ("late-draft", "2026-11-22", "draft: true\n"),
    ):
        (root / f"posts/{slug}.md").write_text(front.format(day, more), "utf-8")
    content, problems = load(root)
    assert content is not None and not problems, problems
    return content


AUCKLAND = ZoneInfo("Pacific/Auckland")


def at(content: Content, time: str, **options: bool) -> Visible:
    return visible(content, datetime.fromisoformat(time).replace(tzinfo=AUCKLAND), **options)


@pytest.mark.parametrize(
    ("time", "shown"),
    [
        ("2026-11-21 23:59", "plain ending"),
        ("2026-11-22 00:00", "plain dated held"),
        ("2026-11-22 08:59", "plain dated held"),
        ("2026-11-22 09:00", "plain dated held timed"),
    ],
)
def test_a_post_on_its_day(time: str, shown: str, small: Content) -> None:
    assert {post.slug for post in at(small, time).posts} == set(shown.split())


@pytest.mark.parametrize(
    ("time", "hidden"), [("2026-11-21 23:59", ""), ("2026-11-22 00:00", "ending"), ("2027-01-01 00:00", "ending")]
)
def test_the_preview_shows_drafts_and_what_is_planned_but_not_what_is_past(
    time: str, hidden: str, small: Content
) -> None:
    every = {post.slug for post in small.posts}
    assert {post.slug for post in at(small, time, drafts=True).posts} == every - set(hidden.split())
    assert {post.slug for post in at(small, time, everything=True).posts} == every


@pytest.mark.parametrize(
    ("consent", "time", "shown"),
    [
        (None, "2026-11-21 12:00", False),
        (date(2026, 11, 22), "2026-11-21 23:59", False),
        (date(2026, 11, 22), "2026-11-22 00:00", True),  # still the 21st in Europe: the network's own clock decides
        (date(2026, 1, 1), "2026-11-21 12:00", True),
        (date(2036, 1, 1), "2026-11-21 12:00", False),
    ],
)
def test_an_address_is_published_from_the_day_of_consent(
    consent: date | None, time: str, shown: bool, small: Content
) -> None:
    first = small.members[0]
    dated = replace(first, contact=replace(first.contact, consent=consent))
    found = at(replace(small, members=(dated,)), time).members[0].contact.email
    assert found == ("reef@example.org" if shown else None)


@pytest.mark.parametrize(
    ("publish", "counts", "names"),
    [("members", [2, 7], ["open-reef"]), ("totals", [2, 7], []), ("none", [None, None], [])],
)
def test_who_came_is_published_as_the_network_decided(
    publish: Any, counts: list[int | None], names: list[str], small: Content
) -> None:
    assert small.network.participation
    decided = replace(small.network, participation=replace(small.network.participation, publish=publish))
    (event,) = at(replace(small, network=decided), "2026-11-21 12:00").events
    assert [each.attended_count for each in event.occurrences] == counts
    assert list(event.occurrences[0].attended or ()) == names
    assert list(event.attended) == names and event.attended_count == counts[0]
    (all_of_it,) = at(replace(small, network=decided), "2026-11-21 12:00", everything=True).events
    assert all_of_it.occurrences[0].attended == ("open-reef", "shy-reef")
    assert [each.attended_count for each in all_of_it.occurrences] == [2, 7]


def test_without_a_decision_totals_are_published_and_no_one_is_named(small: Content) -> None:
    (event,) = at(replace(small, network=replace(small.network, participation=None)), "2026-11-21 12:00").events
    assert event.attended == () and event.attended_count == 2
    (quiet,) = at(replace(small, events=(replace(small.events[0], attended=()),)), "2026-11-21 12:00").events
    assert quiet.attended_count is None


def test_only_a_public_joining_link_is_kept(small: Content) -> None:
    (event,) = at(small, "2026-11-21 12:00").events
    links = [event.online, *(each.online for each in event.occurrences)]
    assert [link and link.url for link in links] == [None, "https://calls.example.org/2", None]


def test_an_occurrence_that_says_nothing_keeps_what_the_event_says(small: Content) -> None:
    (event,) = at(small, "2026-11-21 12:00").events
    assert event.occurrences[1].hosts is None and event.occurrences[1].agenda is None
    assert event.occurrences[1].attended is None


def test_of_those_who_are_hidden_the_checks_see_all_and_visitors_a_number(small: Content) -> None:
    seen, all_of_it = at(small, "2026-11-21 12:00"), at(small, "2026-11-21 12:00", everything=True)
    assert ([str(member.id) for member in seen.members], seen.hidden_members) == (["open-reef"], 1)
    assert ([str(member.id) for member in all_of_it.members], all_of_it.hidden_members) == (
        ["open-reef", "shy-reef"],
        0,
    )


@pytest.mark.parametrize("days", [-1, 0, 1])
def test_the_last_day_is_still_a_members(days: int, small: Content) -> None:
    leaving = replace(small.members[0], left=date(2026, 11, 21) + timedelta(days))
    seen = at(replace(small, members=(leaving,)), "2026-11-21 12:00")
    assert bool(seen.members) is (days >= 0)
    assert ("open-reef" in seen.unlinked, "sefa" in seen.unlinked) == (days < 0, days < 0)


def test_members_are_sorted_by_name(small: Content) -> None:
    named = [
        replace(small.members[0], id=id, name=Words({"": text})) for id, text in (("c", "b"), ("b", "A"), ("a", "b"))
    ]
    assert [member.id for member in at(replace(small, members=tuple(named)), "2026-11-21").members] == ["b", "a", "c"]


def test_a_representative_who_is_hidden_is_not_named(small: Content) -> None:
    people = tuple(Person(*pair, visibility=seen) for pair, seen in ((("a", "A"), "hidden"), (("b", "B"), "name-only")))  # type: ignore[arg-type]
    member: Member = replace(small.members[0], people=people)
    signed = [_signed(small, text) for text in ("a", "b", "Ana Reef")]
    posts = at(replace(small, members=(member,), posts=tuple(signed)), "2026-11-21 12:00").posts
    assert {post.slug: post.signatories[0].representative for post in posts} == {
        "a": None,
        "b": "b",
        "Ana Reef": "Ana Reef",
    }


def _signed(small: Content, representative: str) -> Post:
    signatory = Signatory(MemberRef("open-reef"), None, representative)  # type: ignore[arg-type]
    plain = next(post for post in small.posts if post.slug == "plain")
    return replace(plain, slug=representative, signatories=(signatory,))
