"""The new site takes the place of the last one, which waits beside it to be deleted."""

from __future__ import annotations

import os
from contextlib import suppress

from talanoa.files import Lock, Taken, exchange, rename


def swap(new: str, site: str, old: str) -> None:
    """At once, where the system can do that. Raises OSError where the site's folder can't be moved; it is as it was then."""
    there = os.path.isdir(site)
    if there and _exchanged(new, site, old):
        return
    if there:
        rename(site, old)
    try:
        rename(new, site)
    except OSError:
        if there:
            rename(old, site)
        raise


def _exchanged(new: str, site: str, old: str) -> bool:
    """The last site is locked until it is where no other build would make its own."""
    with suppress(Taken):
        lock = Lock(site)
        try:
            if exchange(new, site):
                try:
                    rename(new, old)
                except OSError:
                    exchange(new, site)
                    raise
                return True
        finally:
            lock.release()
    return False
