"""What each output of the last build had read, so that only those are made again for which something answers otherwise.

Kept in the user's own cache (decision 0022), for one folder of a site and one state of what all outputs show; whatever doesn't fit
costs the work of a clean build and nothing else.
"""

from __future__ import annotations

from array import array
from collections.abc import Hashable, Iterable, Iterator, Mapping
from contextlib import suppress
from datetime import date
from functools import cached_property
from itertools import chain
from pathlib import Path
from typing import Any

from msgspec import Struct, field

from talanoa.engine.routes import Route, Summary
from talanoa.files import put_packed, read_bytes, unpacked
from talanoa.outputs.noted import NotedView
from talanoa.outputs.output import Planned
from talanoa.reads import Known, Read, plain

_NAME = "outputs"
_LARGEST = 200_000_000  # bytes

Numbers = bytes
"""The numbers of some reads, as an array of them."""
_File = tuple[Any, ...]
"""What a file was made of, the numbers of its reads, and of a page its summary: when it was changed, whether lists name it, its picture."""
_Part = tuple[str, Numbers]
"""A part of a file that lists many."""


class _Last(Struct, frozen=True):
    """A build: its reads with their answers, what all answers to a noun follow from, its files by path, its parts of files.

    Where a read was that no output reads any more there is None.
    """

    reads: list[Read | None] = field(default_factory=list)
    answers: list[str] = field(default_factory=list)
    bases: Mapping[str, str] = field(default_factory=dict)
    files: Mapping[str, _File] = field(default_factory=dict)
    parts: Mapping[Hashable, _Part] = field(default_factory=dict)


class Recorded:
    """The record of the last build, and that of the one that goes on. `state` names what all outputs show, `site` the last site."""

    def __init__(self, cache: Path, state: str, site: str, view: NotedView) -> None:
        self._cache = cache
        self._state = state
        self._view = view
        self._last = _read(cache, state, site)
        self._reads = [*self._last.reads]
        self._changed = frozenset(self._changed_reads())
        self._files: dict[str, _File] = {}
        self._parts = view.parts = _Parts(self)

    def _changed_reads(self) -> Iterator[int]:
        """The numbers of the reads that are answered otherwise now."""
        answers, last = self._view.answers, self._last
        same = {noun for noun, basis in last.bases.items() if answers.basis(noun) == basis}
        for number, (read, before) in enumerate(zip(last.reads, last.answers, strict=True)):
            if read is not None and read[0] not in same and answers.to(read) != before:
                yield number

    def _holds(self, numbers: Numbers) -> bool:
        """True if all of these reads are answered as they were."""
        return self._changed.isdisjoint(memoryview(numbers).cast("I"))

    def is_fresh(self, route: Route) -> bool:
        """True if a route gives the bytes that it gave last time."""
        if route.plan is None or (found := self._last.files.get(route.path)) is None:
            return False
        return bool(found[0] == _name(route.plan)) and self._holds(found[1])

    def summary(self, route: Route) -> Summary | None:
        """That of a page as it was."""
        _, _, *summary = self._last.files[route.path]
        if not summary:
            return None
        day, listed, picture = summary
        return Summary(date.fromisoformat(day) if day else None, listed, picture)

    def keep(self, route: Route) -> None:
        """A route gives what it gave last time."""
        self._files[route.path] = self._last.files[route.path]

    def make(self, route: Route) -> bytes:
        """The bytes of a route, and on record what it read for them."""
        if route.plan is None:
            return route.make()
        with self._view.reads.frame() as reads:
            data = route.make()
        self._files[route.path] = _name(route.plan), self._numbered(reads)
        return data

    @cached_property
    def _numbers(self) -> dict[Read, int]:
        return {read: number for number, read in enumerate(self._reads) if read is not None}

    @cached_property
    def _free(self) -> list[int]:
        return [number for number, read in enumerate(self._reads) if read is None]

    def _number(self, read: Read) -> int:
        """The number of a read from now on."""
        if (number := self._numbers.get(read)) is None:
            read = plain(read)
            if self._free:
                number = self._free.pop()
                self._reads[number] = read
            else:
                number = len(self._reads)
                self._reads.append(read)
            self._numbers[read] = number
        return number

    def _numbered(self, reads: Iterable[Read]) -> Numbers:
        return array("I", map(self._number, reads)).tobytes()

    def part(self, key: Hashable) -> tuple[str, Iterable[Read]] | None:
        """One of the last build, with its reads, if it would be made as it was."""
        found = self._last.parts.get(key)
        if found is None or not self._holds(found[1]):
            return None
        return found[0], _Reads(self._last, found[1])

    def save(self, site: str, summaries: Mapping[str, Summary]) -> None:
        """Leaves the record to the next build, which finds the site named `site`; `summaries` are those of pages, by path."""
        files = {path: _with(file, summaries.get(path)) for path, file in self._files.items()}
        parts = {key: part for key, part in self._last.parts.items() if self._holds(part[1])}
        parts |= {
            plain(key): (plain(text), self._numbered(reads))
            for key, (text, reads) in self._parts.items()
            if key not in parts
        }
        used: set[int] = set()
        for _, numbers, *_ in chain(files.values(), parts.values()):
            used.update(memoryview(numbers).cast("I"))
        reads = [read if number in used else None for number, read in enumerate(self._reads)]
        answers = [*self._answers(reads)]
        bases = {noun: self._view.answers.basis(noun) for noun in {str(read[0]) for read in reads if read}}
        with suppress(OSError):  # a cache that can't be written is done without
            put_packed(self._cache, _NAME, (self._state, site, reads, answers, bases, files, parts))

    def _answers(self, reads: Iterable[Read | None]) -> Iterator[str]:
        last = self._last
        for number, read in enumerate(reads):
            if read is None:
                yield ""
            elif number < len(last.reads) and last.reads[number] == read and number not in self._changed:
                yield last.answers[number]
            else:
                yield self._view.answers.to(read)


class _Reads(Struct, frozen=True):
    """Reads of the last build."""

    last: _Last
    numbers: Numbers

    def __iter__(self) -> Iterator[Read]:
        reads = (self.last.reads[number] for number in memoryview(self.numbers).cast("I"))
        return (read for read in reads if read is not None)


class _Parts(Known):
    """Parts of outputs: those of the last build are taken over when they are asked for."""

    def __init__(self, recorded: Recorded) -> None:
        super().__init__()
        self._recorded = recorded

    def get(self, key: Hashable, default: Any = None) -> Any:
        found = super().get(key, default)
        if found is None and (found := self._recorded.part(key)):
            self[key] = found
        return found


def _with(file: _File, summary: Summary | None) -> _File:
    """A file on record, with the summary of a page."""
    plan, numbers, *_ = file
    if summary is None:
        return plan, numbers
    return (
        plan,
        numbers,
        summary.updated.isoformat() if summary.updated else "",
        summary.listed,
        plain(summary.picture),
    )


def _name(plan: Planned[object]) -> str:
    """What a plan makes, and of what."""
    return f"{plan.make.__module__}.{plan.make.__qualname__}{plan.args!r}"


def _read(cache: Path, state: str, site: str) -> _Last:
    with suppress(OSError, ValueError, TypeError):
        was, named, *found = unpacked(read_bytes(cache, _NAME, _LARGEST))
        if was == state and named == site:
            return _Last(*found)
    return _Last()
