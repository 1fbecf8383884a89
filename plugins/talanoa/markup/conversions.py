"""Converts many texts at once: what the cache has is taken from it, the rest is converted, in several processes if it is much."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from functools import lru_cache, partial
from pathlib import Path
from typing import Any

from msgspec.structs import astuple

from talanoa import processes
from talanoa.cache import Cache, key
from talanoa.files import libraries
from talanoa.markup.convert import convert, new_conversion, remember, remembered
from talanoa.markup.converted import Converted, Heading, Image, Link
from talanoa.markup.harmless import Refused
from talanoa.markup.unread import Unread

MANY = 2_000  # texts; below that, starting processes costs as much as it saves
PORTION = 50  # texts that go to a process and come back at once
_KINDS = {kind.__name__: kind for kind in (Link, Image)}


def convert_all(texts: Iterable[str], cache: Cache, jobs: int) -> None:
    """After this, `convert` answers for each of the texts at once."""
    keys = {text: key(_salt(), text.encode()) for text in dict.fromkeys(texts)}
    known = cache.get(keys.values())
    found = remembered(keys)
    kept = {text: partial(_loaded, known[name]) for text, name in keys.items() if name in known and text not in found}
    missing = [text for text in keys if text not in found and text not in kept]
    found |= zip(missing, _converted(missing, jobs), strict=True)
    remember(found, kept)
    by_name = {name: text for text, name in keys.items()}
    cache.keep(by_name, lambda name: _dumped(convert(by_name[name])))


def _converted(texts: list[str], jobs: int) -> Iterable[Converted]:
    if jobs < 2 or len(texts) < MANY:
        return map(new_conversion, texts)
    with processes.pool(jobs) as pool:
        return list(pool.map(new_conversion, texts, chunksize=PORTION))


@lru_cache(maxsize=1)
def _salt() -> bytes:
    """The digest of everything but the text that a conversion depends on."""
    return key(
        *(name.encode() for name in libraries()),
        *(path.read_bytes() for path in sorted(Path(__file__).parent.glob("*.py"))),
    )


def _dumped(converted: Converted) -> bytes:
    data = {
        "html": converted.html,
        "gaps": [[type(gap).__name__, *_values(gap)] for gap in converted.gaps],
        "headings": [_values(heading) for heading in converted.headings],
        "refused": [_values(refused) for refused in converted.refused],
        "unread": [_values(unread) for unread in converted.unread],
        "text": converted.text,
        "first_paragraph": converted.first_paragraph,
    }
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode()


def _values(thing: Link | Image | Heading | Refused | Unread) -> list[Any]:
    return [*astuple(thing)]


def _loaded(data: bytes | memoryview) -> Converted | None:
    """None if the entry is damaged: it is made again."""
    try:
        found: Mapping[str, Any] = json.loads(bytes(data))
        return Converted(
            html=tuple(found["html"]),
            gaps=tuple(_KINDS[kind](*values) for kind, *values in found["gaps"]),
            headings=tuple(Heading(*values) for values in found["headings"]),
            refused=tuple(Refused(*values) for values in found["refused"]),
            unread=tuple(Unread(*values) for values in found["unread"]),
            text=found["text"],
            first_paragraph=found["first_paragraph"],
        )
    except (ValueError, KeyError, TypeError):
        return None
