"""What is read while something is made, so that it need be made again only where one of these reads has another answer."""

from __future__ import annotations

import sys
from collections.abc import Callable, Hashable, Iterable, Iterator
from contextlib import contextmanager
from typing import Any, TypeVar

T = TypeVar("T")

Read = tuple[Hashable, ...]
"""A question about a site, such as ("post", "=", "wells"): its noun first."""


def plain(value: Any) -> Any:
    """The same without the places where texts were written, in tuples too."""
    if isinstance(value, str):
        return str.__str__(value)
    return tuple(map(plain, value)) if isinstance(value, tuple) else value


AT_HAND = 1_000
"""How many texts of one kind are kept for further outputs: a bound for memory, which few networks reach."""


class Known(dict[Hashable, tuple[Any, Iterable[Read]]]):
    """What several outputs share, with what was read for it; of more than `most`, the first are let go."""

    def __init__(self, most: int = sys.maxsize) -> None:
        super().__init__()
        self._most = most

    def __setitem__(self, key: Hashable, found: tuple[Any, Iterable[Read]]) -> None:
        super().__setitem__(key, found)
        if len(self) > self._most:
            del self[next(iter(self))]


class Reads:
    """Notes the reads of what is being made; outside of `frame` there is nothing to note. For one thread at a time."""

    def __init__(self) -> None:
        self._noted: set[Read] | None = None

    def note(self, read: Read) -> None:
        if self._noted is not None:
            self._noted.add(read)

    @contextmanager
    def frame(self) -> Iterator[set[Read]]:
        """What is read within it, and nowhere else."""
        found: set[Read] = set()
        outer, self._noted = self._noted, found
        try:
            yield found
        finally:
            self._noted = outer

    def once(self, known: Known, key: Hashable, make: Callable[[], T]) -> T:
        """What several outputs share: made for the first, while the reads count for each of them."""
        found = known.get(key)
        if found is None:
            with self.frame() as reads:
                value = make()
            known[key] = found = value, reads
        if self._noted is not None:
            self._noted.update(found[1])
        shared: T = found[0]
        return shared
