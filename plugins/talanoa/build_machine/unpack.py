"""Unpacks a preview that a job for strangers has made: unpack.py ARCHIVE FOLDER.

Anyone who changes the workflow in a pull request can put anything into that archive. So it is data: a zip of ordinary
files with ordinary names, within limits, or nothing is unpacked. What steers a web host is left out, because an honest
site may have it. Run it with `python -I`; of ours it needs only `talanoa/names.py`, and no library.
"""

from __future__ import annotations

import mmap
import re
import shutil
import stat
import sys
import zipfile
from collections.abc import Iterator
from itertools import accumulate
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from talanoa.names import folded, is_hidden, is_writable_everywhere, steers_host

MAX_FILES = 20_000  # folders as well
MAX_BYTES = 500_000_000
MAX_DEPTH = 30  # folders inside each other


class Refused(Exception):
    """The archive is not what the trusted code would have made."""


def main(archive: Path, folder: Path) -> None:
    try:
        folder.mkdir(parents=True)
    except OSError as why:  # what is there already isn't ours to take away
        sys.exit(f"refused: {why!r}")
    try:
        _measure(archive)
        with zipfile.ZipFile(archive) as opened:
            _unpack(opened, folder)
    except BaseException as why:  # there are more ways for a zip to be wrong than a list would have
        shutil.rmtree(folder)
        if not isinstance(why, Exception):
            raise
        sys.exit(f"refused: {why!a}")


def _measure(archive: Path) -> None:
    """Refuses a list of entries that is too long to be read; what an archive says of its length may be a lie."""
    with open(archive, "rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
        entries = sum(1 for _ in re.finditer(b"PK\1\2", data))
        if len(data) > MAX_BYTES or entries > 10 * MAX_FILES:  # pages and office files may have the mark in them
            raise Refused("too large, or too many files")


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
        if target.stat().st_size != entry.file_size:
            raise Refused(f"{entry.filename!r} is not as long as the archive says")


def _files(archive: zipfile.ZipFile) -> Iterator[zipfile.ZipInfo]:
    """The files to unpack; every entry is judged before the first is written."""
    known: dict[str, tuple[str, bool]] = {}  # each file and folder, by what other disks take it for
    for entry in archive.infolist():
        name = entry.filename.removesuffix("/")
        _judge(entry, name)
        for path in accumulate(name.split("/"), "{}/{}".format):
            found = (path, path == name and not entry.is_dir())
            if known.setdefault(folded(path), found) is not found and (found[1] or known[folded(path)] != found):
                raise Refused(f"{path!r} is there twice")
        if len(known) > MAX_FILES:
            raise Refused("too many files")
        if steers_host(name):
            print(f"left out: {name!a}", file=sys.stderr)
        elif not entry.is_dir():
            yield entry


def _judge(entry: zipfile.ZipInfo, name: str) -> None:
    """Refuses what no honest site has: links, devices, secrets, and names that lead elsewhere."""
    mode = stat.S_IFMT(entry.external_attr >> 16)
    if mode not in (0, stat.S_IFDIR if entry.is_dir() else stat.S_IFREG):
        raise Refused(f"{name!r} is a link or a device")
    if entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise Refused(f"{name!r} is packed in an uncommon way")
    parts = name.split("/")
    plain = all(parts) and not is_hidden(name) and ".." not in parts and "." not in parts
    if entry.orig_filename != entry.filename or not plain or not is_writable_everywhere(name):
        raise Refused(f"{entry.orig_filename!r} is no name for a file of a site")
    if len(parts) > MAX_DEPTH:
        raise Refused(f"{name!r} is nested too deeply")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
