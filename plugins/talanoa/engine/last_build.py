"""What the last build was made of and what came of it, so that a build of the same costs next to nothing.

A site depends on the bytes of the network's files, on this program and its libraries, and on the time: on the day, and on which moments that
posts and events name have passed. If all of that is as it was, and the site's folder too, the site is what a build would make. What is
kept is in the user's own cache (decision 0022); whatever in it doesn't fit costs a build and nothing else.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from contextlib import suppress
from datetime import datetime, time, timedelta
from hashlib import blake2b
from itertools import chain
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, TypeVar

from msgspec import Struct, json

from talanoa import clock
from talanoa.engine.request import Built
from talanoa.files import (
    FOLDERS,
    LISTS,
    Known,
    are_as_known,
    known_files,
    program,
    put,
    read_bytes,
    sealed,
    unsealed,
)
from talanoa.model.zones import aware, zone
from talanoa.problems import Problem
from talanoa.publish import Publication, Refused, mark

if TYPE_CHECKING:
    from talanoa.build import Outputs
    from talanoa.load import Content

_NAME = "site"
_CHECKED = "checked"
_LARGEST = 50_000_000  # bytes
_BEGINNING = 2000  # bytes of a file beside the content, in which `misnamed` looks for an entry or a post


class LastCheck(Struct, frozen=True, forbid_unknown_fields=True):
    """A judgement: what was judged, when it holds, and what was found."""

    made_of: str
    since: str  # the moments between which nothing in the content comes or goes
    until: str
    timezone: str
    problems: tuple[Problem, ...]

    def holds(self, now: datetime | None, made_of: str) -> bool:
        """True if the same would be found now, in what is now made of this."""
        at = aware(now or clock.now(), self.timezone)
        same = bool(made_of) and made_of == self.made_of
        return same and datetime.fromisoformat(self.since) <= at < datetime.fromisoformat(self.until)


class LastBuild(LastCheck, frozen=True):
    """A build: its judgement, and the folder that it left."""

    named: str  # the site's folder as it was asked for, and as it is without links
    site: str
    after: str  # a digest of what is in it
    strict: bool  # as the settings say
    pages: int
    feeds: int

    @property
    def built(self) -> Built:
        return Built(self.site, self.pages, self.feeds)


L = TypeVar("L", bound=LastCheck)


class MadeOf(Struct, frozen=True):
    """Everything but the time that a site depends on: a digest of all of it, "" if that can't be said; and each file by its path."""

    root: Path
    settings: str
    all: str = ""
    files: Mapping[str, Known] = MappingProxyType({})

    @property
    def fingerprints(self) -> Mapping[str, str]:
        return {path: fingerprint for path, (_, fingerprint) in self.files.items()}

    @property
    def is_still_so(self) -> bool:
        """False if someone has changed a file since, so that no one knows which of its versions was read."""
        return [*self.files] == [*_files(self.root, self.settings)] and are_as_known(self.root, self.files)


def made_of(root: Path, settings: str, *options: object, cache: Path | None = None) -> MadeOf:
    """`cache` is the folder that remembers the files' fingerprints."""
    if os.path.lexists(root / ".cache"):  # then git is asked about it
        return MadeOf(root, settings)
    digest = blake2b(digest_size=16)
    try:
        files = known_files(root, _files(root, settings), cache)
        contents = ((path, fingerprint) for path, (_, fingerprint) in files.items())
        for part in (program(), settings, *map(repr, options), *_beside(root), *chain.from_iterable(contents)):
            _add(digest, part.encode("utf-8", "surrogateescape"))
    except OSError:  # a build says what is wrong
        return MadeOf(root, settings)
    return MadeOf(root, settings, digest.hexdigest(), files)


def state_of(*what: object) -> str:
    """A digest of all that every output shows: the program, and `what` was read and made. Nothing is read again, as it may be changed since."""
    digest = blake2b(digest_size=16)
    for part in (program(), *map(repr, what)):
        _add(digest, part.encode("utf-8", "surrogateescape"))
    return digest.hexdigest()


