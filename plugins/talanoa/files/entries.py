"""Bytes by name in one file, which is read and written whole: what isn't as it was written isn't used.

Each entry is its name, its length, and its bytes, which nothing looks at before they are asked for. Nothing is ever appended, so that what
is no longer kept leaves the file.
"""

from __future__ import annotations

import os
import struct
from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path

from talanoa.files.reading import read_bytes
from talanoa.files.sealed import Data, put_sealed, unsealed

_HEAD = struct.Struct("<16sI")
_LARGEST = 500_000_000  # bytes of a file; to read more takes longer than most of what is kept


def read_entries(folder: Path, file: str, by: str = "") -> Mapping[bytes, memoryview]:
    """All of a file, by their names of 16 bytes; none if any of it isn't as `by` wrote it."""
    found: dict[bytes, memoryview] = {}
    with suppress(OSError, ValueError, struct.error):
        if os.lstat(folder / file).st_size > _LARGEST:
            return {}
        data, at = unsealed(read_bytes(folder, file), by), 0
        while at < len(data):
            name, length = _HEAD.unpack_from(data, at)
            at += _HEAD.size + length
            found[name] = data[at - length : at]
        if at == len(data):
            return found
    return {}


def put_entries(folder: Path, file: str, entries: Iterable[tuple[bytes, Data]], by: str = "") -> None:
    """In the place of the last ones. Raises OSError where the folder can't be written to."""
    with put_sealed(folder, file, by) as sealing:
        for name, data in entries:
            sealing.write(_HEAD.pack(name, len(data)))
            sealing.write(data)
