"""Who and what may be seen: the one place where hidden things are dropped.

Drafts, posts of the future or past their end, hidden and name-only members and people, hidden events, private joining
links: they go here, with every reference to them, before anything is made. Nothing downstream can leak what it never
receives.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from functools import cached_property
from typing import Any, Literal, TypeVar
from zoneinfo import ZoneInfo

from msgspec import Struct
from msgspec.structs import replace

from talanoa import collation
from talanoa.load import Content
from talanoa.model.agenda import AgendaItem, Backer, Proposal
from talanoa.model.event import Event, documents_of, documents_of_series
from talanoa.model.member import Member, Person
from talanoa.model.post import Amended, Guest, Post, Response, Signatory, with_subjects_of_originals
from talanoa.model.series import Series
from talanoa.model.survey import Results
from talanoa.model.values import CountryRef, Host, MemberRef, PersonRef, Stamp, Words
from talanoa.model.zones import zone

T = TypeVar("T", bound=Struct)
V = TypeVar("V", bound="Visible")

# What may be known of a member: all that its entry says; its name and country; its name, on what it wrote, held, led and signed;
# or nothing, although it is counted as long as it hasn't left.
Standing = Literal["profile", "name", "record", "nothing"]


class NameOnly(Struct, frozen=True):
    """A member of whom only the name and the country may be known."""

    name: Words
    country: CountryRef


class Tombstone(Struct, frozen=True):
    """What a former member that asked for it leaves at its address; all else of its entry is gone."""

    id: str
    name: Words
    country: CountryRef
    left: date | None
    formerly: tuple[str, ...]


class Profile(Struct, frozen=True):
    """A person with a page, and the member that they belong to, which has one too."""

    person: Person
    member: Member
    affiliation: Words


class Credit(Struct, frozen=True):
    """Who writes, leads, hosts or signs: a name, where it leads, and whom it speaks for."""

    name: Words
    address: str | None = None
    affiliation: Words | None = None
    is_person: bool = False


class Visible(Struct, frozen=True):
    """What may be seen, with no reference to what may not."""

    members: tuple[Member, ...]  # with a page each, by name
    named: tuple[NameOnly, ...]
    tombstones: tuple[Tombstone, ...]  # what former members left at their addresses
    hidden_members: int  # how many are counted and never shown
    profiles: Mapping[str, Profile]
    posts: tuple[Post, ...]  # newest first
    events: tuple[Event, ...]
    listed_series: tuple[Series, ...]  # that have an entry of their own
    texts: Mapping[str, str]  # path → text, of documents of series
    surveys: Mapping[str, Results]  # an event's id → what its survey found, once it is closed
    unlinked: Mapping[str, Credit]  # ids that have a name but no page


def visible(content: Content, now: datetime, *, drafts: bool = False, everything: bool = False) -> Visible:
    """What of the content may be seen at `now` (aware)."""
    return _Pruning(content, now, drafts=drafts, everything=everything).visible()


def with_post(seen: V, content: Content, post: Post, now: datetime, *, drafts: bool) -> V:
    """The same with one post as it is now, which `content` has already. Nothing else may have changed."""
    pruning = _Pruning(content, now, drafts=drafts, everything=False)
    posts = [it for it in seen.posts if it.slug != post.slug]
    posts += [pruning.post(post)] if post.slug in pruning.posts else []
    return replace(seen, posts=pruning.in_order(posts))


def has_come(stamp: Stamp, now: datetime, zone: ZoneInfo) -> bool:
    """True once the day has begun in the network's zone, or the instant is reached."""
    if stamp.time is None:
        return stamp.day <= now.astimezone(zone).date()
    return stamp.instant(zone) <= now


def is_scheduled(post: Post, now: datetime, zone: ZoneInfo) -> bool:
    """True as long as a post's day is still to come."""
    return not all(has_come(stamp, now, zone) for stamp in (post.date, post.publish_at) if stamp)


