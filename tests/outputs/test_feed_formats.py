"""How each format of a feed writes what a feed says, letter by letter."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone

import pytest
from msgspec.structs import asdict
from tests.outputs.conftest import SiteOf

from talanoa.outputs.feeds import atom, json_feed, opml, rss
from talanoa.outputs.feeds.feed import Author, Category, Enclosure, Feed, Head, Item
from talanoa.outputs.view import View

HERE = timezone(timedelta(hours=13))
REEF = Item(
    id="tag:reef.example.org,2016:reefs/post/reef",
    url="https://example.org/posts/reef/",
    title='5 < 6 & "more" ]]>',
    summary='"Less" <3 & more',
    html="<p>چٹان</p>",
    language="ur",
    published=datetime(2026, 11, 1, 9, 30, tzinfo=HERE),
    updated=datetime(2026, 11, 3, 10, tzinfo=HERE),
    authors=(Author("Zoe & Sons", "https://example.org/people/zoe/"), Author("Ana")),
    categories=(Category("op-ed", "Op-ed"), Category("water", "Clean water")),
    picture=Enclosure("https://example.org/posts/reef/a.jpg", "image/jpeg", 1234, 30, 20),
    direction="rtl",
)
BARE = Item(
    id="tag:reef.example.org,2016:reefs/event/call",
    url="https://example.org/events/call/",
    title="A < B",
    summary="",
    html="",
    language="en",
    published=datetime(2026, 10, 1, 9, tzinfo=HERE),
    updated=datetime(2026, 10, 1, 9, tzinfo=HERE),
)
HEAD = Head("/themes/water/", "tag:reef.example.org,2016:reefs/feed/themes/water", "Water – Reefs", "All & more", "en")
FEED = Feed(**asdict(HEAD), items=(REEF, BARE), updated=REEF.updated)


@pytest.fixture
def view(site_of: SiteOf) -> View:
    network = "id: reefs\nauthority: reef.example.org,2016\nname: Reefs\ntimezone: Pacific/Auckland\nlanguages: [en]\n"
    return site_of({"network.yml": network})


def in_one_line(written: str) -> bytes:
    """What stands in lines here for people to read; only a line that ends with this sign is one."""
    return "".join(line.strip() for line in written.splitlines()).replace("⏎", "\n").encode()


RSS = """\
<?xml version='1.0' encoding='UTF-8'?>⏎
<rss xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:media="http://search.yahoo.com/mrss/" \
xmlns:atom="http://www.w3.org/2005/Atom" xmlns:content="http://purl.org/rss/1.0/modules/content/" version="2.0">
  <channel>
    <title>Water – Reefs</title>
    <link>https://example.org/themes/water/</link>
    <description>All &amp; more</description>
    <atom:link href="https://example.org/themes/water/rss.xml" rel="self" type="application/rss+xml"/>
    <docs>https://www.rssboard.org/rss-specification</docs>
    <generator>Talanoa</generator>
    <language>en</language>
    <lastBuildDate>Mon, 02 Nov 2026 21:00:00 +0000</lastBuildDate>
    <ttl>60</ttl>
    <item>
      <title>5 &#x3C; 6 &#x26; "more" ]]&gt;</title>
      <link>https://example.org/posts/reef/</link>
      <description>"Less" &amp;lt;3 &amp;amp; more</description>
      <content:encoded>&lt;div lang="ur" dir="rtl"&gt;&lt;p&gt;چٹان&lt;/p&gt;&lt;/div&gt;</content:encoded>
      <guid isPermaLink="false">tag:reef.example.org,2016:reefs/post/reef</guid>
      <category>Op-ed</category>
      <category>Clean water</category>
      <enclosure url="https://example.org/posts/reef/a.jpg" length="1234" type="image/jpeg"/>
      <pubDate>Sat, 31 Oct 2026 20:30:00 +0000</pubDate>
      <dc:creator>Zoe &amp; Sons</dc:creator>
      <dc:creator>Ana</dc:creator>
      <dc:language>ur</dc:language>
      <media:content url="https://example.org/posts/reef/a.jpg" fileSize="1234" type="image/jpeg" medium="image" height="20" width="30"/>
    </item>
    <item>
      <title>A &#x3C; B</title>
      <link>https://example.org/events/call/</link>
      <description>A &amp;lt; B</description>
      <content:encoded>A &amp;lt; B</content:encoded>
      <guid isPermaLink="false">tag:reef.example.org,2016:reefs/event/call</guid>
      <pubDate>Wed, 30 Sep 2026 20:00:00 +0000</pubDate>
      <dc:language>en</dc:language>
    </item>
  </channel>
