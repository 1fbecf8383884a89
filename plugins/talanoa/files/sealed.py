"""Bytes behind their own digest, so that what is damaged, or was kept by another program, is seen."""

from __future__ import annotations

from hashlib import blake2b

_LENGTH = 16


def sealed(data: bytes, by: str = "") -> bytes:
    """`by` names who keeps them."""
    return _digest(data, by) + data


def unsealed(found: bytes, by: str = "") -> bytes:
    """The bytes; raises ValueError if they aren't as they were sealed."""
    data = found[_LENGTH:]
    if found[:_LENGTH] != _digest(data, by):
        raise ValueError("these bytes are damaged, or someone else's")
    return data


def _digest(data: bytes, by: str) -> bytes:
    digest = blake2b(by.encode() + b"\n", digest_size=_LENGTH)
    digest.update(data)
    return digest.digest()
