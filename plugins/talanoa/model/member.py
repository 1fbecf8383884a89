"""A member of the network, and the people who speak for it (`members.yml`)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Literal

from msgspec import Struct

from talanoa.model.network import Image
from talanoa.model.opening import before
from talanoa.model.values import (
    NOT_YET,
    ActivityRef,
    CountryRef,
    Email,
    Happened,
    Id,
    Language,
    MarkdownWords,
    MemberKind,
    Text,
    ThemeRef,
    Url,
    Words,
)
from talanoa.problems import Place, Problem, Severity
from talanoa.source import Mapping

_LEFT = "add `status: former`, or take the line out"
_NO_TOMBSTONE = "take the line out"

_OTHER = MemberKind.at("other", Place.start_of("members.yml"))

# name-only: the name (and country) and nothing else, no page; hidden: counted, never shown.
Visibility = Literal["public", "name-only", "hidden"]


class Social(Struct, frozen=True):
    mastodon: Url | None = None
    bluesky: Url | None = None
    x: Url | None = None
    facebook: Url | None = None
    linkedin: Url | None = None
    youtube: Url | None = None
    github: Url | None = None


class Identifiers(Struct, frozen=True):
    """The member's names in other registers."""

    org_id: Text | None = None
    wikidata: Text | None = None
    ror: Text | None = None


class Contact(Struct, frozen=True):
    """How to reach the member; an e-mail address is published only with the day of its owner's consent."""

    name: Text | None = None
    role: Text | None = None
    email: Email | None = None
    consent: date | None = None
    form: Url | None = None

    def rules(self, node: Mapping) -> Iterator[Problem]:
        if self.email and not self.consent:
            yield Problem(
                "email-without-consent",
                "the e-mail address has no date of consent",
                node.key_place("email"),
                "ask the owner, then add `consent:` with the date; or take the address out and give a `form:`",
            )

    def email_on(self, day: date) -> Email | None:
        """The address, if by that day its owner has agreed to its publication."""
        return self.email if self.consent and self.consent <= day else None


class Person(Struct, frozen=True):
    id: Id
    name: Text
    role: Text | None = None
    about: MarkdownWords | None = None
    visibility: Visibility = "public"


class Leave(Struct, frozen=True):
    """Days on which nothing is asked of a member: from `start` to `end`, both inclusive; without an end, until it is back."""

    start: date
    end: date | None = None

    def rules(self, node: Mapping) -> Iterator[Problem]:
        if self.end and self.end < self.start:
            yield before("end", "start", node)

    def has(self, day: date) -> bool:
        return self.start <= day and (self.end is None or day <= self.end)


class Earlier(Struct, frozen=True):
    """What a member was before it became what it is: until a day, that day included."""

    status: Literal["member", "partner", "observer"]
    until: date


class Commitment(Struct, frozen=True):
    """What a member has offered to do for the network; `done` says that it gave it."""

    what: Words
    activity: ActivityRef | None = None
    by: date | None = None
    done: Happened = NOT_YET

    def is_given(self, today: date) -> bool:
        return self.done.by(today)

    def is_overdue(self, today: date) -> bool:
        return self.by is not None and self.by < today and not self.is_given(today)


class Member(Struct, frozen=True):
    id: Id
    name: Words
    country: CountryRef
    written_at: Place
    short_name: Text | None = None
    kind: MemberKind = _OTHER
    status: Literal["member", "partner", "observer", "former"] = "member"
    works_in: tuple[CountryRef, ...] = ()
    languages: tuple[Language, ...] = ()
    themes: tuple[ThemeRef, ...] = ()
    activities: tuple[ActivityRef, ...] = ()
    commitments: tuple[Commitment, ...] = ()
    commitments_consent: date | None = None
    about: MarkdownWords | None = None
    website: Url | None = None
    social: Social = Social()
    logo: Image | None = None
    joined: date | None = None
    left: date | None = None
    earlier: tuple[Earlier, ...] = ()
    leave: tuple[Leave, ...] = ()
    tombstone: bool = False  # of a former member: its address says that it was one
    identifiers: Identifiers = Identifiers()
    contact: Contact = Contact()
    people: tuple[Person, ...] = ()
    visibility: Visibility = "public"
    formerly: tuple[Id, ...] = ()

    def rules(self, node: Mapping) -> Iterator[Problem]:
        if self.joined and self.left and self.left < self.joined:
            yield before("left", "joined", node)
        if self.tombstone and self.status != "former":
            yield self._without_tombstone(node, "only a former member can have a tombstone", _LEFT, Severity.ERROR)
        elif self.tombstone and self.visibility == "hidden":
            message = "a tombstone would say that a hidden member was here"
            yield self._without_tombstone(node, message, _NO_TOMBSTONE, Severity.ERROR)
        elif self.tombstone and self.visibility == "name-only":
            message = "a name-only member has no page, and so no tombstone"
            yield self._without_tombstone(node, message, _NO_TOMBSTONE, Severity.WARNING)

    def status_on(self, day: date) -> str:
        """As its entry says; what it says of no day is taken to have been as it is now."""
        return min((it for it in self.earlier if day <= it.until), key=lambda it: it.until, default=self).status

    def commitments_on(self, day: date) -> tuple[Commitment, ...]:
        """Those that may be shown by that day: if the member has agreed, and none that is overdue."""
        agreed = self.commitments_consent is not None and self.commitments_consent <= day
        return tuple(it for it in self.commitments if not it.is_overdue(day)) if agreed else ()

    def _without_tombstone(self, node: Mapping, message: str, help: str, severity: Severity) -> Problem:
        return Problem("bad-choice", message, (node.get("tombstone") or node).place, help, severity=severity)
