"""A folder → its site in another folder: all of it or nothing."""

from __future__ import annotations

import gc
import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from talanoa.engine.assembly import Assembly, Request, assemble
from talanoa.engine.routes import Route, routes
from talanoa.engine.settings import read
from talanoa.images import PictureChanged
from talanoa.problems import has_errors
from talanoa.publish import Publication, Refused

Tell = Callable[[Assembly], None]
"""Receives what was found, before anything is written."""
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
    site = str(site_dir or root / read(root)[0].site_dir)
    try:
        publication = Publication(site, root)
        publication.begin()
        try:
            assembly = assemble(root, request)
            tell(assembly)
            if assembly.parts is None or has_errors(assembly.problems, strict=strict or assembly.settings.strict):
                publication.abandon()
                return None
            found = [*routes(assembly.parts)]
            write(found, publication.folder, progress)
        except BaseException:
            publication.abandon()
            raise
        feeds = sum(route.path.endswith((".xml", ".ics")) for route in found) - 1  # the sitemap is none
        return Built(publication.finish(), len(assembly.parts.pages), feeds)
    except Refused as why:
        raise NotBuilt(f"The site can't go to {site}: {why}") from None
    except PictureChanged as changed:
        raise NotBuilt(f"Not built: {changed}") from None
    except OSError as error:  # the disk is full, say
        raise NotBuilt(f"Not built: {error.filename or 'a file'}: {error.strerror}") from error


def write(found: Sequence[Route], folder: str, progress: Progress = _silent) -> None:
    """Writes the files of a site into an empty folder."""
    folders: set[str] = set()
    for number, route in enumerate(found, start=1):
        path = os.path.join(folder, route.path)
        if (above := os.path.dirname(path)) not in folders:
            os.makedirs(above, exist_ok=True)
            folders.add(above)
        with open(path, "wb", buffering=0) as file:
            file.write(route.make())
        progress(number, len(found))
