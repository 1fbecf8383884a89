"""A site's files moved one by one, where its folder can't be renamed: a mount point, or a folder whose parent is closed.

The new site waits whole in a folder within the old one. Its mark there is the journal: as long as it is there, the next build
can finish what this one began.
"""

from __future__ import annotations

import os
from contextlib import suppress

from talanoa.files import folders_above, replace
from talanoa.publish import mark
from talanoa.publish.capitals import Spellings, tells_apart
from talanoa.publish.mark import Written


def move(waiting: str, new: Written, site: str) -> None:
    """First what no page asks for yet, then pages, then what replaces something; what is gone goes last."""
    old = mark.read(site) or {}
    if not tells_apart(site):
        _clear_other_capitals(waiting, new, site, old)
    for path in sorted(mark.leaves(waiting), key=lambda path: _turn(site, path)):
        target = os.path.join(site, path)
        make_way(site, path, old)
        os.makedirs(os.path.dirname(target), exist_ok=True)
        replace(os.path.join(waiting, path), target)
    for path in [*mark.leaves(site)]:
        if (name := mark.name(path)) in old and name not in new:
            mark.delete(site, path)
    replace(os.path.join(waiting, mark.NAME), os.path.join(site, mark.NAME))


def _clear_other_capitals(waiting: str, new: Written, site: str, old: Written) -> None:
    """What is gone goes first where something comes in other capitals: it would get the old name, and be deleted by it."""
    there = {path: name for path in mark.leaves(site) if (name := mark.name(path)) in old and name not in new}
    spellings = Spellings(there)
    others = {other for path in mark.leaves(waiting) if (other := spellings.other(path))}
    for path in there:
        if path in others or any(folder in others for folder in folders_above(path)):
            mark.delete(site, path)


def _turn(site: str, path: str) -> tuple[bool, bool, str]:
    return os.path.lexists(os.path.join(site, path)), path.endswith(".html"), path


def make_way(site: str, path: str, old: Written) -> None:
    """Where a folder has to be there may be a file of the old site, and the other way round."""
    parts = path.split("/")
    for number in range(1, len(parts)):
        above = "/".join(parts[:number])
        if not os.path.isdir(os.path.join(site, above)) and mark.name(above) in old:
            with suppress(FileNotFoundError):
                os.unlink(os.path.join(site, above))
    target = os.path.join(site, path)
    if os.path.isdir(target) and not os.path.islink(target):
        for below in [*mark.leaves(target)]:
            if mark.name(f"{path}/{below}") in old:
                os.unlink(os.path.join(target, below))
        for folder, _, _ in os.walk(target, topdown=False):
            os.rmdir(folder)
