"""The folder in which a site is made: ours alone, and locked against other builds as long as this process lives."""

from __future__ import annotations

import os
import shutil
from contextlib import suppress

from talanoa.files import Lock, Taken, rename
from talanoa.publish import mark
from talanoa.publish.refused import Refused


class Working:
    """Takes over what an interrupted build left there; raises Refused if it is someone else's, or in use."""

    def __init__(self, path: str) -> None:
        self.path = path
        self._lock = _locked(path)
        self.waiting = mark.read(path)  # what is listed if all of it is there, and only waits for its publication
        if not (mark.is_begun(path) or not any(mark.strangers(path, self.waiting or {}))):
            self._lock.release()
            raise Refused.in_the_way(path)

    def empty(self) -> None:
        """Begins with nothing."""
        mark.begin(self.path)
        mark.remove_parts(self.path)
        self.waiting = None
        self._clear()

    def become(self, spare: str) -> bool:
        """A spare folder takes the place of this one, which is empty; False if it can't.

        It is marked as one in the making before it is moved, and locked, so that it is safe from other builds at any moment.
        """
        try:
            lock = Lock(spare)
        except (OSError, Taken):
            return False
        try:
            mark.begin(spare)
            os.unlink(os.path.join(self.path, mark.NAME))
            rename(spare, self.path)
        except OSError:
            lock.release()
            mark.begin(self.path)
            return False
        self._lock.release()
        self._lock = lock
        mark.remove_parts(self.path)
        return True

    def remove(self) -> None:
        self._clear()
        with suppress(FileNotFoundError):
            mark.remove_mark(self.path)

    def release(self) -> None:
        self._lock.release()

    def _clear(self) -> None:
        """Deletes all but the mark, by which the folder is known to be ours until the end."""
        with suppress(FileNotFoundError), os.scandir(self.path) as entries:
            for entry in [*entries]:
                if entry.is_dir(follow_symlinks=False):
                    shutil.rmtree(entry.path)
                elif not entry.name.startswith(mark.NAME):
                    os.unlink(entry.path)


def _locked(path: str) -> Lock:
    try:
        return Lock(path)
    except Taken:
        busy = "another build is writing it now; wait until it has finished, or name another folder with --site-dir"
        raise Refused(busy) from None
    except NotADirectoryError:
        raise Refused.in_the_way(path) from None
