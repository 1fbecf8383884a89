"""RSS 2.0 by feedgen. Each item is made into XML once, however many feeds it is in."""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from functools import partial
from html import escape
from typing import Any

from feedgen.entry import FeedEntry
from feedgen.feed import FeedGenerator
from lxml import etree

from talanoa import addresses
from talanoa.outputs.feeds.feed import Feed, Feeds, Item
from talanoa.outputs.output import File
from talanoa.outputs.structured import absolute
from talanoa.outputs.view import View

MINUTES_TO_LIVE = 60


def files(view: View) -> Iterator[File]:
    entries: dict[str, _Entry] = {}
    for feed in Feeds(view).all():
        yield File(addresses.feed(feed.page), partial(_rss, view, feed, entries))


def _rss(view: View, feed: Feed, entries: dict[str, _Entry]) -> bytes:
    generator = FeedGenerator()
    generator.load_extension("dc", atom=False)
    generator.title(feed.title)
    generator.description(feed.description)
    generator.language(feed.language)
    generator.link(href=absolute(view, addresses.feed(feed.page)), rel="self", type="application/rss+xml")
    generator.link(href=absolute(view, feed.page), rel="alternate")  # the last link becomes RSS's own
    generator.generator("Talanoa")
    generator.docs("https://www.rssboard.org/rss-specification")
    generator.ttl(MINUTES_TO_LIVE)
    generator.lastBuildDate(feed.updated)
    for item in feed.items:
        if item.id not in entries:
            entries[item.id] = _entry(item)
        generator.add_entry(entries[item.id], order="append")
    text: bytes = generator.rss_str(pretty=False)
    return text


def _entry(item: Item) -> _Entry:
    entry = _Entry()
    entry.load_extension("dc", atom=False)
    entry.title(item.title)
    entry.link(href=item.url)
    entry.guid(item.id, permalink=False)
    entry.pubDate(item.published)
    # Readers take a description for HTML, so a plain text is escaped once more.
    entry.description(escape(item.summary or item.title, quote=False), isSummary=True)
    entry.content(item.html or item.title)
    for category in item.categories:
        entry.category(term=category)
    if item.authors:
        entry.dc.dc_creator(list(item.authors))
    entry.dc.dc_language([item.language])
    return entry


class _Entry(FeedEntry):  # type: ignore[misc]
    """An entry that makes its XML once."""

    _element: Any = None

    def rss_entry(self, extensions: bool = True) -> etree._Element:
        if self._element is None:
            self._element = super().rss_entry(extensions)
        element: etree._Element = deepcopy(self._element)
        return element
