"""What the system says of the files and folders of the last site, so that the next build knows without reading them that they are as it
left them.

This is in the user's own cache (decision 0022). A file that doesn't fit, or isn't remembered, is read; such a folder is opened.
"""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from msgspec import Struct, field

from talanoa import files
from talanoa.files import TELL, Facts, put_packed, read_bytes, unpacked

_NAME = "published"
_FORMAT = "published 1"
_LARGEST = 200_000_000  # bytes

Folders = Mapping[str, Facts]
"""The facts of folders, by paths that end with a slash; "" is the top. What is in a folder is what was in it as long as they hold."""


class Remembered(Struct, frozen=True):
    """Every file of the site, by its path: the digest of its bytes, and the facts of the file that had them. And folders in which
    these are all there is: of the site, and of the spare folder.
    """

    files: Mapping[str, tuple[str, Facts]] = field(default_factory=dict)
    folders: Folders = field(default_factory=dict)
    spare: Folders = field(default_factory=dict)


def recall(cache: Path | None, site: str) -> Remembered:
    if cache is None or not TELL:
        return Remembered()
    with suppress(OSError, ValueError, TypeError):
        named, *found = unpacked(read_bytes(cache, _NAME, _LARGEST), _FORMAT)
        if named == site:
            return Remembered(*found)
    return Remembered()


def remember(cache: Path, site: str, found: Remembered, now: int) -> None:
    """Leaves the facts to the next build. Those of files that could still be changed within the same tick of the clock never fit."""
    known = {path: (digest, files.settled(its, now)) for path, (digest, its) in found.files.items()}
    with suppress(OSError):  # a cache that can't be written is done without
        put_packed(cache, _NAME, (site, known, found.folders, found.spare), _FORMAT)


def settled(folders: Folders, now: int) -> Folders:
    """Folders as they were looked at after `now`."""
    return {path: files.settled(its, now) for path, its in folders.items()}
