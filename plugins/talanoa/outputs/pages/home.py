"""The home page."""

from __future__ import annotations

from collections.abc import Iterator

from talanoa import addresses
from talanoa.outputs import clocks
from talanoa.outputs.map import Region
from talanoa.outputs.output import FeedLink, Page
from talanoa.outputs.structured import organization
from talanoa.outputs.view import View


def pages(view: View) -> Iterator[Page]:
    site, said = view.site, view.said()
    yield view.page(
        addresses.HOME,
        view.name,
        "home.html",
        {
            "upcoming": site.upcoming[:3],
            "weekdays": clocks.weekdays(view.language),
            "posts": site.posts[:5],
            "members": site.member_count,
            "countries": len(site.home_countries),
            "region": Region.of(site),
            "with_members": site.home_countries,
        },
        section=addresses.HOME,
        description=said.plain(site.network.tagline) or view.name,
        feeds=(FeedLink(view.name, addresses.feed(addresses.HOME)),),
        updated=max((post.changed.day for post in site.posts[:5]), default=None),
        json_ld=(organization(view),),
        scripts=("times",),
    )
