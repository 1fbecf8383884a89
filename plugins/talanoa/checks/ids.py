"""Every id names one thing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from talanoa.characters import shape
from talanoa.checks.checked import Checked
from talanoa.model.post import Post
from talanoa.model.values import Located
from talanoa.model.wrong import shown
from talanoa.problems import Place, Problem, Severity

Named = tuple[str, Place]  # an id, and where it is written


def duplicate_ids(checked: Checked) -> Iterator[Problem]:
    """Of two things of one kind with one id, the second is the problem."""
    network, content = checked.content.network, checked.content
    authors = [author for member in content.members for author in (member.id, *(p.id for p in member.people))]
    yield from _repeated("member or person", map(_named, authors))
    yield from _repeated("event", (_named(event.id) for event in content.events))
    yield from _repeated("series", (_named(series.id) for series in content.series))
    yield from _repeated("theme", (_named(theme.id) for theme in network.themes))
    yield from _repeated("activity", (_named(activity.id) for activity in network.activities))
    yield from _repeated("status", (_named(status.id) for status in network.statuses))
    yield from _repeated("kind of member", (_named(kind.id) for kind in network.member_kinds))
    yield from _repeated("country", (_named(country.code) for country in network.countries))
    yield from _repeated("post", _permanent_ids(content.posts))


def look_alike_ids(checked: Checked) -> Iterator[Problem]:
    """Ids that differ only in characters that pass for each other, such as `rn` and `m`."""
    content = checked.content
    yield from _alike("member or person", [id for m in content.members for id in (m.id, *(p.id for p in m.people))])
    yield from _alike("event", [event.id for event in content.events])
    yield from _alike("series", [series.id for series in content.series])
    yield from _alike("post", [Located.at(post.slug, Place.start_of(post.path)) for post in content.posts])


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


def _named(id: Located) -> Named:
    return str(id), id.place


def _permanent_ids(posts: tuple[Post, ...]) -> Iterator[Named]:
    """Slugs first, so that the problem lies at an `id` that was written; two equal slugs are another rule's matter."""
    slugs = {post.slug: Place.start_of(post.path) for post in reversed(posts) if post.id is None}
    yield from slugs.items()
    yield from (_named(post.id) for post in posts if post.id is not None)


def _repeated(noun: str, ids: Iterable[Named]) -> Iterator[Problem]:
    first: dict[str, Place] = {}
    for id, place in ids:
        if id in first:
            yield _duplicate(noun, id, first[id], place)
        else:
            first[id] = place


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
