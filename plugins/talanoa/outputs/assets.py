"""Files of the repository that the site shows: pictures of posts and members, documents. Nothing else is copied."""

from __future__ import annotations

from collections.abc import Iterator

from talanoa import addresses
from talanoa.outputs.output import Copy
from talanoa.outputs.view import View


def copies(view: View) -> Iterator[Copy]:
    """Each file once; what stands under docs/ is MkDocs' to copy."""
    seen: set[str] = set()
    for address, path in _named(view):
        if path in view.site.files and not path.startswith("docs/") and address not in seen:
            seen.add(address)
            yield Copy(address, path)


def _named(view: View) -> Iterator[tuple[str, str]]:
    site = view.site
    for post in site.posts:
        address = addresses.post(post.slug)
        if post.image:
            destination = view.links.resolve(post.image.src, post.path, address)
            yield destination.address, destination.file
        yield from view.markup.post(post).assets
    for member in site.members:
        if member.logo:
            yield view.links.asset_address(member.logo.src, member.written_at.file, addresses.member(member.id)), member.logo.src
    for event in site.events:
        occurrences = site.occurrences_of[event.id]
        for document in (*event.documents, *(d for occurrence in occurrences for d in occurrence.event.documents)):
            if document.file:
                yield view.links.asset_address(document.file, "events.yml", addresses.LIBRARY), document.file