def unchanged_between(content: Content, now: datetime) -> tuple[datetime, datetime]:
    """The moments around `now` (aware) between which a site of this content stays as it is: from the first until before the second."""
    here = zone(content.network.timezone)
    day = datetime.combine(now.astimezone(here).date(), time(), here)
    stamps = (stamp for post in content.posts for stamp in (post.date, post.updated, post.publish_at, post.expires))
    changes = [event.updated for event in content.events]
    changes += [override.updated for event in content.events for override in event.occurrences]
    moments = [stamp.instant(here) for stamp in (*stamps, *changes) if stamp and stamp.time is not None]
    moments += [day, datetime.combine(day.date() + timedelta(days=1), time(), here)]
    return max(moment for moment in moments if moment <= now), min(moment for moment in moments if moment > now)


class LastBuildCache(Struct, frozen=True):
    """The last build for a folder and for these options: what is kept of it in the cache's folder, if it was made of the same."""

    folder: Path
    made_of: MadeOf

    def same(self, now: datetime | None) -> LastBuild | None:
        """The last build, if one now would make the very site that is in its folder."""
        with suppress(OSError, ValueError, Refused):
            last = _read(self.folder, _NAME, LastBuild)
            if last.holds(now, self.made_of.all):
                publication = Publication(last.named, self.made_of.root, self.folder)
                return last if publication.site == last.site and publication.is_as_left(last.after) else None
        return None

    def keep(
        self, named: str, strict: bool, problems: tuple[Problem, ...], outputs: Outputs, built: Built, after: str
    ) -> None:
        """Leaves a build to the next one; `named` is the site's folder, `strict` what the settings say, and `after` names what is in it."""
        if not self.made_of.is_still_so:
            return
        since, until, zone = _when(outputs)
        last = LastBuild(
            self.made_of.all, since, until, zone, problems, named, built.site, after, strict, built.pages, built.feeds
        )
        _write(self.folder, _NAME, last)


class LastCheckCache(Struct, frozen=True):
    """The last check of a folder, kept in the cache's folder."""

    folder: Path
    made_of: MadeOf

    def same(self, now: datetime | None) -> tuple[Problem, ...] | None:
        """What the last check found, if one now would find the very same."""
        with suppress(OSError, ValueError):
            last = _read(self.folder, _CHECKED, LastCheck)
            return last.problems if last.holds(now, self.made_of.all) else None
        return None

    def keep(self, problems: tuple[Problem, ...], outputs: Outputs) -> None:
        if self.made_of.is_still_so:
            _write(self.folder, _CHECKED, LastCheck(self.made_of.all, *_when(outputs), problems))


def _when(outputs: Outputs) -> tuple[str, str, str]:
    """Since when and until when outputs hold, and the network's time zone."""
    since, until = unchanged_between(outputs.content, outputs.view.site.now)
    return since.isoformat(), until.isoformat(), outputs.content.network.timezone


def _read(folder: Path, name: str, kind: type[L]) -> L:
    return json.decode(unsealed(read_bytes(folder, name, _LARGEST), program()), type=kind)


def _write(folder: Path, name: str, last: LastCheck) -> None:
    # A cache that can't be written is done without; JSON has no words for a folder whose name is no UTF-8.
    with suppress(OSError, UnicodeEncodeError):
        put(folder, name, sealed(json.encode(last), program()))


def _beside(root: Path) -> Iterator[str]:
    """What nothing reads, but could be meant as content: names in the folder, and how its files begin. Sites of ours are none of it."""
    for name in sorted(name for name in os.listdir(root) if not name.startswith(".")):
        folder = os.path.isdir(root / name)
        if not (folder and os.path.lexists(root / name / mark.NAME)):
            yield name
            with suppress(OSError):
                yield repr(sorted(os.listdir(root / name)) if folder else read_bytes(root, name, _BEGINNING))


def _files(root: Path, settings: str) -> Iterator[str]:
    """The paths of everything that is read."""
    yield from (name for name in (settings, *LISTS) if os.path.lexists(root / name))
    for folder in FOLDERS:
        for above, folders, names in os.walk(root / folder):
            folders.sort()
            inside = Path(above).relative_to(root).as_posix()  # as what reads them calls them, on Windows too
            yield from (f"{inside}/{name}" for name in (*folders, *sorted(names)))


def _add(digest: blake2b, part: bytes) -> None:
    digest.update(len(part).to_bytes(8, "big"))
    digest.update(part)
