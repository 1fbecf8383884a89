"""Old addresses: a small page at each that leads on to the new one."""

from __future__ import annotations

from collections.abc import Iterator

from talanoa import addresses
from talanoa.model.member import Member
from talanoa.outputs.output import Planned
from talanoa.outputs.policy import POLICY, REFERRER
from talanoa.outputs.structured import absolute
from talanoa.outputs.view import View
from talanoa.visibility import Tombstone


def files(view: View) -> Iterator[Planned[bytes]]:
    site = view.site
    members: tuple[Member | Tombstone, ...] = (*site.members, *site.tombstones)
    for member in members:
        for old in member.formerly:
            yield _redirect(addresses.member(old), addresses.member(member.id))
    for event in site.events:
        for old in event.formerly:
            yield _redirect(addresses.event(old), addresses.event(event.id))
            for occurrence in site.occurrences_of[event.id]:
                if occurrence.original:
                    new = addresses.occurrence(event.id, occurrence.original)
                    yield _redirect(addresses.occurrence(old, occurrence.original), new)
    for name in addresses.FIRST_MANUAL:  # where each page of the manual was when a network had it in its docs/
        if f"docs/{name}.md" not in site.docs:
            yield _redirect(f"/{name}/", addresses.manual(name))
    for post in site.posts:
        for old in post.formerly:
            yield _redirect(addresses.post(old), addresses.post(post.slug))


def _redirect(old: str, new: str) -> Planned[bytes]:
    """Relative, so that it works wherever the site is; canonical, so that search engines follow."""
    return Planned(f"{old}index.html", _page, (old, new))


def _page(view: View, old: str, new: str) -> bytes:
    template = view.environment(view.language).get_template("redirect.html")
    to = addresses.to_root(old) + new.removeprefix("/")
    return template.render(to=to, canonical=absolute(view, new), policy=POLICY, referrer=REFERRER).encode()
