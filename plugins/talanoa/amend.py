"""Fields of YAML entries are set in the text itself: everything else stays byte for byte as someone wrote it.

Comments, order, quotation marks, line ends, a byte order mark and indentation are no one's business but the author's.
What was amended is read again before it is written: unless it says the same as before but for the wished fields,
nothing is changed.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from talanoa.files import overwrite, read_bytes
from talanoa.problems import Place, Problem
from talanoa.source import MAX_BYTES, Mapping, Node, Scalar, Sequence, Source, decode, parse_yaml

_BOM = b"\xef\xbb\xbf"
_LINE_END = re.compile(r"\r\n|\r|\n")


@dataclass(frozen=True, slots=True)
class Wish:
    """A field's value, as YAML writes it. If the entry lacks the field, it is put behind the field `after`."""

    entry: Place  # of the entry's id, or of the day that names an occurrence
    key: str
    value: str
    after: str = "id"


@dataclass(frozen=True, slots=True)
class Amendment:
    """What was done: a field's value before (None if it was lacking) and now."""

    file: str
    line: int
    key: str
    old: str | None
    new: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.key} {self.old or 'none'} → {self.new}"


def amend(root: Path, wishes: Iterable[Wish]) -> Iterator[Amendment]:
    """Fulfils wishes in a folder's files, each file whole or not at all, and says what it did; raises OSError."""
    for file, group in groupby(sorted(wishes, key=lambda wish: wish.entry), key=lambda wish: wish.entry.file):
        data = read_bytes(root, file, MAX_BYTES + 1)
        text, made = amended(data, file, list(group))
        if made:
            overwrite(root / file, text)
            yield from made


def amended(data: bytes, file: str, wishes: Iterable[Wish]) -> tuple[bytes, list[Amendment]]:
    """The file with these fields set, and what was done; the file as it is if that can't be done safely."""
    told: list[Problem] = []
    source = decode(data, file, told)
    root = parse_yaml(source, told) if source else None
    if root is None:
        return data, []
    known = entries(root)
    edits: list[_Edit] = []
    granted: list[tuple[Mapping, Wish]] = []
    for wish in {(wish.entry, wish.key): wish for wish in wishes}.values():
        entry = known.get(wish.entry)
        edit = _edit(entry, wish) if entry else None
        if entry and edit:
            edits.append(edit)
            granted.append((entry, wish))
    new = _applied(data, root.source, edits)
    twins = _twins(new, root, granted, told)
    if twins is None:
        return data, []
    return new, [_amendment(file, entry, twins[id(entry)], wish) for entry, wish in granted]


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


def _all(root: Node) -> Iterator[Node]:
    waiting, seen = [root], set()
    while waiting:
        node = waiting.pop()
        if id(node) in seen:  # by an alias
            continue
        seen.add(id(node))
        yield node
        if isinstance(node, Sequence):
            waiting += node.items
        elif isinstance(node, Mapping):
            waiting += [value for _, value in node.entries.values()]


@dataclass(frozen=True, slots=True)
class _Edit:
    """Characters of the source (from 0) that give way to a text. A line break in it becomes one of the file's."""

    start: int
    end: int
    text: str


def _edit(entry: Mapping, wish: Wish) -> _Edit | None:
    """How to fulfil a wish; None where the text is of a kind that no one writes by hand."""
    if wish.key in entry.entries:
        return _replacing(entry, wish)
    if _is_flow(entry):
        return _in_braces(entry, wish)
    return _in_a_line(entry, wish)


def _replacing(entry: Mapping, wish: Wish) -> _Edit | None:
    text = entry.source.text
    key, value = entry.entries[wish.key]
    if not isinstance(value, Scalar) or not _stands_here(key, value):
        return None
    written = text[value.start : value.end]
    if not written:  # `sequence:` and nothing
        colon = re.compile(r"[ \t]*:").match(text, key.end)
        return _Edit(colon.end(), colon.end(), f" {wish.value}") if colon else None
    if written == value.text:
        return _Edit(value.start, value.end, wish.value)
    if written[0] in "'\"":
        return _Edit(value.start + 1, value.end - 1, wish.value)
    return None  # an anchor, a text over several lines


