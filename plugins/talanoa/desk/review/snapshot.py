"""The network on a day, as its site showed it: what is hidden is counted, and never named."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time
from functools import cached_property

from msgspec import Struct

from talanoa.desk.participation import of_term, series_asked
from talanoa.desk.people import People, is_there
from talanoa.load import Content
from talanoa.model.event import Event
from talanoa.model.member import Member
from talanoa.model.occurrences import Occurrence
from talanoa.model.post import Guest, Post
from talanoa.model.zones import zone
from talanoa.site import Site


class Snapshot(Struct, frozen=True, dict=True):
    """What was there at the end of `day`, and what had happened since `start`."""

    content: Content
    site: Site
    start: date
    day: date

    @classmethod
    def of(cls, content: Content, start: date, day: date) -> Snapshot:
        end = datetime.combine(day, time(23, 59, 59), zone(content.network.timezone))
        return cls(content, Site.of(content, end, "https://example.org/"), start, day)

    @cached_property
    def members(self) -> tuple[Member, ...]:
        """All of that day, hidden ones too, with what may be known of them: what wasn't public has no kind, country or status to count."""
        return tuple(member for member in self.content.members if is_there(member, self.day))

    @cached_property
    def people(self) -> People:
        return People(self.content.members)

    @cached_property
    def posts(self) -> tuple[Post, ...]:
        return tuple(post for post in self.site.posts if self.start <= post.date.day <= self.day)

    @cached_property
    def happened(self) -> tuple[Occurrence, ...]:
        """What took place since the start, in order."""
        return tuple(it for it in self.site.occurrences if self.start <= it.day <= self.day and not it.event.is_off)

    @cached_property
    def series_asked(self) -> Event | None:
        """The series of calls that members are asked to join, as the site shows it."""
        event = series_asked(self.content)
        return self.site.event.get(str(event.id)) if event else None

    @cached_property
    def calls(self) -> tuple[Occurrence, ...]:
        """Those of the series that members are asked to join; without one, all calls."""
        return tuple(it for it in self._planned if not it.event.is_off)

    @cached_property
    def called_off(self) -> int:
        """How many of those calls did not take place."""
        return len(self._planned) - len(self.calls)

    @cached_property
    def _planned(self) -> tuple[Occurrence, ...]:
        if not self.content.network.participation:
            every = self.site.occurrences
            return tuple(it for it in every if it.event.type == "call" and self.start <= it.day <= self.day)
        term = of_term(self.content.network, self.series_asked) if self.series_asked else []
        return tuple(it for it in term if it.day <= self.day)

    def members_behind(self, who: object) -> Iterator[str]:
        """The id of the member that someone speaks for; none for a guest."""
        if not isinstance(who, Guest) and (member := self.people.member(str(who))):
            yield str(member.id)
