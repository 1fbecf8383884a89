"""Python as a program finds it on Windows, as far as that can be played on another system: for the modules of `talanoa` alone.

A process with this folder in PYTHONPATH, and every process that it starts, imports it at its beginning.
"""

from __future__ import annotations

import builtins
import os
import stat
import sys
from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager
from types import ModuleType, SimpleNamespace
from typing import Any

MODULES = frozenset("resource fcntl pwd grp termios tty pty syslog posix _posixsubprocess".split())
NAMES = frozenset(
    """fork forkpty O_NOFOLLOW O_DIRECTORY O_NONBLOCK O_CLOEXEC O_SYNC getuid geteuid getgid getegid getpgid killpg setsid statvfs
    fstatvfs fchmod fchown chown lchown mkfifo mknod sched_getaffinity getloadavg uname sysconf nice pread pwrite wait4
    WNOHANG""".split()
)


class _Os(ModuleType):
    """What is left of `os`."""

    name = "nt"
    supports_follow_symlinks = frozenset({os.stat})
    supports_dir_fd: frozenset[Any] = frozenset()
    supports_fd = frozenset({os.stat})

    def __getattr__(self, name: str) -> Any:
        if name in NAMES:
            raise AttributeError(f"module 'os' has no attribute '{name}'")
        return getattr(os, name)

    def open(self, path: str, flags: int, mode: int = 0o777) -> int:
        if os.path.isdir(path):
            raise PermissionError(13, "Permission denied", path)
        return os.open(path, flags, mode)

    def lstat(self, path: Any) -> Any:
        """Permissions say little, and files have no owner's number."""
        found = os.lstat(path)
        facts = {name: getattr(found, name) for name in dir(found) if name.startswith("st_")}
        mode = found.st_mode | (0o777 if stat.S_ISDIR(found.st_mode) else 0o666)
        return SimpleNamespace(**{**facts, "st_mode": mode, "st_uid": 0, "st_gid": 0})

    def link(self, source: str, target: str, *, follow_symlinks: bool = True) -> None:
        _needs(follow_symlinks)
        os.link(source, target, follow_symlinks=False)

    def utime(self, path: str, times: Any = None, *, ns: Any = None, follow_symlinks: bool = True) -> None:
        _needs(follow_symlinks)
        os.utime(path, times, **({"ns": ns} if ns else {}))

    def replace(self, source: str, target: str) -> None:
        """Another program has it open, and closes it soon."""
        busy(str(target))
        if os.path.isdir(target):
            raise PermissionError(13, "Access is denied", str(target))
        os.replace(source, target)

    def rename(self, source: str, target: str) -> None:
        busy(str(target))
        if os.path.lexists(target):
            raise FileExistsError(17, "File exists", str(target))
        os.rename(source, target)

    def unlink(self, path: str) -> None:
        if not os.lstat(path).st_mode & 0o200:
            raise PermissionError(13, "Access is denied", str(path))
        os.unlink(path)

    def scandir(self, path: Any = ".") -> _Entries:
        return _Entries(path)


_seen: dict[str, int] = {}


def busy(path: str) -> None:
    _seen[path] = _seen.get(path, 0) + 1
    if _seen[path] == 1:
        raise PermissionError(
            13, "The process cannot access the file because it is being used by another process", path
        )


def _needs(follow_symlinks: bool) -> None:
    if not follow_symlinks:
        raise NotImplementedError("follow_symlinks unavailable on this platform")


class _Entries(AbstractContextManager["_Entries"]):
    """What a folder has; the system's own list knows no numbers of files."""

    def __init__(self, path: Any) -> None:
        self._entries = os.scandir(path)

    def __exit__(self, *_: object) -> None:
        self._entries.close()

    def __iter__(self) -> Any:
        return map(_Entry, self._entries)


class _Entry:
    def __init__(self, entry: os.DirEntry[Any]) -> None:
        self._entry = entry
        self.name, self.path = entry.name, entry.path

    def __fspath__(self) -> Any:
        return self.path

    def is_dir(self, *, follow_symlinks: bool = True) -> bool:
        return self._entry.is_dir(follow_symlinks=follow_symlinks)

    def stat(self, *, follow_symlinks: bool = True) -> Any:
        found = self._entry.stat(follow_symlinks=follow_symlinks)
        facts = {name: getattr(found, name) for name in dir(found) if name.startswith("st_")}
        return SimpleNamespace(**{**facts, "st_ino": 0, "st_dev": 0, "st_nlink": 0})


_os = _Os("os")
_import = builtins.__import__


def _imported(
    name: str,
    globals: Mapping[str, object] | None = None,
    locals: Mapping[str, object] | None = None,
    fromlist: Sequence[str] | None = (),
    level: int = 0,
) -> ModuleType:
    if str((globals or {}).get("__name__", "")).startswith("talanoa") and not level:
        if name.partition(".")[0] in MODULES:
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)
        if name == "os":
            return _os
    return _import(name, globals, locals, fromlist or (), level)


builtins.__import__ = _imported
sys.dont_write_bytecode = True
