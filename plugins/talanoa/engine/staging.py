"""A folder → its site in another folder, as files for another generator."""

from __future__ import annotations

from pathlib import Path

from msgspec import Struct

from talanoa.engine.assembly import assemble
from talanoa.engine.failures import as_not_built
from talanoa.engine.request import Report, Request
from talanoa.engine.staged import staged
from talanoa.problems import has_errors
from talanoa.publish import Among


class Staged(Struct, frozen=True):
    """Where the files are, and how many of them are pages."""

    folder: str
    pages: int
    files: int


def stage(root: Path, request: Request, folder: Path, *, report: Report) -> Staged | None:
    """Writes the site as files for another generator; None if there are errors. Raises NotBuilt where it can't be written."""
    with as_not_built(f"The site can't be staged in {folder}", "Not staged"):
        target = Among(str(folder), root)
        target.begin()
        try:
            assembly = assemble(root, request)
            report(assembly.problems)
            if assembly.parts is None or has_errors(assembly.problems, strict=assembly.settings.strict):
                target.abandon()
                return None
            paths = []
            for route in staged(assembly.parts):
                target.put(route.path, route.make())
                paths.append(route.path)
            target.finish()
        except BaseException:
            target.abandon()
            raise
        return Staged(target.folder, sum(path.endswith("/index.md") for path in paths), len(paths))
