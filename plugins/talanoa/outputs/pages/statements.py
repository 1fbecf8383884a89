"""Joint positions, and who signed them."""

from __future__ import annotations

from collections.abc import Iterator

from talanoa import addresses
from talanoa.model.post import Post
from talanoa.outputs.output import FeedLink, Page, Planned
from talanoa.outputs.statement_life import life_of
from talanoa.outputs.view import View
from talanoa.site import Site


def pages(view: View) -> Iterator[Planned[Page]]:
    yield Planned(addresses.STATEMENTS, _page)


def _page(view: View) -> Page:
    gettext = view.localizer().gettext
    title = gettext("Statements")
    found = originals(view.site)
    feed = FeedLink(f"{title} – {view.name}", addresses.feed(addresses.kind("statement")))
    return view.page(
        addresses.STATEMENTS,
        title,
        "statements.html",
        {"statements": [life_of(view.site, post) for post in found], "feed": feed},
        section=addresses.STATEMENTS,
        description=gettext("Joint positions of members, and who signed them"),
        feeds=(feed,),
        updated=max((post.changed.day for post in found), default=None),
    )


def originals(site: Site) -> tuple[Post, ...]:
    """Each statement once, newest first: its translations are the same statement."""
    return tuple(post for post in site.statements if post.translation_of is None)
