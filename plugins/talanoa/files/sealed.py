"""Bytes behind their own digest, so that what is damaged, or was kept by another program, is seen."""

from __future__ import annotations

import io
import pickle
from hashlib import blake2b
from typing import Any, NoReturn

_LENGTH = 16
_PROTOCOL = 5


def sealed(data: bytes, by: str = "") -> bytes:
    """`by` names who keeps them."""
    return _digest(data, by) + data


def unsealed(found: bytes, by: str = "") -> bytes:
    """The bytes; raises ValueError if they aren't as they were sealed."""
    data = found[_LENGTH:]
    if found[:_LENGTH] != _digest(data, by):
        raise ValueError("these bytes are damaged, or someone else's")
    return data


def packed(value: object, by: str = "") -> bytes:
    """A value of texts, bytes, numbers, tuples, lists and mappings, sealed."""
    return sealed(pickle.dumps(value, _PROTOCOL), by)


def unpacked(found: bytes, by: str = "") -> Any:
    """The value; raises ValueError if the bytes aren't as they were sealed. Nothing in them can name a class or a function."""
    try:
        return _Plain(io.BytesIO(unsealed(found, by))).load()
    except pickle.UnpicklingError as error:
        raise ValueError(str(error)) from None


class _Plain(pickle.Unpickler):
    def find_class(self, module: str, name: str) -> NoReturn:
        raise pickle.UnpicklingError(f"{module}.{name} is no plain value")


def _digest(data: bytes, by: str) -> bytes:
    digest = blake2b(by.encode() + b"\n", digest_size=_LENGTH)
    digest.update(data)
    return digest.digest()
