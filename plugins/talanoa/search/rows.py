"""Rows of the index: a stem with the forms of it that texts have, and the records that have one.

A row can be changed record by record, so that an edit costs what it touches and gives the bytes of a clean index.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from talanoa.search.packed import packed, unpacked

LEVELS = 8
GROUP = 3
"""Letters that the words of a group share. A row is in the group of each of its forms."""

Stems = Mapping[str, tuple[tuple[str, ...], int]]
"""What a record has of each stem: the forms, and how much it is about them (`level`)."""


def level(count: int, in_title: bool) -> int:
    """How much a record is about a word: 0 if it comes once, 1 twice, 2 three or four times, 3 more; and 4 if the title has it."""
    return (0 if count < 2 else 1 if count < 3 else 2 if count < 5 else 3) + 4 * in_title


@dataclass(frozen=True, slots=True)
class Row:
    """The forms, each with how many records have it; and the records with their levels, packed."""

    forms: Mapping[str, int]
    postings: str

    def changed(self, gone: Mapping[int, Stems], come: Mapping[int, Stems], stem: str) -> Row | None:
        """The row without what these records had of the stem and with what they have now; None if nothing is left."""
        forms, levels = dict(self.forms), dict(_levels(self.postings))
        for number, stems in gone.items():
            if stem in stems:
                del levels[number]
                for form in stems[stem][0]:
                    forms[form] -= 1
        for number, stems in come.items():
            if stem in stems:
                levels[number] = stems[stem][1]
                for form in stems[stem][0]:
                    forms[form] = forms.get(form, 0) + 1
        left = {form: count for form, count in forms.items() if count}
        return Row(left, _postings(sorted(levels.items()))) if left else None

    def text(self) -> str:
        """As a shard has it: what the forms share, the rest of each, and the records."""
        forms = sorted(self.forms)
        shared = _shared(forms[0], forms[-1])
        return f"{shared} {','.join([form[len(shared) :] for form in forms])} {self.postings}"

    def starts(self) -> list[str]:
        """The smallest form of each group that the row is in."""
        if len(self.forms) == 1:
            return [*self.forms]
        smallest: dict[str, str] = {}
        for form in sorted(self.forms):
            smallest.setdefault(form[:GROUP], form)
        return [*smallest.values()]


def _shared(first: str, last: str) -> str:
    """What the first and the last of words in order begin with, and so all between them."""
    for at, (one, other) in enumerate(zip(first, last)):
        if one != other:
            return first[:at]
    return first


NO_ROW = Row({}, "")


def rows(records: Iterable[Stems]) -> dict[str, Row]:
    """All rows of these records, whose place is their number."""
    forms: defaultdict[str, dict[str, int]] = defaultdict(dict)
    levels: defaultdict[str, list[tuple[int, int]]] = defaultdict(list)
    for number, stems in enumerate(records):
        for stem, (found, reached) in stems.items():
            levels[stem].append((number, reached))
            counts = forms[stem]
            for form in found:
                counts[form] = counts.get(form, 0) + 1
    return {stem: Row(forms[stem], _postings(levels[stem])) for stem in levels}


def _postings(levels: Iterable[tuple[int, int]]) -> str:
    """The gaps between records, each with the record's level in the lowest place."""
    numbers, last = [], -1
    for number, reached in levels:
        numbers.append((number - last - 1) * LEVELS + reached)
        last = number
    return packed(numbers)


def _levels(postings: str) -> Iterable[tuple[int, int]]:
    last = -1
    for value in unpacked(postings):
        gap, reached = divmod(value, LEVELS)
        last += gap + 1
        yield last, reached
