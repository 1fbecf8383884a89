"""Rows of the index: a stem, the forms of it that texts have, and for each form the records that have it.

A row can be changed record by record, so that an edit costs what it touches and gives the bytes of a clean index.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise

from talanoa.search.packed import packed, unpacked

LEVELS = 8
GROUP = 3
"""Letters that the words of a group share. A row is in the group of each of its forms."""

Terms = Mapping[int, Sequence[str]]
"""The terms of a record by level. A term is a stem and a form of it, with a space between."""

_TIMES = (0, 0, 1, 2, 2, 3)
"""The level of a word by how often it comes; 5 means 5 times or more."""
_IN_TITLE = 4


def by_level(title: Counter[str], text: Counter[str]) -> Terms:
    """The terms of a record: level 0 if a term comes once, 1 twice, 2 three or four times, 3 more often; and 4 more if the title has it."""
    found: defaultdict[int, list[str]] = defaultdict(list)
    worth = max(1, len(_TIMES) // max(1, title.total()))  # a short title says more of each of its words
    for term, count in title.items():
        found[_IN_TITLE + _level(count * worth + text[term])].append(term)
    by_times: defaultdict[int, list[str]] = defaultdict(list)
    for term, count in text.items():
        by_times[count].append(term)
    for count, terms in by_times.items():
        found[_level(count)] += [term for term in terms if term not in title] if title else terms
    return found


def _level(times: int) -> int:
    return _TIMES[times] if times < len(_TIMES) else _TIMES[-1]


def as_text(terms: Terms) -> str:
    """`level:stem form,stem form;level:…`"""
    return ";".join([f"{level}:{','.join(has)}" for level, has in terms.items()])


def from_text(text: str) -> Terms:
    """What `as_text` wrote."""
    parts = (part.partition(":") for part in text.split(";") if part)
    return {int(level): terms.split(",") for level, _, terms in parts if terms}


Row = str
"""`shared rests postings postings …`: what the forms share, the rest of each, and for each form its records with their levels.
A line of a shard. A text, since most rows are only taken over."""

Having = Mapping[str, Sequence[int]]
"""Term or form → `number * LEVELS + level` of each record that has it, rising."""


def rows(records: Iterable[Terms]) -> dict[str, Row]:
    """All rows, by stem, of records whose place is their number."""
    having: defaultdict[str, list[int]] = defaultdict(list)
    for number, terms in enumerate(records):
        for level, has in terms.items():
            value = number * LEVELS + level
            for term in has:
                having[term].append(value)
    return {stem: _row(forms) for stem, forms in _by_stem(having).items()}


def changed(rows: Mapping[str, Row], gone: Mapping[int, Terms], come: Mapping[int, Terms]) -> dict[str, Row | None]:
    """By stem the rows that differ without what these records had, and with what they have now; None where nothing is left."""
    before, now = _pairs(gone), _pairs(come)
    left, added = _by_stem(_having(before - now)), _by_stem(_having(now - before))
    found: dict[str, Row | None] = {}
    for stem in {*left, *added}:
        forms = {form: {*values} for form, values in _forms(rows.get(stem))}
        for form, values in left.get(stem, {}).items():
            forms[form] -= {*values}
        for form, values in added.get(stem, {}).items():
            forms[form] = forms.get(form, set()) | {*values}
        having = {form: sorted(values) for form, values in forms.items() if values}
        found[stem] = _row(having) if having else None
    return found


def _pairs(records: Mapping[int, Terms]) -> set[tuple[str, int]]:
    """Each term of each record, with number and level."""
    return {
        (term, number * LEVELS + level)
        for number, terms in records.items()
        for level, has in terms.items()
        for term in has
    }


def _having(pairs: Iterable[tuple[str, int]]) -> Having:
    found: defaultdict[str, list[int]] = defaultdict(list)
    for term, value in pairs:
        found[term].append(value)
    return found


def _by_stem(having: Having) -> Mapping[str, Having]:
    found: defaultdict[str, dict[str, Sequence[int]]] = defaultdict(dict)
    for term, values in having.items():
        stem, _, form = term.partition(" ")
        found[stem][form] = values
    return found


def _row(forms: Having) -> Row:
    ordered = sorted(forms)
    shared = _shared(ordered[0], ordered[-1])
    rests = ",".join([form[len(shared) :] for form in ordered])
    return " ".join((shared, rests, *[_postings(forms[form]) for form in ordered]))


def _forms(row: Row | None) -> Iterator[tuple[str, Iterator[int]]]:
    """What `_row` was given."""
    if row is not None:
        shared, rests, *postings = row.split(" ")
        for rest, records in zip(rests.split(","), postings):
            yield shared + rest, _values(records)


def starts(row: Row) -> list[str]:
    """The smallest form of each group that the row is in."""
    shared, rests, _ = row.split(" ", 2)
    if len(shared) >= GROUP or "," not in rests:
        return [shared + rests.partition(",")[0]]
    smallest: dict[str, str] = {}
    for rest in rests.split(","):
        form = shared + rest
        smallest.setdefault(form[:GROUP], form)
    return [*smallest.values()]


def _shared(first: str, last: str) -> str:
    """What the first and the last of words in order begin with, and so all between them."""
    if first == last:
        return first
    for at, (one, other) in enumerate(zip(first, last)):
        if one != other:
            return first[:at]
    return first


def _postings(values: Iterable[int]) -> str:
    """The gaps between records, each with the record's level in the lowest place."""
    return packed([value - (last | LEVELS - 1) - 1 for last, value in pairwise((-1, *values))])


def _values(postings: str) -> Iterator[int]:
    """What `_postings` was given."""
    start = 0
    for number in unpacked(postings):
        value = start + number
        yield value
        start = (value | LEVELS - 1) + 1
