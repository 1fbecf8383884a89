"""Feeds: one model of what a feed says (feed.py), and a small writer for each format.

rss.py        RSS 2.0, by feedgen
atom.py       Atom 1.0 (RFC 4287)
json_feed.py  JSON Feed 1.1
opml.py       the list of all feeds, OPML 2.0
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
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
    former = _former_pages(view)
    for feed in made:
        for page in (feed.page, *former.get(feed.page, ())):
            for writer in writers:
                yield File(addresses.feed(page, writer.name), partial(writer.feed, feed))
    yield File(addresses.FEEDS, opml.write(view, made))


def formats(followed: Iterable[str]) -> Iterator[str]:
    """The addresses of these feeds in every format; calendars have one."""
    for address in followed:
        yield address
        if address.endswith(f"/{rss.Writer.name}"):
            yield from (f"{address.removesuffix(rss.Writer.name)}{writer.name}" for writer in FORMATS)


def _former_pages(view: View) -> Mapping[str, list[str]]:
    """Where the feed of a page stood before: a feed's address never moves, and no feed reader follows an HTML redirect."""
    return {
        addresses.member(member.id): [addresses.member(old) for old in member.formerly]
        for member in view.site.members
        if member.formerly
    }
