"""Series of events: each with its events, its texts side by side, and how far its output is; and all of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from msgspec import Struct

from talanoa import addresses
from talanoa.groups import SeriesOfEvents
from talanoa.outputs.output import Page, Planned
from talanoa.outputs.pages.library import KINDS, Paper, of_steps, papers
from talanoa.outputs.structured import event_series
from talanoa.outputs.versions import Changes, changes
from talanoa.outputs.view import View
from talanoa.site import Site

_VERSIONS = ("draft", "validated")  # kinds of documents that are versions of one text


class DatedSeries(Struct, frozen=True):
    """A series, and its first and last day; None where nothing has one."""

    series: SeriesOfEvents
    first: date | None
    last: date | None

    @classmethod
    def of(cls, site: Site, series: SeriesOfEvents) -> DatedSeries:
        found = [one for event in series.events for one in site.occurrences_of[event.id]]
        steps = [step.day for step in series.output.steps if step.day] if series.output and series.listed else []
        first = min([*(one.day for one in found), *steps], default=None)
        return cls(series, first, max([*(one.last_day for one in found), *steps], default=None))


class Versions(Struct, frozen=True):
    """Two versions of a text, and what changed from one to the other; None if they can't be compared."""

    before: Paper
    after: Paper
    changes: Changes | None


def pages(view: View) -> Iterator[Planned[Page]]:
    if view.site.series:
        yield Planned(addresses.SERIES, _all)
    for id in view.site.series:
        yield Planned(addresses.series(id), _series, (id,))


def latest_first(view: View) -> list[DatedSeries]:
    """All series, the latest first; those without a day last."""
    order = view.localizer().order
    found = (DatedSeries.of(view.site, series) for series in view.site.series.values())
    return sorted(found, key=lambda one: (-(one.last or date.min).toordinal(), order(one.series.title), one.series.id))


def _all(view: View) -> Page:
    localizer = view.localizer()
    return view.page(
        addresses.SERIES,
        localizer.gettext("Series"),
        "all-series.html",
        {"series": latest_first(view)},
        section=addresses.EVENTS,
        trail=((localizer.gettext("Events"), addresses.EVENTS),),
        description=localizer.gettext("Events that work towards one result, and how far they have come"),
    )


def _series(view: View, id: str) -> Page:
    localizer, series = view.localizer(), view.site.series[id]
    title = localizer.plain(series.title)
    found = _documents(view, series)
    return view.page(
        addresses.series(series.id),
        title,
        "series.html",
        {
            "series": series,
            "kinds": [(kind, of_kind) for kind in KINDS if (of_kind := [one for one in found if one.kind == kind])],
            "versions": list(_versions(view, found)),
        },
        section=addresses.EVENTS,
        trail=((localizer.gettext("Events"), addresses.EVENTS), (localizer.gettext("Series"), addresses.SERIES)),
        description=localizer.gettext("%(series)s: events, documents and output") % {"series": title},
        json_ld=(event_series(view, series),),
        picture=view.picture_in(addresses.series(series.id), series.listed.description if series.listed else None),
    )


def _documents(view: View, series: SeriesOfEvents) -> list[Paper]:
    """The documents of the series, oldest first."""
    found = [paper for event in series.events for paper in papers(view, event)]
    return sorted([*found, *of_steps(view, series)], key=lambda paper: paper.day)


def _versions(view: View, found: Sequence[Paper]) -> Iterator[Versions]:
    """Each text that can be compared with the one before it, in the same language."""
    last: dict[str | None, tuple[Paper, str]] = {}
    for paper in (paper for kind in _VERSIONS for paper in found if paper.kind == kind):
        text = view.text_of(paper.document) if paper.document else None
        if text is None:
            continue
        if paper.language in last:
            before, other = last[paper.language]
            yield Versions(before, paper, changes(other, text))
        last[paper.language] = paper, text
