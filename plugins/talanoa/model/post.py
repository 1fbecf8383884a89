"""A post: a blog, an op-ed, a statement … (`posts/<slug>.md`)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from talanoa.model.network import before
from talanoa.model.values import (
    ActivityRef,
    AuthorRef,
    CountryRef,
    EventRef,
    FilePath,
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
)
from talanoa.problems import Place, Problem
from talanoa.source import Mapping, Sequence

PostKind = Literal["blog", "op-ed", "news", "opportunity", "story", "statement", "notes"]


@dataclass(frozen=True)
class Guest:
    """An author who is neither a member nor one of its people."""

    name: Text
    affiliation: Text | None = None


@dataclass(frozen=True)
class LeadImage:
    src: FilePath
    alt: Text
    credit: Text | None = None


@dataclass(frozen=True)
class FirstPublished:
    """Where a piece stood first; its address becomes the canonical one."""

    name: Text
    url: Url | None = None
    date: date | None = None


@dataclass(frozen=True)
class Signatory:
    member: MemberRef
    date: date | None = None
    representative: Text | None = None


@dataclass(frozen=True)
class Signing:
    """How long a statement can be signed, and to whom it speaks."""

    opens: date | None = None
    closes: date | None = None
    addressed_to: Text | None = None

    def rules(self, node: Mapping) -> Iterator[Problem]:
        if self.opens and self.closes and self.closes < self.opens:
            yield before("closes", "opens", node)


@dataclass(frozen=True)
class Post:
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

    def rules(self, node: Mapping) -> Iterator[Problem]:
        written = node.get("authors")
        if isinstance(written, Sequence) and not written.items:
            yield Problem(
                "missing-field", "the list of authors is empty", node.key_place("authors"), "write at least one"
            )
        for later, earlier in (
            ("updated", "date"),
            ("expires", "date"),
            ("publish_at", "date"),
            ("expires", "publish_at"),
        ):
            first, second = getattr(self, earlier), getattr(self, later)
            if first and second and _is_before(second, first):
                yield before(later, earlier, node)


def with_subjects_of_originals(posts: Iterable[Post]) -> tuple[Post, ...]:
    """The posts; a translation that names no themes, countries or activities has those of what it translates."""
    all_posts = tuple(posts)
    by_slug = {post.slug: post for post in all_posts}

    def subjects(post: Post, seen: frozenset[str]) -> Post:
        original = by_slug.get(post.translation_of or "")
        if original is None or original.slug in seen:
            return post
        original = subjects(original, seen | {original.slug})
        return replace(
            post,
            themes=post.themes or original.themes,
            countries=post.countries or original.countries,
            activities=post.activities or original.activities,
        )

    return tuple(subjects(post, frozenset((post.slug,))) for post in all_posts)


def _is_before(second: Stamp, first: Stamp) -> bool:
    if second.day != first.day:
        return second.day < first.day
    if second.time and first.time and (second.time.tzinfo is None) == (first.time.tzinfo is None):
        return second.time < first.time
    return False
