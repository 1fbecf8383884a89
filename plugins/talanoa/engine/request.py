"""What a command asks the engine for, and what it gets: values that cost nothing to import."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import TYPE_CHECKING

from msgspec import Struct, field

from talanoa.files import SETTINGS
from talanoa.problems import Problem

if TYPE_CHECKING:
    from talanoa.load import ReadingCache

Report = Callable[[tuple[Problem, ...]], None]
"""Receives what is wrong, before anything is written."""
Progress = Callable[[int, int], None]
"""Receives the number of files that are written, and of all."""


def silent(done: int, of: int) -> None:
    """For those who needn't see a progress."""


class NotBuilt(Exception):
    """The site can't be written; says why, and what to do."""


class Request(Struct, frozen=True):
    """What a command asks for. `now` without an offset is the network's local time; None is the present."""

    now: datetime | None = None
    jobs: int = 1
    cache: bool = True
    drafts: bool = False
    notes: bool = False  # what could be better is said as well, and nothing will be published
    settings: str = SETTINGS  # the file that has them
    by_mkdocs: bool = False  # which can do more with some settings
    readings: ReadingCache | None = None  # what the same process read before
    noted: bool = False  # what outputs read is noted
    fingerprints: Mapping[str, str] = field(default_factory=dict)  # of files as they were a moment ago, by path


class Built(Struct, frozen=True):
    """Where a site is, and what of it there is."""

    site: str
    pages: int
    feeds: int
