"""By what bytes are known from one build to the next.

Eight bytes of BLAKE2b tell apart what one network ever writes; they are proof against accidents, and against no one (decision 0049).
"""

from __future__ import annotations

import os
import stat
import time
from collections.abc import Iterable, Mapping
from contextlib import suppress
from hashlib import blake2b
from pathlib import Path

from talanoa.files.reading import read_bytes
from talanoa.files.sealed import put_packed, unpacked
from talanoa.files.unchanged import TELL, Facts, facts, settled

_NAME = "files"
_FORMAT = "files 1"
_LARGEST = 200_000_000  # bytes

Known = tuple[Facts, str]
"""What the system said of a file before it was read, and the fingerprint of what was in it; both are empty for what is no regular file."""


def fingerprint(data: bytes) -> str:
    return blake2b(data, digest_size=8).hexdigest()


def known_files(root: Path, paths: Iterable[str], cache: Path | None) -> dict[str, Known]:
    """What is known of files in a folder, by path. Raises OSError for what can't be read.

    `cache` is a folder that remembers it, so that only those are read that were changed.
    """
    now, last = time.time_ns(), _recalled(cache)
    found = {path: _known(root, path, last.get(path)) for path in paths}
    regular = {path: known for path, known in found.items() if known[0]}
    if cache and TELL and regular != last:
        with suppress(OSError):  # a cache that can't be written is done without
            kept = {path: (settled(its, now), digest) for path, (its, digest) in regular.items()}
            put_packed(cache, _NAME, kept, _FORMAT)
    return found


def are_as_known(root: Path, known: Mapping[str, Known]) -> bool:
    """True if no one has changed any of these files since."""
    with suppress(OSError):
        last = known if TELL else {}
        return all(_known(root, path, last.get(path)) == its for path, its in known.items())
    return False


def _known(root: Path, path: str, last: Known | None) -> Known:
    there = os.lstat(os.path.join(root, path))
    if not stat.S_ISREG(there.st_mode):
        return (), ""
    its = facts(there)
    return last if last and last[0] == its else (its, fingerprint(read_bytes(root, path)))


def _recalled(cache: Path | None) -> Mapping[str, Known]:
    with suppress(OSError, ValueError):
        if cache and TELL:
            found: dict[str, Known] = unpacked(read_bytes(cache, _NAME, _LARGEST), _FORMAT)
            return found
    return {}
