"""How to follow the network: every feed that has something in it, and the calendar."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Iterator
from typing import get_args

from msgspec import Struct

from talanoa import addresses
from talanoa.model.event import EventType
from talanoa.model.post import PostKind
from talanoa.model.values import Words
from talanoa.outputs.calendars.subjects import everything, network_links
from talanoa.outputs.dates import own_name
from talanoa.outputs.output import Page, Planned
from talanoa.outputs.subjects import page_of
from talanoa.outputs.view import View


class Row(Struct, frozen=True):
    """What one can follow, and where its feed and its calendar are."""

    name: Words | str
    page: str
    rss: str | None = None
    calendar: str | None = None
    language: str | None = None  # of a name that isn't in the page's


def pages(view: View) -> Iterator[Planned[Page]]:
    yield Planned(addresses.SUBSCRIBE, _page)


def _page(view: View) -> Page:
    gettext = view.localizer().gettext
    posts = view.feed_link("", addresses.HOME)
    return view.page(
        addresses.SUBSCRIBE,
        gettext("Subscribe"),
        "subscribe.html",
        {"groups": [(title, rows) for title, rows in _groups(view) if rows]},
        section=addresses.SUBSCRIBE,
        description=gettext("Feeds and calendars to follow the network with"),
        feeds=(posts, *network_links(view)),
    )


def _groups(view: View) -> Iterator[tuple[str, list[Row]]]:
    """Those that have posts or events."""
    site, localizer = view.site, view.localizer()
    gettext, label = localizer.gettext, localizer.label
    calendars = frozenset(map(page_of, everything(view)))
    all_of_it = [Row(gettext("All posts"), addresses.POSTS, addresses.feed(addresses.HOME))]
    if site.events:
        all_of_it.append(_row(gettext("All events"), addresses.EVENTS, True, calendars))
    yield gettext("Everything"), all_of_it
    groups: tuple[tuple[str, str, Iterable[str], Callable[[str], Words | str], Container[str]], ...] = (
        (gettext("By kind"), "kind", get_args(PostKind), lambda it: label(it, "kinds"), site.posts_by_kind),
        (gettext("By kind of event"), "event_type", get_args(EventType), lambda it: label(it, "types"), ()),
        (gettext("By theme"), "theme", site.theme, lambda it: site.theme[it].title, site.posts_by_theme),
        (
            gettext("By country"),
            "country",
            [it.code for it in view.countries],
            localizer.country,
            site.posts_by_country,
        ),
        (gettext("By language"), "language", view.languages, own_name, site.posts_by_language),
        (gettext("By activity"), "activity", site.activity, lambda it: site.activity[it].title, site.posts_by_activity),
    )
    for title, noun, ids, name, with_posts in groups:
        rows = (
            _row(name(id), addresses.of(noun, id), id in with_posts, calendars, id if noun == "language" else None)
            for id in ids
        )
        yield title, [row for row in rows if row.rss or row.calendar]


def _row(name: Words | str, page: str, has_feed: bool, calendars: Container[str], language: str | None = None) -> Row:
    feed = addresses.feed(page) if has_feed else None
    return Row(name, page, feed, addresses.calendar(page) if page in calendars else None, language)
