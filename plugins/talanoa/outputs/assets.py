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
        if path and not path.startswith("docs/") and address not in seen:
            seen.add(address)
            yield Copy(address, path)


def _named(view: View) -> Iterator[tuple[str, str | None]]:
    """Every file that something on the site shows, with its address."""
    site = view.site
    for post in site.posts:
        if picture := view.picture(post):
            yield picture.address, view.file(post.image.src if post.image else None)
        yield from view.markup.post(post).assets
    for member in site.members:
        if logo := view.logo(member):
            yield logo.address, view.file(member.logo.src if member.logo else None)
    for event in site.events:
        occurrences = site.occurrences_of[event.id]
        for document in (*event.documents, *(d for occurrence in occurrences for d in occurrence.event.documents)):
            if file := view.file(document.file):
                yield view.links.asset_address(file, "", addresses.LIBRARY), file
