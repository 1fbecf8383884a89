"""Files and folders themselves, never what a link leads to."""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path

# Where a system lacks these, a file is compared with what was there a moment before.
_NOFOLLOW = getattr(os, "O_NOFOLLOW", 0)
_NONBLOCK = getattr(os, "O_NONBLOCK", 0)  # to open a pipe waits for its other end
_JUNCTION = 0xA0000003  # what Windows calls a folder that leads to another one


def read_bytes(root: Path, path: str, most: int = -1) -> bytes:
    """A regular file, or the first `most` bytes of it; raises OSError for anything else, so that no link or pipe is followed."""
    full = os.path.join(root, path)
    before = os.lstat(full)
    if not stat.S_ISREG(before.st_mode):
        raise OSError(errno.EINVAL, "it is not a regular file", full)
    with open(full, "rb", opener=_unfollowed) as file:
        if not _NOFOLLOW and not os.path.samestat(before, os.fstat(file.fileno())):
            raise OSError(errno.EINVAL, "another file has just taken its place", full)
        return file.read(most)


def _unfollowed(path: str, flags: int) -> int:
    """Opens a file, unless a link or a pipe has just taken its place."""
    return os.open(path, flags | _NOFOLLOW | _NONBLOCK)


def is_folder(found: os.stat_result) -> bool:
    """True for a folder itself, as `os.lstat` has found it."""
    return stat.S_ISDIR(found.st_mode) and getattr(found, "st_reparse_tag", 0) != _JUNCTION


def is_within(path: str, folder: str) -> bool:
    """True for a folder itself as well; both are real paths. A system that knows no capitals in them compares without."""
    return Path(path).is_relative_to(folder)
