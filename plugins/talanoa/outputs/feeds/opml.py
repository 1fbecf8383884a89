"""The list of all feeds, for programs that take many at once: OPML 2.0."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from email.utils import format_datetime

from lxml import etree

from talanoa import addresses
from talanoa.outputs.feeds.feed import Head
from talanoa.outputs.structured import absolute
from talanoa.outputs.view import View


def write(view: View, feeds: Sequence[Head], updated: datetime) -> bytes:
    """`updated` is the newest item's, never now."""
    root = etree.Element("opml", {"version": "2.0"})
    head = etree.SubElement(root, "head")
    etree.SubElement(head, "title").text = view.name
    etree.SubElement(head, "dateModified").text = format_datetime(updated.astimezone(UTC), usegmt=True)
    body = etree.SubElement(root, "body")
    for feed in feeds:
        outline = {
            "text": feed.title,
            "title": feed.title,
            "type": "rss",
            "version": "RSS2",
            "xmlUrl": absolute(view, addresses.feed(feed.page)),
            "htmlUrl": absolute(view, feed.page),
            "description": feed.description,
            "language": feed.language,
        }
        etree.SubElement(body, "outline", outline)
    return etree.tostring(root, encoding="utf-8", xml_declaration=True, pretty_print=True)
