"""The feed model: what every format of a feed says, before any format is written."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from functools import cached_property
from hashlib import blake2b
from html import escape
from typing import Any, Literal, get_args

from msgspec import Struct
from msgspec.structs import asdict, replace

from talanoa import addresses
from talanoa.groups import Reached, SeriesOfEvents
from talanoa.markup.harmless import for_feeds
from talanoa.model.event import Event, Override
from talanoa.model.occurrences import Occurrence
from talanoa.model.post import Post, PostKind
from talanoa.model.values import Stamp
from talanoa.outputs import dates
from talanoa.outputs.labels import N_
from talanoa.outputs.structured import absolute, tag
from talanoa.outputs.subjects import Subject, page_of, title_of
from talanoa.outputs.view import View
from talanoa.reads import AT_HAND, Known
from talanoa.visibility import Credit

MAX_ITEMS = 40
MAX_LETTERS = 500_000  # of the texts in one feed; programs fetch it again and again, and many stop at a megabyte
_HEADLINES = {"postponed": N_("Postponed: %(title)s"), "cancelled": N_("Cancelled: %(title)s")}


class Author(Struct, frozen=True):
    name: str
    url: str = ""  # of their page, or ""


class Category(Struct, frozen=True):
    """`term` is the id, `label` what people read."""

    term: str
    label: str


class Enclosure(Struct, frozen=True):
    """A picture beside a text; `length` is in bytes, as it is published."""

    url: str
    type: str
    length: int
    width: int
    height: int


class Item(Struct, frozen=True, dict=True):
    """One entry. `id` is a tag: URI (RFC 4151) that no later edit changes; `html` has absolute addresses only."""

    id: str
    url: str
    title: str
    summary: str
    html: str
    language: str
    published: datetime
    updated: datetime
    authors: tuple[Author, ...] = ()
    categories: tuple[Category, ...] = ()
    picture: Enclosure | None = None
    direction: Literal["", "ltr", "rtl"] = ""  # of its texts, unless it is what programs take for granted

    @cached_property
    def letters(self) -> int:
        """Of the text as a feed writes it; counted once, however many feeds have it."""
        return len(escape(self.html))

    @property
    def content(self) -> str:
        """The text, or else the title, with its direction: no program takes that from a feed's `language` or an entry's `xml:lang`."""
        html = self.html or escape(self.title)
        return f'<div lang="{escape(self.language)}" dir="{self.direction}">{html}</div>' if self.direction else html


class Head(Struct, frozen=True):
    """What a feed that follows the page `page` says of itself."""

    page: str
    id: str
    title: str
    description: str
    language: str


class Feed(Head, frozen=True):
    """A feed; `updated` is its newest item's, never now."""

    items: tuple[Item, ...]
    updated: datetime


def _whole(text: str) -> str:
    """Without the character that stands for a lost one; programs take it for a broken encoding."""
    return text.replace("\ufffd", "")


def _newest(item: Item) -> tuple[datetime, str]:
    return item.published, item.id


