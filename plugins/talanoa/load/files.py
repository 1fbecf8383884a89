"""The files of the content folders, and their bytes.

Nothing is followed out of the folder: links, devices and folders that lead elsewhere are problems, not files.
"""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Iterable, Iterator
from pathlib import Path

from talanoa.files import DOCUMENT_ENDINGS, FOLDERS, FOR_HOSTS, IMAGE_ENDINGS, ending_of, is_folder, is_read
from talanoa.names import steers_host
from talanoa.problems import HELP_TO_READ, Place, Problem

MAX_FOLDERS = 20  # inside each other
_FILES_OF_PAGES = frozenset({".html", ".xml", ".json", ".ics"})  # what the site itself puts next to pictures
# In a name; where a backslash separates folders, it could lead out of the site.
_UNPORTABLE = re.compile(r"[\\\x00-\x1f\x7f]")


def may_be_published(path: str) -> bool:
    """docs/ is the network's own; of what contributors bring, pictures and documents go out that no host takes for more."""
    return path.startswith("docs/") or (ending_of(path) in IMAGE_ENDINGS | DOCUMENT_ENDINGS and not steers_host(path))


def read_in(folder: str, files: Iterable[str]) -> list[str]:
    """Those files of a folder that are read as content."""
    return [path for path in files if path.startswith(f"{folder}/") and is_read(path)]


def regular_files(root: Path, problems: list[Problem]) -> Iterator[str]:
    """The content folders' files by path from the root, in a fixed order."""
    for folder in FOLDERS:
        yield from _walk(root, folder, problems)


def _walk(root: Path, folder: str, problems: list[Problem]) -> Iterator[str]:
    for path in _paths_in(root, folder, problems):
        if problem := _wrong_name(path):
            problems.append(problem)
            continue
        try:
            found = os.lstat(os.path.join(root, path))
        except OSError as error:  # gone since, or a path that is too long for the system
            message = f"the file can't be read: {error.strerror}"
            problems.append(Problem("unreadable-file", message, Place.start_of(path), "give it a shorter path"))
            continue
        if stat.S_ISREG(found.st_mode):
            yield path
        elif not is_folder(found):
            problems.append(_stray(path, "this is a link or a device, not a file", "put the file itself here"))
        elif problem := _wrong_folder(path):
            problems.append(problem)
        else:
            yield from _walk(root, path, problems)


def _paths_in(root: Path, folder: str, problems: list[Problem]) -> list[str]:
    """What is in a folder, in order; files that begin with a dot are no content, but for those that hosts look for."""
    try:
        if not is_folder(os.lstat(root / folder)):
            problems.append(_stray(folder, "this is not a folder but a file or a link", "make it a folder"))
            return []
        names = sorted(os.listdir(root / folder))
    except FileNotFoundError:
        return []
    except OSError as error:
        message = f"the folder can't be read: {error.strerror}"
        problems.append(Problem("unreadable-file", message, Place.start_of(folder), HELP_TO_READ))
        return []
    return [
        f"{folder}/{name}" for name in names if not name.startswith(".") or (folder == "docs" and name in FOR_HOSTS)
    ]


def _wrong_name(path: str) -> Problem | None:
    if not _is_text(path):
        return _stray(repr(path), "the file name is not UTF-8", "rename it")
    if _UNPORTABLE.search(path):
        message = "the file name has a backslash or a control character, which not every computer can write"
        return _stray(path, message, "rename it")
    return None


def _wrong_folder(path: str) -> Problem | None:
    if path.count("/") >= MAX_FOLDERS:
        message = f"folders are nested too deeply: more than {MAX_FOLDERS} levels"
        return _stray(path, message, "move the files up; no page needs that many")
    if not path.startswith("docs/") and ending_of(path) in _FILES_OF_PAGES:
        message = "this folder has the name of a page or a feed, where the site has a file of its own"
        return _stray(path, message, "rename the folder")
    return None


def _stray(path: str, message: str, help: str) -> Problem:
    return Problem("stray-file", message, Place.start_of(path), help)


def _is_text(name: str) -> bool:
    try:
        name.encode()
    except UnicodeEncodeError:
        return False
    return True
