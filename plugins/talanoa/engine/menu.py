"""The main menu: what mkdocs.yml asks for, or what there is."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial

from msgspec import Struct

from talanoa import addresses
from talanoa.checks.links import unsafe
from talanoa.engine.handwritten import HandWritten, in_words
from talanoa.engine.settings import Item, Settings, is_elsewhere
from talanoa.engine.written_values import Problems
from talanoa.markup.links import Links, Target
from talanoa.outputs.shell import MAIN, Entry
from talanoa.problems import Problem, Severity, nearest

Titled = Callable[[], str]
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:", re.IGNORECASE)


class _Targets(Struct, frozen=True):
    """What a menu can lead to: pages by address with what gives their titles, other files by address, and addresses as texts link to them."""

    titles: Mapping[str, Titled]
    files: frozenset[str]
    links: Links


def menu(
    settings: Settings,
    hand_written: Sequence[HandWritten],
    generated: Mapping[str, Titled],
    files: frozenset[str],
    links: Links,
    problems: Problems,
) -> list[Entry]:
    """The entries of the menu; `generated` has what gives the titles of the core's pages, by address, `files` the addresses of other files."""
    titles: dict[str, Titled] = {**generated, **{page.address: partial(_title_of, page) for page in hand_written}}
    if not settings.menu:
        return [*MAIN, *_by_folder([page for page in hand_written if _is_listed(page, settings)])]
    return [*_entries(settings.menu, _Targets(titles, files, links), problems)]


def _entries(items: Sequence[Item], targets: _Targets, problems: Problems) -> Iterator[Entry]:
    for item in items:
        if item.children:
            if children := (*_entries(item.children, targets, problems),):
                yield Entry(item.title, children[0].address, children)
        elif entry := _entry(item, targets, problems):
            yield entry


def _entry(item: Item, targets: _Targets, problems: Problems) -> Entry | None:
    if item.target.startswith("#"):
        return Entry(item.title or item.target, item.target)
    if is_elsewhere(item.target) or _SCHEME.match(item.target):
        to = targets.links.resolve(item.target, item.place.file, addresses.HOME).target
        if to in (Target.UNSAFE, Target.REFUSED):
            problems.append(unsafe(item.target, to, item.place))
            return None
        if to is Target.MISSING:
            problems.append(_leads_nowhere(item, targets))
            return None
        return Entry(item.title or item.target, item.target)
    if (address := _address(item.target, targets)) is None:
        problems.append(_leads_nowhere(item, targets))
        return None
    title = targets.titles.get(address)
    return Entry(item.title or (title and title()) or item.target, address)


def _address(target: str, targets: _Targets) -> str | None:
    """Where a path of docs/, or of the site, leads."""
    path, hash, fragment = target.partition("#")
    if not path:
        return None
    path = posixpath.normpath(path) + ("/" if path.endswith("/") else "")
    candidates = [addresses.doc(path)] if path.endswith(".md") else ["/" + path.lstrip("/"), f"/{path.strip('/')}/"]
    found = next((it for it in candidates if it in targets.titles or it in targets.files), None)
    return found and f"{found}{hash}{fragment}"


def _leads_nowhere(item: Item, targets: _Targets) -> Problem:
    pages = (
        {address.strip("/") + ".md" for address in targets.titles} if item.target.endswith(".md") else targets.titles
    )
    return Problem(
        "broken-link",
        f"the menu leads to '{item.target}', which isn't there" if item.target else "the menu leads nowhere here",
        item.place,
        "write the path of a page inside docs/, a generated page (`posts/index.md`), or a full address",
        nearest(item.target, pages),
        Severity.WARNING,
    )


def _is_listed(page: HandWritten, settings: Settings) -> bool:
    return page.address != addresses.HOME and not settings.unlisted.match_file(page.path.removeprefix("docs/"))


def _by_folder(pages: Sequence[HandWritten], above: str = "docs/") -> Iterator[Entry]:
    """The pages of a folder, its own first, then those of each folder in it."""
    inside = [page for page in pages if page.path.startswith(above)]
    here = [page for page in inside if "/" not in page.path.removeprefix(above)]
    for page in sorted(here, key=lambda page: (not page.path.endswith(("/index.md", "/README.md")), page.path)):
        yield Entry(page.title, page.address)
    for name in sorted({page.path.removeprefix(above).partition("/")[0] for page in inside if page not in here}):
        children = (*_by_folder(pages, f"{above}{name}/"),)
        yield Entry(in_words(name), children[0].address, children)


def _title_of(page: HandWritten) -> str:
    return page.title
