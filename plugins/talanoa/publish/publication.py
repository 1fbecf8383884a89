"""One replacement of a site: made in a folder next to it, put in its place when it is whole."""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from functools import cached_property
from itertools import chain
from pathlib import Path

from talanoa.files import (
    NUMBER,
    Facts,
    facts,
    fingerprint,
    folders_above,
    keep_times,
    linked,
    new_file,
    rename,
    second_name,
    write_all,
)
from talanoa.names import is_writable_everywhere
from talanoa.publish import in_place, mark, spare
from talanoa.publish.capitals import Spellings, tells_apart
from talanoa.publish.last_site import LastSite, last_site
from talanoa.publish.look import Look, look
from talanoa.publish.mark import Written
from talanoa.publish.recovery import move_in, take_back
from talanoa.publish.refused import Refused, refuse_folder
from talanoa.publish.remembered import Folders, Remembered, recall, remember, settled
from talanoa.publish.swap import swap
from talanoa.publish.working import Working

# What systems say of a folder that can't be renamed: a mount point, another file system, no right to the parent.
_FIXED = (errno.EBUSY, errno.EXDEV, errno.EACCES, errno.EPERM, errno.EROFS)


class Publication:
    """The site's folder is renamed, where that is possible; all methods raise Refused, and only that."""

    def __init__(self, site: str, root: Path, cache: Path | None = None) -> None:
        with _in_words():
            refuse_folder(site, root)
        self.site = os.path.realpath(site)  # a link stays; what it leads to is replaced
        parent, name = os.path.split(self.site)
        self.new, self.old = (os.path.join(parent, f".{name}-{state}") for state in ("new", "old"))
        self._inside = os.path.join(self.site, mark.INSIDE)
        self._cache = cache
        self._place: str | None = None  # of the spare folder, where there can be one
        self._spare: Folders | None = None  # the folders of the working folder, if it was the spare one
        self._remembered = Remembered()
        self._last = LastSite()
        self._unused: set[str] = set()  # paths in the working folder that no one has asked for yet
        self._kept: set[str] = set()
        self._gone: set[str] = set()  # paths that the working folder had
        self._made: dict[str, Facts] = {}  # of files that got their bytes or a second name now
        self._new: dict[str, str] = {}
        self._left: Folders = {}  # of the spare folder for the next build

    @property
    def is_settled(self) -> bool:
        """True if no interrupted build has left anything."""
        return not any(map(os.path.lexists, (self.new, self.old, self._inside)))

    def is_as_left(self, after: str) -> bool:
        """True if the site is the one that a publication left, of which `after` was the digest."""
        return self.is_settled and mark.is_whole(self.site, after, recall(self._cache, self.site))

    def begin(self) -> None:
        """Makes a folder to write into; first finishes, or takes back, what an interrupted build left."""
        with _in_words():
            self._remembered = recall(self._cache, self.site)
            self._work = self._working()
            try:
                take_back(self.site, self.old)
                move_in(self.site, self._inside, self._work, self._remembered)
                self._last = last_site(self.site, self._remembered)
                self._work.empty()
                self._unused = self._from_spare()
            except BaseException:
                self.abandon()
                raise

    def _from_spare(self) -> set[str]:
        """The paths in a working folder that was the spare one, where it can be: the site's files, with second names."""
        if self._work.path == self.new:
            self._place = spare.path_of(self._cache, self.site)
        spare.discard_others(self._cache, self._place)
        if self._place is None:
            return set()
        now = self._changed_at(self._work.path)
        found = spare.read(self._place, self._remembered) if self._last.written else None
        if found is None or not self._work.become(self._place):
            spare.discard(self._place)
            return set()
        self._spare = settled(found.folders, now)
        seen = self._last.facts
        same = {path for path, number in found.numbers.items() if path in seen and seen[path][NUMBER] == number}
        self._delete(found.numbers.keys() - same)
        return same

    def _delete(self, paths: Iterable[str]) -> None:
        """Files of the working folder."""
        for path in paths:
            mark.delete(self._work.path, path)
            self._gone.add(path)

    def _changed_at(self, folder: str) -> int:
        """When a folder's mark was written, by the clock of its disk."""
        return os.lstat(os.path.join(folder, mark.NAME)).st_ctime_ns

    def keep(self, path: str) -> bool:
        """Takes over a file of the last site, with its time, and reads nothing; False if it can't be: then `put` it."""
        name = mark.name(path)
        if path not in self._last.facts or name not in self._last.written:
            return False
        if self._work.path != self._inside and path not in self._unused:
            if not linked(os.path.join(self.site, path), os.path.join(self._work.path, path)):
                return False
            self._made[path] = self._last.facts[path]
        self._unused.discard(path)
        self._kept.add(path)
        self._new[name] = self._last.written[name]
        return True

    def keep_if(self, path: str, known: str) -> bool:
        """Takes over a file of the last site if `known` is the fingerprint of its bytes."""
        return self._last.written.get(mark.name(path)) == known and self.keep(path)

    def put(self, path: str, data: bytes) -> None:
        """Adds a file. One that is as it was in the last site keeps its time, so that servers which make ETags of times don't
        send it again.
        """
        name, digest = mark.name(path), fingerprint(data)
        same = self._last.written.get(name) == digest
        if same and self.keep(path):
            return
        with _in_words():
            target = os.path.join(self._work.path, path)
            if path not in self._last.facts and (other := self._spellings.other(path)):
                self._clear(other)
            if path in self._unused:  # a second name of a file of the last site, which is not to be written into
                self._unused.discard(path)
                os.unlink(target)
            try:
                self._write(path, target, data)
            except (FileExistsError, NotADirectoryError):  # a folder where there was a file, or the other way round
                in_place.make_way(self._work.path, path, dict.fromkeys(map(mark.name, self._unused), ""))
                self._unused = {each for each in self._unused if not _in_each_others_way(each, path)}
                self._write(path, target, data)
            if same and path in self._last.facts:
                keep_times(os.path.join(self.site, path), target)
                self._made[path] = facts(os.lstat(target))
        self._new[name] = digest

    def _clear(self, other: str) -> None:
        """Deletes in the working folder what comes in other capitals now."""
        gone = {path for path in self._unused if path == other or path.startswith(f"{other}/")}
        self._delete(gone)
        self._unused -= gone

    @cached_property
    def _spellings(self) -> Spellings:
        """Of the last site, where capitals make no other name."""
        return Spellings(() if tells_apart(self._work.path) else self._last.facts)

    @property
    def before(self) -> str:
        """A digest of what the last site has; "" if there is none."""
        return mark.digest_of(self._last.written)

    @property
    def after(self) -> str:
        """The same of the new one."""
        return mark.digest_of(self._new)

    def _write(self, path: str, target: str, data: bytes) -> None:
        with new_file(target) as file:
            self._made[path] = ()  # it is there, even if it can't be written to its end
            write_all(file, data)
            self._made[path] = facts(os.fstat(file.fileno()))

    def finish(self) -> str:
        """Puts the new site in the place of the last one."""
        with _in_words():
            self._delete(self._unused)
            mark.finish(self._work.path, self._new)
            if self._work.path == self._inside:
                in_place.move(self._inside, self._new, self.site)
                self._work.remove()
            else:
                try:
                    self._swap()
                except OSError as error:
                    if error.errno not in _FIXED or not os.path.isdir(self.site):
                        raise
                    self._copy_in(self._new)
            self._work.release()
            self._remember()
        return self.site

    def abandon(self) -> None:
        """Leaves the last site as it was, and what is already being moved to the next build."""
        with suppress(OSError):
            if self._last.written and not os.path.lexists(self.site):  # `_swap` has moved it
                rename(self.old, self.site)
            if self._place and self._spare is not None and mark.is_begun(self._work.path):
                for path in self._made:
                    mark.delete(self._work.path, path)
                rename(self._work.path, self._place)
                mark.leave(self._place, self._last.written)
            elif not (self._work.path == self._inside and mark.read(self._inside)):
                self._work.remove()
        self._work.release()

    def _working(self) -> Working:
        try:
            os.makedirs(os.path.dirname(self.site), exist_ok=True)
            work = Working(self.new)
        except OSError:
            if not os.path.isdir(self.site):
                raise
            return Working(self._inside)
        if not self._is_mounted():
            return work
        work.remove()
        work.release()
        return Working(self._inside)

    def _is_mounted(self) -> bool:
        """True if the last site can't be renamed, since nothing leads across: a folder that is mounted from the same disk, too."""
        probe = os.path.join(self.new, f"{mark.NAME}.link")
        try:
            with suppress(FileNotFoundError):
                os.unlink(probe)
            second_name(os.path.join(self.site, mark.NAME), probe)
            os.unlink(probe)
        except OSError as error:
            return error.errno == errno.EXDEV
        return False

    def _swap(self) -> None:
        swap(self._work.path, self.site, self.old)
        with suppress(OSError):  # the site is published; the next build says what is in the way
            if not (self._place and self._leave_spare(self._place)) and os.path.isdir(self.old):
                mark.remove(self.old, {**self._last.written, **self._new})

    def _leave_spare(self, place: str) -> bool:
        """Makes the old folder a spare one of the new site; False if it can't be one.

        Nothing is left in it that the site no longer has.
        """
        with suppress(FileExistsError):
            os.mkdir(self.old)
        mark.leave(self.old, {**self._last.written, **self._new})
        for path in self._last.facts.keys() - self._kept:
            mark.delete(self.old, path)
        for path in self._made.keys() - self._kept:
            if not linked(os.path.join(self.site, path), os.path.join(self.old, path)):
                return False
        try:
            now = self._changed_at(self.old)
            seen = mark.without_others(self.old, self._new, self._remembered.folders)
            if seen is None:
                return False
            mark.leave(self.old, self._new)
            rename(self.old, place)
        except OSError:
            return False
        self._left = settled(seen.folders, now)
        return True

    def _remember(self) -> None:
        """For the next build: what has to be so of each file if no one changes it."""
        if not self._cache:
            return
        found = {path: self._last.facts[path] for path in self._kept}
        for path, made in self._made.items():
            with suppress(OSError):
                there = facts(os.lstat(os.path.join(self.site, path)))
                if there[1:] == made[1:]:
                    found[path] = there
        files = {path: (self._new[mark.name(path)], its) for path, its in found.items()}
        with suppress(OSError):
            folders = settled(self._look_again().only(files), self._changed_at(self.site))
            newest = self._place if self._place and os.path.isdir(self._place) else self.site
            remember(self._cache, self.site, Remembered(files, folders, self._left), self._changed_at(newest))

    def _look_again(self) -> Look:
        """What is in the new site. A folder of the spare one in which nothing was changed counts as it was found."""
        if self._spare is None:
            return look(self.site, self._remembered.folders)
        changed = {f"{folder}/" for path in chain(self._made, self._gone) for folder in folders_above(path)}
        return look(self.site, self._spare, {"", *changed})

    def _copy_in(self, new: Written) -> None:
        inside = Working(self._inside)
        try:
            inside.empty()
            try:
                for path in mark.leaves(self._work.path):
                    target = os.path.join(inside.path, path)
                    os.makedirs(os.path.dirname(target), exist_ok=True)
                    shutil.copy2(os.path.join(self._work.path, path), target)
                mark.finish(inside.path, new)
            except BaseException:  # a full disk
                inside.remove()
                raise
            in_place.move(inside.path, new, self.site)
            inside.remove()
            self._work.remove()
        finally:
            inside.release()


def _in_each_others_way(one: str, other: str) -> bool:
    return one.startswith(f"{other}/") or other.startswith(f"{one}/")


@contextmanager
def _in_words() -> Iterator[None]:
    try:
        yield
    except OSError as error:
        path = error.filename2 or error.filename
        about = f"{os.path.normpath(path)}: {error.strerror}" if path else error.strerror or str(error)
        help = "check its permissions, the free space on the disk and, on Windows, that no program has it open"
        if path and not is_writable_everywhere(os.path.basename(path)):
            help += "; Windows can't write this name: `talanoa check` says where it is from"
        raise Refused(f"{about}; {help}") from None
