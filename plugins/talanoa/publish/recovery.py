"""What an interrupted build left: its site is put in its place, or the last one is taken back."""

from __future__ import annotations

import os

from talanoa.files import rename
from talanoa.publish import in_place, mark
from talanoa.publish.last_site import refuse_strangers
from talanoa.publish.refused import Refused
from talanoa.publish.remembered import Remembered
from talanoa.publish.working import Working


def take_back(site: str, old: str) -> None:
    """The last site, which waits at `old`, is where it was again, or deleted if there is a new one. Raises Refused for anything else
    there.
    """
    if not os.path.lexists(old):
        return
    spare = mark.read_spare(old)  # stopped when it was made a spare folder, so it may have files of both sites
    last = mark.read(old) or {}
    is_folder = os.path.isdir(old) and not os.path.islink(old)
    if not is_folder or (spare is None and any(mark.strangers(old, last))):
        raise Refused.in_the_way(old)
    if spare is None and not os.path.lexists(site):  # stopped between the two renames of `swap`
        rename(old, site)
        return
    mark.remove(old, spare or last)
    if os.path.lexists(old):
        raise Refused.in_the_way(old)


def move_in(site: str, inside: str, work: Working, remembered: Remembered) -> None:
    """A site that waits whole at `inside` is moved to its end. `work` may be that very folder."""
    if not os.path.lexists(inside):
        return
    waiting = work if work.path == inside else Working(inside)
    if waiting.waiting is not None:
        refuse_strangers(site, remembered, waiting.waiting)
        in_place.move(inside, waiting.waiting, site)
    if waiting is not work:
        waiting.remove()
        waiting.release()
