"""A folder in which files of ours are among those of other people: only ours are replaced and deleted, one by one.

As in a site's folder whose name can't be changed, what is new waits whole in a folder within, and is moved when all of it is there.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from talanoa.files import Facts, fingerprint, folders_above, put
from talanoa.publish import in_place, mark
from talanoa.publish.mark import Written
from talanoa.publish.refused import Refused, first_few, refuse_folder
from talanoa.publish.working import Working


class Among:
    """One renewal of our files in a folder.

    All methods raise Refused, or OSError where a disk is full, say.
    """

    def __init__(self, folder: str, root: Path) -> None:
        refuse_folder(folder, root)
        self.folder = os.path.realpath(folder)
        self._inside = os.path.join(self.folder, mark.INSIDE)
        self._last: Written = {}
        self._new: dict[str, str] = {}
        self._there: frozenset[str] = frozenset()  # paths of ours that are as we wrote them
        self._foreign: frozenset[str] = frozenset()
        self._foreign_folders: frozenset[str] = frozenset()
        self._in_the_way: list[str] = []

    def begin(self) -> None:
        """Makes a folder to write into; first finishes what an interrupted run left."""
        os.makedirs(self.folder, exist_ok=True)
        self._refuse_others()
        self._work = Working(self._inside)
        try:
            if self._work.waiting is not None:
                self._look(self._work.waiting)
                self._refuse(path for path in mark.leaves(self._inside) if self._is_in_the_way(path))
                in_place.move(self._inside, self._work.waiting, self.folder)
                self._refuse_others()
            self._last = mark.read(self.folder) or {}
            self._look()
            self._work.empty()
        except BaseException:
            self._work.release()
            raise

    def put(self, path: str, data: bytes) -> None:
        """Adds a file; one that is there already isn't touched."""
        name, digest = mark.name(path), fingerprint(data)
        self._new[name] = digest
        if self._is_in_the_way(path):
            self._in_the_way.append(path)
        elif path not in self._there or self._last.get(name) != digest:
            target = Path(self._inside, path)
            target.parent.mkdir(parents=True, exist_ok=True)
            put(target.parent, target.name, data)

    def finish(self) -> None:
        """Replaces what was written last by what was added."""
        gone = (path for path in self._foreign if (name := mark.name(path)) in self._last and name not in self._new)
        self._refuse([*self._in_the_way, *gone])
        if self._new != self._last or any(mark.leaves(self._inside)):
            mark.finish(self._inside, self._new)
            in_place.move(self._inside, self._new, self.folder)
        self.abandon()

    def abandon(self) -> None:
        """Leaves the folder as it was, and what is already being moved to the next run; a folder that was made for this is deleted."""
        if mark.read(self._inside) is None:
            self._work.remove()
        self._work.release()
        with suppress(OSError):  # something is in it
            os.rmdir(self.folder)

    def _look(self, *waiting: Written) -> None:
        found: dict[str, Facts] = {}
        last = mark.read(self.folder) or {}
        self._foreign = frozenset(mark.strangers(self.folder, last, *waiting, found=found))
        self._foreign_folders = frozenset(above for path in self._foreign for above in folders_above(path))
        self._there = frozenset(path for path in found.keys() - self._foreign if mark.name(path) in last)

    def _is_in_the_way(self, path: str) -> bool:
        """True if something that isn't ours, or that was changed since, would have to go."""
        return (
            path in self._foreign
            or path in self._foreign_folders
            or any(it in self._foreign for it in folders_above(path))
        )

    def _refuse(self, paths: Iterable[str]) -> None:
        if shown := first_few(sorted(paths)):
            raise Refused(
                f"files are in the way that Talanoa didn't write, or that were changed since: {shown}; move or rename them"
            )

    def _refuse_others(self) -> None:
        """Only an empty folder becomes ours."""
        last = mark.read(self.folder)
        if last is not None and mark.name(mark.STAGED) not in last:
            raise Refused("it is a built site; name an empty or a new folder")
        names = (name for name in sorted(os.listdir(self.folder)) if name not in (*mark.JUNK, mark.INSIDE))
        if last is None and (shown := first_few(names)):
            raise Refused(f"it holds files that Talanoa didn't write: {shown}; name an empty or a new folder")
