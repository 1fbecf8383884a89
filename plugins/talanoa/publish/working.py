"""The folder in which a site is made: ours alone, and locked against other builds as long as this process lives."""

from __future__ import annotations

import errno
import fcntl
import os
import shutil
from contextlib import suppress

from talanoa.publish import mark
from talanoa.publish.places import Refused


class Working:
    """Takes over what an interrupted build left there; raises Refused if it is someone else's, or in use."""

    def __init__(self, path: str) -> None:
        self.path = path
        self._lock = _locked(path)
        self.waiting = mark.read(path)  # what is listed if all of it is there, and only waits for its publication
        ours = mark.is_begun(path) or not any(mark.strangers(path, self.waiting or {}))
        if not ours:
            os.close(self._lock)
            raise Refused.in_the_way(path)

    def empty(self) -> None:
        """Begins with nothing."""
        self._clear()
        mark.begin(self.path)
        self.waiting = None

    def remove(self) -> None:
        self._clear()
        with suppress(FileNotFoundError):
            mark.remove_mark(self.path)

    def release(self) -> None:
        os.close(self._lock)

    def _clear(self) -> None:
        """Deletes all but the mark, by which the folder is known to be ours until the end."""
        with suppress(FileNotFoundError), os.scandir(self.path) as entries:
            for entry in [*entries]:
                if entry.is_dir(follow_symlinks=False):
                    shutil.rmtree(entry.path)
                elif not entry.name.startswith(mark.NAME):
                    os.unlink(entry.path)


def _locked(path: str) -> int:
    while True:
        with suppress(FileExistsError):
            os.mkdir(path)
        try:
            folder = os.open(path, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
        except FileNotFoundError:  # another build has just put it in its place
            continue
        except OSError as error:
            if error.errno in (errno.ENOTDIR, errno.ELOOP):
                raise Refused.in_the_way(path) from None
            raise
        try:
            fcntl.flock(folder, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(folder)
            raise Refused(
                "another build is writing it now; wait until it is done, or name another folder with --site-dir"
            ) from None
        except OSError:
            pass  # a file system without locks
        with suppress(FileNotFoundError):
            if os.path.samestat(os.fstat(folder), os.lstat(path)):
                return folder
        os.close(folder)
