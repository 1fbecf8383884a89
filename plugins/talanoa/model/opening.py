"""What can be done from a first day to a last one: to sign, to register, to join, to answer."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Literal

from talanoa.problems import Problem
from talanoa.source import Mapping

Opening = Literal["before", "open", "closed"]


class Opens:
    """Both days are included; a day that isn't written is no bound. For values that have the two as fields."""

    __slots__ = ()

    opens: date | None
    closes: date | None

    def opening(self, today: date) -> Opening:
        if self.closes and self.closes < today:
            return "closed"
        return "before" if self.opens and self.opens > today else "open"

    def is_open(self, today: date) -> bool:
        return self.opening(today) == "open"

    def rules(self, node: Mapping) -> Iterator[Problem]:
        if self.opens and self.closes and self.closes < self.opens:
            yield before("closes", "opens", node)


def before(later: str, earlier: str, node: Mapping) -> Problem:
    """The problem of a date that lies before the one that it should follow."""
    value = node.get(later)
    place = value.place if value else node.place
    return Problem("date-order", f"`{later}` is before `{earlier}`", place, f"`{later}` must be after `{earlier}`")
