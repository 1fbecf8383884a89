"""What may be shown of a survey's answers (decision 0040).

Nothing below MIN_ANSWERS answers. No figure that counts fewer than MIN_CELL people, or from which such a figure could be computed: with
the total, with how many gave no answer, or with another question. What is too small is counted with others, without its name. No
question that everyone answered alike, and nothing that people wrote in their own words.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import cache

from msgspec import Struct
from msgspec.structs import replace

from talanoa import collation
from talanoa.model import scales
from talanoa.model.survey import Figure, Question, Results

MIN_ANSWERS = 10
MIN_CELL = 5
MAX_OPTIONS = 12  # a question with more different answers was answered freely
_MAX_SETS = 500  # different sets of ticks that are looked through for their options
_MAX_TICKS = 50  # of one person


class _Asked(Struct, frozen=True):
    """A question as it may be shown, with everyone's answer to it."""

    shown: Question
    answers: Sequence[frozenset[str]]  # of each person; the same index is the same person in every question

    def ways_to_count(self) -> Iterator[list[str]]:
        """As what the figures count each person; of several answers, each figure is counted against all who didn't give it."""
        named = {figure.answer for figure in self.shown.figures if figure.answer}
        if self.shown.several:
            for name in sorted(named):
                yield [name if name in given else "" for given in self.answers]
        else:
            yield ["".join(given & named) for given in self.answers]


def results_of(columns: Sequence[tuple[str, Sequence[str]]], language: str = "en") -> Results:
    """What may be shown of answers, each column with its title; "" is no answer. Figures of one size are in the order of `language`."""
    total = max((len(answers) for _, answers in columns), default=0)
    if total < MIN_ANSWERS:
        return Results()
    shown: list[_Asked] = []
    for title, answers in columns:
        found = _asked(title, answers)
        if found and not any(_divides(found, other) or _divides(other, found) for other in shown):
            shown.append(found)
    questions = (replace(it.shown, figures=_in_order(it.shown.figures, language)) for it in shown)
    return Results(total, tuple(questions), len(shown) < len(columns))


def _asked(title: str, column: Sequence[str]) -> _Asked | None:
    wholes = Counter(filter(None, column))
    ticks = _ticks(wholes)
    options = Counter(
        option for whole, count in wholes.items() for option in ticks.get(whole, (whole,)) for _ in range(count)
    )
    if not 1 < len(options) <= MAX_OPTIONS or not all(map(_is_option, options)):
        return None
    if ticks:
        figures = _of_several(options, wholes.total())
    elif 2 * len(wholes) > wholes.total():  # hardly anyone said what someone else said
        return None
    else:
        figures = _of_one(options, column.count(""))
    if not figures:
        return None
    answers = [frozenset(ticks.get(answer, (answer,))) - {""} for answer in column]
    return _Asked(Question(title, figures, several=bool(ticks)), answers)


def _of_one(options: Mapping[str, int], silent: int) -> tuple[Figure, ...]:
    """One answer from each; `silent` gave none."""
    large = sorted(answer for answer in options if options[answer] >= MIN_CELL)
    small = [count for count in options.values() if count < MIN_CELL]
    rest = sum(small)
    # Each is at most this, so a rest of so many has only one way to be.
    is_clear = 0 < rest == (MIN_CELL - 1) * len(small)
    # The total is known, and how many gave no answer may be: what is left must be large with them and without them.
    while large and (_is_small(rest) or _is_small(rest + silent) or is_clear):
        least = min(options[answer] for answer in large)
        rest += sum(options[answer] for answer in large if options[answer] == least)
        large = [answer for answer in large if options[answer] > least]
        is_clear = False
    if not large:
        return ()
    named = tuple(Figure(answer, options[answer]) for answer in large)
    return (*named, Figure("", rest + silent)) if rest + silent else named


def _of_several(ticks: Mapping[str, int], given: int) -> tuple[Figure, ...]:
    """Several answers from each of the `given` who answered: those who didn't tick something are a figure as well."""
    shown = sorted(
        (tick for tick in ticks if MIN_CELL <= ticks[tick] <= given - MIN_CELL), key=lambda tick: (ticks[tick], tick)
    )
    # If no one ticked two of them, what is left of the total ticked only others.
    while shown and _is_small(given - sum(ticks[tick] for tick in shown)):
        shown.pop(0)
    return tuple(Figure(tick, ticks[tick]) for tick in shown)


