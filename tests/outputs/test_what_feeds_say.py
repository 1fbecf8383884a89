"""What a feed says, before any format is written: which items, in which order, with which words and stamps."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from tests.outputs.conftest import SiteOf

from talanoa.outputs.feeds import FORMATS, Writer, files
from talanoa.outputs.feeds import feed as model
from talanoa.outputs.feeds.feed import Category, Feed, Feeds, Item
from talanoa.outputs.view import View

NETWORK = """\
id: reefs
authority: reef.example.org,2016
name: {en: Reefs, ur: چٹانیں}
timezone: Pacific/Auckland
languages: [en, ur]
themes: [{id: water, title: Water}]
activities: [{id: train, title: Training}]
"""
MEMBERS = """\
members:
  - {id: deep, name: Deep, country: FJ, people: [{id: zoe, name: Zoe}, {id: eire, name: Éire}, {id: fay, name: Fay}]}
  - {id: shy, name: Shy, country: FJ, visibility: name-only}
"""


def post(day: str = "2026-11-01", more: str = "", text: str = "A text.", authors: str = "zoe") -> str:
    return f"---\ntitle: T\ndate: {day}\nkind: blog\nauthors: [{authors}]\n{more}\n---\n{text}\n"


def feeds(view: View) -> dict[str, Feed]:
    made = Feeds(view)
    return {feed.page: feed for feed in map(made.feed, made.subjects())}


def of(site_of: SiteOf, posts: dict[str, str], events: str = "", network: str = NETWORK, **how: Any) -> dict[str, Feed]:
    written = {f"posts/{slug}.md": text for slug, text in posts.items()}
    if events:
        written["events.yml"] = f"events:\n{events}"
    return feeds(site_of({"network.yml": network, "members.yml": MEMBERS, **written}, **how))


def links(feed: Feed) -> list[str]:
    return [item.url.removeprefix("https://example.org/") for item in feed.items]


def test_every_page_with_posts_has_a_feed_and_its_title(site_of: SiteOf) -> None:
    more = "themes: [water]\nactivities: [train]\ncountries: [NZ]\nlanguage: ur"
    made = of(site_of, {"one": post(more=more)})
    titles = {page: feed.title for page, feed in made.items() if not page.startswith("/kinds/")}
    assert titles == {
        "/": "Reefs",
        "/themes/water/": "Water – Reefs",
        "/activities/train/": "Training – Reefs",
        "/countries/fj/": "Fiji – Reefs",
        "/countries/nz/": "New Zealand – Reefs",
        "/languages/en/": "English – Reefs",
        "/languages/ur/": made["/languages/ur/"].title,
        "/members/deep/": "Deep – Reefs",
        "/people/eire/": "Éire – Reefs",  # as English sorts
        "/people/fay/": "Fay – Reefs",
        "/people/zoe/": "Zoe – Reefs",
        "/events/": "Events – Reefs",
    }
    assert [page for page in made if page.startswith("/people/")] == ["/people/eire/", "/people/fay/", "/people/zoe/"]
    assert made["/languages/ur/"].title.endswith("چٹانیں") and made["/languages/ur/"].language == "ur"
    with_it = {page for page, feed in made.items() if feed.items}
    assert with_it == {
        "/",
        "/kinds/blog/",
        "/themes/water/",
        "/activities/train/",
        "/countries/nz/",
        "/languages/ur/",
        "/members/deep/",
        "/people/zoe/",
    }


def test_the_newest_come_first_however_late_they_were_edited(site_of: SiteOf) -> None:
    posts = {
        "old": post("2026-10-01", "updated: 2026-11-20"),
        "b-same": post("2026-11-02 09:00"),
        "a-same": post("2026-11-02 09:00"),
        "new": post("2026-11-03"),
    }
    assert links(of(site_of, posts)["/"]) == ["posts/new/", "posts/b-same/", "posts/a-same/", "posts/old/"]


def test_a_feed_is_as_new_as_its_newest_edit_and_one_without_items_as_old_as_the_networks_names(
    site_of: SiteOf,
) -> None:
    made = of(site_of, {"one": post("2026-10-01", "updated: 2026-11-20 10:00"), "two": post("2026-11-02")})
    assert made["/"].updated == max(item.updated for item in made["/"].items)
    assert made["/"].updated.isoformat() == "2026-11-20T10:00:00+13:00"
    assert made["/themes/water/"].updated == datetime(2016, 1, 1, tzinfo=UTC)


def test_an_edit_on_the_day_of_publication_is_never_before_it(site_of: SiteOf) -> None:
    """A day alone counts as its last hour."""
    (item,) = of(site_of, {"one": post("2026-11-02", "updated: 2026-11-02 10:00")})["/"].items
    assert item.updated == item.published


def test_a_mere_day_becomes_a_time_in_one_hour_of_it(site_of: SiteOf) -> None:
    posts = {f"post-{number}": post("2026-11-02") for number in range(12)}
    stamps = {item.published for item in of(site_of, posts)["/"].items}
    assert len(stamps) == 12, "no two of one time"
    assert max(stamps) - min(stamps) < timedelta(hours=1)
    assert {stamp.astimezone().tzinfo is not None and stamp.date() for stamp in stamps} == {date(2026, 11, 2)}
    told = of(site_of, {"one": post("2026-11-02 08:15")})["/"].items[0].published
    assert told.isoformat() == "2026-11-02T08:15:00+13:00", "a time that was written is kept"


def test_the_time_of_an_item_is_always_the_same(site_of: SiteOf) -> None:
    """Programs take an item of another time for another item; so the time comes from its id, and from no clock or counter."""
    (one,) = of(site_of, {"one": post("2026-11-02")})["/"].items
    assert one.published.isoformat() == "2026-11-02T23:41:29+13:00"
    assert one in of(site_of, {"one": post("2026-11-02"), "two": post("2026-11-02")})["/"].items


def test_the_texts_of_a_feed_are_whole_until_it_is_too_long(site_of: SiteOf, monkeypatch: pytest.MonkeyPatch) -> None:
    posts = {f"p{day}": post(f"2026-11-0{day}", "summary: In short <3", "x" * 93) for day in (1, 2, 3)}
    monkeypatch.setattr(model, "MAX_LETTERS", 224)  # two texts of 112 letters, as XML has them
    assert [item.html for item in of(site_of, posts)["/"].items] == [
        "<p>" + "x" * 93 + "</p>",
        "<p>" + "x" * 93 + "</p>",
        "<p>In short &lt;3</p>",
    ]
    monkeypatch.setattr(model, "MAX_LETTERS", 223)
    assert [len(item.html) for item in of(site_of, posts)["/"].items] == [100, 21, 21]


def test_of_texts_that_are_too_long_together_the_longest_gives_way(
    site_of: SiteOf, monkeypatch: pytest.MonkeyPatch
) -> None:
    posts = {f"p{size}": post("2026-11-01", "summary: In short", "x" * size) for size in (50, 90, 70)}
    monkeypatch.setattr(model, "MAX_LETTERS", 200)
    assert {item.url[-4:-1]: len(item.html) for item in of(site_of, posts)["/"].items} == {
        "p50": 57,
        "p90": 15,
        "p70": 77,
    }


def test_themes_that_the_network_knows_are_categories(site_of: SiteOf) -> None:
    """A preview shows a post before the check has found its slip."""
    (item,) = of(site_of, {"one": post(more="themes: [watr, water]")})["/"].items
    assert item.categories == (Category("blog", "Blog"), Category("water", "Water"))


def test_authors_have_the_address_of_their_page_if_they_have_one(site_of: SiteOf) -> None:
    (item,) = of(site_of, {"one": post(authors="zoe, deep, shy, {name: Ana}")})["/"].items
    assert [(author.name, author.url.removeprefix("https://example.org")) for author in item.authors] == [
        ("Zoe", "/people/zoe/"),
        ("Deep", "/members/deep/"),
        ("Shy", ""),
        ("Ana", ""),
    ]


@pytest.mark.parametrize(
    ("languages", "language", "direction"),
    [("[en, ur]", "en", ""), ("[en, ur]", "ur", "rtl"), ("[ur, en]", "ur", "rtl"), ("[ur, en]", "en", "ltr")],
)
def test_a_text_says_its_direction_where_a_program_would_get_it_wrong(
    languages: str, language: str, direction: str, site_of: SiteOf
) -> None:
    network = NETWORK.replace("[en, ur]", languages)
    (item,) = of(site_of, {"one": post(more=f"language: {language}")}, network=network)["/"].items
    assert item.direction == direction
    text = "<p>A text.</p>"
    assert item.content == (f'<div lang="{language}" dir="{direction}">{text}</div>' if direction else text)


STEPS = """\
series:
  - {{id: talks, title: Talks, output: {{title: The text, steps: [{{state: draft, date: {reached}}}]}}}}
