"""What is in a digest: what was published in a span of days, and what is still to come on the last of them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from talanoa import addresses
from talanoa.groups import grouped
from talanoa.model.occurrences import Occurrence, instant
from talanoa.model.post import Post
from talanoa.model.values import Words
from talanoa.outputs.news import posts_between, version
from talanoa.site import Site

HORIZON = timedelta(days=92)
"""How far ahead events are announced: two digests of a network that sends one every six weeks."""


class Span(Struct, frozen=True):
    """The days of a digest, both included."""

    since: date
    until: date


class Coming(Struct, frozen=True):
    """What comes next of an event, and on which days it comes again."""

    occurrence: Occurrence
    again: tuple[Occurrence, ...] = ()


class Deadline(Struct, frozen=True):
    """The last day for something; `about` is the title of what it is for."""

    day: date
    kind: Literal["join", "registration", "survey", "event"]
    about: Words | None
    address: str


class Chosen(Struct, frozen=True):
    """What is in a digest. `more` is how many of each kind don't fit, or are further off."""

    posts: tuple[Post, ...] = ()  # newest first, each in one language
    coming: tuple[Coming, ...] = ()
    statements: tuple[Post, ...] = ()  # open for signing, the first to close first
    deadlines: tuple[Deadline, ...] = ()
    more_posts: int = 0
    more_coming: int = 0
    more_statements: int = 0
    more_deadlines: int = 0

    @property
    def is_empty(self) -> bool:
        return not any(map(len, self._kinds))

    @property
    def longest(self) -> int:
        """How many there are of the kind that there is most of."""
        return max(map(len, self._kinds))

    @property
    def left_out(self) -> int:
        """How many there are in all that readers find on the site only."""
        return self.more_posts + self.more_coming + self.more_statements + self.more_deadlines

    @property
    def _kinds(self) -> tuple[tuple[object, ...], ...]:
        return self.posts, self.coming, self.statements, self.deadlines

    def first(self, number: int) -> Chosen:
        """The same with no more than so many of each kind."""
        return Chosen(
            self.posts[:number],
            self.coming[:number],
            self.statements[:number],
            self.deadlines[:number],
            self.more_posts + len(self.posts[number:]),
            self.more_coming + len(self.coming[number:]),
            self.more_statements + len(self.statements[number:]),
            self.more_deadlines + len(self.deadlines[number:]),
        )

    def over(self, today: date) -> Iterator[Words]:
        """The titles of what was announced as coming, and is over by now."""
        for coming in self.coming:
            if coming.occurrence.last_day < today:
                yield coming.occurrence.event.title
        for post in self.statements:
            if post.signing_on(today) == "closed":
                yield Words({"": post.title})
        for deadline in self.deadlines:
            if deadline.day < today:
                yield deadline.about or Words({"": deadline.kind})


def chosen(site: Site, span: Span, language: str) -> Chosen:
    """What readers of a language get."""
    day, last = span.until, span.until + HORIZON
    events = [*_coming(site, day)]
    meetings = [coming for coming in events if coming.occurrence.event.type != "deadline"]
    near = tuple(coming for coming in meetings if coming.occurrence.day <= last)
    return Chosen(
        posts=tuple(posts_between(site, span.since, span.until, language)),
        statements=tuple(_statements(site, day, language)),
        coming=tuple(replace(one, again=tuple(it for it in one.again if it.day <= last)) for one in near),
        deadlines=tuple(sorted(set(_deadlines(site, events, day, last)), key=lambda it: (it.day, it.kind, it.address))),
        more_coming=len(meetings) - len(near),
    )


def _statements(site: Site, day: date, language: str) -> list[Post]:
    """Those that can be signed on a day."""
    found = []
    for post in site.statements:
        if not post.translation_of and post.signing_on(day) == "open":
            # A translation says what the original says, and seldom repeats until when it can be signed.
            found.append(replace(version(site, post, language), signing=post.signing, response=post.response))
    return sorted(found, key=lambda it: ((it.signing and it.signing.closes) or date.max, it.slug))


def _coming(site: Site, day: date) -> Iterator[Coming]:
    """In order of time; what was called off and would still be to come is listed apart."""
    found: list[Coming] = []
    ahead = [occurrence for occurrence in site.occurrences if occurrence.last_day >= day]
    for of_event in grouped(ahead, lambda occurrence: [str(occurrence.event.id)]).values():
        awaited = [occurrence for occurrence in of_event if not occurrence.event.is_off]
        found += [Coming(occurrence) for occurrence in of_event if occurrence.event.is_off]
        found += [Coming(awaited[0], tuple(awaited[1:]))] if awaited else []
    order = {id(occurrence): number for number, occurrence in enumerate(ahead)}
    yield from sorted(
        found,
        key=lambda it: (
            it.occurrence.day,
            instant(it.occurrence),
            str(it.occurrence.event.id),
            order[id(it.occurrence)],
        ),
    )


def _deadlines(site: Site, events: list[Coming], day: date, last: date) -> Iterator[Deadline]:
    join = site.network.join
    announced = {(it.occurrence.last_day, r.url) for it in events if (r := it.occurrence.event.registration)}
    if join and join.closes and join.is_open(day) and (join.closes, join.form) not in announced:
        yield Deadline(join.closes, "join", None, addresses.JOIN)
    for coming in events:
        for occurrence in (coming.occurrence, *coming.again):
            event = occurrence.event
            address = addresses.occurrence(event.id, occurrence.original)
            if event.type == "deadline" and occurrence.last_day <= last and not event.is_off:
                yield Deadline(occurrence.last_day, "event", event.title, address)
            closes = event.registration.closes if event.registration and not event.is_off else None
            if closes and day <= closes <= last and (event.type, occurrence.last_day) != ("deadline", closes):
                own = event.registration != site.event[event.id].registration
                yield Deadline(closes, "registration", event.title, address if own else addresses.event(event.id))
    for event in site.events:
        survey = event.survey
        if survey and survey.closes and survey.closes <= last and survey.is_open(day):
            yield Deadline(survey.closes, "survey", Words({"": survey.title}), addresses.event(event.id))
