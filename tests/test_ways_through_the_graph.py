"""From a thing to what belongs to it: every way that pages, feeds and calendars take through the graph (site.py)."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from talanoa.load import Content, load
from talanoa.model.post import Guest
from talanoa.model.values import Host
from talanoa.site import Site
from tests.conftest import NETWORK

AUCKLAND = ZoneInfo("Pacific/Auckland")
MORE = """\
themes: [{id: water, title: Water}, {id: roads, title: Roads}]
activities: [{id: train, title: Train}]
statuses: [{id: member, title: Member, meaning: It has joined}]
countries:
  - {code: FJ, status: member}
  - {code: NU}
"""
MEMBERS = """\
members:
  - id: open-reef
    name: {en: Open Reef, mi: Te Toka}
    about: {ur: ہم}
    country: FJ
    works_in: [FJ, TO]
    languages: [ko]
    themes: [water]
    activities: [train]
    people: [{id: sefa, name: Sefa}, {id: mere, name: Mere, visibility: name-only}]
  - {id: deep-reef, name: Deep Reef, country: FJ, works_in: [TO, WS], themes: [water, roads]}
  - {id: shy-reef, name: Shy Reef, country: VU, visibility: name-only}
  - {id: hidden-reef, name: Hidden Reef, country: KI, visibility: hidden}
  - {id: left-reef, name: Left Reef, country: PW, status: former}
"""
EVENTS = """\
events:
  - {id: evening, title: Evening, type: call, start: 2026-12-01 20:00, languages: [fj], themes: [water]}
  - id: noon
    title: Noon
    type: meeting
    start: 2026-12-01 12:00
    timezone: Pacific/Honolulu
    hosts: [open-reef, The town hall]
    countries: [TO]
    place: {country: FJ}
    activities: [train]
    documents: [{title: Notes, url: "https://example.org/notes", language: mi}]
  - {id: b-day, title: A day, type: deadline, start: 2026-12-01, place: {name: Hall}}
  - {id: a-day, title: Another, type: deadline, start: 2026-12-01}
  - {id: summit, title: Summit, type: summit, start: 2026-12-30, end: 2027-02-01}
  - {id: eve, title: Eve, type: other, start: 2026-12-31 20:00, end: 2027-01-01 00:00}
  - id: weekly
    title: Weekly
    type: call
    start: 2026-11-03
    recurrence: {every: 1 week, count: 2}
    documents: [{title: Guide, url: "https://example.org/guide", language: en}]
    occurrences:
      2026-11-10:
        hosts: [deep-reef]
        documents:
          - {title: Agenda, url: "https://example.org/agenda", language: en}
          - {title: Photographs, url: "https://example.org/photographs"}
