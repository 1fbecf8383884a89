"""Rows → shards: files of rows in the order of their words, of which a search loads those that its words may be in."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from hashlib import blake2b

from msgspec import Struct

from talanoa.search.rows import GROUP, Row, starts

_FULL = 7_000
"""Characters of rows after which a shard ends with the group that it is in: about 5 KB as hosts compress it."""
_MOST = 21_000
"""Characters after which it ends anyhow, but not between rows of one word."""


class Shard(Struct, frozen=True):
    """A file, the first word in it, and what it is called by: its content."""

    first: str
    name: str
    data: bytes


Placed = tuple[str, str, Row, str]
"""A row in one of its places: how the place is ordered, its smallest form there, the row, and its stem."""


def placed(rows: Mapping[str, Row]) -> list[Placed]:
    """Rows, given by their stems, in order. A row is there once for each group that it is in."""
    found = [(order(start), start, row, stem) for stem, row in rows.items() for start in starts(row)]
    found.sort()
    return found


def replaced(last: Iterable[Placed], rows: Mapping[str, Row | None]) -> list[Placed]:
    """The same with these rows in the place of those of their stems."""
    found = [each for each in last if each[3] not in rows]
    found += placed({stem: row for stem, row in rows.items() if row})
    found.sort()  # which takes next to nothing where nearly all is in order
    return found


def shards(rows: Iterable[Placed]) -> Iterator[Shard]:
    part: list[str] = []
    size, first, last = 0, "", ""
    for _, start, text, _ in rows:
        if part and size >= _FULL and (start[:GROUP] != last[:GROUP] or (size >= _MOST and start != last)):
            yield _shard(first, part)
            part, size = [], 0
        if not part:
            first = start
        part.append(text)
        size += len(text)
        last = start
    if part:
        yield _shard(first, part)


def order(word: str) -> str:
    """Words in the order in which JavaScript compares them: by UTF-16, of which each unit becomes a character."""
    return word if word.isascii() else _ASTRAL.sub(lambda found: "\ud800" + found[0], word)


# Those that UTF-16 writes with two units, the first of which is below U+E000.
_ASTRAL = re.compile("[\U00010000-\U0010ffff]")


def _shard(first: str, rows: list[str]) -> Shard:
    data = b'["%b"]' % '","'.join(rows).replace("\\", "\\\\").encode()  # rows have no other character that JSON escapes
    return Shard(first, name_of(data), data)


def name_of(data: bytes) -> str:
    """What a file is called by its content."""
    return blake2b(data, digest_size=5).hexdigest()


_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def as_json(value: object) -> bytes:
    return _encode(value).encode()
