"""Folders that a site can't go to, and how a refusal names what is in the way."""

from __future__ import annotations

import os
from collections.abc import Iterable
from itertools import islice
from pathlib import Path

from talanoa.files import FOLDERS, is_within
from talanoa.model.wrong import shown

_CONTENT = (*FOLDERS, ".git")
_NAMED = 4  # files in a message


class Refused(Exception):
    """The site can't be published there; says why, and what to do."""

    @classmethod
    def in_the_way(cls, path: str) -> Refused:
        return cls(f"{path} is in the way, and has files that Talanoa didn't write; rename it, or delete it yourself")


def first_few(names: Iterable[str]) -> str:
    """The names as a message shows them, and that there are more; "" for none."""
    first = [*islice(names, _NAMED + 1)]
    return ", ".join(f"'{shown(name)}'" for name in first[:_NAMED]) + (" and more" if len(first) > _NAMED else "")


def misplaced(site: str, root: Path) -> str:
    """Why a site can't go to a folder, whatever is in it; "" if it can."""
    site, top = os.path.realpath(site), os.path.realpath(root)
    if is_within(top, site):
        return "it contains the network's own files"
    if is_within(os.path.realpath(os.path.expanduser("~")), site):
        return "it is your home folder, or contains it"
    taken = (name for name in _CONTENT if is_within(site, os.path.join(top, name)))
    return next((f"{name}/ holds what the site is made of" for name in taken), "")


def refuse_folder(given: str, root: Path) -> None:
    """Raises Refused where publishing would replace something else, or lead nowhere."""
    site = os.path.realpath(given)
    for path in (Path(given), *Path(given).parents):
        if path.is_symlink() and not os.path.exists(path):
            raise Refused(f"{path} is a link that leads nowhere; delete it, or make the folder that it should lead to")
    if reason := misplaced(given, root):
        raise Refused(f"{reason}; name an empty or a new folder")
    for path in (Path(site), *Path(site).parents):
        if os.path.lexists(path) and not path.is_dir():
            raise Refused(f"{'it' if str(path) == site else path} is a file; name an empty or a new folder")
