"""A file or a folder takes its place at once: readers see the old or the new, and whole."""

from __future__ import annotations

import os
import stat
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from io import FileIO
from pathlib import Path
from typing import BinaryIO

# Windows moves and replaces nothing that a program has open, such as one that looks for viruses in what was just written.
_WAITS = (0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1) if os.name == "nt" else ()  # seconds

PART = ".part"
"""How the name of a file ends that is being written; it stays if the process that writes it is killed."""
_AT_ONCE = 1 << 20  # bytes: in smaller portions, writing takes twice as long


def put(folder: Path, name: str, data: bytes) -> None:
    """Writes a file whole or not at all, and through no link; raises OSError."""
    with putting(folder, name) as file:
        file.write(data)


@contextmanager
def putting(folder: Path, name: str) -> Iterator[BinaryIO]:
    """The same for what writes the file itself: it takes its place when all of it is written, and nothing of it stays if that fails."""
    folder.mkdir(parents=True, exist_ok=True)
    part = folder / f"{name}.{os.getpid()}{PART}"
    with suppress(FileNotFoundError):
        part.unlink()
    try:
        with open(part, "xb", buffering=_AT_ONCE) as file:
            yield file
        replace(part, folder / name)
    except BaseException:
        with suppress(OSError):
            part.unlink()
        raise


def overwrite(path: Path, data: bytes, *, lasting: bool = False) -> None:
    """Gives a file other bytes, and leaves it its permissions; `lasting` waits until they are on the disk. Raises OSError."""
    mode = os.lstat(path).st_mode
    with _about(path):
        handle, name = tempfile.mkstemp(prefix=".", dir=path.parent)
    try:
        with open(handle, "wb") as file:
            file.write(data)
            if lasting:
                file.flush()
                os.fsync(file.fileno())
        os.chmod(name, stat.S_IMODE(mode) & 0o777)
        replace(name, path)
    except BaseException:
        os.unlink(name)
        raise


def put_all(root: Path, files: Mapping[str, bytes | None]) -> None:
    """Each file of a folder as it is to be, by its path; None is one that isn't there. All of them or none; raises OSError."""
    before = as_there(root, files)
    try:
        _put_each(root, files)
    except BaseException:
        _put_each(root, before)
        raise


def as_there(root: Path, paths: Iterable[str]) -> dict[str, bytes | None]:
    """The files of a folder as they are, by their paths, for `put_all`; raises OSError."""
    return {path: (root / path).read_bytes() if (root / path).exists() else None for path in paths}


def _put_each(root: Path, files: Mapping[str, bytes | None]) -> None:
    """A file that is so already isn't touched: a program may have it open."""
    there = as_there(root, files)
    for path, data in files.items():
        file = root / path
        if data == there[path]:
            continue
        if data is None:
            file.unlink()
        elif file.exists():
            overwrite(file, data)
        else:
            put(file.parent, file.name, data)


def new_file(path: str) -> FileIO:
    """A file that isn't there yet, open for writing; raises OSError. Most have a folder already, and to ask costs as much as to try."""
    try:
        return FileIO(path, "x")
    except FileNotFoundError:
        os.makedirs(os.path.dirname(path), exist_ok=True)
        return FileIO(path, "x")


def write_all(file: FileIO, data: bytes) -> None:
    """Raises OSError. A disk that is nearly full takes a part, and only says at the next that it is full."""
    left = memoryview(data)
    try:
        while left:
            left = left[file.write(left) :]
    except OSError as error:
        error.filename = file.name
        raise


def replace(source: str | Path, target: str | Path) -> None:
    """Moves a file over another one; raises OSError, about the one that stays as it was."""
    with _about(target):
        _patiently(lambda: os.replace(source, target))


def rename(source: str | Path, target: str | Path) -> None:
    """Moves a folder to where nothing is; raises OSError."""
    _patiently(lambda: os.rename(source, target))


def unlink(path: str) -> None:
    """Deletes a file or a link; raises OSError. On Windows, also one that may only be read, which its folder would keep."""
    try:
        os.unlink(path)
    except PermissionError:
        if os.name != "nt":
            raise
        os.chmod(path, stat.S_IWRITE)
        os.unlink(path)


def second_name(source: str, target: str) -> None:
    """A file has another name too, a link is linked itself; raises OSError where the file system knows no second names."""
    if os.link in os.supports_follow_symlinks:
        os.link(source, target, follow_symlinks=False)
    else:
        os.link(source, target)


def linked(source: str, target: str) -> bool:
    """True if a file has a second name now; False where a file system knows none, or a file is in the way."""
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


def keep_times(source: str, target: str) -> None:
    """A file, which is no link, gets the times of another one."""
    times = os.lstat(source)
    if os.utime in os.supports_follow_symlinks:
        os.utime(target, ns=(times.st_atime_ns, times.st_mtime_ns), follow_symlinks=False)
    elif not os.path.islink(target):
        os.utime(target, ns=(times.st_atime_ns, times.st_mtime_ns))


@contextmanager
def _about(path: str | Path) -> Iterator[None]:
    """What the system refuses is said of a file that people know, and not of the one that would take its place."""
    try:
        yield
    except OSError as error:
        error.filename, error.filename2 = str(path), None
        raise


def _patiently(move: Callable[[], None]) -> None:
    for wait in _WAITS:
        try:
            move()
        except PermissionError:
            time.sleep(wait)
        else:
            return
    move()
