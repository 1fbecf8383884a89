"""The files of the content folders, and their bytes.

Nothing is followed out of the folder: links, devices and folders that lead elsewhere are problems, not files.
"""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Iterator
from pathlib import Path

from talanoa.files import DOCUMENT_ENDINGS, FOLDERS, FOR_HOSTS, IMAGE_ENDINGS, ending_of, is_folder
from talanoa.names import steers
from talanoa.problems import Place, Problem

MAX_FOLDERS = 20  # inside each other
_FILES_OF_PAGES = frozenset({".html", ".xml", ".json", ".ics"})  # what the site itself puts beside pictures
# In a name; where a backslash parts folders, it could lead out of the site.
_UNPORTABLE = re.compile(r"[\\\x00-\x1f\x7f]")


def may_be_published(path: str) -> bool:
    """docs/ is the network's own; of what contributors bring, pictures and documents go out that no host takes for more."""
    return path.startswith("docs/") or (ending_of(path) in IMAGE_ENDINGS | DOCUMENT_ENDINGS and not steers(path))


def regular_files(root: Path, problems: list[Problem]) -> Iterator[str]:
    """The content folders' files by path from the root, in a fixed order."""
    for folder in FOLDERS:
        yield from _walk(root, folder, problems)


def _walk(root: Path, folder: str, problems: list[Problem]) -> Iterator[str]:
    place = Place.start_of(folder)
    try:
        if not is_folder(os.lstat(root / folder)):
            problems.append(
                Problem("stray-file", "this is not a folder but a file or a link", place, "make it a folder")
            )
            return
        names = sorted(os.listdir(root / folder))
    except FileNotFoundError:
        return
    except OSError as error:
        message = f"the folder can't be read: {error.strerror}"
        problems.append(
            Problem("unreadable-file", message, place, "check what kind of file it is, and its permissions")
        )
        return
    for name in names:
        path = f"{folder}/{name}"
        if name.startswith(".") and not (folder == "docs" and name in FOR_HOSTS):
            continue
        if not _is_text(path):
            problems.append(
                Problem("stray-file", "the file name is not UTF-8", Place.start_of(repr(path)), "rename it")
            )
            continue
        if _UNPORTABLE.search(name):
            message = "the file name has a backslash or a control character, which not every computer can write"
            problems.append(Problem("stray-file", message, Place.start_of(path), "rename it"))
            continue
        try:
            found = os.lstat(os.path.join(root, path))
        except OSError as error:  # gone since, or a path that is too long for the system
            message = f"the file can't be read: {error.strerror}"
            problems.append(Problem("unreadable-file", message, Place.start_of(path), "give it a shorter path"))
            continue
        if is_folder(found) and path.count("/") >= MAX_FOLDERS:
            message = f"folders are nested too deeply: more than {MAX_FOLDERS} levels"
            problems.append(
                Problem("stray-file", message, Place.start_of(path), "move the files up; no page needs that many")
            )
        elif is_folder(found) and not path.startswith("docs/") and ending_of(name) in _FILES_OF_PAGES:
            message = "this folder has the name of a page or a feed, where the site has a file of its own"
            problems.append(Problem("stray-file", message, Place.start_of(path), "rename the folder"))
        elif is_folder(found):
            yield from _walk(root, path, problems)
        elif stat.S_ISREG(found.st_mode):
            yield path
        else:
            problems.append(
                Problem(
                    "stray-file",
                    "this is a link or a device, not a file",
                    Place.start_of(path),
                    "put the file itself here",
                )
            )


def _is_text(name: str) -> bool:
    try:
        name.encode()
    except UnicodeEncodeError:
        return False
    return True
