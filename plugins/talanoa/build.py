"""The product at a glance: a site → everything that is published."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime
from functools import cached_property, partial
from pathlib import Path

from msgspec import Struct

from talanoa import addresses, checks
from talanoa.cache import Cache, once
from talanoa.checks.texts import markdown
from talanoa.files import is_image
from talanoa.images import Images
from talanoa.load import Content, ReadingCache, load
from talanoa.markup.conversions import convert_all
from talanoa.model.zones import aware
from talanoa.outputs import assets, brand, feeds, redirects
from talanoa.outputs.calendars import calendar
from talanoa.outputs.exports import data, surveys
from talanoa.outputs.noted import NotedView
from talanoa.outputs.output import Copy, File, Page, Planned
from talanoa.outputs.pages import (
    countries,
    digests,
    events,
    glance,
    home,
    library,
    manual,
    members,
    not_found,
    people,
    posts,
    search,
    series,
    statements,
    subscribe,
    take_part,
    topics,
)
from talanoa.outputs.repository import Repository
from talanoa.outputs.view import View
from talanoa.problems import Problem, in_order
from talanoa.site import Site
from talanoa.uris import uri

PAGES: tuple[Callable[[View], Iterable[Planned[Page]]], ...] = (
    home.pages,
    posts.pages,
    topics.pages,
    members.pages,
    people.pages,
    countries.pages,
    statements.pages,
    events.pages,
    series.pages,
    library.pages,
    digests.pages,
    glance.pages,
    subscribe.pages,
    take_part.pages,
    manual.pages,
    search.pages,
    not_found.pages,
)

FILES: tuple[Callable[[View], Iterable[Planned[bytes]]], ...] = (
    feeds.files,
    calendar.files,
    data.files,
    surveys.files,
    redirects.files,
)

# What every site has besides.
ALWAYS = (addresses.HOME, addresses.FEEDS, addresses.SITEMAP)

# What takes long to draw, at addresses that name all that it depends on.
DRAWINGS: tuple[Callable[[View], Iterable[File]], ...] = (brand.files,)
_LARGEST_DRAWING = 1_000_000  # bytes


class Outputs(Struct, frozen=True):
    """Everything that a site consists of; pages and files are made of `view` when they are asked for."""

    content: Content
    view: View
    pages: tuple[Planned[Page], ...]
    files: tuple[Planned[bytes], ...]
    images: Images
    cache: Path | None = None

    def drawings(self) -> Iterator[File]:
        folder = self.cache / "drawings" if self.cache else None
        for make in DRAWINGS:
            for file in make(self.view):
                yield file if isinstance(file.content, bytes) else File(file.address, partial(_drawn, folder, file))

    def copies(self, pictures: Iterable[str]) -> Iterator[File | Copy]:
        """Pictures, made again and in several widths, and documents as they are; what is in docs/ goes out as it is anyway.

        `pictures` are the paths of those that represent pages.
        """
        seen: set[str] = set()
        for address, path in assets.shown(self.view):
            if not path.startswith("docs/"):
                yield self.picture(address, path) if is_image(path) else Copy(address, path)
            for variant in self.variants(path):
                if variant.address not in seen:
                    seen.add(variant.address)
                    yield variant
        for path in pictures:
            for small in self.shared(path):
                if small.address not in seen:
                    seen.add(small.address)
                    yield small

    def asset(self, address: str, path: str, root: Path) -> File:
        """A file of the repository that a text leads to."""
        return self.picture(address, path) if is_image(path) else File(address, (root / path).read_bytes)

    def picture(self, address: str, path: str) -> File:
        """A picture of the repository as visitors get it; making it can raise PictureChanged."""
        facts = self.view.pictures.get(path)
        return File(address, partial(self.images.published, path), facts.digest if facts else "")

    def shared(self, path: str) -> Iterator[File]:
        """The same picture for programs that show a link or a letter; none if it does as it is."""
        facts = self.view.pictures.get(path)
        if facts and facts.shared:
            address = addresses.resized(facts.shared.digest, "jpg")
            yield File(address, partial(self.images.published, path, facts.shared), facts.shared.digest)

    def variants(self, path: str) -> Iterator[File]:
        """The same picture in other widths; of other files there are none."""
        facts = self.view.pictures.get(path)
        for variant in facts.variants if facts else ():
            yield File(addresses.resized(variant.digest), partial(self.images.published, path, variant), variant.digest)


class Result(Struct, frozen=True):
    """What a folder gives: every problem, and the outputs unless there is no network to make them of."""

    problems: tuple[Problem, ...]
    outputs: Outputs | None


def build(
    root: Path,
    now: datetime,
    url: str,
    *,
    repository: Repository | None = None,
    drafts: bool = False,
    jobs: int = 1,
    cache: Path | None = None,
    notes: bool = False,
    publishes: Callable[[str], bool] = lambda path: True,
    readings: ReadingCache | None = None,
    noted: bool = False,
) -> Result:
    """Reads, checks and plans what a folder's content makes; docs/ and mkdocs.yml are the engine's.

    `now` without an offset is the network's local time; `url` is where the site will be, `repository` where its files are;
    `jobs` is how many processes may convert Markdown and decode pictures; `cache` is the folder of what is kept of both;
    `notes` asks for what could be better, and for no pictures; `publishes` says which files of docs/ belong to the site;
    `readings` has what the same process read before; `noted` has the view note what outputs read.
    """
    readings = readings or ReadingCache(cache)
    content, problems = load(root, readings)
    if content is None:
        return Result(tuple(in_order(problems)), None)
    content = content.only(publishes)
    now = aware(now, content.network.timezone)
    convert_all(markdown(content, readings), Cache(cache), jobs)
    url = uri(url)
    site = Site.of(content, now, url, drafts=drafts)
    everything = Site.of(content, now, url, everything=True)
    anchors = _Anchors(everything)
    images = Images(root, cache, jobs, judging=notes)
    images.judged(assets.lead_pictures(content))
    planned = plan(site)
    pages = planned.addresses if _same(site, everything) else plan(everything).addresses
    problems += checks.check(
        content, everything, pages, planned.addresses, images, anchors.of, notes=notes, readings=readings
    )
    images.prune()
    seen = site, planned.addresses, repository, images.sound
    view = NotedView(*seen, readings) if noted else View(*seen)
    return Result(tuple(in_order(problems)), Outputs(content, view, planned.pages, planned.files, images, cache))


class _Anchors:
    """The places within generated pages; a page is made only when a link leads to a place in it."""

    def __init__(self, everything: Site) -> None:
        self._everything = everything

    @cached_property
    def _made(self) -> tuple[View, Mapping[str, Planned[Page]]]:
        planned = plan(self._everything)
        return View(self._everything, planned.addresses), {page.address: page for page in planned.pages}

    def of(self, address: str) -> str:
        """The HTML of a page's content."""
        view, pages = self._made
        return str(pages[address].made(view).render(False)) if address in pages else ""


class Plan(Struct, frozen=True):
    """What will be made of a site, and every address that a link within it may have."""

    pages: tuple[Planned[Page], ...]
    files: tuple[Planned[bytes], ...]
    addresses: frozenset[str]


def plan(site: Site) -> Plan:
    """Every address of a site is known before the first text is rendered."""
    view = View(site)
    pages = tuple(page for make in PAGES for page in make(view))
    files = tuple(file for make in FILES for file in make(view))
    docs = [addresses.doc(path) for path in site.docs]
    named = [address for address, _ in assets.named(view)]
    made = (planned.address for planned in (*pages, *files))
    return Plan(pages, files, frozenset((*made, *docs, *named, *ALWAYS)))


def _drawn(folder: Path | None, file: File) -> bytes:
    return once(folder, file.address.rpartition("/")[2], lambda: file.data, _LARGEST_DRAWING)


def _same(site: Site, other: Site) -> bool:
    """True when neither has a page that the other lacks."""
    return all(
        {*mine} == {*theirs}
        for mine, theirs in (
            (site.post, other.post),
            (site.event, other.event),
            (site.member, other.member),
            (site.profiles, other.profiles),
        )
    )
