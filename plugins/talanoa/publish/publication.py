"""One replacement of a site: made in a folder next to it, put in its place when it is whole."""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from io import FileIO
from itertools import chain, islice
from pathlib import Path

from talanoa.files import NUMBER, Facts, facts, fingerprint, folders_above, keep_times, rename, second_name
from talanoa.publish import in_place, mark, spare
from talanoa.publish.look import Look, look
from talanoa.publish.mark import Written
from talanoa.publish.refused import Refused, refuse_folder
from talanoa.publish.remembered import Folders, Remembered, recall, remember, settled
from talanoa.publish.swap import swap
from talanoa.publish.working import Working

# What systems say of a folder that can't be renamed: a mount point, another file system, no right to the parent.
_FIXED = (errno.EBUSY, errno.EXDEV, errno.EACCES, errno.EPERM, errno.EROFS)
_NAMED = 4  # strangers in a message


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
        self._last: Written = {}
        self._seen: dict[str, Facts] = {}  # of the last site's files, before they were compared with its list
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
                self._recover()
                self._last = self._listed()
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
        found = spare.read(self._place, self._remembered) if self._last else None
        if found is None or not self._work.become(self._place):
            spare.discard(self._place)
            return set()
        self._spare = settled(found.folders, now)
        seen = self._seen
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
        if path not in self._seen or name not in self._last:
            return False
        if self._work.path != self._inside and path not in self._unused:
            if not _linked(os.path.join(self.site, path), os.path.join(self._work.path, path)):
                return False
            self._made[path] = self._seen[path]
        self._unused.discard(path)
        self._kept.add(path)
        self._new[name] = self._last[name]
        return True

    def keep_if(self, path: str, known: str) -> bool:
        """Takes over a file of the last site if `known` is the fingerprint of its bytes."""
        return self._last.get(mark.name(path)) == known and self.keep(path)

    def put(self, path: str, data: bytes) -> None:
        """Adds a file. One that is as it was in the last site keeps its time, so that servers which make ETags of times don't
        send it again.
        """
        name, digest = mark.name(path), fingerprint(data)
        same = self._last.get(name) == digest
        if same and self.keep(path):
            return
        with _in_words():
            target = os.path.join(self._work.path, path)
            if path in self._unused:  # a second name of a file of the last site, which is not to be written into
                self._unused.discard(path)
                os.unlink(target)
            try:
                self._write(path, target, data)
            except (FileExistsError, NotADirectoryError):  # a folder where there was a file, or the other way round
                in_place.make_way(self._work.path, path, dict.fromkeys(map(mark.name, self._unused), ""))
                self._unused = {each for each in self._unused if not _in_each_others_way(each, path)}
                self._write(path, target, data)
            if same and path in self._seen:
                keep_times(os.path.join(self.site, path), target)
                self._made[path] = facts(os.lstat(target))
        self._new[name] = digest

    @property
    def before(self) -> str:
        """A digest of what the last site has; "" if there is none."""
        return mark.digest_of(self._last)

    @property
    def after(self) -> str:
        """The same of the new one."""
        return mark.digest_of(self._new)

    def _write(self, path: str, target: str, data: bytes) -> None:
        with _new(target) as file:
            self._made[path] = ()  # it is there, even if it can't be written to its end
            _write_all(file, data)
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
            if self._last and not os.path.lexists(self.site):  # `_swap` has moved it
                rename(self.old, self.site)
            if self._place and self._spare is not None and mark.is_begun(self._work.path):
                for path in self._made:
                    mark.delete(self._work.path, path)
                rename(self._work.path, self._place)
                mark.leave(self._place, self._last)
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

    def _recover(self) -> None:
        if os.path.lexists(self.old):
            spare_list = mark.read_spare(self.old)  # stopped in `_leave_spare`, so it may have files of both sites
            last = mark.read(self.old) or {}
            is_folder = os.path.isdir(self.old) and not os.path.islink(self.old)
            if not is_folder or (spare_list is None and any(mark.strangers(self.old, last))):
                raise Refused.in_the_way(self.old)
            if spare_list is not None or os.path.lexists(self.site):
                mark.remove(self.old, spare_list or last)
                if os.path.lexists(self.old):
                    raise Refused.in_the_way(self.old)
            else:  # stopped between the two renames of `swap`
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
        last = mark.read(self.site) or {}
        if mark.name(mark.STAGED) in last:
            raise Refused("it holds files for another generator, from `talanoa stage`; name an empty or a new folder")
        return last

    def _refuse_strangers(self, *coming: Written) -> None:
        last = mark.read(self.site)
        if last is None and not coming:
            names = [name for name in sorted(os.listdir(self.site)) if not self._is_nothing(name)]
        else:
            found = mark.strangers(self.site, last or {}, *coming, remembered=self._remembered, found=self._seen)
            names = [*islice(found, _NAMED + 1)]
        if not names:
            return
        shown = ", ".join(map(repr, names[:_NAMED])) + (" and more" if len(names) > _NAMED else "")
        if last is not None or coming:
            raise Refused(
                f"it holds files that Talanoa didn't write, or that were changed since: {shown}; move them out of it (what has "
                "to be on the site belongs in docs/), or delete or rename the folder yourself"
            )
        if os.path.isfile(os.path.join(self.site, "sitemap.xml")):
            cure = "if an older Talanoa built it, delete or rename it yourself, this once; otherwise name an empty or a new folder"
        else:
            cure = "name an empty or a new folder"
        raise Refused(f"it holds files that Talanoa didn't write: {shown}; {cure}")

    def _is_nothing(self, name: str) -> bool:
        return name in mark.JUNK or name == mark.INSIDE or (name == mark.LOST and os.path.ismount(self.site))

    def _swap(self) -> None:
        swap(self._work.path, self.site, self.old)
        with suppress(OSError):  # the site is published; the next build says what is in the way
            if not (self._place and self._leave_spare(self._place)) and os.path.isdir(self.old):
                mark.remove(self.old, {**self._last, **self._new})

    def _leave_spare(self, place: str) -> bool:
        """Makes the old folder a spare one of the new site; False if it can't be one.

        Nothing is left in it that the site no longer has.
        """
        with suppress(FileExistsError):
            os.mkdir(self.old)
        mark.leave(self.old, {**self._last, **self._new})
        for path in self._seen.keys() - self._kept:
            mark.delete(self.old, path)
        for path in self._made.keys() - self._kept:
            if not _linked(os.path.join(self.site, path), os.path.join(self.old, path)):
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
        found = {path: self._seen[path] for path in self._kept}
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