def _in_braces(entry: Mapping, wish: Wish) -> _Edit | None:
    """In `{ }`, behind a value; there every value's end is known."""
    pair = f"{wish.key}: {wish.value}"
    for name in (wish.after, "id", *entry.entries):
        key, value = entry.entries.get(name, (None, None))
        if key and value and value.end > value.start and _stands_here(key, value):
            return _Edit(value.end, value.end, f", {pair}")
    opening = entry.source.text.index("{", entry.start) + 1
    return None if entry.entries else _Edit(opening, opening, pair)


def _in_a_line(entry: Mapping, wish: Wish) -> _Edit | None:
    """A line of its own, behind that of a value of which it is known where it ends; else above the first field."""
    text = entry.source.text
    first = next(iter(entry.entries.values()), None)
    if first is None:
        return None
    indentation = " " * (first[0].place.column - 1)
    for name in (wish.after, "id"):
        key, value = entry.entries.get(name, (None, None))
        if not key or not isinstance(value, Scalar) or value.block or not _stands_here(key, value):
            continue
        if value.end > value.start:
            end = text.find("\n", value.end)
            end = len(text) if end == -1 else end
            return _Edit(end, end, f"\n{indentation}{wish.key}: {wish.value}")
    return _Edit(first[0].start, first[0].start, f"{wish.key}: {wish.value}\n{indentation}")


def _is_flow(entry: Mapping) -> bool:
    """True for `{ … }`, perhaps with an anchor in front."""
    return re.compile(r"(?:[&!]\S*\s+)*\{").match(entry.source.text, entry.start) is not None


def _stands_here(key: Scalar, value: Node) -> bool:
    """False for an alias, whose value stands where its anchor is."""
    return value.start >= key.end


def _applied(data: bytes, source: Source, edits: list[_Edit]) -> bytes:
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
    for edit in sorted(edits, key=lambda edit: edit.start):
        start, end = position(edit.start), position(edit.end)
        here = bisect_right(starts, start) - 1
        own = ends[here][0] if here < len(ends) else line_end
        parts += [raw[at:start], edit.text.replace("\n", own)]
        at = end
    return (_BOM if bom else b"") + "".join([*parts, raw[at:]]).encode()


def _twins(new: bytes, root: Node, granted: list[tuple[Mapping, Wish]], told: list[Problem]) -> dict[int, Node] | None:
    """Each node's counterpart in the new text; None if more differs than was wished."""
    found: list[Problem] = []
    source = decode(new, root.source.file, found)
    other = parse_yaml(source, found) if source else None
    if other is None or [one.code for one in found] != [one.code for one in told]:
        return None
    wished: dict[int, dict[str, str]] = {}
    for entry, wish in granted:
        wished.setdefault(id(entry), {})[wish.key] = wish.value
    twins: dict[int, Node] = {}
    waiting: list[tuple[Node, Node]] = [(root, other)]
    while waiting:
        one, two = waiting.pop()
        if id(one) in twins:
            continue
        twins[id(one)] = two
        if isinstance(one, Scalar) and isinstance(two, Scalar):
            if (one.text, one.plain) != (two.text, two.plain):
                return None
        elif isinstance(one, Sequence) and isinstance(two, Sequence) and len(one.items) == len(two.items):
            waiting += zip(one.items, two.items)
        elif isinstance(one, Mapping) and isinstance(two, Mapping):
            fields = wished.get(id(one), {})
            before, after = ([key for key in node.entries if key not in fields] for node in (one, two))
            values = {key: two.get(key) for key in fields}
            if before != after or any(
                not isinstance(value, Scalar) or value.text != fields[key] for key, value in values.items()
            ):
                return None
            waiting += [(one.entries[key][1], two.entries[key][1]) for key in before]
        else:
            return None
    return twins


def _amendment(file: str, entry: Mapping, twin: Node, wish: Wish) -> Amendment:
    old = entry.get(wish.key)
    assert isinstance(twin, Mapping)
    line = twin.key_place(wish.key).line
    return Amendment(file, line, wish.key, old.text if isinstance(old, Scalar) and old.text else None, wish.value)