def _is_small(count: int) -> bool:
    return 0 < count < MIN_CELL


def _divides(one: _Asked, other: _Asked) -> bool:
    """True if figures of the other count apart what the one counts together, as those of a question asked only after some answers do."""
    if one.shown.several:
        return False
    named = {figure.answer for figure in one.shown.figures}
    answers = ["".join(given) for given in one.answers]
    for counted in other.ways_to_count():
        group = _groups(set(zip(answers, counted, strict=True)))
        if len({group[answer] for answer in {*answers} if not answer or answer not in named}) > 1:
            return True
    return False


def _groups(pairs: set[tuple[str, str]]) -> dict[str, int]:
    """Answers in the smallest groups that are whole figures of the other question too."""
    group = {answer: index for index, answer in enumerate(sorted({answer for answer, _ in pairs}))}
    first: dict[str, str] = {}
    for answer, figure in sorted(pairs):
        known = group[first.setdefault(figure, answer)]
        group = {it: known if number == group[answer] else number for it, number in group.items()}
    return group


def _ticks(wholes: Mapping[str, int]) -> dict[str, tuple[str, ...]]:
    """The options in each answer, where people could choose several: joined by commas or semicolons, as forms do it; else {}."""
    if not 1 < len(wholes) <= _MAX_SETS:
        return {}
    mark = ";" if any(";" in whole for whole in wholes) else ","
    cut = {
        whole: tuple(dict.fromkeys(part for piece in whole.split(mark) if (part := piece.strip()))) for whole in wholes
    }
    composed = _composed(wholes, mark)
    found = min(cut, composed, key=lambda split: len({option for options in split.values() for option in options}))
    return found if len({option for options in found.values() for option in options}) < len(wholes) else {}


def _composed(wholes: Mapping[str, int], mark: str) -> dict[str, tuple[str, ...]]:
    """Answers as sets of others that were given alone, which may hold the mark themselves."""
    known: list[str] = []
    found: dict[str, tuple[str, ...]] = {}
    for whole in sorted(wholes, key=lambda whole: (len(whole), whole)):
        found[whole] = tuple(dict.fromkeys(_parts(whole, known, mark))) or (whole,)
        if found[whole] == (whole,):
            known.insert(0, whole)  # the longest first
    return found


def _parts(whole: str, known: Sequence[str], mark: str) -> tuple[str, ...]:
    """The known answers that an answer is made of; () if it isn't made of these alone."""

    @cache  # or an answer that can be taken apart in many ways would be, in all of them
    def parts(text: str) -> tuple[str, ...]:
        for option in known:
            if text == option:
                return (option,)
            if text.startswith(option + mark) and (rest := parts(text[len(option) + 1 :].strip())):
                return (option, *rest)
        return ()

    return parts(whole) if whole.count(mark) < _MAX_TICKS else ()


def _is_option(answer: str) -> bool:
    """False for what no form offers to choose: long texts, addresses, numbers of telephones, and the like."""
    return len(answer) <= 60 and "@" not in answer and "://" not in answer and sum(map(str.isdigit, answer)) < 6


def _in_order(figures: Sequence[Figure], language: str) -> tuple[Figure, ...]:
    """Numbers as they count, agreement from no to yes with what is neither at the end, other answers by how many gave them.

    All others together come last.
    """
    named, rest = [it for it in figures if it.answer], [it for it in figures if not it.answer]
    return (*_named_in_order(named, language), *rest)


def _named_in_order(figures: list[Figure], language: str) -> list[Figure]:
    ranks = {figure.answer: scales.rank(figure.answer) for figure in figures}
    if all(answer.isascii() and answer.isdigit() for answer in ranks):
        return sorted(figures, key=lambda figure: int(figure.answer))
    if None not in ranks.values():
        return sorted(figures, key=lambda figure: (ranks[figure.answer] == 0, ranks[figure.answer], figure.answer))
    return sorted(figures, key=lambda figure: (-figure.count, collation.key(figure.answer, language)))
