"""What an entry said before, as git has it: a cell that says the same is older than what people have written since."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from talanoa.amend import root_of
from talanoa.git import Git, Unanswered
from talanoa.source import Mapping as Group
from talanoa.source import Node, Scalar
from talanoa.source import Sequence as List

MOST = 30
"""Versions of a file that are looked at, the latest first."""
MOST_BYTES = 3_000_000
"""Of all that is looked at, but for one version."""
_A_QUESTION = 10_000  # bytes that could be read in the time that git takes to answer


class EarlierVersions:
    """Earlier versions of the network's files; none where git doesn't know them."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._left = MOST_BYTES
        self._git: Git | None = None
        self._versions: dict[str, list[dict[str, Group]]] = {}

    def of(self, file: str, id: str) -> Iterator[Group]:
        """What the entry was in a file."""
        if file not in self._versions:
            self._versions[file] = [*self._read(file)]
        return (version[id] for version in self._versions[file] if id in version)

    def _read(self, file: str) -> Iterator[dict[str, Group]]:
        try:
            self._git = self._git or Git(self._root)
            for data in self._git.versions(file, MOST) if self._left > 0 else ():
                self._left -= len(data) + _A_QUESTION
                yield _by_id(root_of(data, file, []))
                if self._left <= 0:
                    return
        except Unanswered:
            self._left = 0


def _by_id(root: Node | None) -> dict[str, Group]:
    """The entries of a file: those of its list, or the one that it is."""
    if not isinstance(root, Group):
        return {}
    lists = [value for _, value in root.entries.values() if isinstance(value, List)]
    items = [root] if "id" in root.entries else [item for one in lists for item in one.items]
    return {id.text: item for item in items if isinstance(item, Group) and isinstance(id := item.get("id"), Scalar)}