"""
POSTS = (
    ("first", "2025-03-01", "kind: blog\nauthors: [sefa]\nthemes: [water]\nactivities: [train]\ncountries: [FJ, NZ]"),
    ("second", "2026-11-20", "kind: news\nauthors: [deep-reef, {name: Ana}]\nlanguage: fj\nevents: [noon]"),
    (
        "letter",
        "2026-11-01",
        "kind: statement\nauthors: [{name: Ana}]\nsignatories:\n  - {member: open-reef, date: 2026-11-02}\n"
        "  - {member: shy-reef, date: 2026-11-02}\n",
    ),
    ("draft", "2026-11-02", "kind: blog\nauthors: [sefa]\ndraft: true"),
    ("of-the-hidden", "2025-12-31 23:59", "kind: blog\nauthors: [hidden-reef]"),
)


def loaded(root: Path, events: str = EVENTS, posts: tuple[tuple[str, str, str], ...] = POSTS) -> Content:
    network = NETWORK.replace("languages: [en]", "languages: [en, fj, mi]") + MORE
    (root / "posts").mkdir()
    for name, text in (("network.yml", network), ("members.yml", MEMBERS), ("events.yml", events)):
        (root / name).write_text(text, "utf-8")
    for slug, day, more in posts:
        (root / f"posts/{slug}.md").write_text(f"---\ntitle: T\ndate: {day}\n{more}\n---\nText\n", "utf-8")
    found, problems = load(root)
    assert found is not None and not problems, problems
    return found


def on(content: Content, day: str, **options: bool) -> Site:
    return Site.of(
        content, datetime.fromisoformat(day).replace(tzinfo=AUCKLAND), "https://example.org/net//", **options
    )


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> Site:
    return on(loaded(tmp_path_factory.mktemp("network")), "2026-11-21 12:00")


def slugs(groups: object) -> dict[str, str]:
    """Each key with the ids of what it leads to."""
    assert isinstance(groups, dict)
    return {
        str(key): " ".join(getattr(each, "slug", None) or each.id for each in these) for key, these in groups.items()
    }


def test_addresses_begin_with_the_sites(graph: Site) -> None:
    assert graph.url == "https://example.org/net/"


def test_all_members_are_counted_but_those_who_left(graph: Site) -> None:
    assert (len(graph.members), len(graph.named), graph.hidden_members, graph.member_count) == (2, 1, 1, 4)


def test_posts_lead_back_from_all_that_they_name(graph: Site) -> None:
    assert slugs(graph.posts_by_kind) == {"news": "second", "statement": "letter", "blog": "of-the-hidden first"}
    assert slugs(graph.posts_by_theme) == {"water": "first"}
    assert slugs(graph.posts_by_activity) == {"train": "first"}
    assert slugs(graph.posts_by_country) == {"FJ": "first", "NZ": "first"}
    assert slugs(graph.posts_by_language) == {"fj": "second", "en": "letter of-the-hidden first"}
    assert slugs(graph.posts_by_year) == {"2026": "second letter", "2025": "of-the-hidden first"}
    assert slugs(graph.posts_by_event) == {"noon": "second"}
    assert slugs(graph.posts_by_author) == {"deep-reef": "second", "sefa": "first", "open-reef": "first"}
    assert slugs(graph.statements_signed) == {"open-reef": "letter", "shy-reef": "letter"}
    assert [post.slug for post in graph.statements] == ["letter"]
    assert set(graph.post) == {"first", "second", "letter", "of-the-hidden"} and not graph.translations


def test_members_lead_back_from_all_that_they_name(graph: Site) -> None:
    assert slugs(graph.members_by_country) == {"FJ": "deep-reef open-reef"}
    assert slugs(graph.members_working_in) == {"TO": "deep-reef open-reef", "WS": "deep-reef"}, "not at home"
    assert slugs(graph.members_by_theme) == {"water": "deep-reef open-reef", "roads": "deep-reef"}
    assert slugs(graph.members_by_activity) == {"train": "open-reef"}
    assert slugs(graph.members_by_language) == {
        "ko": "open-reef",  # spoken
        "en": "open-reef",  # by its name
        "mi": "open-reef",
        "ur": "open-reef",  # what it says about itself
    }
    assert set(graph.member) == {"open-reef", "deep-reef"}


def test_events_lead_back_from_all_that_they_name(graph: Site) -> None:
    assert slugs(graph.events_by_theme) == {"water": "evening"}
    assert slugs(graph.events_by_activity) == {"train": "noon"}
    assert slugs(graph.events_by_country) == {"TO": "noon", "FJ": "noon"}, "also where it is held"
    assert slugs(graph.events_by_language) == {"fj": "evening"}
    assert slugs(graph.events_hosted) == {"open-reef": "noon", "The town hall": "noon"}
    assert slugs(graph.events_of_member) == {"open-reef": "noon", "deep-reef": "weekly"}, (
        "also who hosts one occurrence"
    )
    assert slugs(graph.events_by_type)["deadline"] == "b-day a-day"


def test_countries_are_those_that_the_network_lists_or_something_visible_names(graph: Site) -> None:
    assert [(place.code, bool(place.entry), place.status and str(place.status.id)) for place in graph.countries] == [
        ("FJ", True, "member"),
        ("NU", True, None),
        ("NZ", False, None),
        ("TO", False, None),
        ("VU", False, None),
        ("WS", False, None),
    ]
    assert graph.home_countries == {"FJ", "VU"}


def test_languages_are_the_networks_and_those_of_any_text(graph: Site) -> None:
    assert graph.languages == ("en", "fj", "mi", "ko", "ur")
    assert graph.languages_to_read == ("en", "fj", "mi"), "Maori has a document"


def test_documents_come_with_the_latest_first_and_once(graph: Site) -> None:
    found = {
        language: [document.title for document in these] for language, these in graph.documents_by_language.items()
    }
    assert found == {"mi": ["Notes"], "en": ["Agenda", "Guide"]}


def test_the_occurrences_of_a_day_come_by_their_instants(graph: Site) -> None:
    """All-day ones first; noon in Honolulu is later than the evening in Auckland."""
    day = [o.event.id for o in graph.occurrences if f"{o.day}" == "2026-12-01"]
    assert day == ["a-day", "b-day", "evening", "noon"]


def test_an_occurrence_is_in_every_month_that_it_touches(graph: Site) -> None:
    months = {month: [o.event.id for o in found] for month, found in graph.occurrences_by_month.items()}
    assert months == {
        (2026, 11): ["weekly", "weekly"],
        (2026, 12): ["a-day", "b-day", "evening", "noon", "summit", "eve"],
        (2027, 1): ["summit"],  # the eve ends at midnight, and so in its own year
        (2027, 2): ["summit"],
    }
    assert list(months) == sorted(months)


def test_the_name_behind_an_id(graph: Site) -> None:
    def named(who: str | Guest) -> tuple[str, str | None, str | None, bool] | None:
        credit = graph.credit(who)
        if credit is None:
            return None
        affiliation = credit.affiliation and credit.affiliation.pick("en", "")[0]
        return credit.name.pick("en", "")[0], credit.address, affiliation, credit.is_person

    assert named("sefa") == ("Sefa", "/people/sefa/", "Open Reef", True)
    assert named("mere") == ("Mere", None, None, True)
    assert named("deep-reef") == ("Deep Reef", "/members/deep-reef/", None, False)
    assert named("shy-reef") == ("Shy Reef", None, None, False)
    assert named("left-reef") == ("Left Reef", None, None, False)
    assert named("hidden-reef") is None
    assert named(next(host for host in graph.event["noon"].hosts if host != "open-reef")) == (
        "The town hall",
        None,
        None,
        False,
    )
    assert isinstance(graph.event["noon"].hosts[1], Host)
    assert named(Guest("Ana", "A paper")) == ("Ana", None, "A paper", True)  # type: ignore[arg-type]
    assert named(Guest("Ana")) == ("Ana", None, None, True)  # type: ignore[arg-type]


def test_a_post_of_which_no_one_may_be_named_is_the_networks(graph: Site) -> None:
    names = {
        slug: [credit.name.pick("en", "")[0] for credit in graph.authors(post)] for slug, post in graph.post.items()
    }
    assert names == {
        "first": ["Sefa"],
        "second": ["Deep Reef", "Ana"],
        "letter": ["Ana"],
        "of-the-hidden": ["Reef Network"],
    }


def test_only_the_preview_has_drafts_and_knows_what_is_planned(tmp_path: Path) -> None:
    content = loaded(tmp_path)
    preview = on(content, "2026-11-19 12:00", drafts=True)
    assert "draft" not in on(content, "2026-11-19 12:00").post and "draft" in preview.post
    assert preview.scheduled == {"second"}


def test_checks_tell_a_hidden_page_from_a_missing_one(tmp_path: Path) -> None:
    everything = on(loaded(tmp_path), "2026-11-21", everything=True)
    assert "draft" in everything.post
    assert {"hidden-reef", "left-reef", "shy-reef"} < set(everything.member)


SERIES = """\
events:
  - {id: second, title: T, type: call, start: 2026-06-01, series: {id: plan, number: 2, output: {title: The plan, state: draft}}}
  - {id: third, title: T, type: call, start: 2026-11-21, series: {id: plan, number: 3, title: A plan, output: {title: The plan, state: validated, url: "https://example.org/"}}}
  - {id: fourth, title: T, type: call, start: 2026-12-01, series: {id: plan, number: 4, title: Late, output: {title: The last plan, state: adopted}}}
  - {id: one, title: T, type: call, start: 2025-12-01, series: {id: plan, number: 1}}
  - {id: early, title: T, type: call, start: 2026-01-02, series: {id: plan}}
  - {id: earlier, title: T, type: call, start: 2026-01-01, series: {id: plan}}
  - {id: alone, title: T, type: call, start: 2026-11-20, series: {id: bare, number: 1}}
  - {id: planned, title: T, type: call, start: 2026-12-24, series: {id: hope, output: {title: Hope, state: adopted, url: "https://example.org/"}}}
