"""Folders that a site can't go to, whatever is in them."""

from __future__ import annotations

import os
from pathlib import Path

from talanoa.files import FOLDERS, is_within

_CONTENT = (*FOLDERS, ".git")


class Refused(Exception):
    """The site can't be published there; says why, and what to do."""

    @classmethod
    def in_the_way(cls, path: str) -> Refused:
        return cls(f"{path} is in the way, and has files that Talanoa didn't write; rename it, or delete it yourself")


def refuse_folder(given: str, root: Path) -> None:
    """Raises Refused where publishing would replace something else, or lead nowhere."""
    site, top = os.path.realpath(given), os.path.realpath(root)
    for path in (Path(given), *Path(given).parents):
        if path.is_symlink() and not os.path.exists(path):
            raise Refused(f"{path} is a link that leads nowhere; delete it, or make the folder that it should lead to")
    if is_within(top, site):
        raise Refused("it contains the network's own files; name an empty or a new folder")
    if is_within(os.path.realpath(os.path.expanduser("~")), site):
        raise Refused("it is your home folder, or contains it; name an empty or a new folder")
    for name in _CONTENT:
        if is_within(site, os.path.join(top, name)):
            raise Refused(f"{name}/ holds what the site is made of; name another folder")
    for path in (Path(site), *Path(site).parents):
        if os.path.lexists(path) and not path.is_dir():
            raise Refused(f"{'it' if str(path) == site else path} is a file; name an empty or a new folder")
