"""A numbered series of events, and where its output stands."""

from __future__ import annotations

from collections.abc import Iterator
from typing import get_args, get_type_hints

from talanoa import addresses
from talanoa.model.event import Output
from talanoa.outputs.output import Page
from talanoa.outputs.pages.library import papers
from talanoa.outputs.view import View
from talanoa.site import SeriesOfEvents

# draft, validated, tabled, adopted, as the model has them
STATES: tuple[str, ...] = get_args(get_args(get_type_hints(Output)["state"])[0])


def pages(view: View) -> Iterator[Page]:
    for series in view.site.series.values():
        yield _series(view, series)


def _series(view: View, series: SeriesOfEvents) -> Page:
    said = view.said()
    title = said.plain(series.title)
    state = series.output.state if series.output else None
    return view.page(
        addresses.series(series.id),
        title,
        "series.html",
        {
            "series": series,
            "documents": [(event, papers(view, event)) for event in series.events if papers(view, event)],
            "states": STATES,
            "reached": STATES.index(state) if state else -1,
        },
        section=addresses.EVENTS,
        trail=((said.gettext("Events"), addresses.EVENTS),),
        description=said.gettext("%(series)s: events, documents and output") % {"series": title},
    )
