"""Joint positions, and who signed them."""

from __future__ import annotations

from collections.abc import Iterator

from talanoa import addresses
from talanoa.model.post import Post
from talanoa.outputs.output import Page, Planned
from talanoa.outputs.pages import pager
from talanoa.outputs.pages.pager import Pager
from talanoa.outputs.statement_life import life_of
from talanoa.outputs.view import View
from talanoa.site import Site

STATEMENTS_PER_PAGE = 20


def pages(view: View) -> Iterator[Planned[Page]]:
    yield from pager.planned(addresses.STATEMENTS, originals(view.site), STATEMENTS_PER_PAGE, _page)


def _page(view: View, number: int) -> Page:
    localizer = view.localizer()
    gettext, title = localizer.gettext, localizer.gettext("Statements")
    page = Pager.of(addresses.STATEMENTS, originals(view.site), STATEMENTS_PER_PAGE, number)
    feed = view.feed_link(title, addresses.kind("statement"))
    return view.page(
        page.address,
        page.titled(localizer, title),
        "statements.html",
        {"statements": [life_of(view.site, post) for post in page.shown], "pager": page, "feed": feed},
        section=addresses.STATEMENTS,
        trail=page.trail(title),
        description=gettext("Joint positions of members, and who signed them"),
        feeds=(feed,),
        updated=max((post.changed.day for post in page.shown), default=None),
    )


def originals(site: Site) -> tuple[Post, ...]:
    """Each statement once, newest first: its translations are the same statement."""
    return tuple(post for post in site.statements if post.translation_of is None)
