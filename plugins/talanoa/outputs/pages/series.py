"""A numbered series of events, and where its output stands."""

from __future__ import annotations

from collections.abc import Iterator

from talanoa import addresses
from talanoa.outputs.output import Page, Planned
from talanoa.outputs.pages.library import papers
from talanoa.outputs.view import View


def pages(view: View) -> Iterator[Planned[Page]]:
    for id in view.site.series:
        yield Planned(addresses.series(id), _series, (id,))


def _series(view: View, id: str) -> Page:
    said, series = view.said(), view.site.series[id]
    title = said.plain(series.title)
    return view.page(
        addresses.series(series.id),
        title,
        "series.html",
        {
            "series": series,
            "documents": [(event, papers(view, event)) for event in series.events if papers(view, event)],
        },
        section=addresses.EVENTS,
        trail=((said.gettext("Events"), addresses.EVENTS),),
        description=said.gettext("%(series)s: events, documents and output") % {"series": title},
    )
