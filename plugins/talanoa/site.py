"""The graph: what the site may show on a given day, and every way from one thing to another, computed once.

It receives only what may be seen (visibility.py), so nothing downstream can leak the rest.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from functools import cached_property
from typing import Literal
from zoneinfo import ZoneInfo

from msgspec.structs import asdict

from talanoa import addresses
from talanoa.groups import SeriesOfEvents, SiteCountry, changed_last, countries_of, grouped, series_of, translations_of
from talanoa.load import Content
from talanoa.model import roles
from talanoa.model.agenda import AgendaItem, Backer
from talanoa.model.digest import SentDigest
from talanoa.model.document import Document
from talanoa.model.event import Event
from talanoa.model.member import Member
from talanoa.model.network import Network, Topic
from talanoa.model.occurrences import Occurrence, instant, months, occurrences_of
from talanoa.model.opening import Opening
from talanoa.model.post import Guest, Post, PostKind
from talanoa.model.series import Series
from talanoa.model.values import AuthorRef, Host, PersonRef, Words
from talanoa.model.zones import zone
from talanoa.visibility import Credit, NameOnly, Tombstone, Visible, is_scheduled, visible


class Site(Visible, frozen=True, dict=True):
    """Visible things, and the ways between them. Build it with `Site.of`."""

    network: Network
    now: datetime
    url: str  # where the site will be, with a trailing slash
    docs: Mapping[str, str]
    files: frozenset[str]
    digests: tuple[SentDigest, ...] = ()  # that were sent, the latest first; none if the network doesn't say so

    @classmethod
    def of(cls, content: Content, now: datetime, url: str, *, drafts: bool = False, everything: bool = False) -> Site:
        """As it is at `now` (aware); with drafts, for the preview; with everything, for checks that tell hidden from missing."""
        return cls(
            **asdict(visible(content, now, drafts=drafts, everything=everything)),
            network=content.network,
            now=now,
            url=url.rstrip("/") + "/",
            docs=content.docs,
            files=content.files,
            digests=content.published_digests,
        )

    @property
    def member_count(self) -> int:
        """How many members there are, with those that are never shown."""
        return len(self.members) + len(self.named) + self.hidden_members

    @property
    def joining(self) -> Opening | Literal["none"]:
        """Whether organisations can join today; `none` if the network doesn't say."""
        join = self.network.join
        return join.opening(self.today) if join else "none"

    @property
    def takes_members(self) -> bool:
        """True where it helps to say how to join: one can, or will, or a page of docs/ says how."""
        return self.joining in ("before", "open") or (self.joining == "none" and "docs/join.md" in self.docs)

    # --- the calendar -------------------------------------------------------------------------------------------

    @property
    def today(self) -> date:
        return self.now.astimezone(self.zone).date()

    @cached_property
    def zone(self) -> ZoneInfo:
        return zone(self.network.timezone)

    @cached_property
    def occurrences(self) -> tuple[Occurrence, ...]:
        """Every occurrence of every event, by its day, then by instant, then by id."""
        found = [occurrence for event in self.events for occurrence in self.occurrences_of[event.id]]
        return tuple(sorted(found, key=lambda o: (o.day, instant(o), o.event.id)))

    @cached_property
    def occurrences_of(self) -> Mapping[str, tuple[Occurrence, ...]]:
        return {event.id: tuple(occurrences_of(event)) for event in self.events}

    @cached_property
    def upcoming(self) -> tuple[Occurrence, ...]:
        """What has not ended before today, soonest first."""
        return tuple(o for o in self.occurrences if o.is_awaited(self.today))

    @cached_property
    def occurrences_by_month(self) -> Mapping[tuple[int, int], tuple[Occurrence, ...]]:
        """Each month that something touches, with what does."""
        return dict(sorted(grouped(self.occurrences, months).items()))

    @cached_property
    def series(self) -> Mapping[str, SeriesOfEvents]:
        groups = grouped(self.events, lambda event: [str(event.series.id)] if event.series else [])
        listed = {str(series.id): series for series in self.listed_series}
        return {id: self._series(id, listed.get(id), groups.get(id, ())) for id in sorted({*groups, *listed})}

    def _series(self, id: str, listed: Series | None, found: tuple[Event, ...]) -> SeriesOfEvents:
        is_awaited = any(o.is_awaited(self.today) for event in found for o in self.occurrences_of[event.id])
        return series_of(id, listed, found, self.event, self.today, is_awaited)

    @cached_property
    def scheduled(self) -> frozenset[str]:
        """The slugs of posts that only the preview shows so far."""
        return frozenset(post.slug for post in self.posts if is_scheduled(post, self.now, self.zone))

    @cached_property
    def moved(self) -> Mapping[str, str]:
        """The former address of each page that had another, and the present one."""
        return dict(self._moved())

    def _moved(self) -> Iterator[tuple[str, str]]:
        members: tuple[Member | Tombstone, ...] = (*self.members, *self.tombstones)
        for member in members:
            yield from ((addresses.member(old), addresses.member(member.id)) for old in member.formerly)
        for event in self.events:
            for old in event.formerly:
                yield addresses.event(old), addresses.event(event.id)
                for original in (occurrence.original for occurrence in self.occurrences_of[event.id]):
                    yield addresses.occurrence(old, original), addresses.occurrence(event.id, original)
        for name in addresses.FIRST_MANUAL:
            if f"docs/{name}.md" not in self.docs:
                yield f"/{name}/", addresses.manual(name)
        for post in self.posts:
            yield from ((addresses.post(old), addresses.post(post.slug)) for old in post.formerly)

    # --- from a thing to what belongs to it ---------------------------------------------------------------------

    @cached_property
    def member(self) -> Mapping[str, Member]:
        return {member.id: member for member in self.members}

    @cached_property
    def post(self) -> Mapping[str, Post]:
        return {post.slug: post for post in self.posts}

    @cached_property
    def event(self) -> Mapping[str, Event]:
        return {event.id: event for event in self.events}

    @cached_property
    def theme(self) -> Mapping[str, Topic]:
        return {theme.id: theme for theme in self.network.themes}

    @cached_property
    def activity(self) -> Mapping[str, Topic]:
        return {activity.id: activity for activity in self.network.activities}

    @cached_property
    def changed_last(self) -> tuple[Post, ...]:
        return changed_last(self.posts)

    @cached_property
    def posts_by_kind(self) -> Mapping[PostKind, tuple[Post, ...]]:
        return grouped(self.posts, lambda post: [post.kind])

    @cached_property
    def posts_by_theme(self) -> Mapping[str, tuple[Post, ...]]:
        return grouped(self.posts, lambda post: post.themes)

    @cached_property
    def posts_by_activity(self) -> Mapping[str, tuple[Post, ...]]:
        return grouped(self.posts, lambda post: post.activities)

    @cached_property
    def posts_by_country(self) -> Mapping[str, tuple[Post, ...]]:
        return grouped(self.posts, lambda post: post.countries)

    @cached_property
    def posts_by_language(self) -> Mapping[str, tuple[Post, ...]]:
        return grouped(self.posts, lambda post: [post.language])

    @cached_property
    def posts_by_year(self) -> Mapping[int, tuple[Post, ...]]:
        return grouped(self.posts, lambda post: [post.date.day.year])

    @cached_property
    def posts_by_event(self) -> Mapping[str, tuple[Post, ...]]:
        return grouped(self.posts, lambda post: post.events)

    @cached_property
    def posts_by_author(self) -> Mapping[str, tuple[Post, ...]]:
        """By person, and by member for its own posts and those of its people."""

        def authors(post: Post) -> list[str]:
            ids = [author for author in post.authors if isinstance(author, AuthorRef)]
            return [*ids, *self._homes(ids)]

        return grouped(self.posts, authors)

    @cached_property
    def statements(self) -> tuple[Post, ...]:
        return tuple(post for post in self.posts if post.kind == "statement")

    @cached_property
    def statements_signed(self) -> Mapping[str, tuple[Post, ...]]:
        return grouped(self.posts, lambda post: [signatory.member for signatory in post.signatories])

    @cached_property
    def translations(self) -> Mapping[str, tuple[Post, ...]]:
        """A post's slug → all versions of it, itself included, in the order of the network's languages."""
        return translations_of(self.posts, self.post, self.network.languages)

    @cached_property
    def members_by_country(self) -> Mapping[str, tuple[Member, ...]]:
        return grouped(self.members, lambda member: [member.country])

    @cached_property
    def named_by_country(self) -> Mapping[str, tuple[NameOnly, ...]]:
        return grouped(self.named, lambda named: [named.country])

    @cached_property
    def home_countries(self) -> frozenset[str]:
        """Where members are, also those of whom only name and country are shown."""
        return frozenset(map(str, (*self.members_by_country, *self.named_by_country)))

    def members_in(self, code: str) -> int:
        """How many members of a country are shown."""
        return len(self.members_by_country.get(code, ())) + len(self.named_by_country.get(code, ()))

    @cached_property
    def members_working_in(self) -> Mapping[str, tuple[Member, ...]]:
        """Members at work in a country that isn't their home."""
        return grouped(self.members, lambda member: [code for code in member.works_in if code != member.country])

    @cached_property
    def members_by_theme(self) -> Mapping[str, tuple[Member, ...]]:
        return grouped(self.members, lambda member: member.themes)

    @cached_property
    def members_by_activity(self) -> Mapping[str, tuple[Member, ...]]:
        return grouped(self.members, lambda member: member.activities)

    @cached_property
    def members_by_language(self) -> Mapping[str, tuple[Member, ...]]:
        """Who speaks a language, or has said something of itself in it."""

        def languages(member: Member) -> list[str]:
            texts = [*member.name.texts, *(member.about.texts if member.about else ())]
            return [*map(str, member.languages), *filter(None, texts)]

        return grouped(self.members, languages)

    @cached_property
    def documents_by_language(self) -> Mapping[str, tuple[Document, ...]]:
        """Documents of events and of their occurrences, the latest event's first."""
        found = [document for occurrence in reversed(self.occurrences) for document in occurrence.event.documents]
        found += [document for event in self.events for document in event.documents]
        each = tuple({id(document): document for document in found}.values())
        return grouped(each, lambda document: [str(document.language)] if document.language else [])

    @cached_property
    def events_by_theme(self) -> Mapping[str, tuple[Event, ...]]:
        return grouped(self.events, lambda event: event.themes)

    @cached_property
    def events_by_activity(self) -> Mapping[str, tuple[Event, ...]]:
        return grouped(self.events, lambda event: event.activities)

    @cached_property
    def events_by_country(self) -> Mapping[str, tuple[Event, ...]]:
        def codes(event: Event) -> list[str]:
            return [*event.countries, *([event.place.country] if event.place and event.place.country else [])]

        return grouped(self.events, codes)

    @cached_property
    def events_by_type(self) -> Mapping[str, tuple[Event, ...]]:
        return grouped(self.events, lambda event: [event.type])

    @cached_property
    def events_by_language(self) -> Mapping[str, tuple[Event, ...]]:
        return grouped(self.events, lambda event: event.languages)

    @cached_property
    def events_hosted(self) -> Mapping[str, tuple[Event, ...]]:
        return grouped(self.events, lambda event: event.hosts)

    @cached_property
    def events_of_member(self) -> Mapping[str, tuple[Event, ...]]:
        """The events that a member hosts or supports, or at which it or one of its people speaks, leads or has proposed something."""

        def members(event: Event) -> list[str]:
            each = [event, *(occurrence.event for occurrence in self.occurrences_of[event.id])]
            who = [str(host) for one in each for host in one.hosts]
            who += [id for one in each for id in (*roles.on_agenda(one), *roles.proposers(one))]
            who += roles.backers(event)
            return [id for id in dict.fromkeys((*who, *self._homes(who))) if id in self.member]

        return grouped(self.events, members)

    @cached_property
    def events_backed(self) -> Mapping[str, tuple[Event, ...]]:
        """By the member that is a partner or a funder."""
        return grouped(self.events, roles.backers)

    @cached_property
    def spoken_at(self) -> Mapping[str, tuple[Occurrence, ...]]:
        """By who speaks: the person, and the member whom that person belongs to."""

        def who(occurrence: Occurrence) -> list[str]:
            ids = roles.speakers(occurrence.event)
            return [*ids, *self._homes(ids)]

        return grouped(self.occurrences, who)

    @cached_property
    def agenda_led(self) -> Mapping[str, tuple[tuple[Occurrence, AgendaItem], ...]]:
        """Agenda items by who leads them: the person, and the member whom that person belongs to."""
        led = defaultdict[str, list[tuple[Occurrence, AgendaItem]]](list)
        for occurrence in self.occurrences:
            for item in occurrence.event.agenda:
                if isinstance(item.lead, PersonRef):
                    for id in {str(item.lead), *self._homes([item.lead])}:
                        led[id].append((occurrence, item))
        return {id: tuple(items) for id, items in led.items()}

    @cached_property
    def countries(self) -> tuple[SiteCountry, ...]:
        """Every country that the network lists or that something visible names, by code."""
        named = (self.home_countries, self.members_working_in, self.posts_by_country, self.events_by_country)
        return countries_of(self.network, (str(code) for codes in named for code in codes))

    @cached_property
    def languages(self) -> tuple[str, ...]:
        """The languages in which there is something, those of the network first."""
        first = [str(language) for language in self.network.languages]
        return (*first, *sorted(code for code in self._spoken if code not in first))

    @cached_property
    def languages_to_read(self) -> tuple[str, ...]:
        """Those of the network in which there is something, and those of posts: what a reader may choose from."""
        offered = {*map(str, self.network.languages), *self.posts_by_language}
        return tuple(code for code in self.languages if code in offered & self._spoken)

    @cached_property
    def _spoken(self) -> frozenset[str]:
        groups = (self.posts_by_language, self.members_by_language, self.events_by_language, self.documents_by_language)
        return frozenset(str(code) for group in groups for code in group)

    # --- who -----------------------------------------------------------------------------------------------------

    def _homes(self, ids: Iterable[str]) -> list[str]:
        """The members that people belong to."""
        return [str(profile.member.id) for id in ids if (profile := self.profiles.get(id))]

    def credit(self, who: str | Guest) -> Credit | None:
        """The name behind an author, a lead or a host, with its page if it has one."""
        if isinstance(who, Guest):
            return Credit(Words({"": who.name}), None, Words({"": who.affiliation}) if who.affiliation else None, True)
        if profile := self.profiles.get(who):
            return Credit(Words({"": profile.person.name}), addresses.person(who), profile.affiliation, True)
        if member := self.member.get(who):
            return Credit(member.name, addresses.member(who))
        if who in self.unlinked:
            return self.unlinked[who]
        return Credit(Words({"": who})) if isinstance(who, Host) else None

    def backer(self, backer: Backer) -> Credit | None:
        """A partner or a funder of an event."""
        return self.credit(backer.member) if backer.member else Credit(Words({"": backer.name or ""}))

    def authors(self, post: Post) -> tuple[Credit, ...]:
        """Who signs a post; the network itself when no one may be named."""
        return tuple(filter(None, map(self.credit, post.authors))) or (Credit(self.network.name),)
