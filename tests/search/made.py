"""An index of records of our own, by its files."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from talanoa.search import Findable, Record, index


def indexed(records: Iterable[Record], language: str = "en", cache: Path | None = None) -> dict[str, bytes]:
    return {file.path: file.make() for file in index(map(Findable.of, records), language, cache)}