def _new(target: str) -> FileIO:
    """A file that isn't there yet. Most have a folder already, and to ask costs as much as to try."""
    try:
        return FileIO(target, "x")
    except FileNotFoundError:
        os.makedirs(os.path.dirname(target), exist_ok=True)
        return FileIO(target, "x")


def _write_all(file: FileIO, data: bytes) -> None:
    """A disk that is nearly full takes a part of it, and only says at the next that it is full."""
    left = memoryview(data)
    try:
        while left:
            left = left[file.write(left) :]
    except OSError as error:
        error.filename = file.name
        raise


def _linked(source: str, target: str) -> bool:
    """True if the file has a second name now; False where a file system knows none, or a file is in the way."""
    for _ in range(2):
        try:
            second_name(source, target)
            return True
        except FileNotFoundError:
            with suppress(OSError):
                os.makedirs(os.path.dirname(target), exist_ok=True)
        except OSError:
            return False
    return False


@contextmanager
def _in_words() -> Iterator[None]:
    try:
        yield
    except OSError as error:
        path = error.filename2 or error.filename
        about = f"{path}: {error.strerror}" if path else error.strerror or str(error)
        help = "check its permissions, the free space on the disk and, on Windows, that no program has it open"
        raise Refused(f"{about}; {help}") from None
