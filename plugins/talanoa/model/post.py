"""A post: a blog, an op-ed, a statement … (`posts/<slug>.md`)."""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Mapping as Mapping_
from collections.abc import Sequence as Sequence_
from datetime import date
from datetime import date as date_
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from talanoa.model.opening import Opening, Opens, before
from talanoa.model.values import (
    NOT_YET,
    ActivityRef,
    AuthorRef,
    CountryRef,
    EventRef,
    FilePath,
    Happened,
    Id,
    Language,
    Licence,
    Markdown,
    MemberRef,
    PostRef,
    Stamp,
    Text,
    ThemeRef,
    Url,
    Words,
)
from talanoa.problems import Place, Problem, Severity
from talanoa.source import Mapping, Scalar, Sequence

PostKind = Literal["blog", "op-ed", "news", "opportunity", "story", "statement", "notes"]


class Guest(Struct, frozen=True):
    """An author who is neither a member nor one of its people."""

    name: Text
    affiliation: Text | None = None


class LeadImage(Struct, frozen=True):
    src: FilePath
    alt: Text
    credit: Text | None = None


class FirstPublished(Struct, frozen=True):
    """Where a piece was first; its address becomes the canonical one."""

    name: Text
    url: Url | None = None
    date: date | None = None


class Signatory(Struct, frozen=True):
    """A member that has signed; as long as `received` is there, it has only said so and isn't confirmed."""

    member: MemberRef
    date: date | None = None
    representative: Text | None = None
    received: Happened = NOT_YET

    @property
    def has_signed(self) -> bool:
        return not self.received.is_so

    def rules(self, node: Mapping) -> Iterator[Problem]:
        written = node.get("received")
        if isinstance(written, Scalar) and written.is_null:  # which would be read as if it weren't there
            help = "write the day on which it was received, or `true`; take the field out once it is confirmed"
            yield Problem("missing-field", "the field 'received' is empty", node.key_place("received"), help)


class Signing(Opens, Struct, frozen=True):
    """How long a statement can be signed, and to whom it speaks."""

    opens: date | None = None
    closes: date | None = None
    addressed_to: Text | None = None


class Response(Struct, frozen=True):
    """What those to whom a statement speaks have answered."""

    date: date | None = None
    url: Url | None = None
    summary: Words | None = None

    def rules(self, node: Mapping) -> Iterator[Problem]:
        if all(isinstance(value, Scalar) and value.is_null for _, value in node.entries.values()):
            help = "write its `date`, its `url` or a `summary`; without an answer, take the field out"
            yield Problem("missing-field", "the answer says nothing", node.place, help)


class Amended(Struct, frozen=True):
    """A change of a text that was signed already. Who signed before that day has not confirmed it yet."""

    date: date
    what: Words


class Post(Struct, frozen=True):
    slug: str
    path: str
    body: Markdown
    written_at: Place
    title: Text
    date: Stamp
    authors: tuple[AuthorRef | Guest, ...]
    kind: PostKind
    language: Language
    summary: Text | None = None
    themes: tuple[ThemeRef, ...] = ()
    countries: tuple[CountryRef, ...] = ()
    activities: tuple[ActivityRef, ...] = ()
    translation_of: PostRef | None = None
    image: LeadImage | None = None
    updated: Stamp | None = None
    draft: bool = False
    publish_at: Stamp | None = None
    expires: Stamp | None = None
    first_published: FirstPublished | None = None
    events: tuple[EventRef, ...] = ()
    signatories: tuple[Signatory, ...] = ()
    signing: Signing | None = None
    response: Response | None = None
    amended: tuple[Amended, ...] = ()
    licence: Licence | None = None
    formerly: tuple[Id, ...] = ()
    id: Id | None = None

    @property
    def permanent_id(self) -> str:
        """What feeds know the post by; it never changes."""
        return self.id or self.slug

    @property
    def changed(self) -> Stamp:
        return self.updated or self.date

    @property
    def amended_on(self) -> date_ | None:
        """The day on which its text was last changed after it had been signed."""
        return max((it.date for it in self.amended), default=None)

    def signing_on(self, today: date_) -> Opening | Literal["none"]:
        """Whether it can be signed. With neither a first nor a last day one can't: `signing` only says whom it addresses. Without a
        last day one can until it is answered.
        """
        signing = self.signing
        if signing is None or not (signing.opens or signing.closes):
            return "none"
        return "closed" if self.response and not signing.closes else signing.opening(today)

    def unanswered_since(self, today: date_) -> date_ | None:
        """From when on those to whom it speaks owe an answer: the last day of signing, else that of its publication."""
        if self.response or self.signing is None or not self.signing.addressed_to:
            return None
        day = self.signing.closes or self.date.day
        return day if day < today else None

    def has_confirmed(self, signatory: Signatory) -> bool:
        """True if it has signed the text as it is now."""
        day = self.amended_on
        return day is None or (signatory.date is not None and signatory.date >= day)

    def rules(self, node: Mapping) -> Iterator[Problem]:
        written = node.get("authors")
        if isinstance(written, Sequence) and not written.items:
            yield Problem(
                "missing-field", "the list of authors is empty", node.key_place("authors"), "write at least one"
            )
        yield from _signed_twice(self.signatories)
        for later, earlier in (
            ("updated", "date"),
            ("expires", "date"),
            ("publish_at", "date"),
            ("expires", "publish_at"),
        ):
            first, second = getattr(self, earlier), getattr(self, later)
            if first and second and _is_before(second, first):
                yield before(later, earlier, node)


def _signed_twice(signatories: tuple[Signatory, ...]) -> Iterator[Problem]:
    seen: set[str] = set()
    for signatory in signatories:
        if signatory.member in seen:
            yield Problem(
                "duplicate-signatory",
                f"'{signatory.member}' is already a signatory",
                signatory.member.place,
                "keep one of the two, so that the member is counted once",
                severity=Severity.WARNING,
            )
        seen.add(signatory.member)


def original_of(post: Post, posts: Mapping_[str, Post]) -> Post:
    """What a post is a translation of, however many lie between; where they go round, one of them."""
    return _with_originals(post, posts)[-1]


def _with_originals(post: Post, posts: Mapping_[str, Post]) -> list[Post]:
    """A post, what it is a translation of, what that is a translation of, and so on; each once, where they go round."""
    found = {post.slug: post}
    while post.translation_of and post.translation_of not in found and post.translation_of in posts:
        post = posts[post.translation_of]
        found[post.slug] = post
    return [*found.values()]


def with_subjects_of_originals(posts: Sequence_[Post]) -> tuple[Post, ...]:
    """The posts; a translation that names no themes, countries or activities has those of what it translates."""
    by_slug = {post.slug: post for post in posts}

    def with_subjects(post: Post) -> Post:
        versions = _with_originals(post, by_slug)
        if len(versions) == 1:
            return post
        return replace(
            post,
            themes=next((it.themes for it in versions if it.themes), ()),
            countries=next((it.countries for it in versions if it.countries), ()),
            activities=next((it.activities for it in versions if it.activities), ()),
        )

    return tuple(map(with_subjects, posts))


def _is_before(second: Stamp, first: Stamp) -> bool:
    if second.day != first.day:
        return second.day < first.day
    if second.time and first.time and (second.time.tzinfo is None) == (first.time.tzinfo is None):
        return second.time < first.time
    return False
