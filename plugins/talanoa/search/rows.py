"""Rows of the index: a stem with the forms of it that texts have, and the records that have one.

A row can be changed record by record, so that an edit costs what it touches and gives the bytes of a clean index.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from talanoa.search.packed import packed, unpacked

LEVELS = 8
GROUP = 3
"""Letters that the words of a group share. A row is in the group of each of its forms."""

Stems = Mapping[str, tuple[Sequence[str], int]]
"""What a record has of each stem: the forms, and how much it is about them (`_level`)."""

_OFTEN = 5
_NAMED = 8


def told(title: Iterable[str], text: Iterable[str]) -> tuple[int, str]:
    """How many terms a record has, and which: `stem form times`, with commas between. `_OFTEN` or more are as many; the title's have `_NAMED` more."""
    times = Counter(title)
    named = dict.fromkeys(times)
    times.update(text)
    parts = [f"{term} {count if count < _OFTEN else _OFTEN}" for term, count in times.items() if term not in named]
    parts += [f"{term} {_NAMED + min(_OFTEN, times[term])}" for term in named]
    return times.total(), ",".join(parts)


def parsed(text: str) -> Stems:
    """What `told` says, by stem."""
    found: defaultdict[str, list[tuple[str, int]]] = defaultdict(list)
    for stem, form, times in map(_parsed, text.split(",") if text else ()):
        found[stem].append((form, times))
    return {
        stem: ([form for form, _ in has], _level(tuple([times for _, times in has]))) for stem, has in found.items()
    }


def _parsed(part: str) -> tuple[str, str, int]:
    stem, form, times = part.split(" ")
    return stem, form, int(times)


@cache
def _level(times: tuple[int, ...]) -> int:
    """How much a record is about a word: 0 if it comes once, 1 twice, 2 three or four times, 3 more; and 4 if the title has it."""
    count = min(_OFTEN, sum([one % _NAMED for one in times]))
    return (0, 0, 1, 2, 2, 3)[count] + 4 * (max(times) > _NAMED)


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
    """All rows of records whose place is their number, by what is `told` of each. What many have alike is parsed once."""
    having: defaultdict[str, list[int]] = defaultdict(list)
    for number, text in enumerate(records):
        for part in text.split(",") if text else ():
            having[part].append(number)
    found: defaultdict[str, list[tuple[str, int, list[int]]]] = defaultdict(list)
    for part, numbers in having.items():
        stem, form, times = _parsed(part)
        found[stem].append((form, times, numbers))
    return {stem: _row(parts) for stem, parts in found.items()}


def _row(parts: Sequence[tuple[str, int, list[int]]]) -> Row:
    """The row of forms, each with how often it comes in which records."""
    forms: Counter[str] = Counter()
    for form, _, numbers in parts:
        forms[form] += len(numbers)
    if len(forms) == 1:
        levels = [
            number * LEVELS + reached
            for _, times, numbers in parts
            for reached in (_level((times,)),)
            for number in numbers
        ]
        return Row.of(forms, sorted(levels))
    times_of: defaultdict[int, tuple[int, ...]] = defaultdict(tuple)
    for _, times, numbers in parts:
        for number in numbers:
            times_of[number] += (times,)
    return Row.of(forms, [number * LEVELS + _level(times) for number, times in sorted(times_of.items())])


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