events:
  - {{id: talk, title: Talk, type: call, start: 2026-12-01 10:00, updated: {updated}, series: {{id: talks}}}}
"""


@pytest.mark.parametrize(
    ("posts", "updated", "reached", "newest"),
    [
        ({"one": post("2026-11-02 09:00")}, "2026-10-01 10:00", "2026-10-02", "2026-11-02T09:00:00+13:00"),
        ({"one": post("2026-10-02", "updated: 2026-11-03 09:00")}, "2026-10-01", "2026-10-02", "2026-11-03T09:00:00+13:00"),
        ({"one": post("2026-10-02")}, "2026-11-04 10:00", "2026-10-02", "2026-11-04T10:00:00+13:00"),
        ({"one": post("2026-10-02")}, "2026-10-01", "2026-11-05", "2026-11-05T23:18:47+13:00"),
        ({}, "2026-11-22", "2026-11-23", "2016-01-01T00:00:00+00:00"),
    ],
)  # fmt: skip
def test_the_list_of_feeds_is_as_new_as_the_newest_item_of_all(
    posts: dict[str, str], updated: str, reached: str, newest: str, site_of: SiteOf
) -> None:
    network = NETWORK.replace("org,2016", "org,2016-05")
    files = {f"posts/{slug}.md": text for slug, text in posts.items()}
    files["events.yml"] = STEPS.format(updated=updated, reached=reached)
    view = site_of({"network.yml": network, "members.yml": MEMBERS, **files})
    assert Feeds(view).updated.isoformat() == newest


def test_an_event_is_told_with_its_summary_or_else_with_its_time(site_of: SiteOf) -> None:
    event = "  - {id: e, title: E, type: call, start: 2026-12-01, updated: 2026-11-20%s}\n"
    (item,) = of(site_of, {}, event % ", summary: All about it")["/events/"].items
    assert (item.summary, item.categories) == ("All about it", (Category("call", "Call"),))
    (item,) = of(site_of, {}, event % "")["/events/"].items
    assert item.summary == "Tuesday, 1 December 2026"


CALLS = """\
  - id: calls
    title: Calls
    type: call
    start: 2026-11-03
    updated: {updated}
    recurrence: {{every: 1 week, count: 3}}
