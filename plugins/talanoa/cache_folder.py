"""Where a build keeps what it made: a folder for each repository in the user's own cache, never in the repository.

What is in a repository may be someone else's work, and what is kept is believed. So the cache lies where only the user
can write, and a place that others may write to, or that belongs to the repository after all, is done without.
"""

from __future__ import annotations

import os
import shutil
from contextlib import suppress
from hashlib import blake2b
from itertools import chain
from pathlib import Path

import platformdirs

from talanoa.files import PART, is_within, make_own, put, read_bytes, without_strangers

_ABOUT = "repository"  # a file with the path of the repository; its time says when the folder was last used
_UNUSED = 90 * 24 * 60 * 60  # seconds
_WRITING = 60 * 60  # seconds; no file takes that long to write
_LONGEST = 10_000  # bytes of a path


def folder_of(root: Path) -> Path | None:
    """The folder in which results for the repository of `root` are kept; None if there is no safe place for one."""
    real = os.path.realpath(root)
    with suppress(OSError, RuntimeError):  # the latter where no home is known
        caches = platformdirs.user_cache_path("talanoa", appauthor=False, opinion=False)  # one folder, on Windows too
        if is_within(os.path.realpath(caches), _repository(real)):
            return None
        caches.parent.mkdir(mode=0o700, exist_ok=True)
        folder = caches / blake2b(os.fsencode(real), digest_size=16).hexdigest()
        for each in (caches, folder):
            make_own(each)
        without_strangers(folder)
        now = _used(folder, os.fsencode(real))
        _prune(caches, now)
        _without_parts(folder, now)
        return folder
    return None


def _repository(real: str) -> str:
    """The top of the repository that a folder is in, or the folder itself."""
    return next((str(each) for each in (Path(real), *Path(real).parents) if os.path.lexists(each / ".git")), real)


def _used(folder: Path, repository: bytes) -> float:
    """Notes that the folder is used now; the file system says when that is."""
    about = folder / _ABOUT
    if about.is_file() and read_bytes(folder, _ABOUT, _LONGEST) == repository:
        os.utime(about)
    else:
        put(folder, _ABOUT, repository)
    return about.stat().st_mtime


def _prune(caches: Path, now: float) -> None:
    """Deletes what is kept for repositories that are gone, and for those that weren't built for a long time."""
    for name in os.listdir(caches):
        folder = caches / name
        if len(name) == 32 and set(name) <= set("0123456789abcdef") and not _is_needed(folder, now):
            shutil.rmtree(folder, ignore_errors=True)


def _without_parts(folder: Path, now: float) -> None:
    """Deletes what processes that were killed had begun to write: no build replaces it, and what was erased since may be in it.

    Nothing is written further below but a spare site, of thousands of folders.
    """
    for part in chain(folder.glob(f"*{PART}"), folder.glob(f"*/*{PART}")):
        with suppress(OSError):
            if now - part.stat().st_mtime > _WRITING:
                part.unlink()


def _is_needed(folder: Path, now: float) -> bool:
    try:
        if not os.path.lexists(folder / _ABOUT):  # another process is just making it
            return now - folder.stat().st_mtime < _WRITING
        path = read_bytes(folder, _ABOUT, _LONGEST)
        return now - (folder / _ABOUT).stat().st_mtime < _UNUSED and os.path.isdir(os.fsdecode(path))
    except (OSError, ValueError):
        return False
