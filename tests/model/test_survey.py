"""What may be shown of a survey's answers, and that no more can be computed from it."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from talanoa.model.survey import MIN_CELL, Figure, Question, Results, results_of


def of(counts: dict[str, int]) -> Question | None:
    found = results_of([("Q", [answer for answer, count in counts.items() for _ in range(count)])])
    return found.questions[0] if found.questions else None


def figures(counts: dict[str, int]) -> list[tuple[str, int]]:
    question = of(counts)
    return [(figure.answer, figure.count) for figure in question.figures] if question else []


@pytest.mark.parametrize(
    ("counts", "shown"),
    [
        ({"yes": 7, "no": 12}, [("no", 12), ("yes", 7)]),
        ({"yes": 12, "no": 2}, []),  # the twelve would give the two away
        ({"yes": 12, "no": 6, "perhaps": 2}, [("yes", 12), ("", 8)]),
        ({"yes": 12, "no": 4, "perhaps": 3}, [("yes", 12), ("", 7)]),
        ({"yes": 12, "": 3}, []),  # who said nothing is a figure as well
        ({"yes": 12, "": 5}, [("yes", 12), ("", 5)]),
        ({"10": 5, "9": 6}, [("9", 6), ("10", 5)]),
        ({"yes": 5, "no": 4}, []),  # nine answers
        ({"yes": 19}, [("yes", 19)]),
    ],
)
def test_no_figure_is_too_small_and_none_can_be_computed(counts, shown):
    assert figures(counts) == shown


@pytest.mark.parametrize(
    "answers",
    [
        [f"I think that {number} things matter" for number in range(30)],
        ["mail me at ana@example.org"] * 12,
        ["+63 917 555 0123"] * 12,
        ["see https://example.org/me"] * 12,
        ["a " * 40] * 12,
    ],
)
def test_what_people_typed_is_never_shown(answers):
    assert results_of([("Why?", answers)]).questions == ()


def test_ticks_are_counted_one_by_one():
    ticks = (
        ["calls, posts"] * 6
        + ["calls"] * 7
        + ["posts, visits"] * 2
        + [f"{a}, {b}" for a in ("calls", "posts", "visits") for b in ("maps", "laws", "news", "funds")]
    )
    (question,) = results_of([("What?", ticks)]).questions
    assert question.several and Figure("calls", 17) in question.figures
    assert all(MIN_CELL <= figure.count <= len(ticks) - MIN_CELL for figure in question.figures)


@given(st.dictionaries(st.sampled_from(["", "a", "b", "c", "d", "e"]), st.integers(0, 14), max_size=6))
def test_whatever_was_answered(counts):
    total = sum(counts.values())
    found = results_of([("Q", [answer for answer, count in counts.items() for _ in range(count)])])
    if total < 10:
        assert found == Results()
    for question in found.questions:
        assert all(figure.count >= MIN_CELL for figure in question.figures)
        assert sum(figure.count for figure in question.figures) == total or question.several
        named = Counter({figure.answer: figure.count for figure in question.figures if figure.answer})
        assert all(counts[answer] == count for answer, count in named.items())