"""


@pytest.mark.parametrize(
    ("updated", "told"),
    [("2026-10-01", "3 November"), ("2026-11-03", "3 November"), ("2026-11-04", "10 November"), ("2026-11-18", "17 N")],
)
def test_a_series_is_told_with_the_occurrence_that_was_the_next_then(updated: str, told: str, site_of: SiteOf) -> None:
    (item,) = of(site_of, {}, CALLS.format(updated=updated), now="2026-11-21")["/events/"].items
    assert told in item.summary and item.title == "Calls" and item.url.endswith("/events/calls/")


@pytest.mark.parametrize(
    ("event", "expected"),
    [
        ("", []),
        ("updated: 2026-11-22", []),
        ("updated: 2026-11-20", [("E", "e")]),
        ("updated: 2026-11-20, sequence: 1", [("Changed: E", "e/1")]),
        ("updated: 2026-11-20, sequence: 2, status: cancelled", [("Cancelled: E", "e/2")]),
        ("updated: 2026-11-20, status: postponed", [("Postponed: E", "e")]),
        ("updated: 2026-11-20, status: tentative", [("E", "e")]),
    ],
)
def test_news_of_an_event(event: str, expected: list[tuple[str, str]], site_of: SiteOf) -> None:
    """Nothing is announced that has no `updated`, or one that is still to come."""
    made = of(site_of, {}, f"  - {{id: e, title: E, type: call, start: 2026-12-01, {event}}}\n", now="2026-11-20T12:00")
    assert [(item.title, item.id.rpartition("reefs/event/")[2]) for item in made["/events/"].items] == expected


def test_news_of_one_occurrence_of_a_series(site_of: SiteOf) -> None:
    events = CALLS.format(updated="2026-10-01") + (
        "    occurrences:\n"
        "      2026-11-03: {status: cancelled}\n"  # which has no entry of its own
        "      2026-11-10: {status: cancelled, updated: 2026-11-09, sequence: 1}\n"
        "      2026-11-17: {start: 2026-11-18, updated: 2026-11-08}\n"
        "  - {id: other, title: Other, type: call, start: 2026-12-01, updated: 2026-11-10}\n"
    )
    items = of(site_of, {}, events, now="2026-11-21")["/events/"].items
    assert [(item.title, item.id.rpartition("/event/")[2], item.url.rpartition("/events/")[2]) for item in items] == [
        ("Other", "other", "other/"),
        ("Cancelled: Calls, Tuesday, 10 November 2026", "calls/2026-11-10/1", "calls/2026-11-10/"),
        ("Calls, Wednesday, 18 November 2026", "calls/2026-11-17", "calls/2026-11-17/"),
        ("Calls", "calls", "calls/"),
    ]
    assert [item.published for item in items] == [item.updated for item in items]


@pytest.mark.parametrize("unit", ["1 week, count: 1", "1 month, until: 2026-12-01", "2 days, count: 1"])
def test_an_event_all_of_whose_occurrences_are_excepted_is_no_news(unit: str, site_of: SiteOf) -> None:
    event = (
        "  - {id: none, title: None, type: call, start: 2026-12-01, updated: 2026-11-01,"
        f" recurrence: {{every: {unit}, except: [2026-12-01]}}}}\n"
    )
    assert of(site_of, {}, event)["/events/"].items == ()


def test_forty_news_at_most_and_the_latest_of_them(site_of: SiteOf) -> None:
    events = "".join(
        f"  - {{id: e{n}, title: E, type: call, start: 2026-12-01, updated: 2026-10-01 10:{n}}}\n"
        for n in range(10, 55)
    )
    posts = {f"p{n}": post(f"2026-10-01 10:{n}") for n in range(10, 55)}
    made = of(site_of, posts, events)
    assert links(made["/events/"]) == [f"events/e{n}/" for n in range(54, 14, -1)]
    assert links(made["/"]) == [f"posts/p{n}/" for n in range(54, 14, -1)]


def test_an_address_inside_a_text_leads_to_the_page(site_of: SiteOf) -> None:
    text = "A note.[^1] [elsewhere](https://other.example/#x) � end\n\n[^1]: Here."
    (item,) = of(site_of, {"one": post(text=text)})["/"].items
    assert 'href="https://example.org/posts/one/#fn1"' in item.html
    assert 'href="https://other.example/#x"' in item.html
    assert "�" not in item.html + item.summary


def test_each_feed_has_a_name_of_its_own_that_stays(site_of: SiteOf) -> None:
    made = of(site_of, {})
    ids = {feed.page: feed.id for feed in made.values()}
    assert ids["/"] == "tag:reef.example.org,2016:reefs/feed/all"
    assert ids["/themes/water/"] == "tag:reef.example.org,2016:reefs/feed/themes/water"
    assert len(set(ids.values())) == len(ids)


def test_a_description_is_the_tagline_or_else_the_title(site_of: SiteOf) -> None:
    assert of(site_of, {})["/events/"].description == "Events – Reefs"
    assert of(site_of, {}, network=NETWORK + "tagline: All about reefs\n")["/events/"].description == "All about reefs"


def test_a_member_that_was_renamed_keeps_its_feeds(site_of: SiteOf) -> None:
    members = MEMBERS.replace("name: Deep,", "name: Deep, formerly: [old-deep, older-deep],")
    view = site_of({"network.yml": NETWORK, "members.yml": members, "posts/one.md": post()})
    made = {file.address: file.made(view) for file in files(view)}
    for name in ("rss.xml", "atom.xml", "feed.json"):
        now, *before = (made[f"/members/{id}/{name}"] for id in ("deep", "old-deep", "older-deep"))
        assert before == [now, now]


def test_an_item_is_made_once_for_all_feeds(site_of: SiteOf) -> None:
    made = of(site_of, {"one": post(more="themes: [water]")})
    items: set[int] = {id(item) for feed in made.values() for item in feed.items}
    assert len(items) == 1
    assert isinstance(made["/"].items[0], Item)


def test_each_format_has_one_writer_and_a_feed_with_several_addresses_is_made_once(
    site_of: SiteOf, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In all formats at once: to put it together costs more than to keep the last one."""
    made: list[str] = []

    def counted(writer: Callable[[View], Writer], name: str) -> Callable[[View], Writer]:
        return lambda view: (made.append(name), writer(view))[1]

    whole = Feeds._feed
    monkeypatch.setattr("talanoa.outputs.feeds._WRITERS", {each.name: counted(each, each.name) for each in FORMATS})
    monkeypatch.setattr(Feeds, "_feed", lambda self, subject: (made.append(subject[1]), whole(self, subject))[1])
    members = MEMBERS.replace("name: Deep,", "name: Deep, formerly: [old-deep, older-deep],")
    view = site_of({"network.yml": NETWORK, "members.yml": members, "posts/one.md": post()})
    written = {file.address: file.made(view) for file in files(view)}
    assert [name for name in made if "." in name] == ["rss.xml", "atom.xml", "feed.json"]
    assert made.count("deep") == 1
    for name, sign in (("rss.xml", b"<rss "), ("atom.xml", b"<feed "), ("feed.json", b'{"version"')):
        assert all(sign in data for address, data in written.items() if address.endswith(name))
