"""A folder that one process at a time writes into. The lock ends with the process, however it ends."""

from __future__ import annotations

import errno
import os
import sqlite3
import tempfile
from collections.abc import Callable
from contextlib import suppress
from hashlib import blake2b
from pathlib import Path

from talanoa.files.reading import is_folder

try:
    import fcntl
except ImportError:  # Windows
    fcntl = None  # type: ignore[assignment]


class Taken(Exception):
    """Another process has the lock."""


class Lock:
    """Makes the folder if there is none. Raises Taken, NotADirectoryError where a link or a file is, and OSError.

    Systems that lock folders lock the folder itself, against everyone. Elsewhere a file in the user's temporary folder is locked,
    against other processes of the same user. A file system without locks has none.
    """

    def __init__(self, folder: str) -> None:
        self.release: Callable[[], None] = _of_the_folder(folder) if fcntl else _of_the_user(folder)


def _of_the_folder(folder: str) -> Callable[[], None]:
    while True:
        with suppress(FileExistsError):
            os.mkdir(folder)
        try:
            handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
        except FileNotFoundError:  # another build has just put it in its place
            continue
        except OSError as error:
            if error.errno == errno.ELOOP:
                raise NotADirectoryError(folder) from None
            raise
        try:
            with suppress(FileNotFoundError):
                _flock(handle)
                if os.path.samestat(os.fstat(handle), os.lstat(folder)):
                    return lambda: os.close(handle)
        except BaseException:
            os.close(handle)
            raise
        os.close(handle)


def _flock(handle: int) -> None:
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        raise Taken from None
    except OSError:
        pass  # a file system without locks


def _of_the_user(folder: str) -> Callable[[], None]:
    """SQLite locks files on every system."""
    name = blake2b(
        os.path.normcase(os.path.abspath(folder)).encode("utf-8", "surrogatepass"), digest_size=16
    ).hexdigest()
    try:
        file = Path(tempfile.gettempdir(), f"talanoa-{name}.lock")
        lock = sqlite3.connect(file, timeout=0, isolation_level=None, check_same_thread=False)
        lock.execute("BEGIN EXCLUSIVE")
    except sqlite3.Error:
        raise Taken from None
    try:
        with suppress(FileExistsError):
            os.mkdir(folder)
        if not is_folder(os.lstat(folder)):
            raise NotADirectoryError(folder)
    except BaseException:
        lock.close()
        raise
    return lock.close
