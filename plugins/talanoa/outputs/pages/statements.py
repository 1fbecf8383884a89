"""Joint positions, and who signed them."""

from __future__ import annotations

from collections.abc import Iterator

from talanoa import addresses
from talanoa.model.post import Post
from talanoa.outputs.output import FeedLink, Page, Planned
from talanoa.outputs.pages import pager
from talanoa.outputs.statement_life import life_of
from talanoa.outputs.view import View
from talanoa.site import Site

STATEMENTS_PER_PAGE = 20


def pages(view: View) -> Iterator[Planned[Page]]:
    yield from pager.planned(addresses.STATEMENTS, originals(view.site), STATEMENTS_PER_PAGE, _page)


def _page(view: View, number: int) -> Page:
    localizer = view.localizer()
    gettext, title = localizer.gettext, localizer.gettext("Statements")
    found = originals(view.site)
    shown = pager.on_page(found, STATEMENTS_PER_PAGE, number)
    feed = FeedLink(f"{title} – {view.name}", addresses.feed(addresses.kind("statement")))
    return view.page(
        addresses.page_of(addresses.STATEMENTS, number),
        pager.titled(localizer, title, number),
        "statements.html",
        {
            "statements": [life_of(view.site, post) for post in shown],
            "listing": addresses.STATEMENTS,
            "number": number,
            "count": pager.count(found, STATEMENTS_PER_PAGE),
            "feed": feed,
        },
        section=addresses.STATEMENTS,
        trail=((title, addresses.STATEMENTS),) if number > 1 else (),
        description=gettext("Joint positions of members, and who signed them"),
        feeds=(feed,),
        updated=max((post.changed.day for post in shown), default=None),
    )


def originals(site: Site) -> tuple[Post, ...]:
    """Each statement once, newest first: its translations are the same statement."""
    return tuple(post for post in site.statements if post.translation_of is None)
