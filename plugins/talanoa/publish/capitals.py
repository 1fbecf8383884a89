"""Names that a disk takes for one: `Guide` and `guide`, on Windows and on most Macs.

There, what is written in other capitals from now on would stay under its old name, which no link leads to on a web host that tells them apart.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator

from talanoa.files import folders_above
from talanoa.names import folded
from talanoa.publish import mark


def tells_apart(folder: str) -> bool:
    """True if a disk has two files for two names that differ in capitals; asked of a marked folder."""
    return not os.path.lexists(os.path.join(folder, mark.NAME.upper()))


class Spellings:
    """How the paths of files are written, and the folders that they are in."""

    def __init__(self, paths: Iterable[str]) -> None:
        self._written = {folded(part): part for path in paths for part in _parts(path)}

    def other(self, path: str) -> str | None:
        """The first that is in other capitals, of a path and the folders that it is in; None if all are new or as they were."""
        if not self._written:  # as on most systems, for each of thousands of files
            return None
        return next((there for part in _parts(path) if (there := self._written.get(folded(part), part)) != part), None)


def _parts(path: str) -> Iterator[str]:
    yield from folders_above(path)
    yield path
