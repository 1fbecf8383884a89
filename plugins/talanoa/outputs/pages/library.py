"""The library: every document of events and posts, by kind."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import accumulate, groupby
from typing import get_args

from msgspec import Struct

from talanoa import addresses
from talanoa.groups import SeriesOfEvents
from talanoa.model.document import Document, DocumentKind
from talanoa.model.event import Event, documents_of
from talanoa.model.occurrences import Occurrence
from talanoa.model.post import Post
from talanoa.outputs.output import Page, Planned
from talanoa.outputs.pages import pager
from talanoa.outputs.pages.pager import Pager
from talanoa.outputs.view import View

# Joint positions first; then documents in the order of their kinds.
KINDS: tuple[str, ...] = ("statement", *get_args(DocumentKind))
PAPERS_PER_PAGE = 100


class Paper(Struct, frozen=True):
    """A document or a post as the library lists it; `href` is "" if the document is nowhere."""

    title: str
    href: str
    kind: str
    language: str | None
    dated: date | None
    day: date  # to sort by: its own, or that of the event
    events: tuple[tuple[Event, date | None], ...]  # with the original day of an occurrence
    document: Document | None = None


def pages(view: View) -> Iterator[Planned[Page]]:
    yield from pager.planned(addresses.LIBRARY, _papers(view), PAPERS_PER_PAGE, _page)


def _page(view: View, number: int) -> Page:
    localizer = view.localizer()
    title = localizer.gettext("Library")
    found: Sequence[Paper] = view.once(
        lambda: sorted(library(view), key=lambda paper: KINDS.index(paper.kind)), "library"
    )
    numbers = Counter(paper.kind for paper in found)
    begins = dict(zip(numbers, accumulate(numbers.values(), initial=0), strict=False))
    page = Pager.of(addresses.LIBRARY, found, PAPERS_PER_PAGE, number)
    return view.page(
        page.address,
        page.titled(localizer, title),
        "library.html",
        {
            "groups": [(kind, [*papers]) for kind, papers in groupby(page.shown, lambda paper: paper.kind)],
            "numbers": numbers,
            "page_of_kind": {kind: first // PAPERS_PER_PAGE + 1 for kind, first in begins.items()},
            "pager": page,
        },
        section=addresses.LIBRARY,
        trail=page.trail(title),
        description=localizer.gettext("Every document of events, notes of calls, and statements"),
    )


def library(view: View) -> list[Paper]:
    """All that the library lists, newest first."""
    order = view.localizer().order
    return sorted(_papers(view), key=lambda paper: (-paper.day.toordinal(), order(paper.title), paper.href))


def _papers(view: View) -> list[Paper]:
    found = [paper for event in view.site.events for paper in papers(view, event)]
    found += [paper for series in view.site.series.values() for paper in of_steps(view, series)]
    of_kind = view.site.posts_by_kind
    return found + [_of_post(view, post) for kind in ("notes", "statement") for post in of_kind.get(kind, ())]


def papers(view: View, event: Event) -> list[Paper]:
    """The documents of an event and of its occurrences.

    Every occurrence carries the event's own documents unless it has others; those are listed once, with the event.
    """
    occurrences = view.site.occurrences_of[event.id]
    first = min((occurrence.day for occurrence in occurrences), default=date.min)
    found = [_of_event(view, document, event, None, first) for document in event.documents]
    for occurrence in occurrences:
        found += [
            _of_event(view, document, event, occurrence, occurrence.day)
            for document in occurrence.event.documents
            if document not in event.documents
        ]
    return found


def of_steps(view: View, series: SeriesOfEvents) -> list[Paper]:
    """The documents of a series that none of its events has."""
    known = view.once(lambda: _documents_of_events(view), "documents of events")
    steps = [step for step in (series.output.steps if series.output and series.listed else ()) if step.is_reached]
    found = {}
    for step in steps:
        if step.document and step.document not in known and step.day:
            found[step.document] = _of_step(view, step.document, step.event, step.day)
    return list(found.values())


def _documents_of_events(view: View) -> frozenset[Document]:
    return frozenset(document for event in view.site.events for document in documents_of(event))


def _of_step(view: View, document: Document, event: Event | None, day: date) -> Paper:
    address, dated = view.document_address(document), document.date or day
    events = ((event, None),) if event else ()
    return Paper(document.title, address, document.kind, document.language, dated, dated, events, document)


def _of_event(view: View, document: Document, event: Event, occurrence: Occurrence | None, day: date) -> Paper:
    return Paper(
        document.title,
        view.document_address(document),
        document.kind,
        document.language,
        document.date,
        document.date or day,
        ((event, occurrence.original if occurrence else None),),
        document,
    )


def _of_post(view: View, post: Post) -> Paper:
    return Paper(
        post.title,
        addresses.link(addresses.post(post.slug)),
        post.kind,
        post.language,
        post.date.day,
        post.date.day,
        tuple((view.site.event[id], None) for id in post.events),
    )
