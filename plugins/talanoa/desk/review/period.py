"""Which review a report is for, and which days it compares.

All figures count from the first day of the term. Beside those of today are those of the last review, or of the term's first day if there was
none.
"""

from __future__ import annotations

from datetime import date, timedelta

from msgspec import Struct

from talanoa.model.network import Network

WRITTEN_WITHIN = timedelta(days=42)
"""So long after its day a review is still the one that a report is for: it is taken up in the next call."""


class NoTerm(Exception):
    """The network has no term that has begun, so that there is nothing to look back at."""


class Period(Struct, frozen=True):
    """From `start` to `day`, compared with `start` to `before`; `review` is the day of the review, `number` its place among them."""

    start: date
    before: date
    day: date
    review: date
    number: int
    of: int

    @property
    def is_so_far(self) -> bool:
        return self.day < self.review

    @property
    def name(self) -> str:
        return f"Review {self.number} of {self.of}" if self.of > 1 else "Review"


def period(network: Network, today: date) -> Period:
    """The review that is next, or whose day has just been; raises NoTerm."""
    term = network.term
    if term is None or term.start > today:
        raise NoTerm
    days = sorted({day for day in term.reviews if term.start < day}) or [term.end]
    past = [day for day in days if day <= today]
    coming = [day for day in days if day > today]
    recent = past and (not coming or past[-1] + WRITTEN_WITHIN >= today)
    review = past[-1] if recent else coming[0]
    number = days.index(review) + 1
    before = days[number - 2] if number > 1 else term.start
    return Period(term.start, before, min(review, today), review, number, len(days))
