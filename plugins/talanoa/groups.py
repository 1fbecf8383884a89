"""How the things of a site belong together: what has a property in common, series of events, translations of posts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TypeVar

from talanoa.model.event import Event, Output, Series
from talanoa.model.post import Post
from talanoa.model.recurrence import day_of
from talanoa.model.values import Words

T = TypeVar("T")
K = TypeVar("K")


def grouped(things: Iterable[T], keys: Callable[[T], Iterable[K]]) -> dict[K, tuple[T, ...]]:
    """Each key with the things that have it, in their order, each once."""
    groups: dict[K, dict[int, T]] = defaultdict(dict)
    for thing in things:
        for key in keys(thing):
            groups[key][id(thing)] = thing
    return {key: tuple(group.values()) for key, group in groups.items()}


@dataclass(frozen=True)
class SeriesOfEvents:
    """A numbered series: its events in order, where its output is by the latest that has begun, and if all are over."""

    id: str
    title: Words
    events: tuple[Event, ...]
    output: Output | None
    is_over: bool


def series_of(id: str, events: tuple[Event, ...], today: date, *, is_over: bool) -> SeriesOfEvents:
    def number(event: Event) -> tuple[int, str, str]:
        assert event.series
        return (event.series.number or 0, str(event.start), event.id)

    ordered = sorted(events, key=number)
    entries: list[Series] = [event.series for event in ordered if event.series]
    title = next((entry.title for entry in entries if entry.title), Words({"": id}))
    return SeriesOfEvents(id, title, tuple(ordered), _output(ordered, today), is_over)


def _output(events: list[Event], today: date) -> Output | None:
    """Where the output of a series is by the latest event that took place; a later one's state is only a plan."""
    found = [(event, event.series.output) for event in events if event.series and event.series.output]
    reached = [
        (day_of(event.start), index)
        for index, (event, _) in enumerate(found)
        if day_of(event.start) <= today and not event.is_off
    ]
    if reached:
        return found[max(reached)[1]][1]
    return replace(found[0][1], state=None, url=None) if found else None


def translations_of(
    posts: Sequence[Post], known: Mapping[str, Post], languages: Sequence[str]
) -> Mapping[str, tuple[Post, ...]]:
    """A post's slug → all versions of it, itself included, in the order of these languages; of posts that have several."""
    order = {language: index for index, language in enumerate(languages)}

    def turn(post: Post) -> tuple[int, str, str]:
        return order.get(post.language, len(order)), post.language, post.slug

    groups = (sorted(group, key=turn) for group in grouped(posts, lambda post: [_original(post, known)]).values())
    return {post.slug: tuple(group) for group in groups if len(group) > 1 for post in group}


def _original(post: Post, known: Mapping[str, Post]) -> str:
    seen = {post.slug}
    while post.translation_of and post.translation_of not in seen:
        post = known[post.translation_of]
        seen.add(post.slug)
    return post.slug
