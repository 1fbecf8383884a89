"""What is kept of an index from one build to the next: what each record has, and the rows. Data (JSON) with its digest.

It is never asked what is safe: a file that isn't whole or was made by another version is made again.
"""

from __future__ import annotations

import contextlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from importlib.metadata import version
from pathlib import Path
from unicodedata import unidata_version

from talanoa.cache import put
from talanoa.load import read_bytes
from talanoa.search.rows import Row
from talanoa.search.shards import as_json

_FILE = "search.json"
_DIGEST = 16
_LARGEST = 500_000_000  # bytes; a larger one takes longer to read than to make again


@dataclass(frozen=True, slots=True)
class Analysed:
    """A record as the index needs it: its address, what it was made from (`key`), its length in words, and its stems as a text (`parsed`)."""

    address: str
    key: str
    length: int
    stems: str


@dataclass(frozen=True, slots=True)
class Kept:
    records: Sequence[Analysed]
    rows: Mapping[str, Row]


def read(folder: Path, language: str) -> Kept | None:
    """What the last build kept for this language, if it is whole and made by the same rules."""
    with contextlib.suppress(OSError, ValueError, TypeError, KeyError):
        data = read_bytes(folder, _FILE, _LARGEST)
        if data[:_DIGEST] == _digest(data[_DIGEST:]):
            made_by, records, rows = json.loads(data[_DIGEST:])
            if made_by == _made_by(language):
                return Kept(
                    [Analysed(*record) for record in records],
                    {stem: Row(*row) for stem, row in rows.items()},
                )
    return None


def write(folder: Path, language: str, kept: Kept) -> None:
    """In place of the last one; where the folder can't be written to, nothing is kept."""
    records = [(record.address, record.key, record.length, record.stems) for record in kept.records]
    rows = {stem: (row.text, row.counts) for stem, row in kept.rows.items()}
    data = as_json((_made_by(language), records, rows))
    with contextlib.suppress(OSError):
        put(folder, _FILE, _digest(data) + data)


def _digest(data: bytes) -> bytes:
    return blake2b(data, digest_size=_DIGEST).digest()


def _made_by(language: str) -> str:
    """Everything beside the records that the kept things depend on."""
    rules = b"".join(path.read_bytes() for path in sorted(Path(__file__).parent.glob("*.py")))
    return f"{language} {unidata_version} {version('pystemmer')} {version('icu4py')} {_digest(rules).hex()}"
