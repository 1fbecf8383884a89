"""Files that are on the disk when a function returns, so that no power cut takes back what was said.

Windows gives a program no way to wait for a folder; there a file's own bytes are waited for, and its name may be lost.
"""

from __future__ import annotations

import errno
import os
from pathlib import Path

from talanoa.files.reading import is_folder
from talanoa.files.writing import overwrite


def make(folder: Path, name: str, data: bytes) -> None:
    """Makes a file that isn't there, and its folder, which may be no link; raises FileExistsError, or another OSError."""
    folder.mkdir(exist_ok=True)
    if not is_folder(os.lstat(folder)):
        raise NotADirectoryError(errno.ENOTDIR, "it is no folder", str(folder))
    with open(folder / name, "xb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    _keep_names(folder)
    _keep_names(folder.parent)


def change(folder: Path, name: str, data: bytes) -> None:
    """Gives a file other bytes: after a power cut it has the old or the new."""
    overwrite(folder / name, data, lasting=True)
    _keep_names(folder)


def delete(folder: Path, name: str) -> None:
    os.unlink(folder / name)
    _keep_names(folder)


def _keep_names(folder: Path) -> None:
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
