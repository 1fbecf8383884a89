"""What the rules look at: what was published, what there is now, and where it is written."""

from __future__ import annotations

import os
from collections.abc import Mapping
from datetime import date, datetime
from functools import cached_property
from zoneinfo import ZoneInfo

from msgspec import Struct, field

from talanoa import build, source
from talanoa.amend import Put, entries
from talanoa.files import read_bytes
from talanoa.load import Content
from talanoa.model.event import Event
from talanoa.model.post import Post
from talanoa.model.zones import zone
from talanoa.problems import Place, Problem
from talanoa.site import Site
from talanoa.visibility import Visible, visible


class Finding(Struct, frozen=True):
    """A problem, and the field that would fix it."""

    problem: Problem
    wish: Put | None = None


class Compared(Struct, frozen=True, dict=True):
    """The content then and now; `now` is aware."""

    before: Content
    after: Content
    now: datetime
    _files: dict[str, tuple[source.Node | None, bool]] = field(default_factory=dict)
    _entries: dict[str, Mapping[Place, source.Mapping]] = field(default_factory=dict)

    @cached_property
    def published(self) -> Visible:
        """What visitors could see of the content before."""
        return visible(self.before, self.now)

    @cached_property
    def zone(self) -> ZoneInfo:
        return zone(self.after.network.timezone)

    @property
    def today(self) -> date:
        return self.now.astimezone(self.zone).date()

    @cached_property
    def owners_of_slugs(self) -> Mapping[str, Post]:
        """The post to which a slug leads now; its own before all that were called so before."""
        posts = self.after.posts
        return {str(former): post for post in posts for former in post.formerly} | {post.slug: post for post in posts}

    @cached_property
    def events(self) -> Mapping[str, Event]:
        return {str(event.id): event for event in self.after.events}

    @cached_property
    def pages(self) -> frozenset[str]:
        """Every address of a generated page, hidden ones included; made only when someone asks."""
        return build.plan(Site.of(self.after, self.now, "https://example.org/", everything=True)).addresses

    def file(self, path: str) -> source.Node | None:
        """A data file as it is now; None if there is nothing in it, or if it can't be read."""
        return self._read(path)[0]

    def is_broken(self, path: str) -> bool:
        """True for a data file that can't be read: no one knows what is still in it, and that is reported as a problem."""
        node, reported = self._read(path)
        noun = path.removesuffix(".yml")
        if node is None or noun not in ("members", "events"):
            return reported and os.path.lexists(self.after.root / path)
        return not isinstance(node, source.Mapping) or not ({noun, "series"} & node.entries.keys())

    def _read(self, path: str) -> tuple[source.Node | None, bool]:
        if path not in self._files:
            problems: list[Problem] = []
            try:
                text = source.decode(read_bytes(self.after.root, path, source.MAX_BYTES + 1), path, problems)
            except OSError:
                text = None
            node = source.parse_yaml(text, problems) if text else None
            self._files[path] = node, bool(problems) or text is None
        return self._files[path]

    def entry(self, at: Place) -> source.Mapping | None:
        """The entry whose id, or whose day in `occurrences`, is written there."""
        if at.file not in self._entries:
            node = self.file(at.file)
            self._entries[at.file] = entries(node) if node else {}
        return self._entries[at.file].get(at)

    def key(self, at: Place, *keys: str) -> Place:
        """Where the first of these keys is in an entry; the entry's own place if it has none of them."""
        entry = self.entry(at)
        return next((entry.key_place(key) for key in keys if entry and key in entry.entries), at)
