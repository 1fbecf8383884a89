"""Old addresses: a small page at each that leads on to the new one."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from talanoa import addresses
from talanoa.model.member import Member
from talanoa.outputs.output import File
from talanoa.outputs.policy import POLICY, REFERRER
from talanoa.outputs.structured import absolute
from talanoa.outputs.view import View
from talanoa.visibility import Tombstone


def files(view: View) -> Iterator[File]:
    site = view.site
    members: tuple[Member | Tombstone, ...] = (*site.members, *site.tombstones)
    for member in members:
        for old in member.formerly:
            yield from _redirect(view, addresses.member(old), addresses.member(member.id))
    for event in site.events:
        for old in event.formerly:
            yield from _redirect(view, addresses.event(old), addresses.event(event.id))
            for occurrence in site.occurrences_of[event.id]:
                if occurrence.original:
                    new = addresses.occurrence(event.id, occurrence.original)
                    yield from _redirect(view, addresses.occurrence(old, occurrence.original), new)
    for post in site.posts:
        for old in post.formerly:
            yield from _redirect(view, addresses.post(old), addresses.post(post.slug))


def _redirect(view: View, old: str, new: str) -> Iterator[File]:
    """Relative, so that it works wherever the site is; canonical, so that search engines follow."""
    yield File(f"{old}index.html", partial(_page, view, old, new))


def _page(view: View, old: str, new: str) -> bytes:
    template = view.environment(view.language).get_template("redirect.html")
    to = addresses.to_root(old) + new.removeprefix("/")
    return template.render(to=to, canonical=absolute(view, new), policy=POLICY, referrer=REFERRER).encode()
