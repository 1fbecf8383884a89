"""Every id names one thing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from talanoa.characters import shape
from talanoa.checks.checked import Checked
from talanoa.load import Content
from talanoa.model.post import Post
from talanoa.model.values import Located
from talanoa.model.wrong import shown
from talanoa.problems import Place, Problem, Severity


def duplicate_ids(checked: Checked) -> Iterator[Problem]:
    """Of two things of one kind with one id, the second is the problem."""
    network, content = checked.content.network, checked.content
    yield from _repeated("member or person", _authors(content))
    yield from _repeated("event", (event.id for event in content.events))
    yield from _repeated("series", (series.id for series in content.series))
    yield from _repeated("theme", (theme.id for theme in network.themes))
    yield from _repeated("activity", (activity.id for activity in network.activities))
    yield from _repeated("status", (status.id for status in network.statuses))
    yield from _repeated("kind of member", (kind.id for kind in network.member_kinds))
    yield from _repeated("country", (country.code for country in network.countries))
    yield from _repeated("post", _permanent_ids(content.posts))


def look_alike_ids(checked: Checked) -> Iterator[Problem]:
    """Ids that differ only in characters that pass for each other, such as `rn` and `m`."""
    content = checked.content
    yield from _alike("member or person", _authors(content))
    yield from _alike("event", (event.id for event in content.events))
    yield from _alike("series", (series.id for series in content.series))
    yield from _alike("post", map(_slug, content.posts))


def _authors(content: Content) -> Iterator[Located]:
    """The ids of members and their people, who share one space of names."""
    for member in content.members:
        yield from (member.id, *(person.id for person in member.people))


def _slug(post: Post) -> Located:
    return Located.at(post.slug, Place.start_of(post.path))


def _permanent_ids(posts: tuple[Post, ...]) -> Iterator[Located]:
    """Slugs first, so that the problem lies at an `id` that was written; two equal slugs are another rule's matter."""
    yield from {post.slug: _slug(post) for post in reversed(posts) if post.id is None}.values()
    yield from (post.id for post in posts if post.id is not None)


def _alike(noun: str, ids: Iterable[Located]) -> Iterator[Problem]:
    first: dict[str, Located] = {}
    for id in ids:
        other = first.setdefault(shape(id), id)
        if other != id:
            yield Problem(
                "look-alike",
                f"'{shown(id)}' looks like the id of another {noun}, '{shown(other)}'",
                id.place,
                "readers can mistake one for the other; if you need both, make them differ by a word",
                severity=Severity.WARNING,
            )


def _repeated(noun: str, ids: Iterable[Located]) -> Iterator[Problem]:
    first: dict[str, Place] = {}
    for id in ids:
        if id in first:
            yield _duplicate(noun, id, first[id], id.place)
        else:
            first[id] = id.place


def _duplicate(noun: str, id: str, first: Place, place: Place) -> Problem:
    if noun == "country":
        return Problem("duplicate-id", f"the country '{id}' is already in {first}", place, "keep one of the two")
    where = f"line {first.line}" if first.file == place.file else str(first)
    return Problem(
        "duplicate-id",
        f"another {noun} already has the id '{id}', in {where}",
        place,
        "give the newer one another id; never change an id that has been published",
    )
