"""What a system says of a file or a folder that isn't opened. As long as it says the same, what is in it is the same.

That holds where the time of the last change is one that only the system can set, and fine enough. On Windows it is when the file
was made, so there nothing is known by its facts.
"""

from __future__ import annotations

import os

TELL = os.name != "nt"
"""True where facts tell whether something was changed."""
NUMBER = 4
"""Where in the facts the number of a file is."""
_TICK = 20_000_000  # nanoseconds: twice what the slowest clock of a file system with fine times needs

Facts = tuple[int, ...]


def facts(found: os.stat_result) -> Facts:
    """First when it was changed last, which only the system can set; then what no link to it and no renaming changes."""
    return (
        found.st_ctime_ns,
        found.st_mode,
        found.st_size,
        found.st_mtime_ns,
        found.st_ino,
        found.st_dev,
    )


def settled(its: Facts, now: int) -> Facts:
    """The facts as they were looked at after `now` (nanoseconds); those that the next change could leave as they are never fit."""
    return never_fitting(its) if is_of_this_tick(its[0], now) else its


def never_fitting(its: Facts) -> Facts:
    return (0, *its[1:])


def is_of_this_tick(changed: int, now: int) -> bool:
    """Where times are whole seconds, a tick may be two of them."""
    return changed > now - _TICK or changed % 1_000_000_000 == 0
