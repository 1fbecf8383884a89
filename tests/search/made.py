"""An index of records of our own, by its files."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from pathlib import Path
from typing import get_args

from talanoa.model.post import PostKind
from talanoa.search import Findable, Record, index, position


def indexed(records: Iterable[Record], language: str = "en", cache: Path | None = None) -> dict[str, bytes]:
    found = ((position(it.address, it.date if it.kind in _POSTS else None), partial(Findable.of, it)) for it in records)
    return {file.path: file.make() for file in index(found, language, cache)}


_POSTS = get_args(PostKind)
