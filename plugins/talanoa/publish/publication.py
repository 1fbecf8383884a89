"""One replacement of a site: made in a folder beside it, put in its place when it is whole."""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from itertools import islice
from pathlib import Path

from talanoa.files import keep_times, rename, second_name
from talanoa.publish import in_place, mark
from talanoa.publish.mark import Written
from talanoa.publish.places import Refused, refuse_place
from talanoa.publish.working import Working

# What systems say of a folder that can't be renamed: a mount point, another file system, no right to the parent.
_FIXED = (errno.EBUSY, errno.EXDEV, errno.EACCES, errno.EPERM, errno.EROFS)
_NAMED = 4  # strangers in a message


class Publication:
    """The site's folder is renamed, where that is possible; all methods raise Refused, and only that."""

    def __init__(self, site: str, root: Path) -> None:
        with _in_words():
            refuse_place(site, root)
        self.site = os.path.realpath(site)  # a link stays; what it leads to is replaced
        parent, name = os.path.split(self.site)
        self.new, self.old = (os.path.join(parent, f".{name}-{state}") for state in ("new", "old"))
        self._inside = os.path.join(self.site, mark.INSIDE)
        self._last: Written = {}
        self._new: dict[str, str] = {}
        self._taken: set[str] = set()  # paths of files of the last site that are the new one's as well

    @property
    def is_settled(self) -> bool:
        """True if no interrupted build has left anything."""
        return not any(map(os.path.lexists, (self.new, self.old, self._inside)))

    def begin(self) -> str:
        """An empty folder to write into; first finishes, or takes back, what an interrupted build left."""
        with _in_words():
            self._work = self._working()
            try:
                self._recover()
                self._last = self._listed()
                self._work.empty()
            except BaseException:
                self.abandon()
                raise
        return self._work.path

    def put(self, path: str, data: bytes) -> None:
        """Adds a file. One that is as it was in the last site is taken over, with its time, so that servers which make ETags of
        times don't send it again.
        """
        name, digest = mark.name(path), mark.digest(data)
        with _in_words():
            target = os.path.join(self._work.path, path)
            os.makedirs(os.path.dirname(target), exist_ok=True)
            if not (self._last.get(name) == digest and self._taken_over(path, target)):
                with open(target, "xb", buffering=0) as file:
                    file.write(data)
        self._new[name] = digest

    def keep(self, path: str) -> bool:
        """Adds a file as it is in the last site; False if there is none to add, so that it has to be made."""
        name = mark.name(path)
        if name not in self._last:
            return False
        with _in_words():
            target = os.path.join(self._work.path, path)
            os.makedirs(os.path.dirname(target), exist_ok=True)
            if not self._taken_over(path, target):
                return False
        self._new[name] = self._last[name]
        return True

    @property
    def before(self) -> str:
        """A digest of what the last site has; "" if there is none."""
        return mark.digest_of(self._last)

    @property
    def after(self) -> str:
        """The same of the new one."""
        return mark.digest_of(self._new)

    def _taken_over(self, path: str, target: str) -> bool:
        """True if the file of the last site is one of the new as well: a second name of the same bytes."""
        with suppress(OSError):  # a file system that knows no second names
            second_name(os.path.join(self.site, path), target)
            self._taken.add(path)
            return True
        return False

    def finish(self) -> str:
        """Puts the new site in the place of the last one."""
        with _in_words():
            new = mark.finish(self._work.path, self._new)
            self._keep_times(new)
            if self._work.path == self._inside:
                in_place.move(self._inside, new, self.site)
                self._work.remove()
            else:
                try:
                    self._swap()
                except OSError as error:
                    if error.errno not in _FIXED or not os.path.isdir(self.site):
                        raise
                    self._copy_in(new)
            self._work.release()
        return self.site

    def abandon(self) -> None:
        """Leaves the last site as it was, and what is already being moved to the next build."""
        with suppress(OSError):
            if self._last and not os.path.lexists(self.site):  # `_swap` has moved it
                rename(self.old, self.site)
            if not (self._work.path == self._inside and mark.read(self._inside)):
                self._work.remove()
        self._work.release()

    def _working(self) -> Working:
        try:
            os.makedirs(os.path.dirname(self.site), exist_ok=True)
            return Working(self.new)
        except OSError:
            if not os.path.isdir(self.site):
                raise
            return Working(self._inside)

    def _recover(self) -> None:
        if os.path.lexists(self.old):
            last = mark.read(self.old) or {}
            if os.path.islink(self.old) or not os.path.isdir(self.old) or any(mark.strangers(self.old, last)):
                raise Refused.in_the_way(self.old)
            if os.path.lexists(self.site):
                mark.remove(self.old, last)
                if os.path.lexists(self.old):
                    raise Refused.in_the_way(self.old)
            else:  # stopped between the two renames of `_swap`
                rename(self.old, self.site)
        if os.path.lexists(self._inside):
            waiting = self._work if self._work.path == self._inside else Working(self._inside)
            if waiting.waiting is not None:
                self._refuse_strangers(waiting.waiting)
                in_place.move(self._inside, waiting.waiting, self.site)
            if waiting is not self._work:
                waiting.remove()
                waiting.release()

    def _listed(self) -> Written:
        """What was written into the site last; raises Refused if anything else is in it."""
        if not os.path.isdir(self.site):
            return {}
        self._refuse_strangers()
        return mark.read(self.site) or {}

    def _refuse_strangers(self, *coming: Written) -> None:
        last = mark.read(self.site)
        if last is None and not coming:
            names = [name for name in sorted(os.listdir(self.site)) if not self._is_nothing(name)]
        else:
            names = [*islice(mark.strangers(self.site, last or {}, *coming), _NAMED + 1)]
        if not names:
            return
        shown = ", ".join(map(repr, names[:_NAMED])) + (" and more" if len(names) > _NAMED else "")
        if last is not None or coming:
            raise Refused(
                f"it holds files that Talanoa didn't write, or that were changed since: {shown}; move them out of it (what has "
                "to be on the site belongs in docs/), or delete or rename the folder yourself"
            )
        if os.path.isfile(os.path.join(self.site, "sitemap.xml")):
            cure = "if an older Talanoa built it, delete or rename it yourself, this once; else name an empty or a new folder"
        else:
            cure = "name an empty or a new folder"
        raise Refused(f"it holds files that Talanoa didn't write: {shown}; {cure}")

    def _is_nothing(self, name: str) -> bool:
        return name in mark.JUNK or name == mark.INSIDE or (name == mark.LOST and os.path.ismount(self.site))

    def _swap(self) -> None:
        there = os.path.isdir(self.site)
        if there:
            rename(self.site, self.old)
        try:
            rename(self._work.path, self.site)
        except OSError:
            if there:
                rename(self.old, self.site)
            raise
        if there:
            with suppress(OSError):  # the site is published; the next build says what is in the way
                mark.remove(self.old, self._last)

    def _copy_in(self, new: Written) -> None:
        inside = Working(self._inside)
        try:
            inside.empty()
            without_mark = shutil.ignore_patterns(f"{mark.NAME}*")
            shutil.copytree(self._work.path, inside.path, symlinks=True, ignore=without_mark, dirs_exist_ok=True)
            mark.finish(inside.path, new)
            in_place.move(inside.path, new, self.site)
            inside.remove()
            self._work.remove()
        finally:
            inside.release()

    def _keep_times(self, new: Written) -> None:
        """A file whose bytes are the same keeps its time, so that servers which make ETags of times don't send it again."""
        for path in mark.leaves(self._work.path):
            name = mark.name(path)
            if path not in self._taken and self._last.get(name) == new[name]:
                with suppress(FileNotFoundError):
                    keep_times(os.path.join(self.site, path), os.path.join(self._work.path, path))


@contextmanager
def _in_words() -> Iterator[None]:
    try:
        yield
    except (OSError, shutil.Error) as error:
        about = f"{error.filename}: {error.strerror}" if isinstance(error, OSError) and error.filename else str(error)
        raise Refused(f"{about}; look at its permissions, and whether there is room on the disk") from None
