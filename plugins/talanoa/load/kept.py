"""What was read of each file, by its bytes, so that a warm process reads only those again that changed."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import Any, TypeVar

from talanoa.problems import Problem

T = TypeVar("T")


class Kept:
    """Results of one reading of a folder, for the next; what the next doesn't ask for is forgotten."""

    def __init__(self) -> None:
        self._before: dict[Hashable, tuple[Any, list[Problem]]] = {}
        self._now: dict[Hashable, tuple[Any, list[Problem]]] = {}

    def begin(self) -> None:
        """The folder is read again from here on."""
        self._before, self._now = self._now, {}

    def once(self, key: Hashable, make: Callable[[list[Problem]], T], problems: list[Problem]) -> T:
        """What `make` gives, and the problems it adds; `key` is all that it depends on."""
        if (found := self._before.get(key) or self._now.get(key)) is None:
            own: list[Problem] = []
            found = make(own), own
        self._now[key] = found
        problems += found[1]
        value: T = found[0]
        return value
