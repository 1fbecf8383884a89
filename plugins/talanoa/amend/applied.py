"""Changes of files: everything that isn't changed stays byte for byte as it was written.

What was amended is read again before it is written: unless it says what the changes asked for, and nothing else is different,
nothing is changed.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import groupby
from pathlib import Path

from msgspec import Struct

from talanoa.amend.changes import Change, Put, are_same, change_data, data_of
from talanoa.amend.edits import Edit, child, edit, whole
from talanoa.files import TEXT_ENDINGS, overwrite, read_bytes
from talanoa.problems import Place, Problem
from talanoa.source import (
    MAX_BYTES,
    Mapping,
    Node,
    Scalar,
    Sequence,
    Source,
    decode,
    parse_front_matter,
    parse_yaml,
)

_BOM = b"\xef\xbb\xbf"
_LINE_END = re.compile(r"\r\n|\r|\n")


class Amendment(Struct, frozen=True):
    """What was done: where, and for a field of one line its value before (None if it was lacking) and now."""

    file: str
    line: int
    key: str
    old: str | None
    new: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.key} {self.old or 'none'} → {self.new}"


def amend(root: Path, changes: Iterable[Change]) -> Iterator[Amendment]:
    """Makes changes in a folder's files, each file whole or not at all, and says what it did; raises OSError."""
    for file, text, made in _files(root, changes):
        if made:
            overwrite(root / file, text)
            yield from made


def preview(root: Path, changes: Iterable[Change]) -> list[Amendment]:
    """What `amend` would do; raises OSError."""
    return [done for _, _, made in _files(root, changes) for done in made]


def _files(root: Path, changes: Iterable[Change]) -> Iterator[tuple[str, bytes, list[Amendment]]]:
    """Each file as it would be, and what was done in it."""
    for file, group in groupby(sorted(changes, key=lambda change: change.file), key=lambda change: change.file):
        yield file, *amended(read_bytes(root, file, MAX_BYTES + 1), file, group)


def amended(data: bytes, file: str, changes: Iterable[Change]) -> tuple[bytes, list[Amendment]]:
    """The file with these changes, and what was done; the file as it is if that can't be done safely."""
    known: list[Problem] = []
    new, made, _ = amended_from(root_of(data, file, known), known, data, file, changes)
    return new, made


def amended_from(
    root: Node | None, known: list[Problem], data: bytes, file: str, changes: Iterable[Change]
) -> tuple[bytes, list[Amendment], Node | None]:
    """The same of a file that has been read, with these problems; and what the new file says."""
    if root is None:
        return data, [], root
    begins, (wished, data_by_node) = entries(root), data_of(root)
    edits: list[Edit] = []
    made: list[tuple[Change, str | None]] = []
    for change in changes:
        node = begins.get(change.entry) if change.entry else root
        if node is None:
            continue
        needed = whole(node, change)
        if found := edit(node, needed):
            edits.append(found)
            made.append((change, _old(node, change)))
            change_data(data_by_node[id(node)], needed)
    new = _applied(data, root.source, edits)
    again = _reread(new, file, known)
    if again is None or not are_same(wished, again):
        return data, [], root
    done = [_amendment(again.source, at, change, old) for at, (change, old) in zip(_moved(edits), made)]
    return new, done, again


def root_of(data: bytes, file: str, problems: list[Problem]) -> Node | None:
    """What a YAML file says, or the fields above a post's text."""
    source = decode(data, file, problems)
    if source is None:
        return None
    if not file.endswith(TEXT_ENDINGS):
        return parse_yaml(source, problems)
    matter = parse_front_matter(source, problems)
    return matter.fields if matter else None


def entries(root: Node) -> dict[Place, Mapping]:
    """The entries of a file by the places of their ids, and what is under `occurrences` by the places of the days."""
    found: dict[Place, Mapping] = {}
    for node in _all(root):
        if not isinstance(node, Mapping):
            continue
        if isinstance(node.get("id"), Scalar):
            found[node.entries["id"][1].place] = node
        days = node.get("occurrences")
        for key, value in days.entries.values() if isinstance(days, Mapping) else ():
            if isinstance(value, Mapping):
                found[key.place] = value
    return found


def entry_at(root: Node | None, place: Place | None) -> Node | None:
    """The entry whose id is at a place; without a place, all that there is."""
    return root if place is None or root is None else entries(root).get(place)


def _all(root: Node) -> Iterator[Node]:
    """Every group and list."""
    waiting, seen = [root], set()
    while waiting:
        node = waiting.pop()
        if id(node) in seen:  # by an alias
            continue
        seen.add(id(node))
        yield node
        below: Iterable[Node] = ()
        if isinstance(node, Sequence):
            below = node.items
        elif isinstance(node, Mapping):
            below = (value for _, value in node.entries.values())
        waiting += (one for one in below if not isinstance(one, Scalar))


def _old(node: Node, change: Change) -> str | None:
    """The text that a field had."""
    found: Node | None = node
    for step in change.path:
        found = child(found, step) if found else None
    return found.text if isinstance(found, Scalar) and found.text else None


def _reread(new: bytes, file: str, known: list[Problem]) -> Node | None:
    """The new text, if it can be read and has no problem that the old one hadn't."""
    found: list[Problem] = []
    root = root_of(new, file, found)
    added = Counter(one.code for one in found) - Counter(one.code for one in known)
    return None if added else root


def _applied(data: bytes, source: Source, edits: list[Edit]) -> bytes:
    """The edits count in the text as it was read: without a byte order mark, with plain line ends."""
    bom = data.startswith(_BOM)
    raw = data.decode("utf-8-sig")
    ends = list(_LINE_END.finditer(raw))
    starts = [0, *(end.end() for end in ends)]
    line_end = ends[0][0] if ends else "\n"

    def position(index: int) -> int:
        line, column = source.position(index)
        return starts[line - 1] + column - 1

    parts, at = [], 0
    for one in sorted(edits, key=lambda one: one.order):
        start, end = position(one.start), position(one.end)
        here = bisect_right(starts, start) - 1
        own = ends[here][0] if here < len(ends) else line_end
        parts += [raw[at:start], one.text.replace("\n", own)]
        at = max(at, end)
    return (_BOM if bom else b"") + "".join([*parts, raw[at:]]).encode()


def _moved(edits: list[Edit]) -> list[int]:
    """Where in the new text each edit's own text begins, behind the line break in front of it."""
    moved: dict[int, int] = {}
    by = 0
    for number in sorted(range(len(edits)), key=lambda number: edits[number].order):
        one = edits[number]
        moved[number] = one.start + by + len(one.text) - len(one.text.lstrip("\n"))
        by += len(one.text) - (one.end - one.start)
    return [moved[number] for number in range(len(edits))]


def _amendment(source: Source, at: int, change: Change, old: str | None) -> Amendment:
    new = change.value if isinstance(change, Put) and isinstance(change.value, str) else "changed"
    return Amendment(change.file, source.position(at)[0], ".".join(map(str, change.path)), old, new)
