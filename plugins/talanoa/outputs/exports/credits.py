"""People and organisations as exports name them: an id and an address only for those with a page."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct

from talanoa.model.post import Guest, Post
from talanoa.model.values import Words
from talanoa.outputs.exports.fields import Field, Fields
from talanoa.outputs.structured import page_of
from talanoa.outputs.view import View
from talanoa.visibility import Credit


class Someone(Struct, frozen=True):
    credit: Credit
    id: str | None = None


def _name(view: View, name: Words | None) -> str:
    return view.localizer().plain(name)


SOMEONE: Fields = (
    Field("id", "the id in members.json, of a member or of one of its people", lambda view, it: it.id),
    Field("name", "the name; a member’s other names are in members.json", lambda view, it: _name(view, it.credit.name)),
    Field("affiliation", "for whom a person speaks", lambda view, it: _name(view, it.credit.affiliation)),
    Field("url", "the page on this site", lambda view, it: page_of(view, it.credit)),
)


def someone(view: View, who: str | Guest | None) -> Someone | None:
    """Who that is, as far as it may be known."""
    credit = view.site.credit(who) if who is not None else None
    if credit is None:
        return None
    return Someone(credit, str(who) if credit.address else None)


def everyone(view: View, ids: Iterable[str | Guest]) -> tuple[Someone, ...]:
    return tuple(found for who in ids if (found := someone(view, who)))


def authors(view: View, post: Post) -> tuple[Someone, ...]:
    """Who signs a post; the network itself when no one may be named."""
    return everyone(view, post.authors) or (Someone(Credit(view.site.network.name)),)
