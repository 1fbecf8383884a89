"""How a folder of ours is known: a file in it, written last, lists what was written. What isn't listed is someone else's.

It lists digests, not paths: it may be published, and no one should find in it the addresses that no page links to.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator, Mapping
from contextlib import suppress
from functools import lru_cache
from itertools import chain
from pathlib import Path

from talanoa.files import NUMBER, Facts, facts, fingerprint, put, read_bytes, unlink
from talanoa.publish.look import INSIDE, LOST, Look, look
from talanoa.publish.look import MARK as NAME
from talanoa.publish.remembered import Folders, Remembered

__all__ = ["INSIDE", "JUNK", "LOST", "NAME", "STAGED", "Written"]

STAGED = "SUMMARY.md"
"""A file that every folder for other generators has from us, and no site."""
JUNK = frozenset((".DS_Store", "Thumbs.db", "desktop.ini"))
"""What file managers leave in every folder that someone looks into."""

Written = Mapping[str, str]
"""The digest of each path, with that of its bytes."""

_FINISHED = "Talanoa wrote this folder. It replaces and deletes in it only what is listed here.\n"
_BEGUN = "Talanoa is writing this folder: "
_SPARE = (
    "Talanoa makes the next site of this folder, whose files are second names of the last one's. You may delete it.\n"
)
_LARGEST = 200_000_000  # bytes of a mark
_NOTHING = Remembered()


def leaves(folder: str) -> list[str]:
    """The path of everything in a folder that is no folder itself, but for the mark and a working folder."""
    return [*look(folder).entries]


@lru_cache(100_000)
def name(path: str) -> str:
    return fingerprint(os.fsencode(path))


def digest_of(written: Written) -> str:
    return fingerprint(repr(sorted(written.items())).encode()) if written else ""


def begin(folder: str) -> None:
    """Marks a folder in the making. A copy of the mark marks nothing: it names the folder by its number."""
    put(Path(folder), NAME, f"{_BEGUN}{os.stat(folder).st_ino}\n".encode())


def remove_parts(folder: str) -> None:
    """Deletes marks that were not written to their end."""
    for entry in os.listdir(folder):
        if entry.startswith(f"{NAME}."):
            _unlink(os.path.join(folder, entry))


def is_begun(folder: str) -> bool:
    return _text(folder) == f"{_BEGUN}{os.stat(folder).st_ino}\n"


def finish(folder: str, written: Written) -> None:
    """Marks a folder as whole."""
    put(Path(folder), NAME, _FINISHED.encode() + _lines(written))


def leave(folder: str, written: Written) -> None:
    """Marks a spare folder; all that is in it is listed."""
    put(Path(folder), NAME, _SPARE.encode() + _lines(written))


def _lines(written: Written) -> bytes:
    return "".join(f"{path} {data}\n" for path, data in sorted(written.items())).encode()


def read(folder: str) -> Written | None:
    """What was written into a folder; None if it has no mark."""
    return _listed(folder, _FINISHED)


def read_spare(folder: str) -> Written | None:
    """What is in a spare folder; None if it isn't marked as one."""
    return _listed(folder, _SPARE)


def _listed(folder: str, begins: str) -> Written | None:
    text = _text(folder)
    if not text.startswith(begins):
        return None
    parts = (line.split(" ") for line in text.removeprefix(begins).splitlines())
    return {part[0]: part[1] for part in parts if len(part) == 2}


def strangers(
    folder: str, *lists: Written, remembered: Remembered = _NOTHING, found: dict[str, Facts] | None = None
) -> Iterator[str]:
    """What is in a folder as none of the lists has it; what is as it is remembered isn't read. `found` receives all that is there."""
    found = {} if found is None else found
    seen = look(folder, remembered.folders)
    for path in chain(filter(seen.is_as_remembered, remembered.files), seen.entries):
        now = found[path] = facts(os.lstat(f"{folder}/{path}"))
        kept, digest = remembered.files.get(path), name(path)
        known = [written[digest] for written in lists if digest in written]
        if kept is not None and kept[1] == now and kept[0] in known:
            continue
        if os.path.basename(path) not in JUNK and not (known and _digest(os.path.join(folder, path)) in known):
            yield path


def spare_strangers(seen: Look, written: Written, remembered: Remembered, found: dict[str, int]) -> Iterator[str]:
    """The same for a spare folder, whose files are second names of the site's: the number of a file is enough to know it.

    Whether it was changed is seen in the site. `found` receives the numbers.
    """
    found.update((path, kept[1][NUMBER]) for path, kept in remembered.files.items() if seen.is_as_remembered(path))
    for path, entry in seen.entries.items():
        number = found[path] = entry.inode()
        kept = remembered.files.get(path)
        digest = written.get(name(path))
        same = kept is not None and kept[1][NUMBER] == number and digest == kept[0]
        if not same and entry.name not in JUNK and not (digest is not None and _digest(entry.path) == digest):
            yield path


def is_whole(folder: str, digest: str, remembered: Remembered) -> bool:
    """True if a marked folder has what is listed and nothing else, and its list has this digest."""
    there = read(folder) or {}
    found: dict[str, Facts] = {}
    return (
        digest_of(there) == digest
        and not any(strangers(folder, there, remembered=remembered, found=found))
        and {*map(name, found)} == {*there}
    )


def without_others(folder: str, written: Written, known: Folders) -> Look | None:
    """What is in a marked folder, if all of it is listed. Folders in which nothing is are deleted."""
    seen = look(folder, known)
    same = all(name(path) in written for path in seen.entries)
    for path in seen.empty:
        os.removedirs(os.path.join(folder, path))
    return seen if same else None


def delete(folder: str, path: str) -> None:
    """Deletes a file of a marked folder, and the folders that are empty then."""
    _unlink(os.path.join(folder, path))
    with suppress(OSError):  # something else is in it: at the top, the mark
        os.removedirs(os.path.dirname(os.path.join(folder, path)))


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
        unlink(path)


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
        return fingerprint(file.readall())
