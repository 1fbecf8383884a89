"""What is kept of an index from one build to the next: what each record has, and the rows. Lines of text after their digest,
of which only those are read that something asks for.

It is never asked what is safe: a file that isn't whole or was made by another version is made again.
"""

from __future__ import annotations

import contextlib
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path
from unicodedata import unidata_version

from talanoa.files import libraries, put, read_bytes
from talanoa.search.shards import Placed, order

_FILE = "search.txt"
_LARGEST = 500_000_000  # bytes; a larger one takes longer to read than to make again


@dataclass(frozen=True, slots=True)
class Analysed:
    """A record as the index needs it: what it was made from (`key`), its length in words, and what it has (`rows.as_text`)."""

    key: str
    length: int
    terms: bytes


@dataclass(frozen=True, slots=True)
class CachedIndex:
    records: Sequence[Analysed]
    rows: Sequence[Placed]


def read(folder: Path, language: str) -> CachedIndex | None:
    """What the last build kept for this language, if it is whole and made by the same rules."""
    with contextlib.suppress(OSError, ValueError):
        digest, _, data = read_bytes(folder, _FILE, _LARGEST).partition(b"\n")
        if digest == _digest(data):
            made_by, many, *lines = data.split(b"\n")
            if made_by == _made_by(language):
                records = [line.split(b" ", 2) for line in lines[: int(many)]]
                rows = [line.split(" ", 2) for line in b"\n".join(lines[int(many) :]).decode().split("\n") if line]
                return CachedIndex(
                    [Analysed(key.decode(), int(length), terms) for key, length, terms in records],
                    [(order(start), start, row, stem) for start, stem, row in rows],
                )
    return None


def write(folder: Path, language: str, kept: CachedIndex) -> None:
    """In place of the last one; where the folder can't be written to, nothing is kept."""
    lines = [_made_by(language), b"%d" % len(kept.records)]
    lines += [f"{record.key} {record.length} ".encode() + record.terms for record in kept.records]
    lines.append("\n".join([f"{start} {stem} {row}" for _, start, row, stem in kept.rows]).encode())
    data = b"\n".join(lines)
    with contextlib.suppress(OSError):
        put(folder, _FILE, b"%b\n%b" % (_digest(data), data))


def _digest(data: bytes) -> bytes:
    return blake2b(data, digest_size=16).hexdigest().encode()


def _made_by(language: str) -> bytes:
    """Everything beside the records that the kept things depend on."""
    rules = _digest(b"".join(path.read_bytes() for path in sorted(Path(__file__).parent.glob("*.py"))))
    versions = _digest(repr((unidata_version, libraries())).encode())
    return b" ".join((ascii(language).encode(), versions, rules))
