"""What was sent to the mailing list, and when: the days, and the posts that are still there."""

from __future__ import annotations

from collections.abc import Iterator

from talanoa import addresses
from talanoa.outputs.news import posts_between
from talanoa.outputs.output import Page, Planned
from talanoa.outputs.view import View


def pages(view: View) -> Iterator[Planned[Page]]:
    if view.site.digests:
        yield Planned(addresses.DIGESTS, _page)


def _page(view: View) -> Page:
    site, gettext = view.site, view.localizer().gettext
    found = [
        (
            digest,
            digest.sent.day_in(site.zone),
            [*posts_between(site, digest.since, digest.until, digest.language)],
        )
        for digest in site.digests
    ]
    return view.page(
        addresses.DIGESTS,
        gettext("Digests"),
        "digests.html",
        {"digests": found},
        description=gettext("What was sent to the mailing list, and when"),
        updated=max(day for _, day, _ in found),
    )
