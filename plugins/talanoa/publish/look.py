"""What is in a folder of ours. Folders that are as they are remembered aren't opened."""

from __future__ import annotations

import os
from collections.abc import Container, Iterator
from types import MappingProxyType

from msgspec import Struct, field

from talanoa.files import Facts, facts, is_folder, never_fitting
from talanoa.publish.remembered import Folders

MARK = ".talanoa-site"
INSIDE = ".talanoa-new"
"""The working folder within a site whose own folder can't be renamed."""
LOST = "lost+found"
"""What a disk has in its top folder, for the system alone."""


class Look(Struct, frozen=True):
    """Folders with their facts, as they were before they were opened; and what was found in those that were, but for the mark and a
    working folder: all that is no folder, by path.
    """

    folders: dict[str, Facts] = field(default_factory=dict)
    opened: set[str] = field(default_factory=set)
    entries: dict[str, os.DirEntry[str]] = field(default_factory=dict)
    empty: list[str] = field(default_factory=list)

    def is_as_remembered(self, path: str) -> bool:
        """True if the folder of a file wasn't opened, so that the file is there if it was."""
        above = above_of(path)
        return above not in self.opened and above in self.folders

    def only(self, known: Container[str]) -> Folders:
        """The folders; those in which there is something else than what is known will be opened again."""
        others = {above_of(path) for path in self.entries if path not in known}
        return {path: never_fitting(its) if path in others else its for path, its in self.folders.items()}


def above_of(path: str) -> str:
    """The folder of a file, with a slash at the end."""
    return path[: path.rfind("/") + 1]


def look(folder: str, known: Folders = MappingProxyType({}), asked: Container[str] | None = None) -> Look:
    """Opens the folders that aren't as they are known, and those that aren't known. Only those are looked at that are `asked` about,
    if not all are; the others count as they are known.
    """
    found = Look()
    waiting = [*_changed(folder, known, asked, found)]
    if "" not in known:
        waiting.append("")
    listed: set[str] = set()
    while waiting:
        _open(folder, waiting.pop(), known, found, waiting, listed)
    _without_other_names(found, listed)
    return found


def _without_other_names(found: Look, listed: Container[str]) -> None:
    """Takes out folders that were found under a name they had before: a disk may take it for the same in other capitals."""
    others: set[str] = set()
    for path in sorted(found.folders) if found.opened else ():
        above = above_of(path[:-1])
        if path and (above in others or (above in found.opened and path not in listed)):
            others.add(path)
            del found.folders[path]
    for path in [path for path in found.entries if above_of(path) in others]:
        del found.entries[path]


def _changed(folder: str, known: Folders, asked: Container[str] | None, found: Look) -> Iterator[str]:
    for path, its in known.items():
        if asked is not None and path not in asked:
            found.folders[path] = its
            continue
        try:
            there = os.lstat(f"{folder}/{path[:-1]}" if path else folder)
        except (FileNotFoundError, NotADirectoryError):
            continue  # the folder above has changed
        if (now := facts(there)) == its:
            found.folders[path] = now
        elif is_folder(there):
            yield path


def _open(folder: str, above: str, known: Folders, found: Look, waiting: list[str], listed: set[str]) -> None:
    top = os.path.join(folder, above)
    found.folders[above] = facts(os.lstat(top))
    found.opened.add(above)
    with os.scandir(top) as scanned:
        entries = [*scanned]
    if not entries:
        found.empty.append(above)
    for entry in entries:
        path = above + entry.name
        if path.startswith(MARK) or path in (INSIDE, LOST):
            continue
        if not entry.is_dir(follow_symlinks=False):
            found.entries[path] = entry
            continue
        listed.add(f"{path}/")
        if f"{path}/" not in known:
            waiting.append(f"{path}/")
