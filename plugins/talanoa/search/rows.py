"""Rows of the index: a stem with the forms of it that texts have, and the records that have one.

A row can be changed record by record, so that an edit costs what it touches and gives the bytes of a clean index.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from itertools import pairwise

from talanoa.search.packed import packed, unpacked

LEVELS = 8
GROUP = 3
"""Letters that the words of a group share. A row is in the group of each of its forms."""

Terms = Mapping[int, Sequence[str]]
"""What a record has: how often → terms, which are a stem and a form of it."""
Stems = Mapping[str, tuple[Sequence[str], int]]
"""What a record has of each stem: the forms, and how much it is about them (`_level`)."""

_OFTEN = 5
_NAMED = 1000


def weighed_terms(title: Counter[str], text: Counter[str]) -> tuple[int, Terms]:
    """How many terms a record has, and which. `_OFTEN` or more are as many; the title's have `_NAMED` more."""
    found: defaultdict[int, list[str]] = defaultdict(list)
    for term, count in title.items():
        found[_NAMED + min(_OFTEN, count + text[term])].append(term)
    for term, count in text.items():
        if term not in title:
            found[count if count < _OFTEN else _OFTEN].append(term)
    return title.total() + text.total(), found


def as_text(terms: Terms) -> str:
    """`times:stem form,stem form;times:…`"""
    return ";".join([f"{times}:{','.join(has)}" for times, has in terms.items()])


def from_text(text: str) -> Terms:
    """What `as_text` wrote."""
    parts = (part.partition(":") for part in text.split(";") if part)
    return {int(times): terms.split(",") for times, _, terms in parts}


def stems(terms: Terms) -> Stems:
    """What a record has, by stem."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    reached: Counter[str] = Counter()
    for times, has in terms.items():
        for stem, _, form in (term.partition(" ") for term in has):
            found[stem].append(form)
            reached[stem] += times
    return {stem: (sorted(forms), _level(reached[stem])) for stem, forms in found.items()}


@cache
def _level(times: int) -> int:
    """How much a record is about a word: 0 if it comes once, 1 twice, 2 three or four times, 3 more; and 4 if the title has it."""
    return (0, 0, 1, 2, 2, 3)[min(_OFTEN, times % _NAMED)] + 4 * (times > _NAMED)


Row = str
"""`counts shared rests postings`: how many records have each form, what the forms share, the rest of each, the records with their levels.
All but the first is a line of a shard. A text, since most rows are only taken over."""


def row(forms: Mapping[str, int], levels: Iterable[int]) -> Row:
    """The row of these forms, each with how many records have it, and of rising `number * LEVELS + level`."""
    ordered = sorted(forms)
    shared = _shared(ordered[0], ordered[-1])
    rests = ",".join([form[len(shared) :] for form in ordered])
    return f"{packed(map(forms.__getitem__, ordered))} {shared} {rests} {_postings(levels)}"


def changed(before: Row | None, gone: Mapping[int, Stems], come: Mapping[int, Stems], stem: str) -> Row | None:
    """The row without what these records had of the stem and with what they have now; None if nothing is left."""
    counts, shared, rests, postings = (before or NO_ROW).split(" ")
    forms = Counter(dict(zip(_forms(shared, rests), unpacked(counts))))
    levels = {value // LEVELS: value for value in _levels(postings)}
    for number, has in gone.items():
        if stem in has:
            del levels[number]
            forms.subtract(has[stem][0])
    for number, has in come.items():
        if stem in has:
            levels[number] = number * LEVELS + has[stem][1]
            forms.update(has[stem][0])
    left = {form: count for form, count in forms.items() if count}
    return row(left, sorted(levels.values())) if left else None


def starts(row: Row) -> list[str]:
    """The smallest form of each group that the row is in."""
    _, shared, rests, _ = row.split(" ")
    if len(shared) >= GROUP or "," not in rests:
        return [shared + rests.partition(",")[0]]
    smallest: dict[str, str] = {}
    for form in _forms(shared, rests):
        smallest.setdefault(form[:GROUP], form)
    return [*smallest.values()]


NO_ROW = "   "


def _forms(shared: str, rests: str) -> list[str]:
    return [shared + rest for rest in rests.split(",")]


def _shared(first: str, last: str) -> str:
    """What the first and the last of words in order begin with, and so all between them."""
    for at, (one, other) in enumerate(zip(first, last)):
        if one != other:
            return first[:at]
    return first


def rows(records: Iterable[Terms]) -> dict[str, Row]:
    """All rows of records whose place is their number."""
    having: defaultdict[int, defaultdict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
    for number, terms in enumerate(records):
        for times, has in terms.items():
            numbers = having[times]
            for term in has:
                numbers[term].append(number)
    found: defaultdict[str, list[tuple[str, int, list[int]]]] = defaultdict(list)
    for times, numbers_of in having.items():
        for term, having_it in numbers_of.items():
            stem, _, form = term.partition(" ")
            found[stem].append((form, times, having_it))
    return {stem: _row(parts) for stem, parts in found.items()}


def _row(parts: Sequence[tuple[str, int, Sequence[int]]]) -> Row:
    """The row of forms, each with how often it comes in which records."""
    forms: Counter[str] = Counter()
    for form, _, numbers in parts:
        forms[form] += len(numbers)
    if len(forms) == 1:
        levels = [
            number * LEVELS + level for _, times, having in parts for level in (_level(times),) for number in having
        ]
        return row(forms, sorted(levels))
    reached: defaultdict[int, int] = defaultdict(int)
    for _, times, numbers in parts:
        for number in numbers:
            reached[number] += times
    return row(forms, sorted([number * LEVELS + _level(times) for number, times in reached.items()]))


def _postings(levels: Iterable[int]) -> str:
    """The gaps between records, each with the record's level in the lowest place."""
    return packed([value - (last | LEVELS - 1) - 1 for last, value in pairwise((-1, *levels))])


def _levels(postings: str) -> Iterator[int]:
    """What `_postings` was given."""
    start = 0
    for number in unpacked(postings):
        value = start + number
        yield value
        start = (value | LEVELS - 1) + 1
