"""A folder → its site in another folder: all of it or nothing."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from msgspec.structs import replace

from talanoa import addresses
from talanoa.engine.assembly import assemble
from talanoa.engine.failures import as_not_built
from talanoa.engine.last_build import LastBuildCache, state_of
from talanoa.engine.recorded import Recorded
from talanoa.engine.request import Built, Progress, Report, Request, silent
from talanoa.engine.routes import Parts, Route, path_of, routes
from talanoa.engine.settings import read
from talanoa.markup.convert import forget
from talanoa.outputs.noted import NotedView
from talanoa.problems import has_errors
from talanoa.processes import give_back_memory
from talanoa.publish import Publication, misplaced

Put = Callable[[str, bytes], None]
"""Stores a file of the site, by its path."""


def build(
    root: Path,
    request: Request,
    site_dir: Path | None,
    last: LastBuildCache | None,
    *,
    strict: bool,
    report: Report,
    progress: Progress,
) -> Built | None:
    """Replaces the last site by a new one; None if there are errors. Raises NotBuilt where no site can be written."""
    settings, _ = read(root, request.settings)
    site, strict = str(site_dir or root / settings.site_dir), strict or settings.strict
    if site_dir is None and misplaced(site, root):  # which is a problem like all others
        report(assemble(root, request).problems)
        return None
    with as_not_built(f"The site can't go to {site}", "Not built"):
        publication = Publication(site, root, last.folder if last else None)
        publication.begin()
        try:
            assembly = assemble(root, replace(request, noted=last is not None))
            report(assembly.problems)
            if assembly.parts is None or has_errors(assembly.problems, strict=strict):
                publication.abandon()
                return None
            feeds = _publish(
                assembly.parts, _recorded(assembly.parts, request, last, publication), publication, progress
            )
            there = publication.finish()
        except BaseException:
            publication.abandon()
            raise
        built = Built(there, len(assembly.parts.pages) + len(assembly.parts.written), feeds)
        if last and not settings.may_read_files:
            last.keep(site, settings.strict, assembly.problems, assembly.parts.outputs, built, publication.after)
        return built


def _recorded(parts: Parts, request: Request, last: LastBuildCache | None, publication: Publication) -> Recorded | None:
    """The record of what outputs read, for what all of them show as it is now."""
    view = parts.outputs.view
    if last is None or not isinstance(view, NotedView):
        return None
    looks = [file.address for file in (*parts.styles, *parts.drawings)]
    as_read = parts.settings.as_read, parts.outputs.content.network_as_read
    state = state_of(request.drafts, view.site.url, parts.menu, looks, as_read)
    return Recorded(last.folder, state, publication.before, view)


def _publish(parts: Parts, recorded: Recorded | None, publication: Publication, progress: Progress) -> int:
    """Gives all files to the publication; those that are as they were aren't made again. Returns the number of feeds and calendars."""
    feeds, total = 0, len(parts.pages) + len(parts.outputs.files)
    pages = {path_of(planned.address): planned.address for planned in parts.pages}
    for number, route in enumerate(routes(parts), start=1):
        progress(number, max(number, total))
        feeds += is_feed(route)
        if route.fingerprint and publication.keep_if(route.path, route.fingerprint):
            continue
        if recorded and recorded.is_fresh(route):
            if summary := recorded.summary(route):
                parts.summaries[pages[route.path]] = summary
            if publication.keep(route.path):
                recorded.keep(route)
                continue
        publication.put(route.path, recorded.make(route) if recorded else route.make())
    forget()  # no file is made any more, and there must be room for all that is kept
    parts.outputs.view.forget()
    give_back_memory()
    if recorded:
        recorded.save(publication.after, {path: parts.summaries[address] for path, address in pages.items()})
    return feeds


def write(found: Sequence[Route], put: Put, progress: Progress = silent) -> None:
    """Gives the files of a site to what stores them."""
    for number, route in enumerate(found, start=1):
        put(route.path, route.make())
        progress(number, len(found))


def into(folder: str) -> Put:
    """Stores files in a folder, over those that are there."""

    def put(path: str, data: bytes) -> None:
        target = Path(folder, path)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)

    return put


def is_feed(route: Route) -> bool:
    """True for feeds and calendars; the sitemap is none."""
    return route.path.endswith((".xml", ".ics")) and route.path != path_of(addresses.SITEMAP)
