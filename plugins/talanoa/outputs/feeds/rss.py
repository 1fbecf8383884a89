"""RSS 2.0 by feedgen. Each item is made into XML once, however many feeds it is in."""

from __future__ import annotations

import re
from copy import deepcopy
from datetime import UTC
from functools import lru_cache
from html import escape
from typing import Any

from feedgen.entry import FeedEntry
from feedgen.feed import FeedGenerator
from lxml import etree

from talanoa import addresses
from talanoa.outputs.feeds.feed import Feed, Item
from talanoa.outputs.structured import absolute
from talanoa.outputs.view import View
from talanoa.reads import AT_HAND

MINUTES_TO_LIVE = 60
_TITLE = re.compile(rb"<title>[^<]*")


class Writer:
    """Each item is made into XML once, however many feeds it is in."""

    name = "rss.xml"
    type = "application/rss+xml"

    def __init__(self, view: View) -> None:
        self.view = view
        self._entry = lru_cache(AT_HAND)(_entry)

    def feed(self, feed: Feed) -> bytes:
        generator = FeedGenerator()
        generator.load_extension("dc")
        generator.load_extension("media")
        generator.title(feed.title)
        generator.description(feed.description)
        generator.language(feed.language)
        address = absolute(self.view, addresses.feed(feed.page, self.name))
        generator.link(href=address, rel="self", type=self.type)
        generator.link(href=absolute(self.view, feed.page), rel="alternate")  # the last link becomes RSS's own
        generator.generator("Talanoa")
        generator.docs("https://www.rssboard.org/rss-specification")
        generator.ttl(MINUTES_TO_LIVE)
        generator.lastBuildDate(feed.updated.astimezone(UTC))
        for item in feed.items:
            generator.add_entry(self._entry(item), order="append")
        # Programs that take a title for HTML read these two characters right only so (RSS Advisory Board, best practices).
        text: bytes = _TITLE.sub(_numbered, generator.rss_str())
        return text


def _numbered(title: re.Match[bytes]) -> bytes:
    return title[0].replace(b"&lt;", b"&#x3C;").replace(b"&amp;", b"&#x26;")


def _entry(item: Item) -> _Entry:
    entry = _Entry()
    entry.load_extension("dc")
    entry.title(item.title)
    entry.link(href=item.url)
    entry.guid(item.id, permalink=False)
    entry.pubDate(item.published.astimezone(UTC))  # RFC 822 knows no offsets such as +1345
    # Readers take a description for HTML, so a plain text is escaped once more.
    entry.description(escape(item.summary or item.title, quote=False))
    entry.content(item.content)
    for category in item.categories:
        entry.category(term=category.label)
    if item.authors:
        entry.dc.dc_creator([author.name for author in item.authors])
    if picture := item.picture:
        entry.enclosure(picture.url, str(picture.length), picture.type)
        entry.load_extension("media")
        about = {"fileSize": str(picture.length), "type": picture.type, "medium": "image"}
        size = {"width": str(picture.width), "height": str(picture.height)}
        entry.media.content({"url": picture.url, **about, **size}, group=None)
    entry.dc.dc_language([item.language])
    return entry


class _Entry(FeedEntry):  # type: ignore[misc]
    """An entry that makes its XML once."""

    _element: Any = None

    def rss_entry(self) -> etree._Element:
        if self._element is None:
            self._element = super().rss_entry()
        element: etree._Element = deepcopy(self._element)
        return element
