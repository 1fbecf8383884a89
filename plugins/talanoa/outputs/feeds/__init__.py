"""Feeds: one model of what a feed says (feed.py), and a small writer for each format.

rss.py        RSS 2.0, by feedgen
atom.py       Atom 1.0 (RFC 4287)
json_feed.py  JSON Feed 1.1
opml.py       the list of all feeds, OPML 2.0
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from talanoa import addresses
from talanoa.outputs.feeds import atom, json_feed, opml, rss
from talanoa.outputs.feeds.feed import Feeds
from talanoa.outputs.output import File
from talanoa.outputs.view import View

FORMATS = (rss.Writer, atom.Writer, json_feed.Writer)


def files(view: View) -> Iterator[File]:
    """Every feed in every format, and the list of them."""
    feeds = Feeds(view)
    made = list(feeds.all())
    writers = [writer(view) for writer in FORMATS]
    for feed in made:
        for writer in writers:
            yield File(addresses.feed(feed.page, writer.name), partial(writer.feed, feed))
    yield File(addresses.FEEDS, opml.write(view, made))
