"""A survey around an event, and what of its answers may be shown.

Nothing is shown below MIN_ANSWERS answers, and no figure that counts fewer than MIN_CELL of them or lets such a one be computed:
what is too small goes into one figure with others, without its name. What people typed freely is never shown.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from talanoa.model.network import before
from talanoa.model.values import FilePath, Text, Url
from talanoa.problems import Problem
from talanoa.source import Mapping

MIN_ANSWERS = 10
MIN_CELL = 5
MAX_OPTIONS = 12  # a question with more different answers was answered freely


@dataclass(frozen=True)
class Survey:
    title: Text
    url: Url | None = None
    opens: date | None = None
    closes: date | None = None
    results: FilePath | None = None

    def rules(self, node: Mapping) -> Iterator[Problem]:
        if self.opens and self.closes and self.closes < self.opens:
            yield before("closes", "opens", node)

    def is_open(self, today: date) -> bool:
        return (self.opens is None or self.opens <= today) and not self.is_over(today)

    def is_over(self, today: date) -> bool:
        """Without a last day it is over once there are results."""
        return self.closes < today if self.closes else self.results is not None


@dataclass(frozen=True)
class Figure:
    """How many gave an answer; `answer` is "" for all others together, none among them."""

    answer: str
    count: int


@dataclass(frozen=True)
class Question:
    """`several` if one could give several answers, so that the figures are no parts of one whole."""

    title: str
    figures: tuple[Figure, ...]
    several: bool = False


@dataclass(frozen=True)
class Results:
    """What may be shown: nothing of fewer than MIN_ANSWERS answers, not even how many there are."""

    answers: int = 0
    questions: tuple[Question, ...] = ()


def results_of(columns: Sequence[tuple[str, Sequence[str]]]) -> Results:
    """What may be shown of answers, each column with its title; "" is no answer."""
    total = max((len(answers) for _, answers in columns), default=0)
    if total < MIN_ANSWERS:
        return Results()
    found = (_question(title, answers) for title, answers in columns)
    return Results(total, tuple(question for question in found if question))


def _question(title: str, answers: Sequence[str]) -> Question | None:
    whole = Counter(answers)
    given = {answer: count for answer, count in whole.items() if answer}
    if 0 < len(given) <= MAX_OPTIONS and all(map(_is_option, given)):
        if len(given) > 1 and 2 * len(given) > sum(given.values()):  # hardly anyone said what someone else said
            return None
        figures = _figures(whole)
        return Question(title, figures) if figures else None
    return _of_several(title, answers)


def _of_several(title: str, answers: Sequence[str]) -> Question | None:
    """Ticks, joined by commas or semicolons as forms do it."""
    mark = ";" if any(";" in answer for answer in answers) else ","
    ticks = Counter(tick for answer in answers for tick in {part.strip() for part in answer.split(mark)} if tick)
    if not 1 < len(ticks) <= MAX_OPTIONS or not all(map(_is_option, ticks)):
        return None
    # Who did not tick it is a figure as well.
    shown = [Figure(tick, count) for tick, count in ticks.items() if MIN_CELL <= count <= len(answers) - MIN_CELL]
    return Question(title, _in_order(shown), several=True) if shown else None


def _is_option(answer: str) -> bool:
    """False for what no form offers to choose: long texts, addresses, numbers of telephones, and the like."""
    return len(answer) <= 60 and "@" not in answer and "://" not in answer and sum(map(str.isdigit, answer)) < 6


def _figures(whole: Counter[str]) -> tuple[Figure, ...]:
    """The figures of all answers together; none if nothing can be shown."""
    small = [answer for answer, count in whole.items() if count < MIN_CELL or not answer]
    large = sorted((answer for answer in whole if answer not in small), key=lambda answer: (whole[answer], answer))
    rest = sum(whole[answer] for answer in small)
    # The total is known, so one answer alone, or too few of them, could be computed from the others.
    while small and large and rest < MIN_CELL:
        smallest = large.pop(0)
        small.append(smallest)
        rest += whole[smallest]
    if not large:
        return ()
    return (*_in_order([Figure(answer, whole[answer]) for answer in large]), *([Figure("", rest)] if small else []))


def _in_order(figures: list[Figure]) -> tuple[Figure, ...]:
    """Numbers as they count, other answers by how many gave them."""
    if all(figure.answer.isascii() and figure.answer.isdigit() for figure in figures):
        return tuple(sorted(figures, key=lambda figure: int(figure.answer)))
    return tuple(sorted(figures, key=lambda figure: (-figure.count, figure.answer)))
