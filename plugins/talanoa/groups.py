"""How the things of a site belong together: what has a property in common, series of events, translations of posts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from typing import TypeVar

from msgspec import Struct

from talanoa.model.document import Document, DocumentKind
from talanoa.model.event import Event, documents_of
from talanoa.model.network import Country, Network, Status
from talanoa.model.occurrences import pattern_of
from talanoa.model.post import Post, original_of
from talanoa.model.reach import is_web_address
from talanoa.model.recurrence import day_of
from talanoa.model.series import Series, State, Step
from talanoa.model.values import DocumentRef, FilePath, Text, Url, Words
from talanoa.model.zones import APART

T = TypeVar("T")
K = TypeVar("K")


def grouped(things: Iterable[T], keys: Callable[[T], Iterable[K]]) -> dict[K, tuple[T, ...]]:
    """Each key with the things that have it, in their order, each once."""
    groups: dict[K, dict[int, T]] = defaultdict(dict)
    for thing in things:
        for key in keys(thing):
            groups[key][id(thing)] = thing
    return {key: tuple(group.values()) for key, group in groups.items()}


def changed_last(posts: Sequence[Post]) -> tuple[Post, ...]:
    """The posts among which is the one that was changed last, in whichever time zones."""
    days = [max(post.date.day, post.changed.day) for post in posts]
    last = max(days, default=date.min)
    return tuple(post for post, day in zip(posts, days) if last - day <= APART)


class Reached(Struct, frozen=True):
    """A step of an output: when, at which event and in which text it got there, or is to."""

    state: State
    day: date | None
    event: Event | None
    document: Document | None
    is_reached: bool


class Progress(Struct, frozen=True):
    """The output of a series, and its steps in order."""

    title: Words
    steps: tuple[Reached, ...]

    @property
    def state(self) -> State | None:
        """How far it is; what is still to come is only a plan."""
        return next((step.state for step in reversed(self.steps) if step.is_reached), None)

    @property
    def document(self) -> Document | None:
        """The latest text of it."""
        return next((step.document for step in reversed(self.steps) if step.is_reached and step.document), None)


class SeriesOfEvents(Struct, frozen=True):
    """A numbered series: its events in order, how far its output is, and whether all is over."""

    id: str
    title: Words
    events: tuple[Event, ...]
    output: Progress | None
    is_over: bool
    listed: Series | None = None


def series_of(
    id: str, listed: Series | None, found: Iterable[Event], known: Mapping[str, Event], today: date, is_awaited: bool
) -> SeriesOfEvents:
    """A series by its events, and by its own entry if it has one; `known` are all events by id, `is_awaited` says that some of its
    events are still to come.
    """
    events = in_order(found)
    if listed is None:
        title, output = title_of(id, events), progress_by_events(events, today)
    else:
        title, output = listed.title, progress_of(listed, events, known, today)
    days = [step.day for step in output.steps if step.day] if output and listed else []
    is_over = not is_awaited and bool(events or days) and all(day < today for day in days)
    return SeriesOfEvents(id, title, events, output, is_over, listed)


def in_order(events: Iterable[Event]) -> tuple[Event, ...]:
    """The events of a series."""

    def number(event: Event) -> tuple[int, str, str]:
        given = event.series.number if event.series else None
        return given or 0, str(event.start), event.id

    return tuple(sorted(events, key=number))


def title_of(id: str, events: Iterable[Event]) -> Words:
    """What a series is called that isn't listed."""
    for event in in_order(events):
        if event.series and event.series.title:
            return event.series.title
    return Words({"": id})


def progress_of(series: Series, events: Sequence[Event], known: Mapping[str, Event], today: date) -> Progress | None:
    """How far the output of a listed series is; `known` are all events, by id."""
    if series.output is None:
        return None
    steps = []
    for step in series.output.steps:
        event = known.get(step.event) if step.event else None
        day = day_of_step(step, event)
        reached = day is not None and day <= today and not (event and event.is_off)
        document = step.document
        if isinstance(document, DocumentRef):
            title, _ = series.output.title.pick("")
            document = document_of(document, [*([event] if event else []), *events]) or _of_its_own(
                document, title, step
            )
        steps.append(Reached(step.state, day, event, document, reached))
    return Progress(series.output.title, tuple(steps))


def day_of_step(step: Step, event: Event | None) -> date | None:
    """The day of a step: its own, or the last of its event; none of one that recurs."""
    return step.date or (pattern_of(event).last_day if event and event.recurrence is None else None)


def document_of(name: DocumentRef, events: Iterable[Event]) -> Document | None:
    """The document of these events that has this title, file or address."""
    documents = [document for event in events for document in documents_of(event)]
    return next((it for it in documents if str(name) in (it.title, it.file, it.url)), None)


def _of_its_own(name: DocumentRef, title: str, step: Step) -> Document:
    """A document that no event has."""
    kind: DocumentKind = step.state if step.state in ("draft", "validated") else "other"
    if is_web_address(name):
        return Document(Text(title), url=Url(name), kind=kind, date=step.date)
    return Document(Text(title), file=FilePath.at(name, name.place), kind=kind, date=step.date)


def progress_by_events(events: Iterable[Event], today: date) -> Progress | None:
    """How far the output of a series is that isn't listed, by the latest of its events that has begun."""
    found = [(event, event.series.output) for event in events if event.series and event.series.output]
    if not found:
        return None
    found.sort(key=lambda pair: day_of(pair[0].start))
    title, steps = found[0][1].title, []
    for event, output in found:
        day = day_of(event.start)
        is_reached = day <= today and not event.is_off
        if is_reached:
            title = output.title
        if output.state:
            document = Document(output.title, url=output.url) if output.url else None
            steps.append(Reached(output.state, day, event, document, is_reached))
    return Progress(Words({"": title}), tuple(steps))


class SiteCountry(Struct, frozen=True):
    """A country as far as the site touches it."""

    code: str
    entry: Country | None
    status: Status | None


def countries_of(network: Network, more: Iterable[str]) -> tuple[SiteCountry, ...]:
    """The countries that the network lists, and `more`, by code."""
    entries = {str(country.code): country for country in network.countries}
    statuses = {str(status.id): status for status in network.statuses}
    found = []
    for code in sorted({*entries, *more}):
        entry = entries.get(code)
        found.append(SiteCountry(code, entry, statuses.get(entry.status) if entry and entry.status else None))
    return tuple(found)


def translations_of(
    posts: Sequence[Post], known: Mapping[str, Post], languages: Sequence[str]
) -> Mapping[str, tuple[Post, ...]]:
    """A post's slug → all versions of it, itself included, in the order of these languages; of posts that have several."""
    order = {language: index for index, language in enumerate(languages)}

    def turn(post: Post) -> tuple[int, str, str]:
        return order.get(post.language, len(order)), post.language, post.slug

    groups = (
        sorted(group, key=turn) for group in grouped(posts, lambda post: [original_of(post, known).slug]).values()
    )
    return {post.slug: tuple(group) for group in groups if len(group) > 1 for post in group}