class _Pruning:
    """Takes out of the content what may not be seen, then every trace of it in what remains."""

    def __init__(self, content: Content, now: datetime, *, drafts: bool, everything: bool) -> None:
        self.content = content
        self.now = now
        self.zone = zone(content.network.timezone)
        self.today = now.astimezone(self.zone).date()
        self.drafts = drafts
        self.everything = everything
        # Who and what is there to be seen.
        self.members: dict[Standing, list[Member]] = {"profile": [], "name": [], "record": [], "nothing": []}
        for member in content.members:
            self.members[self._standing(member)].append(member)
        self.profiles, self.unlinked = self._people()
        self.public = {str(member.id) for member in self.members["profile"]}
        self.names = {*self.profiles, *self.unlinked, *self.public}
        self.hidden = self._ids() - self.names
        self.posts = {post.slug for post in content.posts if self._is_published(post)}
        self.events = {str(event.id) for event in content.events if self.everything or event.visibility == "public"}

    def visible(self) -> Visible:
        content, members = self.content, self.members
        events = [event for event in content.events if event.id in self.events]
        series = tuple(self._series(series) for series in content.series if self._is_shown(series))
        documents = documents_of_series(events, series)
        return Visible(
            members=tuple(
                sorted(map(self._member, members["profile"]), key=lambda member: (self._order(member.name), member.id))
            ),
            named=tuple(
                NameOnly(member.name, member.country)
                for member in sorted(members["name"], key=lambda member: (self._order(member.name), member.country))
            ),
            tombstones=tuple(_tombstone(member) for member in members["record"] if member.tombstone),
            hidden_members=sum(not self._has_left(member) for member in members["nothing"]),
            profiles=self.profiles,
            posts=self.in_order(self.post(post) for post in content.posts if post.slug in self.posts),
            events=tuple(map(self._event, events)),
            listed_series=series,
            texts={path: text for path, text in content.texts.items() if path in documents},
            surveys={
                str(event.id): content.surveys[event.id]
                for event in events
                if event.id in content.surveys
                and event.survey
                and (self.everything or event.survey.opening(self.today) == "closed")
            },
            unlinked=self.unlinked,
        )

    def in_order(self, posts: Iterable[Post]) -> tuple[Post, ...]:
        """Newest first, each with the subjects of what it is a translation of."""
        found = with_subjects_of_originals([*posts])
        return tuple(sorted(found, key=lambda post: (post.date.instant(self.zone), post.slug), reverse=True))

    def _order(self, name: Words) -> collation.Key:
        language = str(self.content.network.language)
        return collation.key(name.pick(language, "")[0], language)

    def _ids(self) -> set[str]:
        """All by which members and their people are known; what a public member was called before is no secret."""
        members = self.content.members
        people = {str(person.id) for member in members for person in member.people}
        former = {str(old) for member in members if member.id not in self.public for old in member.formerly}
        return {str(member.id) for member in members} | people | former

    def _has_left(self, member: Member) -> bool:
        """`left` is the last day of a member, whether its status was changed in time or not."""
        return member.status == "former" or (member.left is not None and member.left < self.today)

    def _standing(self, member: Member) -> Standing:
        """Other people's record keeps the name of a former member only if everything could be known of it before."""
        if self.everything:
            return "profile"
        if self._has_left(member):
            return "record" if member.visibility == "public" else "nothing"
        shown: Mapping[str, Standing] = {"public": "profile", "name-only": "name", "hidden": "nothing"}
        return shown[member.visibility]

    def _people(self) -> tuple[dict[str, Profile], dict[str, Credit]]:
        """People with a page, and names without one; of a name-only member nothing but its own name may be known."""
        profiles: dict[str, Profile] = {}
        nameable = (*self.members["name"], *self.members["record"])
        unlinked: dict[str, Credit] = {member.id: Credit(member.name) for member in nameable}
        for member in self.members["profile"]:
            for person in member.people:
                if self.everything or person.visibility == "public":
                    profiles[person.id] = Profile(person, member, member.name)
                elif person.visibility == "name-only":
                    unlinked[person.id] = Credit(Words({"": person.name}), is_person=True)
        for member in self.members["record"]:
            for person in member.people:
                if person.visibility != "hidden":
                    unlinked[person.id] = Credit(Words({"": person.name}), None, member.name, True)
        return profiles, unlinked

    def _is_published(self, post: Post) -> bool:
        if self.everything:
            return True
        if post.draft and not self.drafts:
            return False
        if is_scheduled(post, self.now, self.zone):
            return self.drafts
        return not (post.expires and has_come(post.expires, self.now, self.zone))

    def _member(self, member: Member) -> Member:
        if self.everything:
            return member
        return _with(
            member,
            people=tuple(person for person in member.people if person.visibility != "hidden"),
            contact=_with(member.contact, email=member.contact.email_on(self.today)),
            commitments=member.commitments_on(self.today),
            earlier=(),  # what it was, and when it is away, is the coordinator's business
            leave=(),
        )

    def post(self, post: Post) -> Post:
        return _with(
            post,
            authors=tuple(a for a in post.authors if isinstance(a, Guest) or a in self.names),
            translation_of=post.translation_of if post.translation_of in self.posts else None,
            events=tuple(id for id in post.events if id in self.events),
            signatories=tuple(self._signatory(s) for s in post.signatories if self._has_signed(s)),
            response=post.response if self._is_known(post.response) else None,
            amended=tuple(it for it in post.amended if self._is_known(it)),
            updated=self._past(post.updated),
        )

    def _past(self, stamp: Stamp | None) -> Stamp | None:
        """No program learns of a change that is still to come."""
        return stamp if stamp and (self.everything or has_come(stamp, self.now, self.zone)) else None

    def _is_known(self, it: Response | Amended | None) -> bool:
        """What is dated in the future has not happened yet."""
        return self.everything or it is None or it.date is None or it.date <= self.today

    def _has_signed(self, signatory: Signatory) -> bool:
        """What was only received is no signature, and no one's business, until it is confirmed."""
        return signatory.member in self.names and (self.everything or signatory.has_signed)

    def _signatory(self, signatory: Signatory) -> Signatory:
        """Only a member with a page has someone named with it, and no one who is hidden."""
        speaks = signatory.member in self.public and signatory.representative not in self.hidden
        return signatory if speaks else _with(signatory, representative=None)

    def _event(self, event: Event) -> Event:
        return _with(
            event,
            hosts=self._hosts(event.hosts) or (),
            partners=self._backers(event.partners),
            funders=self._backers(event.funders),
            speakers=self._guests(event.speakers) or (),
            agenda=self._agenda(event.agenda) or (),
            proposals=self._proposals(event.proposals),
            attended=self._attended(event.attended) or (),
            attended_count=self._count(event.attended_count, event.attended),
            online=_with(event.online, url=event.online.public_url) if event.online else None,
            updated=self._past(event.updated),
            occurrences=tuple(
                _with(
                    override,
                    hosts=self._hosts(override.hosts),
                    speakers=self._guests(override.speakers),
                    agenda=self._agenda(override.agenda),
                    proposals=self._proposals(override.proposals),
                    attended=self._attended(override.attended),
                    attended_count=self._count(override.attended_count, override.attended),
                    online=_with(override.online, url=override.online.public_url) if override.online else None,
                    updated=self._past(override.updated),
                )
                for override in event.occurrences
            ),
        )

    def _is_shown(self, series: Series) -> bool:
        """A series whose events are all hidden is as hidden as they are."""
        shown = self._shown_by_series.get(series.id)
        return shown is None or any(shown)

    @cached_property
    def _shown_by_series(self) -> Mapping[str, list[bool]]:
        """Of each series that has events: which of them are shown."""
        found: dict[str, list[bool]] = defaultdict(list)
        for event in self.content.events:
            if event.series:
                found[event.series.id].append(event.id in self.events)
        return found

    @cached_property
    def _hidden_documents(self) -> frozenset[object]:
        """What steps could call documents that only hidden events have."""
        names: dict[bool, set[object]] = {True: set(), False: set()}
        for event in self.content.events:
            of_event = (name for it in documents_of(event) for name in (it.title, it.file, it.url))
            names[event.id in self.events].update(of_event)
        return frozenset(names[False] - names[True])

    def _series(self, series: Series) -> Series:
        """Without the steps of which only a hidden event says when, and without that event's documents."""
        if series.output is None:
            return series
        steps = []
        for step in series.output.steps:
            if step.document in self._hidden_documents:
                step = _with(step, document=None)
            if step.event and step.event not in self.events:
                step = _with(step, event=None)
            if step.event or step.date:
                steps.append(step)
        return _with(series, output=_with(series.output, steps=tuple(steps)))

    def _hosts(self, hosts: tuple[Host, ...] | None) -> tuple[Host, ...] | None:
        return hosts if hosts is None else tuple(host for host in hosts if host not in self.hidden)

    def _attended(self, attended: tuple[MemberRef, ...] | None) -> tuple[MemberRef, ...] | None:
        """Who may be named; whether anyone is at all, the network decides once for all."""
        if attended is None or self.everything:
            return attended
        participation = self.content.network.participation
        if participation is None or participation.publish != "members":
            return ()
        return tuple(id for id in attended if id in self.names)

    def _count(self, written: int | None, attended: tuple[MemberRef, ...] | None) -> int | None:
        """How many came, unless the network publishes nothing of that."""
        participation = self.content.network.participation
        if participation and participation.publish == "none" and not self.everything:
            return None
        return written if written is not None else len(attended) if attended else None

    def _agenda(self, agenda: tuple[AgendaItem, ...] | None) -> tuple[AgendaItem, ...] | None:
        if agenda is None:
            return None
        return tuple(
            _with(
                item,
                lead=item.lead if isinstance(item.lead, Guest) else self._seen(item.lead),
                proposed_by=self._seen(item.proposed_by),
                speakers=self._guests(item.speakers) or (),
            )
            for item in agenda
        )

    def _proposals(self, proposals: tuple[Proposal, ...] | None) -> tuple[Proposal, ...] | None:
        if proposals is None:
            return None
        return tuple(_with(it, by=None) if isinstance(it.by, Host) and it.by in self.hidden else it for it in proposals)

    def _seen(self, who: PersonRef | None) -> PersonRef | None:
        return who if who in self.names else None

    def _guests(self, who: tuple[PersonRef | Guest, ...] | None) -> tuple[PersonRef | Guest, ...] | None:
        return None if who is None else tuple(it for it in who if isinstance(it, Guest) or it in self.names)

    def _backers(self, backers: tuple[Backer, ...]) -> tuple[Backer, ...]:
        return tuple(backer for backer in backers if backer.member is None or backer.member in self.names)


def _with(thing: T, **parts: Any) -> T:
    """A thing with some parts as they may be seen; the very same where nothing is taken out."""
    same = all(getattr(thing, name) == part for name, part in parts.items())
    return thing if same else replace(thing, **parts)


def _tombstone(member: Member) -> Tombstone:
    return Tombstone(member.id, member.name, member.country, member.left, member.formerly)
