"""What a site consists of, as a value: the path of each file, and how its bytes are made."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property, partial
from itertools import chain
from pathlib import Path

from talanoa import addresses
from talanoa.build import Outputs
from talanoa.engine.documents import Document
from talanoa.engine.settings import Asset, Settings, is_elsewhere
from talanoa.load import is_image, read_bytes
from talanoa.outputs.headers import headers
from talanoa.outputs.output import File, Page
from talanoa.outputs.policy import POLICY
from talanoa.outputs.scripts import scripts
from talanoa.outputs.shell import Entry, Shell
from talanoa.outputs.sitemap import sitemap
from talanoa.outputs.styles import stylesheets
from talanoa.outputs.view import View
from talanoa.search import index, records
from talanoa.site import Site

HEADERS = "docs/_headers"
"""A file of docs/ whose rules are added to ours."""


@dataclass(frozen=True, slots=True)
class Route:
    """A file of the site, by its path in the site's folder."""

    path: str
    make: Callable[[], bytes]

    @property
    def is_page(self) -> bool:
        return self.path.endswith(".html")


@dataclass(frozen=True)
class Parts:
    """What routes are made of; `root` is the network's folder."""

    outputs: Outputs
    settings: Settings
    documents: tuple[Document, ...]
    menu: tuple[Entry, ...]
    root: Path

    @cached_property
    def pages(self) -> tuple[Page, ...]:
        """The pages of the core, but for those that a hand-written page introduces, and the hand-written ones."""
        written = {document.page.address: document.page for document in self.documents}
        return (*(page for page in self.outputs.pages if page.address not in written), *written.values())

    @cached_property
    def styles(self) -> tuple[File, ...]:
        return stylesheets(self.outputs.view)

    @cached_property
    def drawings(self) -> tuple[File, ...]:
        return (*self.outputs.drawings(),)


def routes(parts: Parts, policy: str = POLICY) -> Iterator[Route]:
    """Every file of the site, each once; `policy` is the Content-Security-Policy of its pages.

    What pages need comes before what takes long to list.
    """
    seen: set[str] = set()
    groups = _pages(parts, policy), _looks(parts), _copies(parts), _files(parts), _about_all(parts), _index(parts)
    for route in chain(*groups):
        if route.path not in seen:
            seen.add(route.path)
            yield route


def path_of(address: str) -> str:
    """Where in the site's folder the page or file of an address is."""
    return address.lstrip("/") + ("index.html" if address.endswith("/") else "")


def docs_files(site: Site) -> dict[str, str]:
    """The address of each file of docs/ that is no page, by its path."""
    return {path: "/" + path.removeprefix("docs/") for path in site.files if path.startswith("docs/")}


def _pages(parts: Parts, policy: str) -> Iterator[Route]:
    shell = shell_of(parts, parts.outputs.view, policy)
    for page in parts.pages:
        yield page_of(shell, page)


def shell_of(parts: Parts, view: View, policy: str = POLICY) -> Shell:
    """What is around all pages of a view."""
    settings = parts.settings
    return Shell(view, parts.menu, _own(settings.styles), _own(settings.scripts), policy)


def page_of(shell: Shell, page: Page) -> Route:
    return Route(path_of(page.address), partial(_document, shell, page))


def _document(shell: Shell, page: Page) -> bytes:
    return shell.document(page, page.render(False)).encode()


def _own(assets: Iterable[Asset]) -> list[str]:
    return ["/" + asset.path for asset in assets if not is_elsewhere(asset.path)]


def _looks(parts: Parts) -> Iterator[Route]:
    """Styles, scripts, drawings."""
    return map(_made, (*parts.styles, *scripts(), *parts.drawings))


def _files(parts: Parts) -> Iterator[Route]:
    """Feeds, calendars, downloads, redirects."""
    return map(_made, parts.outputs.files())


def _copies(parts: Parts) -> Iterator[Route]:
    """Pictures and documents of the repository, and the rest of docs/."""
    outputs = parts.outputs
    for copy in outputs.copies():
        yield _made(copy) if isinstance(copy, File) else _copied(copy.address, copy.path, parts.root)
    for path, address in sorted(docs_files(outputs.view.site).items()):
        if path != HEADERS:
            yield _made(outputs.picture(address, path)) if is_image(path) else _copied(address, path, parts.root)
    for document in parts.documents:
        yield from map(_made, document.files)


def _about_all(parts: Parts) -> Iterator[Route]:
    """What lists the rest."""
    view = parts.outputs.view
    yield _made(sitemap(view, [(page.address, page.updated) for page in parts.pages if page.listed]))
    made = (*parts.styles, *scripts(), *parts.drawings)
    more = read_bytes(parts.root, HEADERS).decode("utf-8-sig") if HEADERS in view.site.files else ""
    yield _made(headers(view, [*(file.address for file in made), f"{addresses.RESIZED}*"], more))


def _index(parts: Parts) -> Iterator[Route]:
    view = parts.outputs.view
    found = (*records(view), *(document.record for document in parts.documents))
    for path, data in index(found, view.language, parts.outputs.cache):
        yield _made(File(f"/{path}", data))


def _made(file: File) -> Route:
    return Route(path_of(file.address), lambda: file.data)


def _copied(address: str, path: str, root: Path) -> Route:
    return Route(path_of(address), partial(read_bytes, root, path))
