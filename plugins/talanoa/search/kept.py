"""What is kept of an index from one build to the next: what each record has, and the rows. Lines of JSON after their digest:
each for itself, since a text of all of them would take four bytes a character where one of them does.

It is never asked what is safe: a file that isn't whole or was made by another version is made again.
"""

from __future__ import annotations

import contextlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from importlib.metadata import version
from pathlib import Path
from unicodedata import unidata_version

from talanoa.files import put, read_bytes
from talanoa.search.rows import Row
from talanoa.search.shards import as_json

_FILE = "search.json"
_LARGEST = 500_000_000  # bytes; a larger one takes longer to read than to make again


@dataclass(frozen=True, slots=True)
class Analysed:
    """A record as the index needs it: its address, what it was made from (`key`), its length in words, and its stems as a text (`told`)."""

    address: str
    key: str
    length: int
    told: str


@dataclass(frozen=True, slots=True)
class Kept:
    records: Sequence[Analysed]
    rows: Mapping[str, Row]


def read(folder: Path, language: str) -> Kept | None:
    """What the last build kept for this language, if it is whole and made by the same rules."""
    with contextlib.suppress(OSError, ValueError, TypeError, KeyError):
        digest, *lines = read_bytes(folder, _FILE, _LARGEST).split(b"\n")
        if digest == _digest(lines):
            (made_by, many), *values = (json.loads(line.decode()) for line in lines)
            if made_by == _made_by(language):
                records = [Analysed(*record) for record in values[:many]]
                return Kept(records, {stem: Row(*row) for stem, *row in values[many:]})
    return None


def write(folder: Path, language: str, kept: Kept) -> None:
    """In place of the last one; where the folder can't be written to, nothing is kept."""
    lines = [as_json((_made_by(language), len(kept.records)))]
    lines += [as_json((record.address, record.key, record.length, record.told)) for record in kept.records]
    lines += [as_json((stem, row.text, row.counts)) for stem, row in kept.rows.items()]
    with contextlib.suppress(OSError):
        put(folder, _FILE, b"\n".join([_digest(lines), *lines]))


def _digest(lines: Iterable[bytes]) -> bytes:
    digest = blake2b(digest_size=16)
    for line in lines:
        digest.update(line + b"\n")
    return digest.hexdigest().encode()


def _made_by(language: str) -> str:
    """Everything beside the records that the kept things depend on."""
    rules = b"".join(path.read_bytes() for path in sorted(Path(__file__).parent.glob("*.py")))
    return f"{language} {unidata_version} {version('pystemmer')} {version('icu4py')} {_digest([rules]).decode()}"
