"""What a site consists of, as a value: the path of each file, and how its bytes are made."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from functools import cached_property, partial
from itertools import chain, groupby
from pathlib import Path

from msgspec import Struct, field

from talanoa import addresses
from talanoa.build import Outputs
from talanoa.engine.documents import Document
from talanoa.engine.settings import Asset, Settings, is_elsewhere
from talanoa.files import is_image, read_bytes
from talanoa.outputs.headers import headers
from talanoa.outputs.output import File, Page, Planned
from talanoa.outputs.policy import POLICY
from talanoa.outputs.scripts import scripts
from talanoa.outputs.shell import Entry, Shell
from talanoa.outputs.sitemap import sitemap
from talanoa.outputs.styles import stylesheets
from talanoa.outputs.view import View
from talanoa.processes import give_back_memory
from talanoa.search import findables, index, written_by_hand
from talanoa.site import Site

HEADERS = "docs/_headers"
"""A file of docs/ whose rules are added to ours."""


class Route(Struct, frozen=True):
    """A file of the site, by its path in the site's folder.

    `plan` says what it is made of, `fingerprint` which bytes that gives; where neither is known, it is made each time.
    """

    path: str
    make: Callable[[], bytes]
    plan: Planned[object] | None = None
    fingerprint: str = ""

    @property
    def is_page(self) -> bool:
        return self.path.endswith(".html")


class Summary(Struct, frozen=True):
    """What lists of pages know of one: when it was changed, whether they name it, and the path of the picture that represents it."""

    updated: date | None = None
    listed: bool = True
    picture: str = ""

    @classmethod
    def of(cls, page: Page) -> Summary:
        picture = page.picture.file if page.picture else ""
        return cls(page.updated, page.listed, picture)


class Parts(Struct, frozen=True, dict=True):
    """What routes are made of; `root` is the network's folder.

    `summaries` are those of pages that were made, or that are as they were in the last site, by address.
    """

    outputs: Outputs
    settings: Settings
    documents: tuple[Document, ...]
    menu: tuple[Entry, ...]
    root: Path
    fingerprints: Mapping[str, str] = field(default_factory=dict)  # of files as they are, by path, where they are known
    host_rules: str = ""  # the text of docs/_headers
    summaries: dict[str, Summary] = field(default_factory=dict)

    @cached_property
    def written(self) -> Mapping[str, Page]:
        """The hand-written pages; where the core makes a page at the same address, they introduce it."""
        return {document.address: document.page for document in self.documents}

    @cached_property
    def pages(self) -> tuple[Planned[Page], ...]:
        """The pages of the core that no hand-written one introduces."""
        introduced = {document.address for document in self.documents}
        return tuple(page for page in self.outputs.pages if page.address not in introduced)

    def summary(self, planned: Planned[Page]) -> Summary:
        if planned.address not in self.summaries:
            self.summaries[planned.address] = Summary.of(planned.made(self.outputs.view))
        return self.summaries[planned.address]

    @cached_property
    def styles(self) -> tuple[File, ...]:
        return stylesheets(self.outputs.view)

    @cached_property
    def drawings(self) -> tuple[File, ...]:
        return (*self.outputs.drawings(),)


def routes(parts: Parts, policy: str = POLICY) -> Iterator[Route]:
    """Every file of the site, each once; `policy` is the Content-Security-Policy of its pages."""
    seen: set[str] = set()
    shell = shell_of(parts, parts.outputs.view, policy)
    groups = planned_routes(parts, shell), _copies(parts), about_all(parts), search_index(parts)
    for route in chain.from_iterable(groups):
        if route.path not in seen:
            seen.add(route.path)
            yield route


def path_of(address: str) -> str:
    """Where in the site's folder the page or file of an address is."""
    return address.lstrip("/") + ("index.html" if address.endswith("/") else "")


