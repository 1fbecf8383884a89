"""Two folders change places at once, so that neither is missing in between. Linux and macOS can do that; Windows can't."""

from __future__ import annotations

import os
import sys

_HERE = -100  # AT_FDCWD: a path is meant as it is
_SWAP = 2  # RENAME_EXCHANGE of Linux, and RENAME_SWAP of macOS


def exchange(one: str, other: str) -> bool:
    """False where the system or the file system can't do that; nothing has been done then."""
    if os.name == "nt":
        return False
    from ctypes import CDLL  # which a command that publishes nothing needn't wait for

    names = os.fsencode(one), os.fsencode(other)
    library = CDLL(None)
    try:
        if sys.platform == "darwin":
            return bool(library.renamex_np(*names, _SWAP) == 0)
        return bool(library.renameat2(_HERE, names[0], _HERE, names[1], _SWAP) == 0)
    except AttributeError:  # an older library
        return False
