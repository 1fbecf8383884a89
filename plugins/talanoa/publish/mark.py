"""How a folder of ours is known: a file in it, written last, lists what was written. What isn't listed is someone else's.

It lists digests, not paths: it may be published, and no one should find in it the addresses that no page links to.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator, Mapping
from contextlib import suppress
from hashlib import blake2b
from pathlib import Path
from types import MappingProxyType

from talanoa.files import put, read_bytes

NAME = ".talanoa-site"
INSIDE = ".talanoa-new"
"""The working folder within a site whose own folder can't be renamed."""
LOST = "lost+found"
"""What a disk has in its top folder, for the system alone."""
JUNK = frozenset((".DS_Store", "Thumbs.db", "desktop.ini"))
"""What file managers leave in every folder that someone looks into."""

Written = Mapping[str, str]
"""The digest of each path, with that of its bytes."""

_FINISHED = "Talanoa wrote this folder. It replaces and deletes in it only what is listed here.\n"
_BEGUN = "Talanoa is writing this folder: "
_LARGEST = 200_000_000  # bytes of a mark


def leaves(folder: str) -> Iterator[str]:
    """The path of everything in a folder that is no folder itself, but for the mark and a working folder."""
    waiting = [""]
    while waiting:
        above = waiting.pop()
        with os.scandir(os.path.join(folder, above)) as entries:
            for entry in entries:
                path = above + entry.name
                if path.startswith(NAME) or path in (INSIDE, LOST):
                    continue
                if entry.is_dir(follow_symlinks=False):
                    waiting.append(f"{path}/")
                else:
                    yield path


def name(path: str) -> str:
    return blake2b(os.fsencode(path), digest_size=8).hexdigest()


def digest(data: bytes) -> str:
    return blake2b(data, digest_size=8).hexdigest()


def digest_of(written: Written) -> str:
    return digest(repr(sorted(written.items())).encode()) if written else ""


def begin(folder: str) -> None:
    """Marks a folder in the making. A copy of the mark marks nothing: it names the folder by its number."""
    put(Path(folder), NAME, f"{_BEGUN}{os.stat(folder).st_ino}\n".encode())


def is_begun(folder: str) -> bool:
    return _text(folder) == f"{_BEGUN}{os.stat(folder).st_ino}\n"


def finish(folder: str, known: Written = MappingProxyType({})) -> Written:
    """Marks a folder as whole; the digests of what has just been written are known."""
    paths = {name(path): path for path in leaves(folder)}
    written = {name: known.get(name) or _digest(os.path.join(folder, path)) for name, path in paths.items()}
    lines = "".join(f"{path} {data}\n" for path, data in sorted(written.items()))
    put(Path(folder), NAME, (_FINISHED + lines).encode())
    return written


def read(folder: str) -> Written | None:
    """What was written into a folder; None if it has no mark."""
    text = _text(folder)
    if not text.startswith(_FINISHED):
        return None
    parts = (line.split(" ") for line in text.removeprefix(_FINISHED).splitlines())
    return {part[0]: part[1] for part in parts if len(part) == 2}


def strangers(folder: str, *lists: Written) -> Iterator[str]:
    """What is in a folder as none of the lists has it."""
    for path in leaves(folder):
        known = {written[digest] for digest in (name(path),) for written in lists if digest in written}
        if os.path.basename(path) not in JUNK and not (known and _digest(os.path.join(folder, path)) in known):
            yield path


def remove(folder: str, written: Written) -> None:
    """Deletes what is listed, and the folder if nothing else is in it; the mark last, so that this can be done in two goes."""
    for path in [*leaves(folder)]:
        if name(path) in written or os.path.basename(path) in JUNK:
            _unlink(os.path.join(folder, path))
    for below, _, _ in os.walk(folder, topdown=False):
        if below != folder:
            with suppress(OSError):  # something else is in it
                os.rmdir(below)
    if all(entry.startswith(NAME) for entry in os.listdir(folder)):
        remove_mark(folder)


def remove_mark(folder: str) -> None:
    """Deletes a folder that has nothing but its mark."""
    for entry in os.listdir(folder):
        _unlink(os.path.join(folder, entry))
    os.rmdir(folder)


def _unlink(path: str) -> None:
    with suppress(FileNotFoundError):  # another build may clean up after the same interruption
        os.unlink(path)


def _text(folder: str) -> str:
    try:
        return read_bytes(Path(folder), NAME, _LARGEST).decode("ascii")
    except (OSError, ValueError):
        return ""


def _digest(path: str) -> str:
    """The digest of a file's bytes, or of where a link leads; "" for what is neither, which no list has."""
    mode = os.lstat(path).st_mode
    if stat.S_ISLNK(mode):
        return name(os.readlink(path))
    if not stat.S_ISREG(mode):
        return ""
    with open(path, "rb", buffering=0) as file:  # whole: a library that reads in pieces takes as long again
        return digest(file.readall())
