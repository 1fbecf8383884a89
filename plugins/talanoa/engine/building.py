"""A folder → its site in another folder: all of it or nothing."""

from __future__ import annotations

import gc
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from talanoa.cache_folder import folder_of
from talanoa.engine import kept
from talanoa.engine.assembly import Request, assemble
from talanoa.engine.routes import Route, routes
from talanoa.engine.settings import read
from talanoa.images import PictureChanged
from talanoa.problems import Problem, has_errors
from talanoa.publish import Publication, Refused

Tell = Callable[[tuple[Problem, ...]], None]
"""Receives what is wrong, before anything is written."""
Put = Callable[[str, bytes], None]
"""Stores a file of the site, by its path."""
Progress = Callable[[int, int], None]
"""Receives the number of files that are written, and of all."""


def _silent(done: int, of: int) -> None:
    """For those who needn't see a progress."""


class NotBuilt(Exception):
    """The site can't be written; says why, and what to do."""


@dataclass(frozen=True)
class Built:
    """Where a site is, and what of it there is."""

    site: str
    pages: int
    feeds: int


def build(
    root: Path, request: Request, site_dir: Path | None, *, strict: bool, tell: Tell, progress: Progress = _silent
) -> Built | None:
    """Replaces the last site by a new one; None if errors stand against it. Raises NotBuilt where no site can be written."""
    # Nearly all that a build makes stays until its end, so looking for garbage often is in vain: a twentieth of the time.
    gc.set_threshold(50_000, 20, 50)
    settings, _ = read(root, request.settings)
    site, strict = str(site_dir or root / settings.site_dir), strict or settings.strict
    cache = folder_of(root) if request.cache else None
    made_of = kept.made_of(root, request.settings, request.drafts) if cache else ""
    try:
        publication = Publication(site, root)
        if cache and publication.is_settled and (last := kept.same(cache, made_of, request.now, publication.site)):
            tell(last.problems)
            return None if has_errors(last.problems, strict=strict) else Built(last.site, last.pages, last.feeds)
        publication.begin()
        try:
            assembly = assemble(root, request)
            tell(assembly.problems)
            if assembly.parts is None or has_errors(assembly.problems, strict=strict):
                publication.abandon()
                return None
            found = [*routes(assembly.parts)]
            write(found, publication.put, progress)
        except BaseException:
            publication.abandon()
            raise
        built = Built(publication.finish(), len(assembly.parts.pages) + len(assembly.parts.written), _feeds(found))
        if cache:
            kept.keep(cache, made_of, assembly.problems, assembly.parts.outputs, built.site, built.pages, built.feeds)
        return built
    except Refused as why:
        raise NotBuilt(f"The site can't go to {site}: {why}") from None
    except PictureChanged as changed:
        raise NotBuilt(f"Not built: {changed}") from None
    except OSError as error:  # the disk is full, say
        raise NotBuilt(f"Not built: {error.filename or 'a file'}: {error.strerror}") from error


def write(found: Sequence[Route], put: Put, progress: Progress = _silent) -> None:
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


def _feeds(found: Sequence[Route]) -> int:
    """Feeds and calendars; the sitemap is none."""
    return sum(route.path.endswith((".xml", ".ics")) for route in found) - 1
