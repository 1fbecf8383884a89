"""Why something that was sent can't be taken over: where in it, what is the matter, and what to do."""

from __future__ import annotations

from msgspec import Struct

from talanoa.problems import Problem
from talanoa.source import Source


class Refusal(Struct, frozen=True):
    """A place in what was sent, by line and column from 1, and words that hold nothing of its text."""

    line: int
    column: int
    message: str
    help: str

    @classmethod
    def at(cls, source: Source, index: int, message: str, help: str) -> Refusal:
        return cls(*source.position(index), message, help)

    @classmethod
    def of(cls, problem: Problem) -> Refusal:
        return cls(problem.place.line, problem.place.column, problem.message, problem.help)


Refusals = list[Refusal]
