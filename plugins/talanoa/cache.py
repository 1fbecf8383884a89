"""A content-addressed store of expensive bytes, in one file that may be deleted at any time.

What is in it is found by a key that names everything that the bytes depend on, so an entry is never out of date. A
damaged file is thrown away and begun again; a cache that can't be written is done without. The bytes are data (JSON),
never code.
"""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping
from hashlib import blake2b
from pathlib import Path

from talanoa.files import put, read_bytes, sealed, unsealed

_ROWS_A_QUERY = 500
_NAME = "talanoa.sqlite"
_LARGEST = 2_000_000_000  # bytes of the file; to look through more takes longer than to begin again
_TABLE = "CREATE TABLE entries (key BLOB PRIMARY KEY, bytes BLOB NOT NULL) WITHOUT ROWID"


def key(*parts: bytes) -> bytes:
    """The name of what is made from these parts."""
    digest = blake2b(digest_size=16)
    for part in parts:
        digest.update(len(part).to_bytes(8, "big"))
        digest.update(part)
    return digest.digest()


def once(folder: Path | None, name: str, make: Callable[[], bytes], most: int) -> bytes:
    """Bytes of this name, which says all that they depend on: as they were kept in the folder, or made and kept.

    They are kept with their digest, so that damaged ones are made again; of one kind (what is before the first full
    stop) only the last is kept, and what is larger than `most` isn't.
    """
    if folder is None:
        return make()
    with contextlib.suppress(OSError, ValueError):
        return unsealed(read_bytes(folder, name, most))
    data = make()
    with contextlib.suppress(OSError):
        for old in folder.glob(f"{name.partition('.')[0]}.*"):
            old.unlink()
        if len(data) < most - 16:
            put(folder, name, sealed(data))
    return data


class Cache:
    """Bytes by key. Use `opened`."""

    def __init__(self, connection: sqlite3.Connection | None) -> None:
        self._connection = connection

    def get(self, keys: Iterable[bytes]) -> Mapping[bytes, bytes]:
        """What there is of these keys."""
        wanted = list(keys)
        found: dict[bytes, bytes] = {}
        if self._connection is None:
            return found
        for first in range(0, len(wanted), _ROWS_A_QUERY):
            part = wanted[first : first + _ROWS_A_QUERY]
            marks = ",".join("?" * len(part))
            # The marks are question marks only; the keys are bound.
            found.update(self._connection.execute(f"SELECT key, bytes FROM entries WHERE key IN ({marks})", part))
        return found

    def keep(self, entries: Mapping[bytes, bytes], used: Iterable[bytes]) -> None:
        """Adds entries, and forgets what is neither among them nor among the used."""
        if self._connection is None:
            return
        with self._connection:
            self._connection.executemany("INSERT OR REPLACE INTO entries VALUES (?, ?)", entries.items())
            self._connection.execute("CREATE TEMP TABLE IF NOT EXISTS used (key BLOB PRIMARY KEY)")
            self._connection.execute("DELETE FROM used")
            self._connection.executemany(
                "INSERT OR IGNORE INTO used VALUES (?)", ((name,) for name in (*used, *entries))
            )
            self._connection.execute("DELETE FROM entries WHERE key NOT IN (SELECT key FROM used)")


@contextlib.contextmanager
def opened(folder: Path | None) -> Iterator[Cache]:
    """The cache in a folder, which is made if need be; without a folder, one that keeps nothing."""
    connection = _connection(folder / _NAME) if folder else None
    try:
        yield Cache(connection)
    finally:
        if connection:
            connection.close()


def _connection(file: Path) -> sqlite3.Connection | None:
    with contextlib.suppress(OSError, sqlite3.Error):
        return _prepared(file)
    with contextlib.suppress(OSError, sqlite3.Error):  # damaged: begin again
        file.unlink()
        return _prepared(file)
    return None


def _prepared(file: Path) -> sqlite3.Connection:
    file.parent.mkdir(parents=True, exist_ok=True)
    if file.exists() and file.stat().st_size > _LARGEST:
        raise sqlite3.DatabaseError("too large")
    connection = sqlite3.connect(file, timeout=1)
    try:
        connection.execute("PRAGMA synchronous = OFF")  # losing it costs a rebuild and nothing else
        connection.execute("PRAGMA secure_delete = ON")  # what was erased from the texts is not left in a free page
        connection.execute(_TABLE.replace("TABLE", "TABLE IF NOT EXISTS"))
        # Only our table, and nothing that could compute what is in it.
        if [*connection.execute("SELECT sql FROM sqlite_schema")] != [(_TABLE,)]:
            raise sqlite3.DatabaseError("not ours")
        if connection.execute("PRAGMA quick_check(1)").fetchone() != ("ok",):
            raise sqlite3.DatabaseError("damaged")
    except sqlite3.Error:
        connection.close()
        raise
    return connection
