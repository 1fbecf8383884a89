"""This program, its libraries and Python, as they were when it began: what is kept of one is nothing to another."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import suppress
from functools import cache
from hashlib import blake2b
from pathlib import Path

_PACKAGE = Path(__file__).parent.parent


@cache
def program() -> str:
    """A digest."""
    return blake2b("\n".join(_parts()).encode("utf-8", "surrogateescape"), digest_size=16).hexdigest()


@cache
def libraries() -> tuple[str, ...]:
    """The libraries that can be imported, each with its version (as Python's folders of metadata are called)."""
    found: list[str] = []
    for folder in sys.path:
        with suppress(OSError):
            found += sorted(name for name in os.listdir(folder or ".") if name.endswith(".dist-info"))
    return tuple(found)


def _parts() -> Iterator[str]:
    """A text for each part, which is another one when the part is."""
    yield sys.version
    yield from libraries()
    for above, folders, names in os.walk(_PACKAGE):
        folders[:] = sorted(name for name in folders if name != "__pycache__")
        for name in sorted(names):
            found = os.stat(os.path.join(above, name))
            yield f"{above}/{name} {found.st_size} {found.st_mtime_ns}"