"""


@pytest.mark.parametrize(
    ("day", "state", "over"),
    [
        ("2025-12-31", None, False),
        ("2026-05-31", None, False),
        ("2026-06-01", "draft", False),
        ("2026-11-20", "draft", False),
        ("2026-11-21", "validated", False),  # on its day
        ("2026-12-01", "adopted", False),
        ("2026-12-02", "adopted", True),
    ],
)
def test_where_the_output_of_a_series_stands(day: str, state: str | None, over: bool, tmp_path: Path) -> None:
    series = on(loaded(tmp_path, SERIES, ()), day).series
    plan = series["plan"]
    assert plan.output and plan.output.state == state and plan.is_over is over
    assert bool(plan.output.document) is (state in ("validated", "adopted"))
    assert str(plan.output.title) == ("The last plan" if state == "adopted" else "The plan")


def test_events_of_a_series_come_by_number_then_by_day_those_without_one_first(tmp_path: Path) -> None:
    series = on(loaded(tmp_path, SERIES, ()), "2026-11-21").series
    assert list(series) == ["bare", "hope", "plan"]
    assert [event.id for event in series["plan"].events] == ["earlier", "early", "one", "second", "third", "fourth"]
    assert [series[id].title.pick("en", "")[0] for id in series] == ["bare", "hope", "A plan"]
    assert series["bare"].output is None and series["bare"].is_over
    hope = series["hope"].output
    assert hope and (str(hope.title), hope.state, hope.document) == ("Hope", None, None) and not series["hope"].is_over
