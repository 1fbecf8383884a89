"""Unpacks a preview that a job for strangers has made: unpack.py ARCHIVE FOLDER.

Whoever changes the workflow in a pull request can put anything into that archive. So it is data: a zip of ordinary
files with ordinary names, within limits, or nothing is unpacked. Only the standard library; run it with `python -I`.
"""

from __future__ import annotations

import shutil
import stat
import sys
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path

MAX_FILES = 20_000
MAX_BYTES = 500_000_000

# What steers web hosts; the place of the previews has its own.
STEERING = {"_headers", "_redirects", "_routes.json", "_worker.js", "cname", "robots.txt", "netlify.toml"}


class Refused(Exception):
    """The archive is not what the trusted code would have made."""


def main(archive: Path, folder: Path) -> None:
    folder.mkdir(parents=True)
    try:
        with zipfile.ZipFile(archive) as opened:
            _unpack(opened, folder)
    except (Refused, OSError, EOFError, NotImplementedError, RuntimeError, zipfile.BadZipFile, zlib.error) as why:
        shutil.rmtree(folder)
        sys.exit(f"refused: {why!r}")


def _unpack(archive: zipfile.ZipFile, folder: Path) -> None:
    left = MAX_BYTES
    for entry in list(_files(archive)):
        target = folder / entry.filename
        target.parent.mkdir(parents=True, exist_ok=True)
        with archive.open(entry) as source, open(target, "xb") as written:
            while chunk := source.read(min(1 << 20, left + 1)):
                left -= len(chunk)
                if left < 0:  # counted, because an archive may say less than it holds
                    raise Refused("too large")
                written.write(chunk)


def _files(archive: zipfile.ZipFile) -> Iterator[zipfile.ZipInfo]:
    """The files to unpack; every entry is looked at before the first is written."""
    entries = archive.infolist()
    if len(entries) > MAX_FILES:
        raise Refused("too many files")
    seen = set()
    for entry in entries:
        mode = stat.S_IFMT(entry.external_attr >> 16)
        if mode not in (0, stat.S_IFDIR if entry.is_dir() else stat.S_IFREG):
            raise Refused(f"{entry.filename!r} is a link or a device")
        name = entry.filename.removesuffix("/")
        if entry.orig_filename != entry.filename or not _is_plain(name):
            raise Refused(f"{entry.orig_filename!r} is no name for a file of a site")
        if name.casefold() in seen:
            raise Refused(f"{name!r} is there twice")
        seen.add(name.casefold())
        if not entry.is_dir() and name.rpartition("/")[2].casefold() not in STEERING:
            yield entry


def _is_plain(name: str) -> bool:
    """A relative path of visible parts: nothing absolute, nothing upward, nothing hidden."""
    parts = name.split("/")
    return name.isprintable() and not set(name) & set('\\:*?"<>|') and all(p and p[0] != "." for p in parts)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