</rss>
"""
ATOM = """\
<?xml version='1.0' encoding='utf-8'?>⏎
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en">
  <id>tag:reef.example.org,2016:reefs/feed/themes/water</id>
  <title>Water – Reefs</title>
  <subtitle>All &amp; more</subtitle>
  <updated>2026-11-03T10:00:00+13:00</updated>
  <author><name>Reefs</name><uri>https://example.org/</uri></author>
  <link rel="self" type="application/atom+xml" href="https://example.org/themes/water/atom.xml"/>
  <link rel="alternate" type="text/html" href="https://example.org/themes/water/"/>
  <generator>Talanoa</generator>
  <entry xml:lang="ur">
    <id>tag:reef.example.org,2016:reefs/post/reef</id>
    <title>5 &lt; 6 &amp; "more" ]]&gt;</title>
    <published>2026-11-01T09:30:00+13:00</published>
    <updated>2026-11-03T10:00:00+13:00</updated>
    <author><name>Zoe &amp; Sons</name><uri>https://example.org/people/zoe/</uri></author>
    <author><name>Ana</name></author>
    <link rel="alternate" type="text/html" hreflang="ur" href="https://example.org/posts/reef/"/>
    <link rel="enclosure" type="image/jpeg" length="1234" href="https://example.org/posts/reef/a.jpg"/>
    <category term="op-ed" label="Op-ed"/>
    <category term="water" label="Clean water"/>
    <summary>"Less" &lt;3 &amp; more</summary>
    <content type="html">&lt;div lang="ur" dir="rtl"&gt;&lt;p&gt;چٹان&lt;/p&gt;&lt;/div&gt;</content>
  </entry>
  <entry xml:lang="en">
    <id>tag:reef.example.org,2016:reefs/event/call</id>
    <title>A &lt; B</title>
    <published>2026-10-01T09:00:00+13:00</published>
    <updated>2026-10-01T09:00:00+13:00</updated>
    <link rel="alternate" type="text/html" hreflang="en" href="https://example.org/events/call/"/>
    <content type="html">A &amp;lt; B</content>
  </entry>
</feed>
"""
JSON = r"""{"version":"https://jsonfeed.org/version/1.1",
  "title":"Water – Reefs",
  "home_page_url":"https://example.org/themes/water/",
  "feed_url":"https://example.org/themes/water/feed.json",
  "description":"All & more",
  "language":"en",
  "authors":[{"name":"Reefs","url":"https://example.org/"}],
  "items":[⏎
    {"id":"tag:reef.example.org,2016:reefs/post/reef",
      "url":"https://example.org/posts/reef/",
      "title":"5 < 6 & \"more\" ]]>",
      "content_html":"<div lang=\"ur\" dir=\"rtl\"><p>چٹان</p></div>",
      "summary":"\"Less\" <3 & more",
      "image":"https://example.org/posts/reef/a.jpg",
      "date_published":"2026-11-01T09:30:00+13:00",
      "date_modified":"2026-11-03T10:00:00+13:00",
      "authors":[{"name":"Zoe & Sons","url":"https://example.org/people/zoe/"},{"name":"Ana"}],
      "tags":["Op-ed","Clean water"],
      "language":"ur",
      "attachments":[{"url":"https://example.org/posts/reef/a.jpg","mime_type":"image/jpeg","size_in_bytes":1234}]},⏎
    {"id":"tag:reef.example.org,2016:reefs/event/call",
      "url":"https://example.org/events/call/",
      "title":"A < B",
      "content_html":"A &lt; B",
      "date_published":"2026-10-01T09:00:00+13:00",
      "language":"en"}⏎
  ]}⏎
"""
OPML = """\
<?xml version='1.0' encoding='utf-8'?>
<opml version="2.0">
  <head>
    <title>Reefs</title>
    <dateModified>Mon, 02 Nov 2026 21:00:00 GMT</dateModified>
  </head>
  <body>
    <outline text="Water – Reefs" title="Water – Reefs" type="rss" version="RSS2" \
xmlUrl="https://example.org/themes/water/rss.xml" htmlUrl="https://example.org/themes/water/" \
description="All &amp; more" language="en"/>
  </body>
</opml>
"""


def test_rss(view: View) -> None:
    """Times are in UTC, a plain summary is escaped once more, and titles have the two characters in the way that all read right."""
    assert rss.Writer(view).feed(FEED) == in_one_line(RSS)


def test_atom(view: View) -> None:
    assert atom.Writer(view).feed(FEED) == in_one_line(ATOM)


def test_json_feed(view: View) -> None:
    """One item a line, and no key without a value."""
    assert json_feed.Writer(view).feed(FEED) == in_one_line(JSON)


def test_opml(view: View) -> None:
    assert opml.write(view, [HEAD], FEED.updated) == OPML.encode()
