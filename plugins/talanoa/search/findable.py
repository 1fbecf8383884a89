"""What can be found, as far as the index counts it. Its words are made only where the last index hasn't got them."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from datetime import date
from functools import partial
from typing import NamedTuple

from msgspec import Struct
from msgspec.structs import astuple

from talanoa import addresses
from talanoa.files import fingerprint
from talanoa.outputs.dates import direction
from talanoa.outputs.view import View
from talanoa.search.records import Record, in_words, records
from talanoa.search.shards import as_json


class About(Struct, frozen=True):
    """A record without its words; `key` is the fingerprint of what a result shows."""

    key: str
    kind: str
    languages: tuple[str, ...]
    countries: tuple[str, ...]
    themes: tuple[str, ...]

    def as_text(self) -> str:
        return as_json(astuple(self)).decode()

    @classmethod
    def from_text(cls, text: str) -> About:
        """What `as_text` wrote."""
        key, kind, *lists = json.loads(text)
        return cls(key, kind, *map(tuple, lists))


class Findable(NamedTuple):
    """What the index keeps of a record, and what a result shows of it, as the browser gets it."""

    about: About
    fragment: Callable[[], bytes]

    @classmethod
    def of(cls, record: Record) -> Findable:
        data = _fragment(record)
        about = About(fingerprint(data), record.kind, record.languages, record.countries, record.themes)
        return cls(about, lambda: data)

    @property
    def words(self) -> tuple[str, str]:
        """Those of the title, and all others."""
        shown = json.loads(self.fragment())
        return shown["title"], shown["text"]


Position = tuple[bool, date, str]
"""Where a record is in the index: what isn't a post first, then posts by their day, so that a new one comes last and no other has
another number than before."""
Entry = tuple[Position, Callable[[], Findable]]
"""What can be found, made when it is its turn: all texts at once are more than a small computer has room for."""


def position(address: str, day: date | None) -> Position:
    """`day` is that of a post; None is what isn't one."""
    return day is not None, day or date.min, address


def findables(view: View) -> Iterator[Entry]:
    """Everything of the site that has a page of its own. What the last build noted of a thing that is as it was is taken over."""
    for noun, id, make in records(view):
        day = view.site.post[id].date.day if noun == "post" else None
        yield position(addresses.of(noun, id), day), partial(_findable, view, (noun, id), make)


def written_by_hand(view: View, address: str, record: Callable[[], Record]) -> Entry:
    """A page of docs/."""
    return position(address, None), lambda: Findable.of(in_words(view, record()))


def _findable(view: View, key: tuple[str, str], make: Callable[[], Record]) -> Findable:
    made: list[Findable] = []

    def described() -> str:
        made.append(Findable.of(in_words(view, make())))
        return made[0].about.as_text()

    text = view.part(described, "search", *key)
    return made[0] if made else Findable(About.from_text(text), lambda: _fragment(in_words(view, make())))


def _fragment(record: Record) -> bytes:
    about = {
        "url": record.address,
        "title": record.title,
        "facts": " · ".join(record.facts),
        "lang": record.languages[0],
        "dir": direction(record.languages[0]),
        "text": record.text,
    }
    return as_json(about)