class Feeds:
    """Makes each item of a site once, and every feed out of them."""

    def __init__(self, view: View) -> None:
        self.view = view
        self.site = view.site
        self._feeds = Known(1)  # the one that is written, which may have several addresses
        self._posts = Known(AT_HAND)

    def subjects(self) -> Iterator[Subject]:
        """Whatever has a feed, in a fixed order."""
        site, order = self.site, self.view.localizer().order
        yield "home", ""
        yield from (("kind", kind) for kind in get_args(PostKind))
        yield from (("theme", theme.id) for theme in site.network.themes)
        yield from (("activity", activity.id) for activity in site.network.activities)
        yield from (("country", country.code) for country in self.view.countries)
        yield from (("language", code) for code in self.view.languages)
        yield from (("member", id) for id in site.member)
        yield from (("person", id) for id in sorted(site.profiles, key=lambda id: order(site.profiles[id].person.name)))
        yield "events", ""

    def feed(self, subject: Subject) -> Feed:
        return self.view.reads.once(self._feeds, subject, lambda: self._feed(subject))

    def head(self, subject: Subject) -> Head:
        """A feed of posts is about all of them unless it has a title; that of a language speaks it."""
        noun, id = subject
        language = id if noun == "language" else self.view.language
        localizer = self.view.localizer(language)
        title = title_of(self.view, subject)
        name = localizer.of_network(title)
        about = localizer.plain(self.site.network.tagline) or name
        page = page_of(subject)
        return Head(page, tag(self.view, "feed", page.strip("/") or "all"), name, about, language)

    def _posts_of(self, noun: str, id: str) -> Sequence[Post]:
        site = self.site
        groups: Mapping[str, Mapping[Any, Sequence[Post]]] = {
            "kind": site.posts_by_kind,
            "theme": site.posts_by_theme,
            "activity": site.posts_by_activity,
            "country": site.posts_by_country,
            "language": site.posts_by_language,
            "member": site.posts_by_author,
            "person": site.posts_by_author,
        }
        return groups[noun].get(id, ()) if noun in groups else site.posts

    def _feed(self, subject: Subject) -> Feed:
        head = self.head(subject)
        if subject[0] == "events":
            found = [self._event(*news) for news in self._news()] + [self._step(*step) for step in self._steps()]
        else:
            found = [self._post(post) for post in self._posts_of(*subject)[:MAX_ITEMS]]
        items = tuple(self._bounded(sorted(found, key=_newest, reverse=True)[:MAX_ITEMS]))
        updated = max((item.updated for item in items), default=self._before_everything)
        return Feed(**asdict(head), items=items, updated=updated)

    @property
    def updated(self) -> datetime:
        """When the newest of all items was changed."""
        posts = (self._published(post)[2] for post in self.site.changed_last)
        events = (self._announced(*news)[1] for news in self._news())
        steps = (self._reached(*step)[1] for step in self._steps())
        return max((*posts, *events, *steps), default=self._before_everything)

    def _bounded(self, items: Sequence[Item]) -> Iterator[Item]:
        """The items in their order; where their texts are too long for one feed, the longest have their summaries instead."""
        letters = {item.id: item.letters for item in items}
        left, short = MAX_LETTERS - sum(letters.values()), set()
        for id in sorted(letters, key=lambda id: (-letters[id], id)):
            if left >= 0:
                break
            left += letters[id]
            short.add(id)
        for item in items:
            yield replace(item, html=f"<p>{escape(item.summary)}</p>") if item.id in short else item

    def _news(self) -> Iterator[tuple[Occurrence, Event | Override]]:
        """Every event with the occurrence that was the next when it was announced, and every one that was changed on its own.

        The next of today would be another one tomorrow, and an old item that changes is shown as new.
        """
        for event in self.site.events:
            occurrences = self.site.occurrences_of[event.id]
            if (updated := event.updated) and occurrences:
                yield next((o for o in occurrences if o.last_day >= updated.day), occurrences[-1]), event
            changed = {override.original: override for override in event.occurrences if override.updated}
            for occurrence in occurrences:
                if occurrence.original in changed:
                    yield occurrence, changed[occurrence.original]

    def _steps(self) -> Iterator[tuple[SeriesOfEvents, Reached]]:
        """Every step that the output of a series has reached: that a text is there, validated or adopted is news."""
        for series in self.site.series.values():
            steps = series.output.steps if series.output else ()
            reached = {(step.state, step.day): step for step in steps if step.is_reached and step.day}
            yield from ((series, step) for step in reached.values())

    @property
    def _before_everything(self) -> datetime:
        """The stamp of a feed that has nothing yet: the year in which the network's names begin."""
        return datetime(int(self.site.network.authority.year[:4]), 1, 1, tzinfo=UTC)

    def _post(self, post: Post) -> Item:
        return self.view.reads.once(self._posts, post.slug, lambda: self._new_post(post))

    def _published(self, post: Post) -> tuple[str, datetime, datetime]:
        """The id of a post, when it was published, and when it was changed last."""
        id = tag(self.view, "post", post.permanent_id)
        published = self._instant(post.date, id)
        return id, published, max(published, self._instant(post.changed, id))

    def _new_post(self, post: Post) -> Item:
        site, localizer = self.site, self.view.localizer()
        address = absolute(self.view, addresses.post(post.slug))
        themes = [Category(id, localizer.plain(site.theme[id].title)) for id in post.themes if id in site.theme]
        id, published, updated = self._published(post)
        return Item(
            id=id,
            url=address,
            title=post.title,
            summary=_whole(self.view.markup.summary(post)),
            html=self._absolute(self.view.markup.post(post).html, address),
            language=post.language,
            published=published,
            updated=updated,
            authors=tuple(self._author(credit) for credit in site.authors(post)),
            categories=(Category(post.kind, localizer.label(post.kind, "kind")), *themes),
            picture=self._enclosure(post),
            direction=self._direction(post.language),
        )

    def _author(self, credit: Credit) -> Author:
        return Author(
            self.view.localizer().plain(credit.name), absolute(self.view, credit.address) if credit.address else ""
        )

    def _enclosure(self, post: Post) -> Enclosure | None:
        """The picture above a post, as letters can carry it; a feed may not say a length that isn't true."""
        picture = self.view.shared(self.view.picture(post))
        if picture is None:
            return None
        return Enclosure(
            absolute(self.view, picture.address), picture.type, picture.length, picture.width, picture.height
        )

    def _event(self, occurrence: Occurrence, changed: Event | Override) -> Item:
        """News of an event. A raised `sequence` makes it another item, for programs show each only once."""
        localizer = self.view.localizer()
        alone = isinstance(changed, Override)
        event = occurrence.event if isinstance(changed, Override) else changed  # a series isn't off because its next is
        address = addresses.occurrence(event.id, occurrence.original) if alone else addresses.event(event.id)
        template = self.view.environment(localizer.language).get_template("feed-event.html")
        html = template.render(event=event, occurrence=occurrence, address=address)
        when = dates.when_words(occurrence, localizer.cldr)
        title = localizer.plain(event.title)
        id, stamp = self._announced(occurrence, changed)
        return Item(
            id=id,
            url=absolute(self.view, address),
            title=localizer.gettext(self._headline(event, changed)) % {"title": f"{title}, {when}" if alone else title},
            summary=localizer.plain(event.summary) or when,
            html=self._absolute(html, absolute(self.view, address)),
            language=localizer.language,
            published=stamp,
            updated=stamp,
            categories=(Category(event.type, localizer.label(event.type, "type")),),
            direction=self._direction(localizer.language),
        )

    def _announced(self, occurrence: Occurrence, changed: Event | Override) -> tuple[str, datetime]:
        """The id of a piece of news, and its moment."""
        alone = isinstance(changed, Override)
        name = (occurrence.event.id, f"{occurrence.original}" if alone else "", f"{changed.sequence or ''}")
        id = tag(self.view, "event", "/".join(filter(None, name)))
        assert changed.updated
        return id, self._instant(changed.updated, id)

    def _step(self, series: SeriesOfEvents, step: Reached) -> Item:
        localizer = self.view.localizer()
        address = addresses.series(series.id)
        html = self.view.environment(localizer.language).get_template("feed-step.html").render(series=series, step=step)
        id, stamp = self._reached(series, step)
        state = localizer.label(step.state, "output")
        text = localizer.plain(series.output.title if series.output else series.title)
        return Item(
            id=id,
            url=absolute(self.view, address),
            title=localizer.gettext("%(text)s: %(state)s") % {"text": text, "state": state},
            summary=localizer.plain(series.title),
            html=self._absolute(html, absolute(self.view, address)),
            language=localizer.language,
            published=stamp,
            updated=stamp,
            categories=(Category(step.state, state),),
            direction=self._direction(localizer.language),
        )

    def _reached(self, series: SeriesOfEvents, step: Reached) -> tuple[str, datetime]:
        """The id of the news that a step was reached, and its moment; another day makes it another piece of news."""
        assert step.day
        id = tag(self.view, "series", f"{series.id}/{step.state}/{step.day}")
        return id, self._instant(Stamp(step.day), id)

    def _headline(self, event: Event, changed: Event | Override) -> str:
        if event.status in _HEADLINES:
            return _HEADLINES[event.status]
        return N_("Changed: %(title)s") if changed.sequence else "%(title)s"

    def _instant(self, stamp: Stamp, id: str) -> datetime:
        """A mere day becomes a time in one hour of it, always the same for one item.

        Programs sort by time, and take two items of one time for a mistake (W3C's validator: DuplicateUpdated).
        """
        instant = stamp.subscriber_time(self.site.zone)
        if stamp.time is None:
            instant += timedelta(seconds=int.from_bytes(blake2b(id.encode(), digest_size=4).digest()) % 3600)
        return instant

    def _direction(self, language: str) -> Literal["", "ltr", "rtl"]:
        """In a network that writes from right to left, posts of other languages say theirs too."""
        written, around = dates.direction(language), dates.direction(self.view.language)
        return "" if written == around == "ltr" else "rtl" if written == "rtl" else "ltr"

    def _absolute(self, html: str, address: str) -> str:
        """Cleaned once more, with whole addresses; those of the page's own places begin with the page's."""
        html = _whole(html)
        return for_feeds(addresses.rebased(html.strip(), self.site.url).replace(' href="#', f' href="{address}#'))
