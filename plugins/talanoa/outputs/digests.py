"""Digests of what a site is made of: the same for the same value, in whichever process.

Where a text is in its file is no part of it, but for the file: a line added above changes nothing that is shown.
"""

from __future__ import annotations

import io
import pickle
from collections.abc import Callable
from hashlib import blake2b
from operator import attrgetter
from typing import Any

from talanoa.load import RECORDS, ReadingCache
from talanoa.model.occurrences import Occurrence
from talanoa.model.values import Located
from talanoa.problems import Place
from talanoa.site import Site

_GETTERS: dict[type, Callable[[Any], object] | None] = {}


class Digests:
    """Of a site's values; the large ones are taken apart once, and `readings` keeps what came of those that are as they were read."""

    def __init__(self, site: Site, readings: ReadingCache) -> None:
        self._site = site
        self._known: dict[int, tuple[object, bytes]] = {}  # with what has that number, so that no other gets it
        for record in (*site.posts, *site.members, *site.events):
            self._known[id(record)] = record, readings.fact(record, "digest", self._new)

    def of(self, value: object) -> str:
        if isinstance(value, frozenset):
            value = sorted(value)
        return self._bytes(value).hex()

    def _bytes(self, value: object) -> bytes:
        found = self._known.get(id(value))
        if found is None:
            found = value, self._new(value)
            if isinstance(value, RECORDS):
                self._known[id(value)] = found
        return found[1]

    def _new(self, value: object) -> bytes:
        file = io.BytesIO()
        pickler = _Pickler(file, self, value)
        pickler.fast = True  # whether two equal texts are one object says nothing
        pickler.dump(value)
        return blake2b(file.getbuffer(), digest_size=8).digest()

    def of_occurrence(self, occurrence: Occurrence) -> tuple[object, ...]:
        """An occurrence is made of its event alone."""
        return self._bytes(self._site.event[occurrence.event.id]), occurrence.original, occurrence.number


class _Pickler(pickle.Pickler):
    def __init__(self, file: io.BytesIO, digests: Digests, whole: object) -> None:
        super().__init__(file, protocol=5)
        self._digests = digests
        self._whole = whole

    def reducer_override(self, value: Any) -> Any:
        kind = type(value)
        if kind is Occurrence:
            return tuple, (self._digests.of_occurrence(value),)
        if kind in RECORDS and value is not self._whole:
            return bytes, (self._digests._bytes(value),)
        if getter := _getter(kind):
            return tuple, ((kind.__name__, getter(value)),)
        if isinstance(value, Located):
            return str, (f"{kind.__name__}\0{value.place.file}\0{value}",)
        if kind is Place:
            return str, (value.file,)
        if isinstance(value, str):
            return str, (str.__str__(value),)
        return NotImplemented


def _getter(kind: type) -> Callable[[Any], object] | None:
    """What gives all fields of a value; None for other types."""
    if kind not in _GETTERS:
        names: tuple[str, ...] = getattr(kind, "__struct_fields__", ())
        _GETTERS[kind] = attrgetter(*names) if names else None
    return _GETTERS[kind]
