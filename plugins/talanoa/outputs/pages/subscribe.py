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
from talanoa.outputs.output import FeedLink, Page, Planned
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
    posts = FeedLink(view.name, addresses.feed(addresses.HOME))
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
    site, localizer = view.site, view.localizer()
    gettext = localizer.gettext
    calendars = {page: addresses.calendar(page) for page in map(page_of, everything(view))}

    def rows(
        keys: Iterable[str],
        address: Callable[[str], str],
        name: Callable[[str], Words | str],
        posts: Container[str],
        language: Callable[[str], str | None] = lambda key: None,
    ) -> list[Row]:
        """Those that have posts or events."""
        found = [
            Row(
                name(key),
                address(key),
                addresses.feed(address(key)) if key in posts else None,
                calendars.get(address(key)),
                language(key),
            )
            for key in keys
        ]
        return [row for row in found if row.rss or row.calendar]

    all_of_it = [Row(gettext("All posts"), addresses.POSTS, addresses.feed(addresses.HOME))]
    if site.events:
        events = addresses.feed(addresses.EVENTS)
        all_of_it.append(Row(gettext("All events"), addresses.EVENTS, events, calendars.get(addresses.EVENTS)))
    yield gettext("Everything"), all_of_it
    kinds, kind_name = get_args(PostKind), lambda kind: localizer.label(kind, "kinds")
    yield gettext("By kind"), rows(kinds, addresses.kind, kind_name, site.posts_by_kind)
    types, type_name = get_args(EventType), lambda kind: localizer.label(kind, "types")
    yield gettext("By kind of event"), rows(types, addresses.event_type, type_name, ())
    themes = [theme.id for theme in site.network.themes]
    yield gettext("By theme"), rows(themes, addresses.theme, lambda id: site.theme[id].title, site.posts_by_theme)
    countries = [country.code for country in view.countries]
    yield gettext("By country"), rows(countries, addresses.country, localizer.country, site.posts_by_country)
    yield (
        gettext("By language"),
        rows(view.languages, addresses.language, own_name, site.posts_by_language, lambda code: code),
    )
    activities = [activity.id for activity in site.network.activities]
    yield (
        gettext("By activity"),
        rows(activities, addresses.activity, lambda id: site.activity[id].title, site.posts_by_activity),
    )
