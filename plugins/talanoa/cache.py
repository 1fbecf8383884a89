"""A content-addressed store of expensive bytes, in files that may be deleted at any time.

What is in it is found by a key that names everything that the bytes depend on, so an entry is never out of date. What is
damaged is made again; a cache that can't be written is done without. The bytes are data (JSON), never code.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterable, Mapping
from hashlib import blake2b
from pathlib import Path

from talanoa.files import put, put_entries, read_bytes, read_entries, sealed, unsealed

_NAME = "conversions"


def key(*parts: bytes) -> bytes:
    """The name of what is made from these parts."""
    digest = blake2b(digest_size=16)
    for part in parts:
        digest.update(len(part).to_bytes(8, "big"))
        digest.update(part)
    return digest.digest()


def once(folder: Path | None, name: str, make: Callable[[], bytes], most: int) -> bytes:
    """Bytes of this name, which says all that they depend on: as they were kept in the folder, or made and kept.

    They are kept with a checksum, so that damaged ones are made again; of one kind (what is before the first full
    stop) only the last is kept, and what is larger than `most` isn't.
    """
    if folder is None:
        return make()
    with contextlib.suppress(OSError, ValueError):
        return bytes(unsealed(read_bytes(folder, name, most)))
    data = make()
    with contextlib.suppress(OSError):
        for old in folder.glob(f"{name.partition('.')[0]}.*"):
            old.unlink()
        if len(kept := sealed(data)) < most:
            put(folder, name, kept)
    return data


class Cache:
    """Bytes by key, in a folder; without one, nothing is kept."""

    def __init__(self, folder: Path | None) -> None:
        self._folder = folder
        self._stored = read_entries(folder, _NAME) if folder else {}

    def get(self, keys: Iterable[bytes]) -> Mapping[bytes, memoryview]:
        """What there is of these keys."""
        return {name: self._stored[name] for name in keys if name in self._stored}

    def keep(self, keys: Iterable[bytes], make: Callable[[bytes], bytes | memoryview]) -> None:
        """These, and nothing else, is what the next build finds; the bytes of those that aren't kept yet are made one after the other."""
        names = {*keys}
        if self._folder and names != self._stored.keys():
            entries = ((name, self._stored.get(name) or make(name)) for name in sorted(names))
            with contextlib.suppress(OSError):
                put_entries(self._folder, _NAME, entries)
