"""One feed in three formats: what they say is the same, and each says it by its own rules."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import datetime
from io import BytesIO
from pathlib import Path

import feedparser
import pytest
from lxml import etree
from PIL import Image
from tests.conftest import NOW, run, write_network
from tests.made import built

NETWORK = """\
id: reef-network
authority: reef.example.org,2016
name: Reef & Lagoon <3 Network
tagline: All about reefs
timezone: Pacific/Auckland
languages: [en]
themes: [{id: open-budgets, title: Open budgets}, {id: empty, title: Nothing yet}]
"""
MEMBERS = "members:\n  - {id: open-reef, name: Open Reef, country: FJ, people: [{id: sefa, name: Sefa & Sons}]}\n"
POST = """\
---
title: '5 < 6 & "so on" ]]> <b>'
date: 2026-11-01
updated: 2026-11-03 10:30
authors: [sefa, {name: A guest}]
kind: op-ed
language: my
themes: [open-budgets]
image: {src: the picture.jpg, alt: A reef}
---
မြန်မာ [member](/members/open-reef/) and [elsewhere](https://example.org/?a=1&b=2).
"""
EVENTS = """\
events:
  - id: meeting
    title: The meeting
    type: meeting
    start: 2026-12-01 10:00
    updated: 2026-11-02
    sequence: 2
    status: cancelled
  - id: moved
    title: The move
    type: call
    start: 2026-12-02 10:00
    updated: 2026-11-04
    sequence: 1
  - id: calls
    title: Calls
    type: call
    start: 2026-01-06 10:00
    updated: 2026-10-01
    recurrence: {every: 1 week, count: 52}
    occurrences:
      2026-11-24: {status: cancelled, updated: 2026-11-20, sequence: 1}
"""


def picture() -> bytes:
    stream = BytesIO()
    Image.new("RGB", (30, 20), "teal").save(stream, "JPEG")
    return stream.getvalue()


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    files = {
        "network.yml": NETWORK,
        "members.yml": MEMBERS,
        "events.yml": EVENTS,
        "posts/reef/index.md": POST,
        "posts/reef/the picture.jpg": picture(),
        "posts/plain.md": "---\ntitle: Plain\ndate: 2026-10-01\nauthors: [open-reef]\nkind: news\n---\nA text.\n",
    }
    root = write_network(tmp_path_factory.mktemp("network"), files)
    done = run(root, "talanoa", "build", "--now", NOW)
    assert done.returncode == 0, done.stderr
    return root / "site"


def test_the_three_formats_say_the_same(site: Path) -> None:
    rss = feedparser.parse((site / "rss.xml").read_bytes())
    atom = feedparser.parse((site / "atom.xml").read_bytes())
    data = json.loads((site / "feed.json").read_text("utf-8"))
    assert not rss.bozo
    assert not atom.bozo
    assert (
        [entry.id for entry in rss.entries] == [entry.id for entry in atom.entries] == [i["id"] for i in data["items"]]
    )
    assert (
        [entry.link for entry in rss.entries]
        == [entry.link for entry in atom.entries]
        == [i["url"] for i in data["items"]]
    )
    contents = [entry.content[0].value for entry in atom.entries]
    assert contents == [entry.content[0].value for entry in rss.entries] == [i["content_html"] for i in data["items"]]


def test_an_atom_entry(site: Path) -> None:
    root = etree.parse(site / "atom.xml").getroot()
    names = {"a": "http://www.w3.org/2005/Atom"}

    def words(path: str) -> list[str]:
        return [str(found) for found in root.xpath(path, namespaces=names)]

    assert words("a:title/text()") == ["Reef & Lagoon <3 Network"]
    assert words("a:link[@rel='self']/@href") == ["https://reef.example.org/atom.xml"]
    entry = "a:entry[1]/"
    assert words(entry + "@xml:lang") == ["my"]
    assert words(entry + "a:title/text()") == ['5 < 6 & "so on" ]]> <b>']
    assert words(entry + "a:published/text()") == ["2026-11-01T23:54:59+13:00"]
    assert words(entry + "a:updated/text()") == ["2026-11-03T10:30:00+13:00"]
    assert words(entry + "a:author/a:name/text()") == ["Sefa & Sons", "A guest"]
    assert words(entry + "a:author/a:uri/text()") == ["https://reef.example.org/people/sefa/"]
    assert words(entry + "a:link[@rel='alternate']/@hreflang") == ["my"]
    assert words(entry + "a:category/@term") == ["op-ed", "open-budgets"]
    assert words(entry + "a:category/@label") == ["Op-ed", "Open budgets"]
    assert words(entry + "a:link[@rel='enclosure']/@length") == [str(len(published(site)))]


def published(site: Path) -> bytes:
    return (site / "posts/reef/the picture.jpg").read_bytes()


def test_the_picture_goes_along_with_its_true_length(site: Path) -> None:
    address, length = "https://reef.example.org/posts/reef/the%20picture.jpg", len(published(site))
    entry = feedparser.parse((site / "rss.xml").read_bytes()).entries[0]
    (enclosure,) = entry.enclosures
    assert (enclosure.href, enclosure.type, enclosure.length) == (address, "image/jpeg", str(length))
    assert entry.media_content[0]["url"] == address
    item = json.loads((site / "feed.json").read_text("utf-8"))["items"][0]
    assert item["image"] == address
    assert item["attachments"] == [{"url": address, "mime_type": "image/jpeg", "size_in_bytes": length}]


def test_no_two_items_have_one_time(network: Callable[..., Path]) -> None:
    """Programs sort by it; and each keeps its own, whatever else is published on that day."""
    post = "---\ntitle: T\ndate: 2026-10-01\nauthors: [{name: B}]\nkind: news\n---\nText.\n"
    root = network({f"posts/reef-{number}.md": post for number in range(9)})
    stamps: list[dict[str, str]] = []
    for _ in range(2):
        items = json.loads(built(root)["feed.json"])["items"]
        stamps.append({item["id"]: item["date_published"] for item in items})
        assert len({*stamps[-1].values()}) == len(items)
        assert [*stamps[-1].values()] == sorted(stamps[-1].values(), reverse=True)
        (root / "posts/another.md").write_text(post, "utf-8")
    assert stamps[0].items() < stamps[1].items()


def test_a_json_feed_has_no_empty_fields(site: Path) -> None:
    def check(value: object) -> None:
        assert value not in (None, "", {}), "left out instead"
        for part in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
            check(part)

    for path in site.rglob("feed.json"):
        data = json.loads(path.read_text("utf-8"))
        assert data["version"] == "https://jsonfeed.org/version/1.1"
        check({key: part for key, part in data.items() if key != "items"})
        for item in data["items"]:
            assert [] not in item.values()
            check(item)
            assert datetime.fromisoformat(item["date_published"]).tzinfo
            assert item.get("date_modified") != item["date_published"], "told of what was really edited"


def test_titles_in_rss_are_right_for_programs_that_take_them_for_html(site: Path) -> None:
    text = (site / "rss.xml").read_text("utf-8")
    assert '<title>5 &#x3C; 6 &#x26; "so on" ]]&gt; &#x3C;b&gt;</title>' in text


def test_news_of_events(site: Path) -> None:
    entries = feedparser.parse((site / "events/atom.xml").read_bytes()).entries
    tag = "tag:reef.example.org,2016:reef-network/event/"
    assert [(entry.title, entry.id) for entry in entries] == [
        ("Cancelled: Calls, Tuesday, 24 November 2026, 10:00 (Auckland, UTC+13)", tag + "calls/2026-11-24/1"),
        ("Changed: The move", tag + "moved/1"),
        ("Cancelled: The meeting", tag + "meeting/2"),
        ("Calls", tag + "calls"),
    ]
    assert entries[0].link == "https://reef.example.org/events/calls/2026-11-24/"


def test_an_item_of_a_series_stays_what_it_was(network: Callable[..., Path]) -> None:
    root = network({"events.yml": EVENTS})
    assert built(root)["events/atom.xml"] == built(root, datetime(2026, 12, 15))["events/atom.xml"]


def test_every_page_tells_of_its_feeds_and_the_networks(site: Path) -> None:
    page = etree.HTML((site / "themes/open-budgets/index.html").read_bytes())
    links = page.xpath("//link[@rel='alternate'][@type]")
    assert [(link.get("type"), link.get("href")) for link in links][:6] == [
        ("application/rss+xml", "../../themes/open-budgets/rss.xml"),
        ("application/atom+xml", "../../themes/open-budgets/atom.xml"),
        ("application/feed+json", "../../themes/open-budgets/feed.json"),
        ("application/rss+xml", "../../rss.xml"),
        ("application/atom+xml", "../../atom.xml"),
        ("application/feed+json", "../../feed.json"),
    ]
    for link in links:
        assert (site / "themes/open-budgets" / link.get("href")).resolve().is_file()


def test_the_list_of_feeds_names_each_with_its_page(site: Path) -> None:
    root = etree.parse(site / "feeds.opml").getroot()
    assert root.findtext("head/dateModified") == "Fri, 20 Nov 2026 10:31:27 GMT"
    outlines = root.findall("body/outline")
    assert {outline.get("xmlUrl") for outline in outlines} == {
        f"https://reef.example.org/{path.relative_to(site).as_posix()}" for path in site.rglob("rss.xml")
    }
    for outline in outlines:
        assert outline.get("type") == "rss"
        assert outline.get("text")
        assert (site / str(outline.get("htmlUrl")).removeprefix("https://reef.example.org/") / "index.html").is_file()


def test_a_renamed_member_keeps_its_subscribers(network: Callable[..., Path]) -> None:
    members = "members:\n  - {id: open-lagoon, name: Open Lagoon, country: FJ, formerly: [open-reef]}\n"
    site = built(network({"members.yml": members}))
    for name in ("rss.xml", "atom.xml", "feed.json"):
        assert site[f"members/open-reef/{name}"] == site[f"members/open-lagoon/{name}"]


def test_feed_readers_get_elements_that_they_know(network: Callable[..., Path]) -> None:
    post = (
        "---\ntitle: A\ndate: 2026-10-01\nauthors: [{name: B}]\nkind: news\n---\n"
        "<details><summary>More</summary>\n\nA <mark>word</mark>, <kbd>Ctrl</kbd>\n\n</details>\n\n| a |\n|--|\n| b |\n"
    )
    content = json.loads(built(network({"posts/a.md": post}))["feed.json"])["items"][0]["content_html"]
    assert "<p>A word, <kbd>Ctrl</kbd></p>" in content
    for unknown in ("details", "summary", "mark", "role=", "tabindex=", "class="):
        assert unknown not in content
