"""The product at a glance: a site → everything that is published."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property, partial
from pathlib import Path
from types import MappingProxyType

from talanoa import addresses, checks
from talanoa.cache import once, opened
from talanoa.checks.texts import texts
from talanoa.images import Facts, Images
from talanoa.load import Content, Kept, is_image, load
from talanoa.markup.conversions import convert_all
from talanoa.model.zones import aware
from talanoa.outputs import assets, brand, feeds, redirects
from talanoa.outputs.calendars import calendar
from talanoa.outputs.exports import data
from talanoa.outputs.output import Copy, File, Page
from talanoa.outputs.pages import (
    countries,
    events,
    glance,
    home,
    library,
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
from talanoa.problems import Problem, Severity
from talanoa.site import Site
from talanoa.uris import uri

PAGES: tuple[Callable[[View], Iterable[Page]], ...] = (
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
    glance.pages,
    subscribe.pages,
    take_part.pages,
    search.pages,
    not_found.pages,
)

FILES: tuple[Callable[[View], Iterable[File]], ...] = (
    feeds.files,
    calendar.files,
    data.files,
    redirects.files,
)

# What every site has beside.
ALWAYS = (addresses.HOME, addresses.FEEDS, addresses.SITEMAP)

# What takes long to draw, at addresses that name all that it depends on.
DRAWINGS: tuple[Callable[[View], Iterable[File]], ...] = (brand.files,)
_LARGEST_DRAWING = 1_000_000  # bytes


@dataclass(frozen=True)
class Outputs:
    """Everything that a site consists of; pages render when they are asked to, files when they are walked through."""

    content: Content
    view: View
    pages: tuple[Page, ...]
    images: Images
    cache: Path | None = None

    def files(self) -> Iterator[File]:
        for make in FILES:
            yield from make(self.view)

    def drawings(self) -> Iterator[File]:
        folder = self.cache / "drawings" if self.cache else None
        for make in DRAWINGS:
            for file in make(self.view):
                yield file if isinstance(file.content, bytes) else File(file.address, partial(_drawn, folder, file))

    def copies(self) -> Iterator[File | Copy]:
        """Pictures, made anew and in several widths, and documents as they are; what is in docs/ goes out as it is anyway."""
        seen: set[str] = set()
        for address, path in assets.shown(self.view):
            if not path.startswith("docs/"):
                yield self.picture(address, path) if is_image(path) else Copy(address, path)
            for variant in self.variants(path):
                if variant.address not in seen:
                    seen.add(variant.address)
                    yield variant
        for page in self.pages:
            for small in self.shared(page.picture.file if page.picture else ""):
                if small.address not in seen:
                    seen.add(small.address)
                    yield small

    def asset(self, address: str, path: str, root: Path) -> File:
        """A file of the repository that a text leads to."""
        return self.picture(address, path) if is_image(path) else File(address, (root / path).read_bytes)

    def picture(self, address: str, path: str) -> File:
        """A picture of the repository as visitors get it; making it can raise PictureChanged."""
        return File(address, partial(self.images.published, path))

    def shared(self, path: str) -> Iterator[File]:
        """The same picture for programs that show a link or a letter; none if it does as it is."""
        facts = self.view.pictures.get(path)
        if facts and facts.shared:
            address = addresses.resized(facts.shared.digest, "jpg")
            yield File(address, partial(self.images.published, path, facts.shared))

    def variants(self, path: str) -> Iterator[File]:
        """The same picture in other widths; of other files there are none."""
        facts = self.view.pictures.get(path)
        for variant in facts.variants if facts else ():
            yield File(addresses.resized(variant.digest), partial(self.images.published, path, variant))


@dataclass(frozen=True)
class Result:
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
    kept: Kept | None = None,
) -> Result:
    """Reads, checks and plans what a folder's content makes; docs/ and mkdocs.yml are the engine's.

    `now` without an offset is the network's local time; `url` is where the site will be, `repository` where its files are;
    `jobs` is how many processes may convert Markdown and decode pictures; `cache` is the folder of what is kept of both;
    `notes` asks for what could be better, and for no pictures; `publishes` says which files of docs/ belong to the site;
    `kept` has what the same process read before.
    """
    content, problems = load(root, kept)
    if content is None:
        return Result(tuple(in_order(problems)), None)
    content = content.only(publishes)
    now = aware(now, content.network.timezone)
    with opened(cache) as store:
        convert_all((text.markdown for text in texts(content)), store, jobs)
    url = uri(url)
    site = Site.of(content, now, url, drafts=drafts)
    everything = Site.of(content, now, url, everything=True)
    anchors = _Anchors(everything)
    images = Images(root, cache, jobs, judging=notes)
    images.judged(assets.lead_pictures(content))
    view, made = plan(site, repository, images.sound)
    shown = view.links.pages
    pages = shown if _same(site, everything) else addresses_of(everything)
    problems += checks.check(content, everything, pages, shown, images, anchors.of, notes=notes)
    images.prune()
    view.pictures = images.sound
    return Result(tuple(in_order(problems)), Outputs(content, view, made, images, cache))


class _Anchors:
    """The places within generated pages; a page is made only when a link leads to a place in it."""

    def __init__(self, everything: Site) -> None:
        self._everything = everything

    @cached_property
    def _pages(self) -> Mapping[str, Page]:
        return {page.address: page for page in plan(self._everything)[1]}

    def of(self, address: str) -> str:
        """The HTML of a page's content."""
        page = self._pages.get(address)
        return str(page.render(False)) if page else ""


def plan(
    site: Site, repository: Repository | None = None, pictures: Mapping[str, Facts] = MappingProxyType({})
) -> tuple[View, tuple[Page, ...]]:
    """The pages of a site, with every address known before the first text is rendered."""
    view = View(site, repository=repository, pictures=pictures)
    pages = tuple(page for make in PAGES for page in make(view))
    view.links.pages = _addresses(view, pages)
    return view, pages


def addresses_of(site: Site) -> frozenset[str]:
    """Every address that a link within the site may have."""
    return plan(site)[0].links.pages


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


def _addresses(view: View, pages: tuple[Page, ...]) -> frozenset[str]:
    """Everything that a text can link to; a feed's text isn't made before all of it is known."""
    followed = [feed.address for page in pages for feed in page.feeds]
    files = [file.address for make in FILES if make is not feeds.files for file in make(view)]
    docs = [addresses.doc(path) for path in view.site.docs]
    named = [address for address, _ in assets.named(view)]
    return frozenset((*(page.address for page in pages), *feeds.formats(followed), *files, *docs, *named, *ALWAYS))


def in_order(problems: Iterable[Problem]) -> list[Problem]:
    """By place; each once, and what is an error for one rule is no warning for another."""
    found = list(dict.fromkeys(problems))
    errors = {(it.code, it.place, it.message) for it in found if it.severity is Severity.ERROR}
    kept = [it for it in found if it.severity is Severity.ERROR or (it.code, it.place, it.message) not in errors]
    return sorted(kept, key=lambda problem: (problem.place, problem.code, problem.message))
