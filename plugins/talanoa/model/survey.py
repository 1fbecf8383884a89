"""A survey around an event, and what is shown of its answers (disclosure.py says what may be)."""

from __future__ import annotations

from datetime import date

from msgspec import Struct

from talanoa.model import scales
from talanoa.model.opening import Opening, Opens
from talanoa.model.values import FilePath, Text, Url


class Survey(Opens, Struct, frozen=True):
    title: Text
    url: Url | None = None
    opens: date | None = None
    closes: date | None = None
    results: FilePath | None = None

    def opening(self, today: date) -> Opening:
        """Without a last day it is closed once there are results."""
        return "closed" if self.closes is None and self.results else super().opening(today)


class Figure(Struct, frozen=True):
    """How many gave an answer; `answer` is "" for all others together, none among them."""

    answer: str
    count: int


class Segment(Struct, frozen=True):
    """A part of a bar: how far its answer agrees (-2 to 2), where it begins, and how many it counts."""

    answer: str
    rank: int
    start: int
    count: int


class Question(Struct, frozen=True):
    """`several` if one could give several answers, so that the figures are no parts of one whole."""

    title: str
    figures: tuple[Figure, ...]
    several: bool = False

    @property
    def bar(self) -> tuple[Segment, ...]:
        """The answers as parts of one bar, from disagreement to agreement, with what is neither at its end; () for other questions."""
        named = [figure for figure in self.figures if figure.answer]
        if self.several or len(named) < 2 or any(scales.rank(figure.answer) is None for figure in named):
            return ()
        found, start = [], 0
        for figure in self.figures:
            found.append(Segment(figure.answer, scales.rank(figure.answer) or 0, start, figure.count))
            start += figure.count
        return tuple(found)


class Results(Struct, frozen=True):
    """What may be shown; `withheld` if there are questions of which nothing is."""

    answers: int = 0
    questions: tuple[Question, ...] = ()
    withheld: bool = False
