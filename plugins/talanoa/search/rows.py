"""Rows of the index: a stem with the forms of it that texts have, and the records that have one.

A row can be changed record by record, so that an edit costs what it touches and gives the bytes of a clean index.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from talanoa.search.packed import packed, unpacked

LEVELS = 8
GROUP = 3
"""Letters that the words of a group share. A row is in the group of each of its forms."""

NAMED = 4
"""What a level has more if the word is in the title."""

Stems = Mapping[str, tuple[Sequence[str], int]]
"""What a record has of each stem: the forms, and how much it is about them (`level`)."""


def level(count: int) -> int:
    """How much a record is about a word: 0 if it comes once, 1 twice, 2 three or four times, 3 more."""
    return (0, 0, 1, 2, 2)[count] if count < 5 else 3


def parsed(told: str) -> Stems:
    """What a record has, from the text that is kept of it: `stem level form form …`, with commas between."""
    return {stem: (forms, reached) for stem, reached, forms in map(_parsed, told.split(",") if told else ())}


def _parsed(part: str) -> tuple[str, int, list[str]]:
    stem, reached, *forms = part.split(" ")
    return stem, int(reached), forms


@dataclass(frozen=True, slots=True)
class Row:
    """A line of a shard: what the forms share, the rest of each, the records with their levels. And how many records have each form."""

    text: str
    counts: str

    @classmethod
    def of(cls, forms: Mapping[str, int], levels: Iterable[int]) -> Row:
        """The row of these forms, each with how many records have it, and of rising `number * LEVELS + level`."""
        ordered = sorted(forms)
        shared = _shared(ordered[0], ordered[-1])
        rests = ",".join([form[len(shared) :] for form in ordered])
        return cls(f"{shared} {rests} {_postings(levels)}", packed(map(forms.__getitem__, ordered)))

    def changed(self, gone: Mapping[int, Stems], come: Mapping[int, Stems], stem: str) -> Row | None:
        """The row without what these records had of the stem and with what they have now; None if nothing is left."""
        forms = dict(zip(self.forms(), unpacked(self.counts)))
        levels = {value // LEVELS: value for value in _levels(self.text.rpartition(" ")[2])}
        for number, stems in gone.items():
            if stem in stems:
                del levels[number]
                for form in stems[stem][0]:
                    forms[form] -= 1
        for number, stems in come.items():
            if stem in stems:
                levels[number] = number * LEVELS + stems[stem][1]
                for form in stems[stem][0]:
                    forms[form] = forms.get(form, 0) + 1
        left = {form: count for form, count in forms.items() if count}
        return Row.of(left, sorted(levels.values())) if left else None

    def forms(self) -> list[str]:
        shared, rests, _ = self.text.split(" ")
        return [shared + rest for rest in rests.split(",")]

    def starts(self) -> list[str]:
        """The smallest form of each group that the row is in."""
        shared, rests, _ = self.text.split(" ")
        if len(shared) >= GROUP or "," not in rests:
            return [shared + rests.partition(",")[0]]
        smallest: dict[str, str] = {}
        for form in self.forms():
            smallest.setdefault(form[:GROUP], form)
        return [*smallest.values()]


def _shared(first: str, last: str) -> str:
    """What the first and the last of words in order begin with, and so all between them."""
    for at, (one, other) in enumerate(zip(first, last)):
        if one != other:
            return first[:at]
    return first


NO_ROW = Row("  ", "")


def rows(records: Iterable[str]) -> dict[str, Row]:
    """All rows of records whose place is their number. What many records have alike is parsed once."""
    having: defaultdict[str, list[int]] = defaultdict(list)
    for number, told in enumerate(records):
        for part in told.split(",") if told else ():
            having[part].append(number)
    forms: defaultdict[str, dict[str, int]] = defaultdict(dict)
    levels: defaultdict[str, list[int]] = defaultdict(list)
    for part, numbers in having.items():
        stem, reached, found = _parsed(part)
        levels[stem] += [number * LEVELS + reached for number in numbers]
        counts = forms[stem]
        for form in found:
            counts[form] = counts.get(form, 0) + len(numbers)
    return {stem: Row.of(forms[stem], sorted(values)) for stem, values in levels.items()}


def _postings(levels: Iterable[int]) -> str:
    """The gaps between records, each with the record's level in the lowest place."""
    numbers, start = [], 0
    for value in levels:
        numbers.append(value - start)
        start = value - value % LEVELS + LEVELS
    return packed(numbers)


def _levels(postings: str) -> Iterator[int]:
    """What `_postings` was given."""
    start = 0
    for number in unpacked(postings):
        value = start + number
        yield value
        start = value - value % LEVELS + LEVELS
