"""What was read of each file, by its bytes, so that only those are read again that changed: in a warm process, and from one build to the next.

Between builds it is in the user's own cache, as a pickle that is read with a closed list of classes: those of the model, problems and
dates (decision 0030).
"""

from __future__ import annotations

import gc
import io
import pickle
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import date, datetime, time, timedelta, timezone
from hashlib import blake2b
from pathlib import Path
from typing import Any, TypeVar

from talanoa.files import program, put, read_bytes, sealed, unsealed
from talanoa.model import agenda, event, member, network, post, recurrence, series, survey, values
from talanoa.model.event import Event
from talanoa.model.member import Member
from talanoa.model.post import Post
from talanoa.problems import Place, Problem, Severity

R = TypeVar("R")
T = TypeVar("T")
Entry = tuple[Any, list[Problem], list[dict[str, tuple[str, Any]]]]
"""What was read, its problems, and what is known of each record in it: by name, with what else that depends on."""

_NAME = "read"
_LARGEST = 500_000_000  # bytes
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

    `folder` is the cache's; without one, the results are only for the same process.
    """

    def __init__(self, folder: Path | None = None) -> None:
        self._folder = folder
        self._before: dict[bytes, Entry] = {}
        self._now: dict[bytes, Entry] = {}
        # By the numbers of the records, which `_now` keeps alive.
        self._facts: dict[int, dict[str, tuple[str, Any]]] = {}
        self._has_more = False

    def begin(self) -> None:
        """The folder is read again from here on."""
        self._before, self._now = self._now or self._stored(), {}
        self._facts, self._has_more = {}, False

    def end(self) -> None:
        """Leaves what was read to the next build, if it isn't what the last one left."""
        if self._has_more or self._now.keys() != self._before.keys():
            self._keep(self._now)

    def add(self) -> None:
        """Leaves what was read beside what the last build left, for commands that ask for a part of it alone."""
        if not self._now.keys() <= self._before.keys():
            self._keep(self._before | self._now)

    def _keep(self, found: dict[bytes, Entry]) -> None:
        if self._folder:
            with suppress(OSError):  # a cache that can't be written is done without
                data = pickle.dumps(found, _PROTOCOL)
                put(self._folder, _NAME, sealed(data, program()))

    def once(self, key: tuple[object, ...], make: Callable[[list[Problem]], T], problems: list[Problem]) -> T:
        """What `make` gives, and the problems it adds; `key` is all that it depends on."""
        name = blake2b(repr(key).encode("utf-8", "surrogateescape"), digest_size=16).digest()
        if (found := self._before.get(name) or self._now.get(name)) is None:
            own: list[Problem] = []
            made = make(own)
            found = made, own, [{} for _ in _records(made)]
        self._now[name] = found
        problems += found[1]
        value: T = found[0]
        self._facts.update(zip(map(id, _records(value)), found[2], strict=True))
        return value

    def fact(self, record: R, name: str, make: Callable[[R], T]) -> T:
        """What `make` gives for a record that was read; it depends on that record alone."""
        found: T | None = self.known(record, name)
        if found is None:
            self.note(record, name, found := make(record))
        return found

    def known(self, record: object, name: str, given: str = "") -> Any:
        """What was noted of a record, where all else that it depends on is still `given`; else None."""
        before, value = self._facts.get(id(record), {}).get(name, (None, None))
        return value if before == given else None

    def note(self, record: object, name: str, value: object, given: str = "") -> None:
        """Keeps something with a record; nothing where the record is another than was read, such as one with references taken out."""
        if (facts := self._facts.get(id(record))) is not None:
            facts[name] = given, value
            self._has_more = True

    def _stored(self) -> dict[bytes, Entry]:
        if self._folder is None:
            return {}
        with suppress(Exception), _untidied():  # whatever is wrong with it: the files are read
            found = read_bytes(self._folder, _NAME, _LARGEST)
            return dict(_Unpickler(io.BytesIO(unsealed(found, program()))).load())
        return {}


def _records(value: object) -> list[Any]:
    """The members, events and posts that a file gave."""
    return [it for it in (value if isinstance(value, list) else [value]) if isinstance(it, RECORDS)]


class _Unpickler(pickle.Unpickler):
    """Makes values, and calls nothing but the classes of the list."""

    def find_class(self, module: str, name: str) -> type:
        return _CLASSES[module, name]


@contextmanager
def _untidied() -> Iterator[None]:
    """Looks for no garbage among many new things, of which none is."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()
