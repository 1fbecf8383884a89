"""Listings: pages of posts, twenty at a time, with what else belongs to their subject."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence, Sized

from msgspec import Struct

from talanoa import addresses
from talanoa.groups import SiteCountry
from talanoa.model.document import Document
from talanoa.model.member import Member
from talanoa.model.occurrences import Occurrence
from talanoa.model.post import Post
from talanoa.model.values import MarkdownWords
from talanoa.outputs.output import FeedLink, Page, Picture, Planned
from talanoa.outputs.pages import pager
from talanoa.outputs.pages.pager import Pager
from talanoa.outputs.view import View
from talanoa.visibility import NameOnly

POSTS_PER_PAGE = 20
# Of what else belongs to a subject: a page with more would be slow on a phone, and there are pages of all of them.
MOST = {"members": 60, "events": 20, "past": 5, "documents": 20}


class ListingExtras(Struct, frozen=True):
    """What else belongs to a listing's subject; it is on the first page only."""

    intro: MarkdownWords | None = None
    filters: bool = False
    years: Sequence[tuple[int, Sequence[Post]]] = ()
    countries: Sequence[str] = ()
    country: SiteCountry | None = None
    members: Sequence[Member] = ()
    chosen: str = ""  # the query by which the directory shows these members
    named: Sequence[NameOnly] = ()
    working_here: Sequence[Member] = ()
    events: tuple[Sequence[Occurrence], Sequence[Occurrence]] = ((), ())  # coming, past
    documents: Sequence[Document] = ()


def planned(address: str, posts: Sized, make: Callable[..., Page], *args: object) -> Iterator[Planned[Page]]:
    """The pages of one listing; `make` is given a page's number last."""
    return pager.planned(address, posts, POSTS_PER_PAGE, make, *args)


def listing(
    view: View,
    address: str,
    title: str,
    posts: Sequence[Post],
    number: int,
    *,
    section: str = addresses.POSTS,
    trail: tuple[tuple[str, str], ...] = (),
    description: str = "",
    followed: str = "",
    extras: Callable[[], ListingExtras] = ListingExtras,
    calendars: tuple[FeedLink, ...] = (),
    language: str = "",
    picture: Picture | None = None,
) -> Page:
    """A page of a listing, in the site's language unless it is about a `language`.

    A listing has a feed of its own, unless it says which page's feed is `followed` instead.
    """
    localizer = view.localizer(language or view.language)
    gettext = localizer.gettext
    feed = view.feed_link("", followed) if followed else view.feed_link(title, address, localizer.language)
    page = Pager.of(address, posts, POSTS_PER_PAGE, number)
    return view.page(
        page.address,
        page.titled(localizer, title),
        "listing.html",
        {
            "pager": page,
            "total": len(posts),
            "more": extras() if number == 1 else ListingExtras(),
            "most": MOST,
            "feed": feed,
            "calendars": calendars if number == 1 else (),
        },
        section=section,
        trail=(*trail, *page.trail(title)),
        picture=picture if number == 1 else None,
        description=description or gettext("Posts: %(title)s") % {"title": title},
        feeds=(feed, *calendars),
        updated=max((post.changed.day for post in page.shown), default=None),
        language=localizer.language,
    )
