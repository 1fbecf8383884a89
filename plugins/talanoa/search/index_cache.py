"""What is kept of an index from one build to the next: what each record has, and the rows.

It is never asked what is safe: a file that isn't whole or was made by another version is made again.
"""

from __future__ import annotations

import contextlib
from collections.abc import Sequence
from hashlib import blake2b
from pathlib import Path
from unicodedata import unidata_version

from msgspec import Struct

from talanoa.files import libraries, put_packed, read_bytes, unpacked
from talanoa.search.shards import Placed

_FILE = "search"
_LARGEST = 500_000_000  # bytes; a larger one takes longer to read than to make again


class Analysed(Struct, frozen=True):
    """A record as the index needs it: what it was made from (`key`), its length in words, and what it has (`rows.as_text`)."""

    key: str
    length: int
    terms: bytes


class CachedIndex(Struct, frozen=True):
    records: Sequence[Analysed]
    rows: Sequence[Placed]


def read(folder: Path, language: str) -> CachedIndex | None:
    """What the last build kept for this language, if it is whole and made by the same rules."""
    with contextlib.suppress(OSError, ValueError):
        records, rows = unpacked(read_bytes(folder, _FILE, _LARGEST), _made_by(language))
        return CachedIndex([Analysed(*record) for record in records], rows)
    return None


def write(folder: Path, language: str, kept: CachedIndex) -> None:
    """In place of the last one; where the folder can't be written to, nothing is kept."""
    records = [(record.key, record.length, record.terms) for record in kept.records]
    with contextlib.suppress(OSError):
        put_packed(folder, _FILE, (records, kept.rows), _made_by(language))


def _made_by(language: str) -> str:
    """Everything besides the records that the kept things depend on."""
    rules = blake2b(digest_size=16)
    for path in sorted(Path(__file__).parent.glob("*.py")):
        rules.update(path.read_bytes())
    return f"{language} {unidata_version} {libraries()} {rules.hexdigest()}"
