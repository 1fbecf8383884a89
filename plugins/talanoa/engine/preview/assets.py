"""The picture or document at an address, found without making the pages that show it.

A build looks through all texts for what they show. A preview is asked for one picture while a writer waits: what could be shown at an address
can be worked out from the address.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property

from talanoa.engine.routes import HEADERS, Parts, Route, copied, made
from talanoa.files import folders_above, is_image
from talanoa.load import may_be_published
from talanoa.outputs.output import File


class Assets:
    """The pictures and documents that pages of a site can show."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts

    def route(self, path: str) -> Route | None:
        """What is at a path of the site."""
        address = f"/{path}"
        if file := self._derived.get(address):
            return made(file)
        files = self._parts.outputs.view.site.files
        source = next((it for it in self._sources(path) if it in files and may_be_published(it)), None)
        if source is None or source == HEADERS:
            return None
        picture = is_image(source)
        return made(self._parts.outputs.picture(address, source)) if picture else copied(self._parts, address, source)

    def _sources(self, path: str) -> Iterator[str]:
        """The files of the repository that may be at a path: of docs/, beside what a page is about (`Links.asset_address`), or the network's logo."""
        yield f"docs/{path}"
        if (logo := self._parts.outputs.view.brand_logo) and logo.address == f"/{path}":
            yield logo.file
        for page in folders_above(path):
            if f"/{page}/" in self._parts.outputs.view.links.pages:
                beside = path.removeprefix(f"{page}/")
                yield from (f"{folder}/{beside}" if folder else beside for folder in self._folders)

    @cached_property
    def _folders(self) -> tuple[str, ...]:
        """Those in which content or a picture lies."""
        site = self._parts.outputs.view.site
        paths = (*site.files, *(post.path for post in site.posts))
        return ("", *sorted({folder for path in paths for folder in folders_above(path)}))

    @cached_property
    def _derived(self) -> Mapping[str, File]:
        """Pictures in other sizes, by address."""
        outputs = self._parts.outputs
        sizes = (file for path in outputs.view.pictures for file in (*outputs.variants(path), *outputs.shared(path)))
        return {file.address: file for file in sizes}
