"""Listings: pages of posts, twenty at a time, with what else belongs to their subject."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from talanoa import addresses
from talanoa.model.event import Document, Occurrence
from talanoa.model.member import Member
from talanoa.model.post import Post
from talanoa.model.values import MarkdownWords
from talanoa.outputs.output import FeedLink, Page
from talanoa.outputs.view import View
from talanoa.site import Place
from talanoa.visibility import Named

POSTS_PER_PAGE = 20


@dataclass(frozen=True)
class Beside:
    """What else belongs to a listing's subject; it stands on the first page only."""

    intro: MarkdownWords | None = None
    filters: bool = False
    years: Sequence[tuple[int, Sequence[Post]]] = ()
    countries: Sequence[str] = ()
    country: Place | None = None
    members: Sequence[Member] = ()
    named: Sequence[Named] = ()
    working_here: Sequence[Member] = ()
    events: tuple[Sequence[Occurrence], Sequence[Occurrence]] = ((), ())  # coming, past
    calendars: tuple[FeedLink, ...] = ()
    documents: Sequence[Document] = ()


def listing(
    view: View,
    address: str,
    title: str,
    posts: Sequence[Post],
    *,
    section: str = addresses.POSTS,
    trail: tuple[tuple[str, str], ...] = (),
    description: str = "",
    followed: str = "",
    beside: Beside = Beside(),
    language: str = "",
) -> Iterator[Page]:
    """The pages of one listing, in the site's language unless it is about a `language`.

    A listing has a feed of its own, unless it says which page's feed is `followed` instead.
    """
    said = view.said(language or view.language)
    gettext = said.gettext
    count = max(1, -(-len(posts) // POSTS_PER_PAGE))
    if followed:
        feed = FeedLink(view.name, addresses.feed(followed))
    else:
        feed = FeedLink(f"{title} – {said.name}", addresses.feed(address))
    for number in range(1, count + 1):
        shown = posts[(number - 1) * POSTS_PER_PAGE : number * POSTS_PER_PAGE]
        name = title if number == 1 else gettext("%(title)s, page %(number)d") % {"title": title, "number": number}
        yield view.page(
            addresses.page_of(address, number),
            name,
            "listing.html",
            {
                "posts": shown,
                "total": len(posts),
                "number": number,
                "count": count,
                "listing": address,
                "more": beside if number == 1 else Beside(),
                "feed": feed,
            },
            section=section,
            trail=trail if number == 1 else (*trail, (title, address)),
            description=description or gettext("Posts: %(title)s") % {"title": title},
            feeds=(feed, *beside.calendars),
            updated=max((post.changed.day for post in shown), default=None),
            language=said.language,
        )
