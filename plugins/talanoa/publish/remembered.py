"""What the system says of the files and folders of the last site, so that the next build knows without reading them that they are as it
left them.

This is in the user's own cache (decision 0022). A file that doesn't fit, or isn't remembered, is read; such a folder is opened.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from msgspec import Struct, field

from talanoa.files import packed, put, read_bytes, unpacked

_NAME = "published"
_FORMAT = "published 1"
_LARGEST = 200_000_000  # bytes
_TICK = 20_000_000  # nanoseconds: twice what the slowest clock of a file system with fine times needs

Facts = tuple[int, ...]
Folders = Mapping[str, Facts]
"""The facts of folders, by paths that end with a slash; "" is the top. What is in a folder is what was in it as long as they hold."""

NUMBER = 4
"""Where in the facts the number is."""


class Remembered(Struct, frozen=True):
    """Every file of the site, by its path: the digest of its bytes, and the facts of the file that had them. And folders in which
    these are all there is: of the site, and of the spare folder.
    """

    files: Mapping[str, tuple[str, Facts]] = field(default_factory=dict)
    folders: Folders = field(default_factory=dict)
    spare: Folders = field(default_factory=dict)


def facts(found: os.stat_result) -> Facts:
    """First when it was changed last, which only the system can set; then what no link to it and no renaming changes."""
    return (
        found.st_ctime_ns,
        found.st_mode,
        found.st_size,
        found.st_mtime_ns,
        found.st_ino,
        found.st_dev,
    )


def recall(cache: Path | None, site: str) -> Remembered:
    if cache is None or os.name == "nt":  # there it is the time of its making
        return Remembered()
    with suppress(OSError, ValueError, TypeError):
        named, *found = unpacked(read_bytes(cache, _NAME, _LARGEST), _FORMAT)
        if named == site:
            return Remembered(*found)
    return Remembered()


def remember(cache: Path, site: str, found: Remembered, now: int) -> None:
    """Leaves the facts to the next build. Those of files that could still be changed within the same tick of the clock never fit."""
    files = {
        path: (digest, never_fitting(its) if is_of_this_tick(its[0], now) else its)
        for path, (digest, its) in found.files.items()
    }
    with suppress(OSError):  # a cache that can't be written is done without
        put(cache, _NAME, packed((site, files, found.folders, found.spare), _FORMAT))


def settled(folders: Folders, now: int) -> Folders:
    """Folders as they were looked at after `now`; facts that the next change could leave as they are never fit."""
    return {path: never_fitting(its) if is_of_this_tick(its[0], now) else its for path, its in folders.items()}


def never_fitting(its: Facts) -> Facts:
    return (0, *its[1:])


def is_of_this_tick(changed: int, now: int) -> bool:
    """Where times are whole seconds, a tick may be two of them."""
    return changed > now - _TICK or changed % 1_000_000_000 == 0
