"""What can be found → the files of the search index (docs.md says their format)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from math import log2
from operator import itemgetter
from pathlib import Path

from msgspec import Struct

from talanoa.search import index_cache
from talanoa.search.findable import About, Entry
from talanoa.search.index_cache import Analysed, CachedIndex
from talanoa.search.packed import gaps, packed
from talanoa.search.rows import Terms, as_text, by_level, changed, from_text, rows
from talanoa.search.shards import Placed, as_json, name_of, placed, replaced, shards
from talanoa.search.words import ALIKE, PATTERNS, Vocabulary

FOLDER = "search"
TABLE = f"{FOLDER}/index.json"
PARTS = tuple(f"{FOLDER}/{part}" for part in "rst")
"""The folders of all else."""
VERSION = 5


class File(Struct, frozen=True):
    """A path from the site's root, and how what is there is made. `fingerprint` is that of the bytes, if it is known before they are made."""

    path: str
    make: Callable[[], bytes]
    fingerprint: str = ""


def index(found: Iterable[Entry], language: str, cache: Path | None = None) -> Iterator[File]:
    """The index of what can be found, in which the forms of a word are those of the language (BCP 47).

    `cache` is a folder for what the next index needs of this one. The files are the same with it and without.
    """
    last = index_cache.read(cache, language) if cache else None
    known = {record.key: record for record in last.records} if last else {}
    vocabulary = Vocabulary(language)
    things: list[About] = []
    analysed: list[Analysed] = []
    checks: list[str] = []
    fresh: dict[int, Terms] = {}
    for number, (_, make) in enumerate(sorted(found, key=itemgetter(0))):
        about, fragment = thing = make()
        if about.key not in known:
            title, text = map(vocabulary.times, thing.words)
            fresh[number] = by_level(title, text)
            length = title.total() + text.total()
            known[about.key] = Analysed(about.key, length, as_text(fresh[number]).encode())
        things.append(about)
        analysed.append(known[about.key])
        checks.append(_check(about.key))
        yield File(f"{FOLDER}/r/{number}-{checks[-1]}.json", fragment, about.key)
    now = CachedIndex(analysed, _placed(analysed, fresh, last))
    if cache and (last is None or now.records != last.records):
        index_cache.write(cache, language, now)
    starts = []
    for shard in shards(now.rows):
        starts.append((shard.first, shard.name))
        yield _made(f"s/{shard.name}.json", shard.data)
    # Apart from the table, which says where to look: a first answer waits for it, and for no filter.
    records = as_json({"lengths": _lengths(things, analysed), "checks": "".join(checks)})
    filters = as_json(_filters(things))
    table = {
        "version": VERSION,
        "words": PATTERNS,
        "alike": ALIKE,
        "shards": starts,
        "records": name_of(records),
        "filters": name_of(filters),
    }
    yield _made(f"t/{table['records']}.json", records)
    yield _made(f"t/{table['filters']}.json", filters)
    yield _made("index.json", as_json(table))


def _made(name: str, data: bytes) -> File:
    return File(f"{FOLDER}/{name}", lambda: data)


# --- what each record has ---------------------------------------------------------------------------------------------


def _placed(analysed: Sequence[Analysed], fresh: dict[int, Terms], last: CachedIndex | None) -> Sequence[Placed]:
    """All rows, for which the `fresh` terms are used up; where most records are as they were and have their old numbers, only the rows that others touch are made again."""

    def now(number: int) -> Terms:
        return fresh.pop(number, None) or _terms_of(analysed[number])

    before = last.records if last else ()
    other = [number for number, pair in enumerate(zip(before, analysed)) if pair[0] != pair[1]]
    added, removed = range(len(before), len(analysed)), range(len(analysed), len(before))
    if last is None or len(other) + len(added) + len(removed) > len(analysed) // 10:
        return placed(rows(map(now, range(len(analysed)))))
    gone = {number: _terms_of(before[number]) for number in (*other, *removed)}
    come = {number: now(number) for number in (*other, *added)}
    return replaced(last.rows, changed({stem: row for _, _, row, stem in last.rows}, gone, come))


def _terms_of(record: Analysed) -> Terms:
    return from_text(record.terms.decode())


# --- what a browser needs besides the rows ----------------------------------------------------------------------------


def _check(key: str) -> str:
    """Says in three characters which content a fragment has: letters and digits that no file system confuses."""
    number = int(key[:8], 16)
    return _LETTERS[number & 31] + _LETTERS[number >> 5 & 31] + _LETTERS[number >> 10 & 31]


_LETTERS = "0123456789abcdefghijkmnpqrstvwxy"


def _lengths(things: Sequence[About], analysed: Sequence[Analysed]) -> str:
    """For each record how much longer it is than others, in four steps for each doubling (docs.md): BM25's share of lengths, 0.9.

    A hand-written page counts as far longer than anything, so that it comes after all content, unless its title is what was looked for.
    """
    average = sum(record.length for record in analysed) / max(1, len(analysed))
    shares = (0.9 * max(1, record.length) / max(1, average) for record in analysed)
    codes = (min(_FAR_LONGER - 1, round(4 * (20 + log2(share)))) for share in shares)
    return "".join([chr(code + _FAR_LONGER * (thing.kind == "page")) for code, thing in zip(codes, things)])


_FAR_LONGER = 128


def _filters(records: Sequence[About]) -> dict[str, dict[str, str]]:
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
