"""What may be shown of a survey's answers, and that no more can be computed from it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from talanoa.model.disclosure import MIN_CELL, results_of
from talanoa.model.survey import Figure, Question, Results


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
        ({"yes": 12, "no": 4, "perhaps": 4}, []),  # eight are four and four, if only small ones are together
        ({"yes": 6, "no": 6, "perhaps": 4}, []),
        ({"yes": 12, "": 3}, []),  # who said nothing is a figure as well
        ({"yes": 12, "": 5}, []),  # all who answered said yes
        ({"yes": 9, "no": 7, "": 5}, [("yes", 9), ("no", 7), ("", 5)]),
        ({"yes": 12, "no": 3, "": 9}, []),  # the three, if one knows who was asked
        ({"10": 5, "9": 6}, [("9", 6), ("10", 5)]),
        ({"yes": 5, "no": 4}, []),  # nine answers
        ({"yes": 19}, []),  # what everyone said is what each of them said
        ({"yes": 19, "no": 1}, []),
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


@pytest.mark.parametrize(
    ("answers", "options"),
    [
        (["Calls, by video", "Posts", "Calls, by video, Posts"], {"Calls, by video", "Posts"}),
        (["maps", "maps;laws", "laws", "laws;maps"], {"maps", "laws"}),
        (["a, b", "b, c", "a, c", "a, b, c"], {"a", "b", "c"}),
        (["Yes, in part", "Yes, fully", "No"], None),  # no ticks at all
        (["no; not yet", "yes"], None),
    ],
)
def test_options_with_commas_of_their_own(answers, options):
    (question,) = results_of([("Q", [answer for answer in answers for _ in range(6)])]).questions
    assert question.several is bool(options)
    assert {figure.answer for figure in question.figures} <= (options or set(answers))


@pytest.mark.parametrize("answer", ["a;" * 5_000 + "b", "a;b;c;" * 15 + "!"])
def test_an_answer_of_very_many_parts_is_looked_through_once(answer: str) -> None:
    """Deeper than Python goes; and one that could be taken apart in 32,768 ways."""
    found = results_of([("Q", ["a", "c", "a;b", "b;c"] * 9 + [answer])])
    assert found.answers == 37


def test_those_who_ticked_only_what_is_hidden_are_not_what_is_left():
    """Twelve ticked e-mail, five nothing of it: the other three ticked the fax that isn't shown."""
    ticks = ["mail"] * 11 + ["mail, post"] + ["none"] * 5 + ["fax, post", "fax", "post"]
    (question,) = results_of([("Q", ticks)]).questions
    assert [(figure.answer, figure.count) for figure in question.figures] == [("mail", 12)]


# What each person may have answered to one question after the other; everyone may know it.
LINKED = {
    "asked only after a yes": [("yes", "x"), ("yes", "y"), ("no", ""), ("unsure", "")],
    "asked only after a no": [("x", "yes"), ("y", "yes"), ("", "no"), ("", "unsure")],
    "the same in coarser words": [("a", "p"), ("b", "q"), ("c", "p"), ("d", "q")],
    "three that overlap": [("a", "p", "m"), ("b", "p", "n"), ("c", "q", "n"), ("d", "q", "m")],
    "ticks": [("a, b",), ("a",), ("b",), ("c",)],
    "ticks and none": [("a",), ("b, c",), ("none",), ("b",)],
}


@pytest.mark.parametrize("kinds", LINKED.values(), ids=LINKED)
def test_questions_together_give_no_one_away(kinds):
    """Whoever knows the questions, the total, and how answers depend on each other can't compute what a few people answered."""
    several = [any("," in kind[at] for kind in kinds) for at in range(len(kinds[0]))]

    def counts(at: int, answer: str, persons: Sequence[int]) -> int:
        given = [kind[at].split(", ") if several[at] else [kind[at]] for kind in kinds]
        return sum(count for said, count in zip(given, persons, strict=True) if answer in said)

    groups = list(_groups(len(kinds), 12))
    for truth in groups[::11]:
        rows = [kind for kind, count in zip(kinds, truth, strict=True) for _ in range(count)]
        columns = [(str(at), [row[at] for row in rows]) for at in range(len(kinds[0]))]
        shown = [(int(q.title), f.answer) for q in results_of(columns).questions for f in q.figures if f.answer]
        possible = (
            [it for it in groups if all(counts(at, a, it) == counts(at, a, truth) for at, a in shown)] if shown else []
        )
        for at, answer in {
            (at, part) for kind in kinds for at, said in enumerate(kind) for part in said.split(", ") if part
        }:
            found = {counts(at, answer, it) for it in possible}
            assert len(found) != 1 or not 0 < min(found) < MIN_CELL, (truth, shown, at, answer)


@pytest.mark.parametrize("total", [10, 14])
def test_knowing_the_rule_gives_no_one_away(total):
    """How many gave each of three answers, if one knows how this program chooses what it shows, and who gave no answer."""
    found = defaultdict(list)
    for counts in _groups(4, total):
        shown = figures(dict(zip(("a", "b", "c", ""), counts, strict=True)))
        found[tuple(shown), counts[3]].append(counts)
    for (shown, _), possible in found.items():
        for at in range(3) if shown else ():
            values = {counts[at] for counts in possible}
            assert len(values) != 1 or not 0 < min(values) < MIN_CELL, (shown, at, values)


def _groups(kinds: int, total: int) -> Iterator[tuple[int, ...]]:
    """All ways in which so many people can be of so many kinds."""
    for counts in product(range(total + 1), repeat=kinds - 1):
        if sum(counts) <= total:
            yield *counts, total - sum(counts)


def test_agreement_is_one_bar_with_what_is_neither_at_its_end():
    said = {
        "Agree": 6,
        "Strongly agree": 5,
        "Disagree": 7,
        "Neither agree nor disagree": 6,
        "Strongly disagree": 2,
        "": 4,
    }
    question = of(said)
    assert [(part.answer, part.rank, part.start, part.count) for part in question.bar] == [
        ("Disagree", -1, 0, 7),
        ("Agree", 1, 7, 6),
        ("Neither agree nor disagree", 0, 13, 6),
        ("", 0, 19, 11),  # five who strongly agree among them: two and four alone would be too few
    ]


@pytest.mark.parametrize(
    "answers",
    [
        ("Setuju", "Sangat tidak setuju"),
        ("동의함", "동의하지 않음"),
        ("متفق", "غیر متفق"),
        ("Санал нийлнэ", "Санал нийлэхгүй"),
        ("SUMASANG-AYON", "Hindi sumasang-ayon"),
    ],
)
def test_agreement_in_other_languages(answers):
    assert [part.rank > 0 for part in of(dict.fromkeys(answers, 8)).bar] == [False, True]


@pytest.mark.parametrize("counts", [{"Agree": 9, "Blue": 8}, {"4": 9, "5": 7}, {"Agree": 9, "Disagree": 1}])
def test_no_bar_for_what_is_no_agreement(counts):
    question = of(counts)
    assert question is None or question.bar == ()


@given(st.dictionaries(st.sampled_from(["", "a", "b", "c", "d", "e"]), st.integers(0, 14), max_size=6))
def test_whatever_was_answered(counts):
    total = sum(counts.values())
    found = results_of([("Q", [answer for answer, count in counts.items() for _ in range(count)])])
    if total < 10:
        assert found == Results()
    for question in found.questions:
        assert all(figure.count >= MIN_CELL for figure in question.figures)
        assert sum(figure.count for figure in question.figures) == total or question.several
        assert all(counts[figure.answer] == figure.count for figure in question.figures if figure.answer)
