"""The spare folder: second names of a site's files, of which the next build makes the next site. It waits in the user's cache.

A cache has one, for the site that was built last, as it remembers one site. What is in it is never believed: a file there counts only
if it is the very file that the site has at the same path.
"""

from __future__ import annotations

import os
import shutil
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from talanoa.files import is_folder
from talanoa.publish import mark
from talanoa.publish.look import look
from talanoa.publish.remembered import Folders, Remembered

_PREFIX = "site-"


def path_of(cache: Path | None, site: str) -> str | None:
    """Where the spare folder of a site waits; None if no folder can be renamed from there over an empty one beside the site."""
    if cache is None or os.name == "nt":
        return None
    with suppress(OSError):
        if os.stat(cache).st_dev == os.stat(os.path.dirname(site)).st_dev:
            return os.path.join(cache, _PREFIX + mark.name(site))
    return None


class Spare(NamedTuple):
    """What is in a spare folder: the number of each file, and the facts of the folders, by path."""

    numbers: dict[str, int]
    folders: Folders


def read(folder: str, remembered: Remembered) -> Spare | None:
    """None if there is none, or it isn't as it was left."""
    with suppress(OSError):
        is_ours = is_folder(os.lstat(folder)) and os.lstat(folder).st_uid == os.stat(os.path.dirname(folder)).st_uid
        if is_ours and (listed := mark.read_spare(folder)) is not None:
            seen, found = look(folder, remembered.spare), dict[str, int]()
            return None if any(mark.spare_strangers(seen, listed, remembered, found)) else Spare(found, seen.folders)
    return None


def discard(folder: str) -> None:
    """Deletes a spare folder, but for what someone else put into it."""
    with suppress(OSError):
        if not is_folder(os.lstat(folder)):
            return
        if mark.is_begun(folder):  # stopped when it was taken, or brought back
            shutil.rmtree(folder)
        else:
            mark.remove(folder, mark.read_spare(folder) or {})


def discard_others(cache: Path | None, folder: str | None) -> None:
    """Deletes the spare folders of sites that were built before, which may have what was erased since."""
    if cache is None:
        return
    with suppress(OSError):
        for name in os.listdir(cache):
            path = os.path.join(cache, name)
            if name.startswith(_PREFIX) and path != folder:
                discard(path)
