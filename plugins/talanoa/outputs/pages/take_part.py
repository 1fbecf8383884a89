"""Join and contribute: what the data knows of them, below the hand-written pages at the same addresses."""

from __future__ import annotations

from collections.abc import Iterator
from typing import get_args

from talanoa import addresses
from talanoa.model.network import Join
from talanoa.model.post import PostKind
from talanoa.outputs.output import Page
from talanoa.outputs.pages.directory import by_name
from talanoa.outputs.view import View


def pages(view: View) -> Iterator[Page]:
    yield _join(view)
    yield _contribute(view)


def _join(view: View) -> Page:
    gettext = view.said().gettext
    return view.page(
        addresses.JOIN,
        gettext("Join"),
        "join.html",
        {"join": view.site.network.join, "state": _state(view, view.site.network.join)},
        section=addresses.JOIN,
        description=gettext("Who can join, what is asked, and until when"),
    )


def _state(view: View, join: Join | None) -> str:
    """Whether one can join today: none, before, open or closed."""
    if join is None:
        return "none"
    if join.closes and join.closes < view.site.today:
        return "closed"
    return "before" if join.opens and join.opens > view.site.today else "open"


def _contribute(view: View) -> Page:
    gettext = view.said().gettext
    codes = {place.code for place in view.site.countries}
    return view.page(
        addresses.CONTRIBUTE,
        gettext("Contribute"),
        "contribute.html",
        {"kinds": get_args(PostKind), "codes": by_name(view, codes)},
        section=addresses.CONTRIBUTE,
        description=gettext("How to send a post, an event or a correction"),
    )
