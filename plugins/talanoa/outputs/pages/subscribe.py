"""How to follow the network: every feed that has something in it, and the calendar."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import get_args

from talanoa import addresses
from talanoa.model.post import PostKind
from talanoa.model.values import Words
from talanoa.outputs import labels
from talanoa.outputs.dates import own_name
from talanoa.outputs.output import FeedLink, Page
from talanoa.outputs.pages.events import calendar_link
from talanoa.outputs.pages.members import by_name
from talanoa.outputs.view import View


@dataclass(frozen=True)
class Row:
    """What one can follow, and where its feed and its calendar are."""

    name: Words | str
    page: str
    rss: str | None = None
    calendar: str | None = None
    language: str | None = None  # of a name that isn't in the page's


def pages(view: View) -> Iterator[Page]:
    gettext = view.said().gettext
    posts = FeedLink(view.name, addresses.feed(addresses.HOME))
    yield view.page(
        addresses.SUBSCRIBE,
        gettext("Subscribe"),
        "subscribe.html",
        {"groups": [(title, rows) for title, rows in _groups(view) if rows]},
        section=addresses.SUBSCRIBE,
        description=gettext("Feeds and calendars to follow the network with"),
        feeds=(posts, calendar_link(view)) if view.site.events else (posts,),
    )


def _groups(view: View) -> Iterator[tuple[str, list[Row]]]:
    site, said = view.site, view.said()
    gettext = said.gettext
    everything = [Row(gettext("All posts"), addresses.POSTS, addresses.feed(addresses.HOME))]
    if site.events:
        everything.append(Row(gettext("All events"), addresses.EVENTS, calendar=addresses.CALENDAR))
    yield gettext("Everything"), everything
    kinds = [kind for kind in get_args(PostKind) if kind in site.posts_by_kind]
    yield gettext("By kind"), _rows(kinds, addresses.kind, lambda kind: gettext(labels.LABELS["kinds"][kind]))
    themes = [theme.id for theme in site.network.themes if theme.id in site.posts_by_theme]
    yield gettext("By theme"), _rows(themes, addresses.theme, lambda id: site.theme[id].title)
    yield gettext("By country"), _rows(by_name(view, site.posts_by_country), addresses.country, said.country)
    languages = [code for code in site.languages if code in site.posts_by_language]
    yield (
        gettext("By language"),
        [
            Row(own_name(code), address, addresses.feed(address), language=code)
            for code in languages
            for address in (addresses.language(code),)
        ],
    )
    activities = [activity.id for activity in site.network.activities if activity.id in site.posts_by_activity]
    yield gettext("By activity"), _rows(activities, addresses.activity, lambda id: site.activity[id].title)


def _rows(keys: Iterable[str], address: Callable[[str], str], name: Callable[[str], Words | str]) -> list[Row]:
    return [Row(name(key), address(key), addresses.feed(address(key))) for key in keys]
