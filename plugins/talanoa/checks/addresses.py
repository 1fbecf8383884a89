"""Every address belongs to one page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from talanoa import addresses
from talanoa.checks.checked import Checked
from talanoa.model.values import Id
from talanoa.problems import Place, Problem


def repeated_slugs(checked: Checked) -> Iterator[Problem]:
    """Two files whose names give one slug."""
    first: dict[str, str] = {}
    for post in checked.content.posts:
        if post.slug in first:
            yield _taken(addresses.post(post.slug), first[post.slug], post.path)
        else:
            first[post.slug] = post.path


def former_ids(checked: Checked) -> Iterator[Problem]:
    """A former id leads to one thing, and is no longer the id of any."""
    content, known = checked.content, checked.known
    yield from _former("member", known["member"], ((member.id, member.formerly) for member in content.members))
    yield from _former("event", known["event"], ((event.id, event.formerly) for event in content.events))
    yield from _former("post", known["post"], ((post.slug, post.formerly) for post in content.posts))


def _former(noun: str, living: frozenset[str], things: Iterable[tuple[str, tuple[Id, ...]]]) -> Iterator[Problem]:
    claimed: dict[str, Place] = {}
    for owner, formerly in things:
        for old in formerly:
            if old in living:
                whose = f"this {noun}'s own id" if old == owner else f"the id of another {noun}"
                help = "`formerly` lists ids that are no longer in use"
                yield Problem("duplicate-address", f"'{old}' is {whose}", old.place, help)
            elif old in claimed:
                yield Problem(
                    "duplicate-address",
                    f"another {noun} already claims the former id '{old}', in {claimed[old]}",
                    old.place,
                    "an old address can lead to only one page; keep it where it belongs",
                )
            else:
                claimed[old] = old.place


def hand_written_pages(checked: Checked) -> Iterator[Problem]:
    """A page of docs/ may introduce a generated page (the two become one), but may not take a post's place."""
    first: dict[str, str] = {}
    for path in sorted(checked.content.docs, key=lambda path: (path.endswith("/README.md"), path)):
        address = addresses.doc(path)
        if holder := checked.posts.get(address) or first.get(address):
            yield _taken(address, holder, path)
        first.setdefault(address, path)


def _taken(address: str, holder: str, path: str) -> Problem:
    message = f"the address {address} belongs to {holder}"
    return Problem("duplicate-address", message, Place.start_of(path), "rename one of the two files")
