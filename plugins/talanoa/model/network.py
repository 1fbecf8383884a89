"""The network: who it is, its term, its taxonomies and its countries (`network.yml`)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Literal
from urllib.parse import unquote

from msgspec import Struct

from talanoa.model.opening import Opens, before
from talanoa.model.values import (
    Authority,
    Colour,
    CountryRef,
    Email,
    EventRef,
    FilePath,
    Id,
    Language,
    Licence,
    MarkdownWords,
    MemberKind,
    Period,
    PublicContact,
    Reach,
    StatusRef,
    Text,
    TimeZone,
    Url,
    Words,
)
from talanoa.problems import Place, Problem
from talanoa.source import Mapping, Sequence


class Image(Struct, frozen=True):
    """A picture with the text that stands for it; `src` is relative to the file that names it."""

    src: FilePath
    alt: Text


class Convener(Struct, frozen=True):
    name: Text
    role: Text | None = None
    organisation: Text | None = None
    url: Reach | None = None

    @property
    def mailbox(self) -> Email | None:
        """The address to write to; None where there is a page, or nothing."""
        scheme, _, address = (self.url or "").partition(":")
        return Email(unquote(address)) if scheme == "mailto" else None


class Term(Struct, frozen=True):
    """The running period of the network; on the review days its work is looked at together."""

    written_at: Place
    start: date
    end: date
    reviews: tuple[date, ...] = ()

    def has(self, day: date) -> bool:
        return self.start <= day <= self.end

    def rules(self, node: Mapping) -> Iterator[Problem]:
        if self.end < self.start:
            yield before("end", "start", node)


class Participation(Struct, frozen=True):
    """What the network asks of members: to join `expected` of the `of` calls of the series `event`."""

    event: EventRef
    expected: int
    of: int
    publish: Literal["totals", "members", "none"] = "totals"
    hours: bool = False

    def rules(self, node: Mapping) -> Iterator[Problem]:
        if self.expected > self.of:
            message = f"no one can join {self.expected} of {self.of} calls"
            yield Problem(
                "bad-number", message, node.key_place("expected"), f"write a number up to {self.of}, or a higher `of`"
            )


class Join(Opens, Struct, frozen=True):
    """When and where one can join."""

    written_at: Place
    opens: date | None = None
    closes: date | None = None
    form: Url | None = None
    criteria: MarkdownWords | None = None


class MailingList(Struct, frozen=True):
    name: Text
    url: Url | None = None
    every: Period | None = None
    digests: bool = False


class Topic(Struct, frozen=True):
    """An activity or a theme: what posts, members and events are tagged with."""

    id: Id
    title: Words
    description: MarkdownWords | None = None


class KindOfMember(Struct, frozen=True):
    """A kind of organisation that the network has besides the usual ones."""

    id: Id
    title: Words


class Status(Struct, frozen=True):
    """A status that a country can have."""

    id: Id
    title: Words
    meaning: Words | None = None


class Country(Struct, frozen=True):
    """A country's status is data, with its source and the day on which it was true; `name` where CLDR's isn't the network's."""

    code: CountryRef
    name: Words | None = None
    status: StatusRef | None = None
    since: Text | None = None
    as_of: date | None = None
    source: Text | None = None
    capital_timezone: TimeZone | None = None


class Brand(Struct, frozen=True):
    colour: Colour | None = None
    logo: Image | None = None


class Network(Struct, frozen=True):
    id: Id
    authority: Authority
    name: Words
    timezone: TimeZone
    languages: tuple[Language, ...]
    tagline: Words | None = None
    description: MarkdownWords | None = None
    sample: bool = False
    convener: Convener | None = None
    term: Term | None = None
    participation: Participation | None = None
    join: Join | None = None
    mailing_list: MailingList | None = None
    activities: tuple[Topic, ...] = ()
    themes: tuple[Topic, ...] = ()
    statuses: tuple[Status, ...] = ()
    countries: tuple[Country, ...] = ()
    member_kinds: tuple[KindOfMember, ...] = ()
    licence: Licence | None = None
    public_contacts: tuple[PublicContact, ...] = ()
    brand: Brand = Brand()

    @property
    def kinds_of_members(self) -> tuple[str, ...]:
        """The usual kinds of organisation, and those of the network before the last, which is for all others."""
        own = (str(kind.id) for kind in self.member_kinds)
        return tuple(dict.fromkeys((*MemberKind.BUILT_IN[:-1], *own, MemberKind.BUILT_IN[-1])))

    @property
    def capital_timezones(self) -> dict[str, str]:
        """The time zone of each capital, by country; of those countries whose entry says one."""
        return {str(it.code): str(it.capital_timezone) for it in self.countries if it.capital_timezone}

    @property
    def language(self) -> Language:
        """The default language of texts and pages."""
        return self.languages[0]

    def rules(self, node: Mapping) -> Iterator[Problem]:
        written = node.get("languages")
        if isinstance(written, Sequence) and not written.items:
            yield Problem(
                "missing-field",
                "the list of languages is empty",
                node.key_place("languages"),
                "write at least one, such as [en]",
            )
