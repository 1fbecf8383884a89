"""The lines of the content's files. A link isn't followed, and a pipe, which would never end, isn't read."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from talanoa import source
from talanoa.files import read_bytes

MAX_SEARCHES = 300  # of the text of one file, for the columns of problems; the rest are shown by their lines


class SourceLines:
    """The lines of the files below `root`, each file read once."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._lines: dict[str, list[str]] = {}
        self._searches: Counter[str] = Counter()

    def of(self, path: str) -> list[str]:
        """A file's lines as `source` counts them; none of a file that can't be read."""
        if path not in self._lines:
            try:
                found = source.decode(read_bytes(self._root, path, source.MAX_BYTES + 1), path, [])
            except OSError:
                found = None
            self._lines[path] = found.text.split("\n") if found else []
        return self._lines[path]

    def may_search(self, path: str) -> bool:
        """False when a file has had so many problems that exact columns would cost too much."""
        self._searches[path] += 1
        return self._searches[path] <= MAX_SEARCHES
