"""Feeds: one model of what a feed says (feed.py), and a small writer for each format.

rss.py        RSS 2.0, by feedgen
atom.py       Atom 1.0 (RFC 4287)
json_feed.py  JSON Feed 1.1
opml.py       the list of all feeds, OPML 2.0
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Protocol

from talanoa import addresses
from talanoa.outputs.feeds import atom, json_feed, opml, rss
from talanoa.outputs.feeds.feed import Feed, Feeds
from talanoa.outputs.output import Planned
from talanoa.outputs.subjects import page_of
from talanoa.outputs.view import View

FORMATS = (rss.Writer, atom.Writer, json_feed.Writer)


class Writer(Protocol):
    """Writes feeds in one format."""

    def feed(self, feed: Feed) -> bytes: ...


_WRITERS: Mapping[str, Callable[[View], Writer]] = {writer.name: writer for writer in FORMATS}


def files(view: View) -> Iterator[Planned[bytes]]:
    """Every feed in every format, and the list of them."""
    former = _former_pages(view)
    for subject in view.maker(Feeds).subjects():
        page = page_of(subject)
        for at in (page, *former.get(page, ())):
            for name in _WRITERS:
                yield Planned(addresses.feed(at, name), _feed, (*subject, name))
    yield Planned(addresses.FEEDS, _list)


def _feed(view: View, noun: str, id: str, name: str) -> bytes:
    return view.maker(_WRITERS[name]).feed(view.maker(Feeds).feed((noun, id)))


def _list(view: View) -> bytes:
    feeds = view.maker(Feeds)
    return opml.write(view, [feeds.head(subject) for subject in feeds.subjects()], feeds.updated)


def _former_pages(view: View) -> Mapping[str, list[str]]:
    """Where the feed of a page was before: a feed's address never moves, and no feed reader follows an HTML redirect."""
    return {
        addresses.member(member.id): [addresses.member(old) for old in member.formerly] for member in view.site.members
    }
