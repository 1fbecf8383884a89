"""What can be found, as far as the index orders and counts it. Its words are made only where the last index hasn't got them."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from datetime import date

from msgspec import Struct

from talanoa.files import fingerprint
from talanoa.outputs.dates import direction
from talanoa.outputs.view import View
from talanoa.search.records import Record, in_words, records
from talanoa.search.shards import as_json


class Findable(Struct, frozen=True):
    """A record without its words. `fragment` is what a result shows, as the browser gets it, and `key` its fingerprint."""

    key: str
    address: str
    kind: str
    languages: tuple[str, ...]
    countries: tuple[str, ...]
    themes: tuple[str, ...]
    date: date | None
    fragment: Callable[[], bytes]

    @classmethod
    def of(cls, record: Record) -> Findable:
        data = _fragment(record)
        about = record.address, record.kind, record.languages, record.countries, record.themes, record.date
        return cls(fingerprint(data), *about, lambda: data)

    @property
    def words(self) -> tuple[str, str]:
        """Those of the title, and all others."""
        about = json.loads(self.fragment())
        return about["title"], about["text"]

    def as_text(self) -> str:
        lists = self.languages, self.countries, self.themes
        day = self.date.isoformat() if self.date else ""
        return as_json((self.key, self.address, self.kind, *lists, day)).decode()

    @classmethod
    def from_text(cls, text: str, fragment: Callable[[], bytes]) -> Findable:
        """What `as_text` wrote."""
        key, address, kind, languages, countries, themes, day = json.loads(text)
        lists = tuple(languages), tuple(countries), tuple(themes)
        return cls(key, address, kind, *lists, date.fromisoformat(day) if day else None, fragment)


def findables(view: View) -> Iterator[Findable]:
    """Everything of the site that has a page of its own. What the last build noted of a thing that is as it was is taken over."""
    for noun, id, make in records(view):
        yield _findable(view, (noun, id), make)


def _findable(view: View, key: tuple[str, str], make: Callable[[], Record]) -> Findable:
    made: list[Findable] = []

    def described() -> str:
        made.append(Findable.of(in_words(view, make())))
        return made[0].as_text()

    text = view.part(described, "search", *key)
    return made[0] if made else Findable.from_text(text, lambda: _fragment(in_words(view, make())))


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
