"""What the system says of each file of the last site, so that the next build knows without reading it that it is as it was written.

This is in the user's own cache (decision 0022). What doesn't fit, or isn't remembered, is read.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from talanoa.files import put, read_bytes

_NAME = "published.json"
_LARGEST = 200_000_000  # bytes
_TICK = 20_000_000  # nanoseconds: twice what the slowest clock of a file system with fine times needs

Facts = tuple[int, ...]
Remembered = Mapping[str, tuple[str, Facts]]
"""The digest of each path, with that of the bytes, and the facts of the file that had them."""


NUMBER = 4
"""Where in the facts the file's number is."""


def facts(found: os.stat_result) -> Facts:
    """First when it was changed last, which only the system can set; then what no link to it and no renaming changes."""
    return (
        found.st_ctime_ns,
        *(found.st_mode, found.st_size, found.st_mtime_ns, found.st_ino, found.st_dev),
    )


def recall(cache: Path | None, site: str) -> Remembered:
    if cache is None or os.name == "nt":  # there it is the time of its making
        return {}
    with suppress(OSError, ValueError, TypeError, KeyError, AttributeError):
        found = json.loads(read_bytes(cache, _NAME, _LARGEST))
        if found["site"] == site:
            return {name: (row[0], tuple(row[1])) for name, row in found["files"].items()}
    return {}


def remember(cache: Path, site: str, files: Remembered, now: int) -> None:
    """Leaves the facts to the next build, but for files that could still be changed within the same tick of the clock."""
    settled = {name: row for name, row in files.items() if not _could_be_changed_unseen(row[1][0], now)}
    with suppress(OSError):  # a cache that can't be written is done without
        put(cache, _NAME, json.dumps({"site": site, "files": settled}).encode())


def _could_be_changed_unseen(changed: int, now: int) -> bool:
    """Where times are whole seconds, a tick may be two of them."""
    return changed > now - _TICK or changed % 1_000_000_000 == 0
