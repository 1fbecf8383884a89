"""Records → the files of the search index (docs.md says their format)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from hashlib import blake2b
from math import log2
from pathlib import Path
from typing import get_args

from talanoa.model.post import PostKind
from talanoa.outputs.dates import direction
from talanoa.search import index_cache
from talanoa.search.index_cache import Analysed, CachedIndex
from talanoa.search.packed import DIGITS, gaps, packed
from talanoa.search.records import Record
from talanoa.search.rows import Row, Terms, as_text, by_level, changed, from_text, rows
from talanoa.search.shards import as_json, shards
from talanoa.search.words import ALIKE, PATTERNS, Vocabulary

FOLDER = "search"
VERSION = 3
CHECK = 3
"""Characters of a fragment's name that say which content it has."""

File = tuple[str, bytes]
"""A path from the site's root, and what is there."""


def index(records: Iterable[Record], language: str, cache: Path | None = None) -> Iterator[File]:
    """The index of the records, in which the forms of a word are those of the language (BCP 47).

    `cache` is a folder for what the next index needs of this one. The files are the same with it and without.
    """
    ordered = sorted(records, key=_place)
    last = index_cache.read(cache, language) if cache else None
    known = {record.key: record for record in last.records} if last else {}
    vocabulary = Vocabulary(language)
    analysed: list[Analysed] = []
    checks: list[str] = []
    fresh: dict[int, Terms] = {}
    for number, record in enumerate(ordered):
        data = _fragment(record)
        key = blake2b(data, digest_size=16).hexdigest()
        if key not in known:
            title, text = vocabulary.times(record.title), vocabulary.times(record.text)
            fresh[number] = by_level(title, text)
            length = _length_digit(title.total() + text.total())
            known[key] = Analysed(key, length, as_text(fresh[number]).encode())
        analysed.append(known[key])
        checks.append(_check(key))
        yield f"{FOLDER}/r/{number}-{checks[-1]}.json", data
    lengths = [round(2 ** (DIGITS.index(record.length) / 4)) for record in analysed]
    now = CachedIndex(analysed, _rows(analysed, fresh, last))
    if cache and (last is None or now.records != last.records):
        index_cache.write(cache, language, now)
    starts = []
    for shard in shards(now.rows.values()):
        starts.append((shard.first, shard.name))
        yield f"{FOLDER}/s/{shard.name}.json", shard.data
    yield (
        f"{FOLDER}/index.json",
        as_json(
            {
                "version": VERSION,
                "words": PATTERNS,
                "alike": ALIKE,
                "average": round(sum(lengths) / max(1, len(lengths))),
                "lengths": "".join([record.length for record in analysed]),
                "checks": "".join(checks),
                "shards": starts,
                "filters": _filters(ordered),
            }
        ),
    )


def _place(record: Record) -> tuple[bool, date, str]:
    """What isn't a post first, then posts by their day: a new one comes last, and no other changes its number."""
    is_post = record.kind in _POSTS
    return (is_post, (record.date if is_post else None) or date.min, record.address)


_POSTS = frozenset(get_args(PostKind))


# --- what each record has ---------------------------------------------------------------------------------------------


def _rows(analysed: Sequence[Analysed], fresh: Mapping[int, Terms], last: CachedIndex | None) -> Mapping[str, Row]:
    """All rows; where most records are as they were and have their old numbers, only the rows that others touch are made again."""

    def now(number: int) -> Terms:
        return fresh.get(number) or _terms_of(analysed[number])

    before = last.records if last else ()
    other = [number for number, pair in enumerate(zip(before, analysed)) if pair[0] != pair[1]]
    added, removed = range(len(before), len(analysed)), range(len(analysed), len(before))
    if last is None or len(other) + len(added) + len(removed) > len(analysed) // 10:
        return rows(map(now, range(len(analysed))))
    gone = {number: _terms_of(before[number]) for number in (*other, *removed)}
    come = {number: now(number) for number in (*other, *added)}
    return changed(last.rows, gone, come)


def _terms_of(record: Analysed) -> Terms:
    return from_text(record.terms.decode())


# --- what a browser needs beside the rows -----------------------------------------------------------------------------


def _fragment(record: Record) -> bytes:
    about = {
        "url": record.address,
        "title": record.title,
        "facts": record.facts,
        "language": record.languages[0],
        "dir": direction(record.languages[0]),
        "text": record.text,
    }
    return as_json({name: value for name, value in about.items() if value})


def _check(key: str) -> str:
    """Says which content a fragment has: letters and digits that no file system confuses."""
    number = int(key[:8], 16)
    return "".join(["0123456789abcdefghijkmnpqrstvwxy"[number >> 5 * place & 31] for place in range(CHECK)])


def _length_digit(words: int) -> str:
    """A length in eight steps for each doubling."""
    return DIGITS[min(len(DIGITS) - 1, round(8 * log2(1 + words)) // 2)]


def _filters(records: Sequence[Record]) -> dict[str, dict[str, str]]:
    """For each filter and value the records that have it, as gaps."""
    found: dict[str, defaultdict[str, list[int]]] = {
        name: defaultdict(list) for name in ("kind", "language", "country", "theme")
    }
    for number, record in enumerate(records):
        found["kind"][record.kind].append(number)
        for name, values in (("language", record.languages), ("theme", record.themes)):
            for value in dict.fromkeys(values):
                found[name][value].append(number)
        for code in dict.fromkeys(record.countries):
            found["country"][code.lower()].append(number)
    return {
        name: {value: packed(gaps(numbers)) for value, numbers in sorted(values.items())}
        for name, values in found.items()
    }
