"""The feed model: what every format of a feed says, before any format is written."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import get_args

from talanoa import addresses
from talanoa.model.event import Event
from talanoa.model.post import Post, PostKind
from talanoa.outputs import dates, labels
from talanoa.outputs.structured import absolute
from talanoa.outputs.view import View

MAX_ITEMS = 40


@dataclass(frozen=True)
class Item:
    """One entry. `id` is a tag: URI (RFC 4151) that no later edit changes; `html` has absolute addresses only."""

    id: str
    url: str
    title: str
    summary: str
    html: str
    language: str
    published: datetime
    updated: datetime
    authors: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()


@dataclass(frozen=True)
class Feed:
    """A feed that follows the page `page`; `updated` is its newest item's, never now."""

    page: str
    title: str
    description: str
    language: str
    items: tuple[Item, ...]
    updated: datetime


class Feeds:
    """Makes each item of a site once, and every feed out of them."""

    def __init__(self, view: View) -> None:
        self.view = view
        self.site = view.site
        self._posts: dict[str, Item] = {}

    def all(self) -> Iterator[Feed]:
        """Every feed of the site, in a fixed order."""
        site, said = self.site, self.view.said()
        yield self._feed(addresses.HOME, "", site.posts)
        for kind in get_args(PostKind):
            title = said.gettext(labels.LABELS["kinds"][kind])
            yield self._feed(addresses.kind(kind), title, site.posts_by_kind.get(kind, ()))
        for theme in site.network.themes:
            yield self._feed(addresses.theme(theme.id), said.plain(theme.title), site.posts_by_theme.get(theme.id, ()))
        for activity in site.network.activities:
            posts = site.posts_by_activity.get(activity.id, ())
            yield self._feed(addresses.activity(activity.id), said.plain(activity.title), posts)
        for country in site.countries:
            posts = site.posts_by_country.get(country.code, ())
            yield self._feed(addresses.country(country.code), said.country(country.code), posts)
        for code in site.languages:
            posts = site.posts_by_language.get(code, ())
            yield self._feed(addresses.language(code), said.language_name(code), posts, language=code)
        for member in site.members:
            yield self._feed(
                addresses.member(member.id), said.plain(member.name), site.posts_by_author.get(member.id, ())
            )
        for id, profile in site.profiles.items():
            yield self._feed(addresses.person(id), profile.person.name, site.posts_by_author.get(id, ()))
        yield self._events()

    def _feed(self, page: str, title: str, posts: Sequence[Post], language: str = "") -> Feed:
        name = self.view.name
        return self._made(
            page,
            f"{title} – {name}" if title else name,
            tuple(self._post(post) for post in posts[:MAX_ITEMS]),
            language or self.view.language,
        )

    def _events(self) -> Feed:
        """What was announced or changed in the calendar, the latest first; events without `updated` were never announced."""
        stamped = [event for event in self.site.events if event.updated]
        items = [self._event(event) for event in stamped]
        items = [item for item in items if item.updated <= self.site.now]
        newest = sorted(items, key=lambda item: (item.updated, item.id), reverse=True)[:MAX_ITEMS]
        title = self.view.said().gettext("Events")
        return self._made(addresses.EVENTS, f"{title} – {self.view.name}", tuple(newest), self.view.language)

    def _made(self, page: str, title: str, items: tuple[Item, ...], language: str) -> Feed:
        description = self.view.said().plain(self.site.network.tagline) or title
        updated = max((item.updated for item in items), default=self._before_everything)
        return Feed(page, title, description, language, items, updated)

    @property
    def _before_everything(self) -> datetime:
        """The stamp of a feed that has nothing yet: the year in which the network's names begin."""
        return datetime(int(self.site.network.authority.year[:4]), 1, 1, tzinfo=UTC)

    def tag(self, noun: str, id: str) -> str:
        """A thing's name for ever (RFC 4151)."""
        network = self.site.network
        return f"tag:{network.authority.domain},{network.authority.year}:{network.id}/{noun}/{id}"

    def _post(self, post: Post) -> Item:
        if post.slug not in self._posts:
            self._posts[post.slug] = self._new_post(post)
        return self._posts[post.slug]

    def _new_post(self, post: Post) -> Item:
        site, said = self.site, self.view.said()
        address = absolute(self.view, addresses.post(post.slug))
        names = [said.plain(site.theme[theme].title) for theme in post.themes if theme in site.theme]
        return Item(
            id=self.tag("post", post.permanent_id),
            url=address,
            title=post.title,
            summary=self.view.markup.summary(post),
            html=self._absolute(self.view.markup.post(post).html, address),
            language=post.language,
            published=post.date.instant(site.zone),
            updated=post.changed.instant(site.zone),
            authors=tuple(said.plain(party.name) for party in site.authors(post)),
            categories=(said.label(post.kind, "kind"), *names),
        )

    def _event(self, event: Event) -> Item:
        site, said = self.site, self.view.said()
        assert event.updated
        address = addresses.event(event.id)
        occurrence = next(
            (o for o in site.occurrences_of[event.id] if o.last_day >= site.today), site.occurrences_of[event.id][-1]
        )
        template = self.view.environment(said.language).get_template("feed-event.html")
        html = template.render(event=event, occurrence=occurrence, address=address)
        stamp = event.updated.instant(site.zone)
        return Item(
            id=self.tag("event", event.id),
            url=absolute(self.view, address),
            title=said.plain(event.title),
            summary=said.plain(event.summary) or dates.when_words(occurrence, said.language),
            html=self._absolute(html, absolute(self.view, address)),
            language=said.language,
            published=stamp,
            updated=stamp,
            categories=(said.label(event.type, "type"),),
        )

    def _absolute(self, html: str, address: str) -> str:
        """With whole addresses; those of the page's own places begin with the page's."""
        return addresses.rebased(html, self.site.url).replace(' href="#', f' href="{address}#')
