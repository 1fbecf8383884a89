"""The posts, as open data: what they are and where they are. Their texts are in the feeds."""

from __future__ import annotations

from datetime import date
from typing import Any

from msgspec import Struct

from talanoa import addresses
from talanoa.model.post import Post, Signatory
from talanoa.outputs.exports.credits import SOMEONE, Someone, authors, someone
from talanoa.outputs.exports.fields import Field, Fields, attributes, newest, several
from talanoa.outputs.output import Picture
from talanoa.outputs.structured import absolute
from talanoa.outputs.view import View


class _Image(Struct, frozen=True):
    picture: Picture
    credit: str | None


def _image(view: View, post: Post) -> _Image | None:
    picture = view.picture(post)
    return _Image(picture, post.image.credit) if picture and post.image else None


def _words(view: View, post: Post) -> int:
    return len(view.markup.converted(post.body).text.split())


def _versions(view: View, post: Post) -> tuple[Post, ...]:
    return tuple(it for it in view.site.translations.get(post.slug, ()) if it.slug != post.slug)


def _of_the_first(part: Field[Any]) -> Field[Any]:
    return Field(part.key, part.meaning, lambda view, pair: part.value(view, pair[0]))


def _signatories(view: View, post: Post) -> tuple[tuple[Someone, Signatory, bool], ...]:
    return tuple((who, it, not post.has_confirmed(it)) for it in post.signatories if (who := someone(view, it.member)))


_SIGNATORIES: Fields = (
    *(_of_the_first(part) for part in SOMEONE if part.key != "affiliation"),
    Field("date", "the day on which it signed", lambda view, it: it[1].date),
    Field("representative", "who signed for it", lambda view, it: it[1].representative),
    Field("earlier", "true if it signed the text before it was last changed", lambda view, it: it[2] or None),
)

FIELDS: Fields = (
    Field[Post]("id", "the permanent name, which feeds use too", lambda view, it: it.permanent_id),
    Field[Post]("slug", "the name in its address", lambda view, it: it.slug),
    Field[Post]("title", "the title, in the post's language", lambda view, it: it.title),
    Field[Post]("kind", "blog, op-ed, news, opportunity, story, statement or notes", lambda view, it: it.kind),
    Field[Post]("language", "the language that it is in (BCP 47)", lambda view, it: it.language),
    Field[Post]("date", "when it was published: a day, or a time with its offset (RFC 3339)", lambda v, it: it.date),
    Field[Post]("updated", "when it was last changed so that readers should know", lambda view, it: it.updated),
    several("authors", "who wrote it", authors, SOMEONE, "name"),
    Field[Post]("summary", "its summary or its beginning, as plain text", lambda view, it: view.markup.summary(it)),
    *attributes(
        ("themes", "ids of the network's themes"),
        ("countries", "the countries that it is about (ISO 3166-1 alpha-2)"),
        ("activities", "ids of the network's activities"),
        ("events", "ids of events that it is about"),
        ("translation_of", "the slug of the original"),
    ),
    several(
        "translations",
        "the same piece in other languages",
        _versions,
        (
            *attributes(("slug", "the name in its address"), ("language", "the language (BCP 47)")),
            Field("url", "its page on this site", lambda view, it: absolute(view, addresses.post(it.slug))),
        ),
        "slug",
    ),
    Field[Post](
        "image",
        "the picture above it",
        _image,
        (
            Field("url", "its address", lambda view, it: absolute(view, it.picture.address)),
            Field("alt", "what is in it", lambda view, it: it.picture.alt),
            Field("credit", "who made it", lambda view, it: it.credit),
        ),
    ),
    Field[Post](
        "first_published",
        "where it was first published",
        lambda view, it: it.first_published,
        attributes(
            ("name", "who published it"),
            ("url", "its address there"),
            ("date", "the day on which it was published there"),
        ),
    ),
    several("signatories", "who has signed the statement", _signatories, _SIGNATORIES, "name"),
    Field[Post](
        "signing",
        "how long the statement can be signed",
        lambda view, it: it.signing,
        attributes(
            ("opens", "the first day"),
            ("closes", "the last day"),
            ("addressed_to", "who it is addressed to"),
        ),
    ),
    Field[Post](
        "response",
        "the answer of those it is addressed to",
        lambda view, it: it.response,
        attributes(
            ("date", "the day of the answer"),
            ("url", "where it can be read"),
            ("summary", "what it says, by language"),
        ),
    ),
    several(
        "amended",
        "what was changed in the text after the first signature",
        lambda view, it: it.amended,
        attributes(("date", "the day of the change"), ("what", "what was changed, by language")),
        "date",
    ),
    Field[Post](
        "licence",
        "its licence (SPDX)",
        lambda view, it: it.licence or view.site.network.licence,
    ),
    Field[Post]("words", "how many words it has between spaces; some scripts have none", _words),
    Field[Post]("url", "its page on this site", lambda view, it: absolute(view, addresses.post(it.slug))),
)


def posts(view: View) -> list[Post]:
    return sorted(view.site.posts, key=lambda post: (post.permanent_id, post.slug))


def updated(view: View) -> date | None:
    return newest([post.changed.day for post in view.site.posts], view.site.today)
