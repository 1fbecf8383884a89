"""The home page: what is next, and the newest of everything; where nothing is planned, what the network has made."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import islice

from talanoa import addresses
from talanoa.model.member import Member
from talanoa.model.occurrences import Occurrence
from talanoa.model.post import Post
from talanoa.outputs import clocks
from talanoa.outputs.map import Region
from talanoa.outputs.news import version
from talanoa.outputs.output import Page, Planned
from talanoa.outputs.pages.library import library
from talanoa.outputs.pages.series import DatedSeries, latest_first
from talanoa.outputs.structured import organization
from talanoa.outputs.view import View
from talanoa.site import Site

POSTS = 5
MEMBERS = 6
RECENT = 3
DOCUMENTS = 5
SERIES_SHOWN_FOR = timedelta(days=365)
"""How long after its last event a series is still shown with what is planned."""


def pages(view: View) -> Iterator[Planned[Page]]:
    yield Planned(addresses.HOME, _page)


def _page(view: View) -> Page:
    site, localizer = view.site, view.localizer()
    posts = latest(view)
    series = _series(view)
    return view.page(
        addresses.HOME,
        view.name,
        "home.html",
        {
            "upcoming": site.upcoming[:3],
            "recent": _recent(site),
            "series": series,
            "weekdays": clocks.weekdays(view.language),
            "posts": posts,
            "papers": () if posts else library(view)[:DOCUMENTS],
            "some_members": _some_members(site.members),
            "members": site.member_count,
            "countries": len(site.home_countries),
            "region": Region.of(site),
            "with_members": site.home_countries,
        },
        section=addresses.HOME,
        description=localizer.plain(site.network.tagline) or view.name,
        feeds=(view.feed_link("", addresses.HOME),),
        updated=max((post.changed.day for post in posts), default=None),
        json_ld=(organization(view),),
        scripts=("times",),
    )


def latest(view: View) -> tuple[Post, ...]:
    """The newest posts, each in one language; the one that leads has a picture and speaks the page's language, if one does.

    A translation is no news to those who read the original, so a post counts by the version that is shown.
    """
    shown = [*islice((post for post in view.site.posts if post is version(view.site, post, view.language)), POSTS)]
    leads = (post for post in shown if post.language == view.language and view.picture(post))
    lead = next(leads, None)
    return (*([lead] if lead else []), *(post for post in shown if post is not lead))


def _recent(site: Site) -> Sequence[Occurrence]:
    """What took place last, the latest first."""
    past = (one for one in reversed(site.occurrences) if one.last_day < site.today and not one.event.is_off)
    return [one for one, _ in zip(past, range(RECENT))]


def _series(view: View) -> list[DatedSeries]:
    """The series of these days, the latest first; all of them where nothing is planned."""
    found, today = latest_first(view), view.site.today
    if not view.site.upcoming:
        return found
    return [one for one in found if one.last is None or today <= one.last + SERIES_SHOWN_FOR]


def _some_members(members: Sequence[Member]) -> Sequence[Member]:
    """Those who joined last; by name where no day is known."""
    return sorted(members, key=lambda member: -(member.joined or date.min).toordinal())[:MEMBERS]