def docs_files(site: Site) -> dict[str, str]:
    """The address of each file of docs/ that is no page, by its path."""
    return {path: "/" + path.removeprefix("docs/") for path in site.files if path.startswith("docs/")}


def planned_routes(parts: Parts, shell: Shell) -> Iterator[Route]:
    """What can be listed before anything of it is made."""
    return chain(_pages(parts, shell), _looks(parts), _files(parts))


def _pages(parts: Parts, shell: Shell) -> Iterator[Route]:
    for planned in parts.pages:
        yield Route(path_of(planned.address), partial(_document, parts, shell, planned), planned)
    for page in parts.written.values():
        yield page_of(shell, page)


def shell_of(parts: Parts, view: View, policy: str = POLICY) -> Shell:
    """What is around all pages of a view."""
    settings = parts.settings
    return Shell(view, parts.menu, _own(settings.styles), _own(settings.scripts), policy)


def page_of(shell: Shell, page: Page) -> Route:
    return Route(path_of(page.address), lambda: shell.document(page, page.render(False)).encode())


def _document(parts: Parts, shell: Shell, planned: Planned[Page]) -> bytes:
    page = planned.made(shell.view)
    parts.summaries[page.address] = Summary.of(page)
    return shell.document(page, page.render(False)).encode()


def _own(assets: Iterable[Asset]) -> list[str]:
    return ["/" + asset.path for asset in assets if not is_elsewhere(asset.path)]


def _looks(parts: Parts) -> Iterator[Route]:
    """Styles, scripts, drawings."""
    return map(made, (*parts.styles, *scripts(), *parts.drawings))


def _files(parts: Parts) -> Iterator[Route]:
    """Feeds, calendars, downloads, redirects."""
    view = parts.outputs.view
    for _, found in groupby(parts.outputs.files, key=lambda planned: planned.make.__module__):
        for planned in found:
            yield Route(path_of(planned.address), partial(planned.made, view), planned)
        view.forget()  # files of another kind share nothing with these


def _copies(parts: Parts) -> Iterator[Route]:
    """Pictures and documents of the repository, and the rest of docs/."""
    outputs = parts.outputs
    represented = [parts.summary(planned).picture for planned in parts.outputs.pages]
    for copy in outputs.copies(represented):
        yield made(copy) if isinstance(copy, File) else copied(parts, copy.address, copy.path)
    for path, address in sorted(docs_files(outputs.view.site).items()):
        if path != HEADERS:
            yield made(outputs.picture(address, path)) if is_image(path) else copied(parts, address, path)
    for document in parts.documents:
        yield from map(made, document.files)


def about_all(parts: Parts) -> Iterator[Route]:
    """What lists the rest."""
    view = parts.outputs.view
    found = ((planned.address, parts.summary(planned)) for planned in parts.pages)
    listed = [(address, summary.updated) for address, summary in found if summary.listed]
    listed += [(page.address, page.updated) for page in parts.written.values() if page.listed]
    yield made(sitemap(view, listed))
    looks = (*parts.styles, *scripts(), *parts.drawings)
    yield made(headers(view, [*(file.address for file in looks), f"{addresses.RESIZED}*"], parts.host_rules))


def search_index(parts: Parts) -> Iterator[Route]:
    """What the search reads."""
    view = parts.outputs.view
    give_back_memory()  # the index needs most of all
    written = (written_by_hand(view, document.address, document.record) for document in parts.documents)
    for file in index(chain(findables(view), written), view.language, parts.outputs.cache):
        yield Route(file.path, file.make, fingerprint=file.fingerprint)


def made(file: File) -> Route:
    """A file of its own bytes."""
    return Route(path_of(file.address), lambda: file.data, fingerprint=file.fingerprint)


def copied(parts: Parts, address: str, path: str) -> Route:
    """A file of the repository as it is."""
    return Route(path_of(address), partial(read_bytes, parts.root, path), fingerprint=parts.fingerprints.get(path, ""))
