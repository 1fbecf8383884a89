"""The note of a sent digest: on the disk before the first byte is sent, so that no crash can make a second copy.

There is one file for a digest, and to make it is to begin: two processes can't both.
"""

from __future__ import annotations

from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

from talanoa.digest.made import Digest
from talanoa.files import DIGESTS, durable
from talanoa.model.digest import path_of


class Record:
    """Of one digest. All raises OSError where the folder can't be written."""

    def __init__(self, root: Path, digest: Digest, message_id: str, data: bytes, now: datetime) -> None:
        self._folder = root / DIGESTS
        self._name = path_of(digest.span.until, digest.language).removeprefix(f"{DIGESTS}/")
        self._text = f"""\
# Written by `talanoa digest --send`. Commit it, and leave it as it is: it keeps this digest from being sent twice.
language: {digest.language}
since: {digest.span.since.isoformat()}
until: {digest.span.until.isoformat()}
state: STATE
sent: {now.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}
message_id: "{message_id}"
sha256: "{sha256(data).hexdigest()}"
"""

    def begin(self) -> None:
        """Raises FileExistsError if someone has begun."""
        durable.make(self._folder, self._name, self._as("begun"))

    def finish(self) -> None:
        """It was sent."""
        durable.change(self._folder, self._name, self._as("sent"))

    def withdraw(self) -> None:
        """Nothing was sent."""
        durable.delete(self._folder, self._name)

    def _as(self, state: str) -> bytes:
        return self._text.replace("STATE", state, 1).encode()
