"""A folder → all that is wrong with it, and the site as routes: the one judgement of `build`, `check` and `serve`."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from itertools import chain
from pathlib import Path

from msgspec import Struct

from talanoa import addresses, clock, search
from talanoa.build import Outputs, build
from talanoa.cache_folder import folder_of
from talanoa.engine import handwritten, settings
from talanoa.engine.documents import Documents
from talanoa.engine.handwritten import HandWritten
from talanoa.engine.menu import menu
from talanoa.engine.request import Request
from talanoa.engine.routes import HEADERS, Parts, docs_files, path_of
from talanoa.engine.settings import Settings, is_elsewhere
from talanoa.engine.written_values import Problems
from talanoa.files import folders_above
from talanoa.load import ReadingCache, text_of
from talanoa.names import folded
from talanoa.outputs.assets import named
from talanoa.outputs.output import Page, Planned
from talanoa.outputs.policy import ELSEWHERE
from talanoa.problems import Place, Problem, Severity, in_order
from talanoa.publish import misplaced

Convert = Callable[[Mapping[str, str], Settings, Problems, ReadingCache], Iterable[HandWritten]]
"""What makes pages of docs/, given by their paths and texts."""


class Assembly(Struct, frozen=True):
    """All that is wrong with a folder, and what its site is made of; None if there is no network to make one of."""

    problems: tuple[Problem, ...]
    settings: Settings
    parts: Parts | None


def assemble(root: Path, request: Request, convert: Convert = handwritten.pages) -> Assembly:
    """Reads and judges everything in a folder."""
    chosen, problems = settings.read(root, request.settings)
    if request.notes:  # a folder that is only checked needs no mkdocs.yml
        problems = [problem for problem in problems if problem.severity is not Severity.NOTE]
    if request.by_mkdocs:
        problems = [problem for problem in problems if problem.code not in ("unused-setting", "markdown-extension")]
    cache = folder_of(root) if request.cache else None
    readings = request.readings or ReadingCache(cache, request.fingerprints)
    result = build(
        root,
        request.now or clock.now(),
        chosen.site_url,
        repository=chosen.repository,
        drafts=request.drafts,
        jobs=request.jobs,
        cache=cache,
        notes=request.notes,
        publishes=lambda path: chosen.publishes(path, drafts=request.drafts),
        readings=readings,
        noted=request.noted,
    )
    problems += result.problems
    problems += _misplaced_site(root, chosen)
    parts = None
    if result.outputs:
        written = [*convert(result.outputs.view.site.docs, chosen, problems, readings)]
        readings.end()
        parts = _parts(root, request, chosen, result.outputs, written, problems)
        problems += _refused_assets(chosen, parts)
        problems += _in_the_way(parts)
    return Assembly(tuple(in_order(_without_repeats(problems))), chosen, parts)


def _parts(
    root: Path, request: Request, chosen: Settings, outputs: Outputs, written: list[HandWritten], problems: Problems
) -> Parts:
    site = outputs.view.site
    make = Documents(outputs, root).document
    documents = tuple(map(make, written))
    problems += chain.from_iterable(document.problems for document in documents)
    files = frozenset(docs_files(site).values())
    titles = {page.address: partial(_title, page, outputs) for page in outputs.pages}
    links = outputs.view.links
    entries = tuple(menu(chosen, written, titles, files | links.pages, links, problems))
    rules = text_of(root, HEADERS, problems) if HEADERS in site.files else ""
    return Parts(outputs, chosen, documents, entries, root, request.fingerprints, rules)


def _title(page: Planned[Page], outputs: Outputs) -> str:
    return page.made(outputs.view).title


def _misplaced_site(root: Path, chosen: Settings) -> Iterator[Problem]:
    """A folder that a build refuses. It is reported even where `--site-dir` names another one: the next build may go without."""
    if reason := misplaced(str(root / chosen.site_dir), root):
        message = f"the site can't go to '{chosen.site_dir}': {reason}"
        yield Problem("bad-path", message, chosen.site_dir_place, "name a folder of its own", "site")


def _refused_assets(chosen: Settings, parts: Parts) -> Iterator[Problem]:
    """Scripts and styles that mkdocs.yml wants from other hosts, which no page asks for, or that aren't there."""
    for asset in (*chosen.scripts, *chosen.styles):
        if is_elsewhere(asset.path):
            message = f"no page loads {asset.path}"
            yield Problem("blocked-by-policy", message, asset.place, ELSEWHERE, severity=Severity.WARNING)
        elif f"docs/{asset.path}" not in parts.outputs.view.site.files:
            message = f"docs/{asset.path} isn't there"
            help = "write the path of the file inside docs/"
            yield Problem("broken-link", message, asset.place, help, severity=Severity.WARNING)


def _in_the_way(parts: Parts) -> Iterator[Problem]:
    """What docs/ has where the site needs a file or a folder of its own."""
    view = parts.outputs.view
    brought = {address for address, _ in named(view)} | {addresses.doc(path) for path in view.site.docs}
    made = {path_of(address) for address in view.links.pages - brought}
    made |= {path_of(page.address) for page in parts.outputs.pages}
    made |= {path_of(addresses.HEADERS), search.TABLE}
    pages = {path: path_of(addresses.doc(path)) for path in view.site.docs}
    files = {path: path_of(address) for path, address in docs_files(view.site).items() if path != HEADERS}
    folders = {folder for path in (made | {*pages.values()}) for folder in folders_above(path)}
    folders |= {*search.PARTS, *folders_above(path_of(addresses.RESIZED))}
    ours = made | {folder for path in made for folder in folders_above(path)}
    for path, target in sorted({**pages, **files}.items()):
        taken = target in folders or any(folder in made for folder in folders_above(target))
        if taken or (path in files and (target in made or target in pages.values())):
            message = f"the site has something of its own at /{target.removesuffix('index.html')}"
            yield Problem("duplicate-address", message, Place.start_of(path), "rename the file")
        elif like := next((each for each in (*folders_above(target), target) if _is_one_elsewhere(each, ours)), ""):
            message = f"on some computers, /{like} is the same as /{folded(like)}, which the site has itself"
            help = "rename it; on such a computer, one of the two may be lost"
            yield Problem("stray-file", message, Place.start_of(path), help, severity=Severity.WARNING)


def _is_one_elsewhere(path: str, known: set[str]) -> bool:
    """True for a path that a computer which doesn't tell capitals apart takes for a known one; the site's own have none."""
    return (plain := folded(path)) != path and plain in known


def _without_repeats(problems: Problems) -> Iterator[Problem]:
    """Of a picture on another host it is enough to say that it is one."""
    pictures = {problem.place[:2] for problem in problems if problem.code == "remote-image"}
    for problem in problems:
        known = problem.code == "blocked-by-policy" and problem.help == ELSEWHERE and problem.place[:2] in pictures
        if not known:
            yield problem
