"""A folder that is the user's alone."""

from __future__ import annotations

import os
import stat
from contextlib import suppress
from pathlib import Path

from talanoa.files.reading import is_folder


def make_own(folder: Path) -> None:
    """Makes a folder for the user alone; raises OSError if it is a link, or someone else can write to it.

    Where files have no owner's number (Windows), it is as closed as the user's own folder around it.
    """
    with suppress(FileExistsError):
        folder.mkdir(mode=0o700)
    found = os.lstat(folder)
    if not is_folder(found) or not _is_ours(found):
        raise PermissionError(f"{folder} is not the user's alone")
    if hasattr(os, "getuid") and stat.S_IMODE(found.st_mode) != 0o700:
        folder.chmod(0o700)


def _is_ours(found: os.stat_result) -> bool:
    return not hasattr(os, "getuid") or (found.st_uid == os.getuid() and not found.st_mode & 0o022)


def without_strangers(folder: Path) -> None:
    """Takes out links, pipes and files that have another name elsewhere: nothing that we keep is one."""
    for name in os.listdir(folder):
        found = os.lstat(folder / name)  # `os.scandir` counts no names on Windows
        if not is_folder(found) and not (stat.S_ISREG(found.st_mode) and found.st_nlink == 1):
            os.unlink(folder / name)
