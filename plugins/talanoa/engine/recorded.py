"""What each output of the last build had read, so that only those are made again for which something answers otherwise.

Kept in the user's own cache (decision 0022), for one folder of a site and one state of what all outputs show; whatever doesn't fit
costs the work of a clean build and nothing else.
"""

from __future__ import annotations

import json
from array import array
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

from talanoa.engine.routes import Route, Summary
from talanoa.files import put, read_bytes, sealed, unsealed
from talanoa.outputs.noted import NotedView
from talanoa.outputs.output import Planned
from talanoa.reads import Read

_NAME = "outputs"
_LARGEST = 200_000_000  # bytes
_BASED = ("link", "related")


@dataclass(frozen=True, slots=True)
class _File:
    """What a file was made of, where its reads are among those of all files, and of a page its summary."""

    plan: str
    begin: int
    end: int
    summary: Summary | None = None

    def written(self, summary: Summary | None) -> tuple[Any, ...]:
        if summary is None:
            return self.plan, self.begin, self.end
        day = summary.updated.isoformat() if summary.updated else ""
        return self.plan, self.begin, self.end, day, summary.listed, summary.picture

    @classmethod
    def read(cls, plan: str, begin: int, end: int, *summary: Any) -> _File:
        if not summary:
            return cls(plan, begin, end)
        day, listed, picture = summary
        return cls(plan, begin, end, Summary(date.fromisoformat(day) if day else None, listed, picture))


class _Part(NamedTuple):
    """A part of a file that lists many, and where its reads are."""

    text: str
    begin: int
    end: int


@dataclass(frozen=True)
class _Last:
    """A build: its reads with their answers, its files by path, its parts of files, and the numbers of the reads of each of these, one
    after the other.
    """

    reads: tuple[Read, ...]
    answers: tuple[str, ...]
    bases: Mapping[str, str]
    files: Mapping[str, _File]
    parts: Mapping[tuple[str, ...], _Part]
    of_files: array[int]


_NOTHING = _Last((), (), {}, {}, {}, array("I"))


class Recorded:
    """The record of the last build, and that of the one that goes on. `state` names what all outputs show, `site` the last site."""

    def __init__(self, cache: Path, state: str, site: str, view: NotedView) -> None:
        self._cache = cache
        self._state = state
        self._view = view
        self._last = _read(cache, state, site)
        self._changed = frozenset(self._changed_reads())
        self._numbers = {read: number for number, read in enumerate(self._last.reads)}
        self._files: dict[str, _File] = {}
        self._of_files = array("I")
        view.parts.update(self._fresh_parts())

    def _fresh_parts(self) -> Iterable[tuple[tuple[str, ...], tuple[str, set[Read]]]]:
        """Those that would be made as they were."""
        last = self._last
        for key, part in last.parts.items():
            numbers = last.of_files[part.begin : part.end]
            if self._changed.isdisjoint(numbers):
                yield key, (part.text, {last.reads[number] for number in numbers})

    def _changed_reads(self) -> Iterable[int]:
        """The numbers of the reads that are answered otherwise now."""
        answers, last = self._view.answers, self._last
        same = {noun for noun in _BASED if last.bases.get(noun) == answers.basis(noun)}
        for number, (read, before) in enumerate(zip(last.reads, last.answers, strict=True)):
            if read[0] not in same and answers.to(read) != before:
                yield number

    def is_fresh(self, route: Route) -> bool:
        """True if a route gives the bytes that it gave last time."""
        if route.plan is None or (found := self._last.files.get(route.path)) is None:
            return False
        return found.plan == _name(route.plan) and self._changed.isdisjoint(
            self._last.of_files[found.begin : found.end]
        )

    def summary(self, route: Route) -> Summary | None:
        """That of a page as it was."""
        return self._last.files[route.path].summary

    def keep(self, route: Route) -> None:
        """A route gives what it gave last time."""
        found = self._last.files[route.path]
        numbers = self._last.of_files[found.begin : found.end]
        self._files[route.path] = _File(found.plan, *self._placed(numbers))

    def make(self, route: Route) -> bytes:
        """The bytes of a route, and on record what it read for them."""
        if route.plan is None:
            return route.make()
        with self._view.reads.frame() as reads:
            data = route.make()
        self._files[route.path] = _File(_name(route.plan), *self._places(reads))
        return data

    def _places(self, reads: Iterable[Read]) -> tuple[int, int]:
        """Where the numbers of some reads begin and end from now on."""
        numbers = self._numbers
        return self._placed(numbers.setdefault(read, len(numbers)) for read in reads)

    def _placed(self, numbers: Iterable[int]) -> tuple[int, int]:
        begin = len(self._of_files)
        self._of_files.extend(numbers)
        return begin, len(self._of_files)

    def save(self, site: str, summaries: Mapping[str, Summary]) -> None:
        """Leaves the record to the next build, which finds the site named `site`; `summaries` are those of pages, by path."""
        answers, last = self._view.answers, self._last
        parts = [(key, text, *self._places(reads)) for key, (text, reads) in self._view.parts.items()]
        used = sorted({*self._of_files})  # what no output reads any more is forgotten
        reads = [*self._numbers]
        head = {
            "state": self._state,
            "site": site,
            "reads": [reads[number] for number in used],
            "answers": [
                last.answers[number]
                if number < len(last.answers) and number not in self._changed
                else answers.to(reads[number])
                for number in used
            ],
            "bases": {noun: answers.basis(noun) for noun in _BASED},
            "files": {path: file.written(summaries.get(path)) for path, file in self._files.items()},
            "parts": parts,
        }
        places = {number: place for place, number in enumerate(used)}
        of_files = array("I", map(places.__getitem__, self._of_files))
        first = json.dumps(head, ensure_ascii=False, separators=(",", ":")).encode()
        data = first + b"\n" + of_files.tobytes()
        with suppress(OSError):  # a cache that can't be written is done without
            put(self._cache, _NAME, sealed(data))


def _name(plan: Planned[object]) -> str:
    """What a plan makes, and of what."""
    return f"{plan.make.__module__}.{plan.make.__qualname__}{plan.args!r}"


def _read(cache: Path, state: str, site: str) -> _Last:
    with suppress(OSError, ValueError, TypeError, KeyError):
        first, _, rest = unsealed(read_bytes(cache, _NAME, _LARGEST)).partition(b"\n")
        if (head := json.loads(first))["state"] == state and head["site"] == site:
            of_files = array("I")
            of_files.frombytes(rest)
            return _Last(
                tuple(map(_tuple, head["reads"])),
                tuple(head["answers"]),
                head["bases"],
                {path: _File.read(*file) for path, file in head["files"].items()},
                {tuple(key): _Part(*part) for key, *part in head["parts"]},
                of_files,
            )
    return _NOTHING


def _tuple(read: Any) -> Any:
    return tuple(map(_tuple, read)) if isinstance(read, list) else read
