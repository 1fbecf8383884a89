"""What was read of each file, by its bytes, so that only those are read again that changed: in a warm process, and from one build to the next.

Between builds it is in the user's own cache, as a pickle for each file, read with a closed list of classes: those of the model,
problems and dates (decision 0030).
"""

from __future__ import annotations

import io
import pickle
from collections.abc import Callable, Iterator, Mapping, Set
from contextlib import suppress
from datetime import date, datetime, time, timedelta, timezone
from hashlib import blake2b
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple, TypeVar

from talanoa.files import program, put_entries, read_entries
from talanoa.model import agenda, event, member, network, post, recurrence, series, survey, values
from talanoa.model.event import Event
from talanoa.model.member import Member
from talanoa.model.post import Post
from talanoa.model.values import fields_of
from talanoa.problems import Place, Problem, Severity

R = TypeVar("R")
T = TypeVar("T")


class Entry(NamedTuple):
    """What was read, its problems, and what is known of each record in it: by name, with what else that depends on."""

    value: Any
    problems: list[Problem]
    facts: list[dict[str, tuple[str, Any]]]


_NAME = "read"
_PROTOCOL = 5
RECORDS = (Post, Member, Event)
_CLASSES = {
    (known.__module__, known.__qualname__): known
    for known in (
        *(date, datetime, time, timedelta, timezone, Place, Problem, Severity),
        *(
            known
            for module in (agenda, event, member, network, post, recurrence, series, survey, values)
            for known in vars(module).values()
        ),
    )
    if isinstance(known, type) and known.__module__.startswith(("datetime", "talanoa.model.", "talanoa.problems"))
}


class ReadingCache:
    """Results of one reading of a folder, for the next; what the next doesn't ask for is forgotten.

    `folder` is the cache's; without one, the results are only for the same process. `fingerprints` are those of files that someone has just
    read, by path.
    """

    def __init__(self, folder: Path | None = None, fingerprints: Mapping[str, str] = MappingProxyType({})) -> None:
        self._folder = folder
        self.fingerprints = fingerprints
        self._before: dict[bytes, Entry] = {}
        self._now: dict[bytes, Entry] = {}
        # Entries as the last build left them, each made a value when it is asked for; and the names of all that are kept.
        self._stored: Mapping[bytes, memoryview] = {}
        self._kept: frozenset[bytes] = frozenset()
        # Those of which more is known than is kept.
        self._changed: set[bytes] = set()
        # By the numbers of the records, which `_now` keeps alive: their entry's name, and what is known of them.
        self._facts: dict[int, tuple[bytes, dict[str, tuple[str, Any]]]] = {}
        # The records by what they are called; of two with one name, the last.
        self._named: dict[tuple[type, str], Any] = {}

    def begin(self) -> None:
        """The folder is read again from here on."""
        self._before, self._now, self._facts, self._named, self._changed = self._now, {}, {}, {}, set()
        if not self._before and self._folder:
            self._stored = read_entries(self._folder, _NAME, program())
            self._kept = frozenset(self._stored)

    def end(self) -> None:
        """Leaves what was read to the next process, if it isn't what the last one left; of a warm one that reads again and again, the first reading."""
        self._keep(self._now.keys())
        self._folder = None

    def add(self) -> None:
        """Adds what was read to what the last build left, for commands that ask for a part of it alone."""
        self._keep(self._kept | self._now.keys())

    def _keep(self, names: Set[bytes]) -> None:
        """Writes these entries, of which only those are pickled that are new or of which more is known."""
        if self._folder and (self._changed or names != self._kept):
            with suppress(OSError):  # a cache that can't be written is done without
                put_entries(self._folder, _NAME, self._pickled(names), program())
                self._kept = frozenset(names)
        self._stored, self._changed = {}, set()

    def _pickled(self, names: Set[bytes]) -> Iterator[tuple[bytes, bytes | memoryview]]:
        for name in sorted(names):
            data = self._stored.get(name)
            yield (
                name,
                pickle.dumps(tuple(self._now[name]), _PROTOCOL) if data is None or name in self._changed else data,
            )

    def once(self, key: tuple[object, ...], make: Callable[[list[Problem]], T], problems: list[Problem]) -> T:
        """What `make` gives, and the problems it adds; `key` is all that it depends on."""
        name = _name(key)
        found = self._found(name)
        if found is None:
            own: list[Problem] = []
            made = make(own)
            found = Entry(made, own, [{} for _ in _records(made)])
            self._changed.add(name)
        self._now[name] = found
        problems += found.problems
        value: T = found.value
        for record, facts in zip(_records(value), found.facts, strict=True):
            self._facts[id(record)] = name, facts
            self._named[_called(record)] = record
        return value

    def has(self, key: tuple[object, ...]) -> bool:
        """True if `once` would make nothing."""
        return self._found(_name(key)) is not None

    def _found(self, name: bytes) -> Entry | None:
        found = self._before.get(name) or self._now.get(name) or self._unpacked(name)
        if found:
            self._now[name] = found
        return found

    def fact(self, record: R, name: str, make: Callable[[R], T]) -> T:
        """What `make` gives for a record, as it was read or with other parts in the place of some; it depends on that record alone."""
        read, others = record, ""
        if id(record) not in self._facts:
            read = self._named.get(_called(record), record)
            others = _others(read, record)
        found: T | None = self.known(read, name, others)
        if found is None:
            self.note(read, name, found := make(record), others)
        return found

    def known(self, record: object, name: str, given: str = "") -> Any:
        """What was noted of a record, where all else that it depends on is still `given`; else None."""
        _, facts = self._facts.get(id(record), (b"", {}))
        before, value = facts.get(name, (None, None))
        return value if before == given else None

    def note(self, record: object, name: str, value: object, given: str = "") -> None:
        """Keeps something with a record that was read, for as long as all else that it depends on is `given`."""
        if id(record) in self._facts:
            entry, facts = self._facts[id(record)]
            facts[name] = given, value
            self._changed.add(entry)

    def _unpacked(self, name: bytes) -> Entry | None:
        with suppress(Exception):  # whatever is wrong with it: the file is read
            return Entry(*_Unpickler(io.BytesIO(self._stored[name])).load())
        return None


def _name(key: tuple[object, ...]) -> bytes:
    """A digest of all parts of a key, each with its length."""
    digest = blake2b(digest_size=16)
    for part in key:
        data = part if isinstance(part, bytes) else repr(part).encode("utf-8", "surrogateescape")
        digest.update(b"%d " % len(data))
        digest.update(data)
    return digest.digest()


def _called(record: Any) -> tuple[type, str]:
    return type(record), record.slug if isinstance(record, Post) else record.id


def _others(read: object, record: object) -> str:
    """A digest of the parts in which a record isn't what was read."""
    now = {name: getattr(record, name) for name in fields_of(record)}
    others = {name: part for name, part in now.items() if part is not getattr(read, name)}
    return blake2b(pickle.dumps(others, _PROTOCOL), digest_size=16).hexdigest()


def _records(value: object) -> list[Any]:
    """The members, events and posts that a file gave."""
    return [it for it in (value if isinstance(value, list) else [value]) if isinstance(it, RECORDS)]


class _Unpickler(pickle.Unpickler):
    """Makes values, and calls nothing but the classes of the list."""

    def find_class(self, module: str, name: str) -> type:
        return _CLASSES[module, name]
