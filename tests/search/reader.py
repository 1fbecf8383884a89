"""Another program that reads the index, written from docs.md alone: it shares no code with the writer but what a word is."""

from __future__ import annotations

import json
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any


def numbers(text: str) -> Iterator[int]:
    for code in map(ord, text):
        yield code - (36 if code < 0xD800 else 36 + 0x800)


def rising(gaps: Iterable[int]) -> Iterator[int]:
    at = -1
    for gap in gaps:
        at += gap + 1
        yield at


def postings_of(text: str) -> Iterator[int]:
    """The numbers of the records, without their levels."""
    return rising(value >> 3 for value in numbers(text))


@dataclass(frozen=True)
class Reader:
    """An index by its files."""

    files: dict[str, bytes]

    @cached_property
    def table(self) -> dict[str, object]:
        table = json.loads(self.files["search/index.json"])
        assert table["version"] == 5
        return table

    def _of_all(self, name: str) -> dict[str, Any]:
        """What the table has in a file of its own."""
        part: dict[str, Any] = json.loads(self.files[f"search/t/{self.table[name]}.json"])
        return part

    @cached_property
    def _shards(self) -> list[dict[str, list[str]]]:
        """Of each shard: form → the postings of the rows that have it."""
        found = []
        for _, name in self.table["shards"]:
            of_form: dict[str, list[str]] = {}
            for row in json.loads(self.files[f"search/s/{name}.json"]):
                shared, rests, *postings = row.split(" ")
                for rest in rests.split(","):
                    of_form.setdefault(shared + rest, []).extend(postings)
            found.append(of_form)
        return found

    @cached_property
    def _firsts(self) -> list[bytes]:
        return [_order(first) for first, _ in self.table["shards"]]

    def find(self, word: str, *, beginning: bool = False) -> set[int]:
        """The numbers of the records that have this form, or with `beginning` one that begins so."""
        start = max(0, bisect_left(self._firsts, _order(word)) - 1)
        end = bisect_right(self._firsts, _order(word + "\uffff" if beginning else word))
        rows: list[str] = []
        for shard in self._shards[start:end]:
            if beginning:
                rows += [text for form, texts in shard.items() if form.startswith(word) for text in texts]
            else:
                rows += shard.get(word, [])
        return {number for row in {*rows} for number in postings_of(row)}

    def record(self, number: int) -> dict[str, str]:
        check = self._of_all("records")["checks"][3 * number : 3 * number + 3]
        return json.loads(self.files[f"search/r/{number}-{check}.json"])

    def having(self, name: str, value: str) -> set[int]:
        """The numbers of the records with this value of a filter."""
        return {*rising(numbers(self._of_all("filters")[name].get(value, "")))}


def _order(word: str) -> bytes:
    return word.encode("utf-16-be")
