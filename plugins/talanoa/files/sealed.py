"""Bytes behind a checksum of theirs (CRC-32, as in a ZIP file) and the name of who keeps them: what is damaged, or another program's, is
seen. It is proof against accidents, and against no one.
"""

from __future__ import annotations

import io
import pickle
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from hashlib import blake2b
from pathlib import Path
from typing import Any, BinaryIO, NoReturn
from zlib import crc32

from talanoa.files.writing import putting

_LENGTH = 16
_PROTOCOL = 5
Data = bytes | memoryview


def sealed(data: bytes, by: str = "") -> bytes:
    """`by` names who keeps them."""
    return _seal(by, len(data), crc32(data)) + data


def _seal(by: str, length: int, checksum: int) -> bytes:
    return blake2b(f"{by}\n{length} {checksum}".encode(), digest_size=_LENGTH).digest()


@contextmanager
def put_sealed(folder: Path, name: str, by: str = "") -> Iterator[Sealing]:
    """Writes a file whose bytes come in parts, none of which is kept until the last is there; raises OSError."""
    with putting(folder, name) as file:
        sealing = Sealing(file)
        yield sealing
        file.seek(0)
        file.write(_seal(by, sealing.length, sealing.checksum))


class Sealing:
    """A file that begins with room for its seal."""

    def __init__(self, file: BinaryIO) -> None:
        self._write: Callable[[Data], object] = file.write
        self._write(bytes(_LENGTH))
        self.length = self.checksum = 0

    def write(self, data: Data) -> None:
        self._write(data)
        self.checksum = crc32(data, self.checksum)
        self.length += len(data)


def unsealed(found: bytes, by: str = "") -> memoryview:
    """The bytes, not copied; raises ValueError if they aren't as they were sealed."""
    data = memoryview(found)[_LENGTH:]
    if found[:_LENGTH] != _seal(by, len(data), crc32(data)):
        raise ValueError("these bytes are damaged, or someone else's")
    return data


def put_packed(folder: Path, name: str, value: object, by: str = "") -> None:
    """Writes a value of texts, bytes, numbers, tuples, lists and mappings; raises OSError."""
    with put_sealed(folder, name, by) as file:
        pickle.Pickler(file, _PROTOCOL).dump(value)


def unpacked(found: bytes, by: str = "") -> Any:
    """The value; raises ValueError if the bytes aren't as they were sealed. Nothing in them can name a class or a function."""
    unsealed(found, by)
    file = io.BytesIO(found)
    file.seek(_LENGTH)
    try:
        return _Plain(file).load()
    except pickle.UnpicklingError as error:
        raise ValueError(str(error)) from None


class _Plain(pickle.Unpickler):
    def find_class(self, module: str, name: str) -> NoReturn:
        raise pickle.UnpicklingError(f"{module}.{name} is no plain value")
