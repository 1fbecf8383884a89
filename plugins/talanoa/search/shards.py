"""Rows → shards: files of rows in the order of their words, of which a search loads those that its words may be in."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from hashlib import blake2b

from talanoa.search.rows import GROUP, Row, starts

_FULL = 16_000
"""Characters of rows after which a shard ends with the group that it is in: about 8 KB as hosts compress it."""
_MOST = 48_000
"""Characters after which it ends anyhow."""


@dataclass(frozen=True, slots=True)
class Shard:
    """A file, the first word in it, and what it is called by: its content."""

    first: str
    name: str
    data: bytes


def shards(rows: Iterable[Row]) -> Iterator[Shard]:
    """A row is there once for each group that it is in."""
    entries = [(_order(start), start, row) for row in rows for start in starts(row)]
    entries.sort()
    part: list[str] = []
    size, first, group = 0, "", ""
    for _, start, text in entries:
        if part and (size >= _MOST or (size >= _FULL and start[:GROUP] != group)):
            yield _shard(first, part)
            part, size = [], 0
        if not part:
            first = start
        part.append(text)
        size += len(text)
        group = start[:GROUP]
    if part:
        yield _shard(first, part)


def _order(word: str) -> str:
    """Words in the order in which JavaScript compares them: by UTF-16, of which each unit becomes a character."""
    return word if word.isascii() else _ASTRAL.sub(lambda found: "\ud800" + found[0], word)


# Those that UTF-16 writes with two units, the first of which is below U+E000.
_ASTRAL = re.compile("[\U00010000-\U0010ffff]")


def _shard(first: str, rows: list[str]) -> Shard:
    data = b'["%b"]' % '","'.join(rows).encode()  # rows have no character that JSON writes otherwise
    return Shard(first, blake2b(data, digest_size=5).hexdigest(), data)


_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def as_json(value: object) -> bytes:
    return _encode(value).encode()
