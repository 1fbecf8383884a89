"""Feeds as a subscriber's program reads them (feedparser)."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import feedparser
import pytest
from tests.conftest import NETWORK, REPOSITORY, Files
from tests.made import built

CHART = (REPOSITORY / ".github/pictures/home.png").read_bytes()
MEMBERS = "members:\n  - {id: open-reef, name: Open Reef, country: FJ, people: [{id: sefa, name: Sefa & Sons <3}]}\n"
POST = """\
---
title: {title}
date: {date}
authors: [sefa]
kind: blog
{more}
---
First paragraph with a [member](/members/open-reef/) & <em>some</em> <font>HTML</font>, a note[^1] and `]]>`.

![A chart](chart.png)

[^1]: The note.
"""


def _post(title: str = "'Less than three: <3 & \"more\" ]]> 🌊 اردو'", date: str = "2026-11-01", more: str = "") -> str:
    return POST.format(title=title, date=date, more=more)


Feed = Callable[..., str]


@pytest.fixture
def feed_of(network: Callable[[Files], Path]) -> Feed:
    """`feed_of({"posts/a.md": …})` → the feed of a site with these files."""

    def read(files: Files, path: str = "rss.xml") -> str:
        return built(network({"members.yml": MEMBERS, "posts/chart.png": CHART, **files}))[path].decode()

    return read


def test_an_entry(feed_of: Feed) -> None:
    feed = feedparser.parse(feed_of({"posts/2026-11-01-reef.md": _post(more="updated: 2026-11-03\nlanguage: fj")}))
    assert not feed.bozo
    assert feed.feed.title == "Reef Network"
    assert feed.feed.link == "https://reef.example.org/"
    assert "https://reef.example.org/rss.xml" in [link.href for link in feed.feed.links if link.rel == "self"]
    (entry,) = feed.entries
    assert entry.title.replace("&lt;", "<").replace("&amp;", "&") == 'Less than three: <3 & "more" ]]> 🌊 اردو'
    assert entry.id == "tag:reef.example.org,2016:reef-network/post/reef"
    assert entry.link == "https://reef.example.org/posts/reef/"
    assert entry.published == "Sun, 01 Nov 2026 10:54:59 +0000", "on its day from Honolulu to Apia (decision 0022)"
    assert entry.author == "Sefa & Sons <3"
    assert [tag.term for tag in entry.tags] == ["Blog"]


def test_the_content_is_whole_with_absolute_addresses(feed_of: Feed) -> None:
    text = feed_of({"posts/reef.md": _post()})
    for wanted in (
        "https://reef.example.org/members/open-reef/",
        "https://reef.example.org/posts/reef/chart.png",
        "https://reef.example.org/posts/reef/#fn1",
    ):
        assert wanted in text
    assert "site:" not in text
    (entry,) = feedparser.parse(text).entries
    assert "<em>some</em> &lt;font&gt;HTML" in entry.content[0].value, (
        "what stays text on the page stays text in the reader"
    )


def test_the_feed_carries_its_newest_stamp_and_not_now(feed_of: Feed) -> None:
    text = feed_of(
        {"posts/a.md": _post(date="2026-10-01", more="updated: 2026-11-05"), "posts/b.md": _post(date="2026-11-01")}
    )
    feed = feedparser.parse(text)
    assert feed.feed.updated == "Thu, 05 Nov 2026 10:49:20 +0000"
    assert [entry.link.split("/")[-2] for entry in feed.entries] == ["b", "a"], "newest first, by date of publication"


def test_a_renamed_and_redated_post_is_not_news(feed_of: Feed) -> None:
    before = feedparser.parse(feed_of({"posts/reef.md": _post()})).entries[0].id
    text = feed_of(
        {"posts/reef.md": _post(title="Another title", date="2026-11-09"), "posts/2026/x.md": _post(more="id: other")}
    )
    ids = [entry.id for entry in feedparser.parse(text).entries]
    assert before in ids
    assert "tag:reef.example.org,2016:reef-network/post/other" in ids


def test_forty_entries_at_most(feed_of: Feed) -> None:
    text = feed_of({f"posts/reef-{day}.md": _post(date=f"2026-10-{day % 30 + 1:02}") for day in range(50)})
    assert len(feedparser.parse(text).entries) == 40


def test_an_empty_listing_has_a_feed_all_the_same(feed_of: Feed) -> None:
    network_yml = NETWORK + "themes: [{id: reefs, title: Reefs}]\n"
    feed = feedparser.parse(feed_of({"network.yml": network_yml}, "themes/reefs/rss.xml"))
    assert not feed.bozo
    assert feed.entries == []
    assert feed.feed.updated == "Fri, 01 Jan 2016 00:00:00 +0000"


def test_an_event_is_announced_once_it_has_a_stamp(feed_of: Feed) -> None:
    events = """\
events:
  - {id: told, title: Told, type: call, start: 2026-12-01 10:00, updated: 2026-11-02, status: cancelled}
  - {id: untold, title: Untold, type: call, start: 2026-12-01 10:00}
"""
    feed = feedparser.parse(feed_of({"events.yml": events}, "events/rss.xml"))
    assert [entry.title for entry in feed.entries] == ["Cancelled: Told"]
    assert "Cancelled" in feed.entries[0].content[0].value
