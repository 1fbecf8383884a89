"""All or nothing: a site is written beside the old one, which it replaces only when it is whole."""

from __future__ import annotations

import os
import shutil
from pathlib import Path


def objection(site: Path) -> str | None:
    """Why the folder may not be replaced: it holds something else than a built site, such as the posts themselves."""
    if not site.exists():
        return None
    if not site.is_dir():
        return "it is a file"
    if any(site.iterdir()) and not (site / "sitemap.xml").exists():
        return "it holds files that are no built site, and they would be lost"
    return None


class Publication:
    """One replacement of the folder `site`. The working folder is its neighbour, so that renaming is enough."""

    def __init__(self, site: Path) -> None:
        self.site = site
        self.new = site.parent / f".{site.name}-new"
        self.old = site.parent / f".{site.name}-old"

    def begin(self) -> Path:
        """An empty folder to write into; mends what an interrupted replacement left."""
        if self.old.exists():
            if self.site.exists():
                shutil.rmtree(self.old)
            else:  # stopped between the two renames of `finish`
                os.rename(self.old, self.site)
        shutil.rmtree(self.new, ignore_errors=True)
        self.new.mkdir(parents=True)
        return self.new

    def finish(self) -> Path:
        """Puts the new folder in the place of the old."""
        if self.site.exists():
            _keep_times(self.site, self.new)
            os.rename(self.site, self.old)
        os.rename(self.new, self.site)
        shutil.rmtree(self.old, ignore_errors=True)
        return self.site

    def abandon(self) -> None:
        """Leaves the old site as it was."""
        shutil.rmtree(self.new, ignore_errors=True)


def _keep_times(old: Path, new: Path) -> None:
    """A file whose bytes are the same keeps its time, so that servers which make ETags of times don't send it again."""
    for folder, _, names in os.walk(new):  # by names alone: paths as objects would cost as much as all the rest
        old_folder = os.path.join(old, os.path.relpath(folder, new))
        for name in names:
            path, before = os.path.join(folder, name), os.path.join(old_folder, name)
            if os.path.isfile(before) and _same(path, before):
                times = os.stat(before)
                os.utime(path, ns=(times.st_atime_ns, times.st_mtime_ns))


def _same(path: str, other: str) -> bool:
    """Whether two files have the same bytes; the library's own comparison reads them 8 KB at a time."""
    if os.path.getsize(path) != os.path.getsize(other):
        return False
    with open(path, "rb") as one, open(other, "rb") as two:
        return one.read() == two.read()
