"""A numbered series of events, and the output that it works towards (`series:` in events.yml)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Literal

from msgspec import Struct

from talanoa.model.document import Document
from talanoa.model.values import DocumentRef, EventRef, FilePath, Id, MarkdownWords, Text, Url, Words
from talanoa.problems import Place, Problem
from talanoa.source import Mapping

State = Literal["draft", "validated", "tabled", "adopted"]
STATES: tuple[State, ...] = ("draft", "validated", "tabled", "adopted")
MAX_STEPS = 50


class Step(Struct, frozen=True):
    """A state that an output reached, or is to reach: when, in which text, and at which event."""

    state: State
    written_at: Place
    date: date | None = None
    document: Document | DocumentRef | None = None
    event: EventRef | None = None


class SeriesOutput(Struct, frozen=True):
    """What a series works towards, step by step."""

    title: Words
    steps: tuple[Step, ...] = ()

    def rules(self, node: Mapping) -> Iterator[Problem]:
        if len(self.steps) > MAX_STEPS:
            message = f"the output has {len(self.steps)} steps; the limit is {MAX_STEPS}"
            yield Problem("too-large", message, node.key_place("steps"), "keep the versions that readers need")


class Series(Struct, frozen=True):
    """A series as it is listed under `series:`."""

    id: Id
    title: Words
    written_at: Place
    description: MarkdownWords | None = None
    output: SeriesOutput | None = None


class Output(Struct, frozen=True):
    """What a series works towards, as its events said it before series were listed: the state that this event reached."""

    title: Text
    state: State | None = None
    url: Url | None = None


class PlaceInSeries(Struct, frozen=True):
    """An event's place in a numbered series. `title` and `output` are of series that aren't listed."""

    id: Id
    title: Words | None = None
    number: int | None = None
    output: Output | None = None


def files_of(series: Series) -> Iterator[FilePath]:
    """The files that its steps name, or may name."""
    for step in series.output.steps if series.output else ():
        if isinstance(step.document, DocumentRef):
            yield FilePath.at(step.document, step.document.place)
        elif step.document and step.document.file:
            yield step.document.file
