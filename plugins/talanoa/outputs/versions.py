"""What changed from one version of a text to the next, paragraph by paragraph and then word by word."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from functools import cached_property
from itertools import zip_longest
from typing import Literal

from msgspec import Struct

MAX_LETTERS = 100_000  # of a text that is compared
MAX_PARAGRAPHS = 400
MAX_WORDS = 1_000  # of a paragraph in which words are compared; of a longer one, all of it is other
MAX_SHOWN = 30_000  # letters of one comparison on a page
ALIKE = 0.2  # texts that have less in common are no two versions of one

Kind = Literal["same", "added", "removed"]
Pieces = tuple[tuple[Kind, str], ...]

_FRONT_MATTER = re.compile(r"\A---[ \t]*\n.*?^---[ \t]*$", re.DOTALL | re.MULTILINE)
# Scripts that put no spaces between words: Thai, Lao, Burmese, Khmer, kana and Han.
_UNSPACED = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff]")


class Change(Struct, frozen=True):
    """A paragraph as it was and as it is; or how many paragraphs, with how many letters, stayed as they were."""

    pieces: Pieces = ()
    unchanged: int = 0
    kept: int = 0


class Changes(Struct, frozen=True, dict=True):
    """What changed. `is_cut` if there is more than can be shown."""

    parts: tuple[Change, ...]
    is_cut: bool = False

    @cached_property
    def is_none(self) -> bool:
        return not any(part.pieces for part in self.parts)


def changes(before: str, after: str) -> Changes | None:
    """None if the texts are too long, or have so little in common that they are no two versions of one."""
    if max(len(before), len(after)) > MAX_LETTERS:
        return None
    old, new = _paragraphs(before), _paragraphs(after)
    if not old or not new or max(len(old), len(new)) > MAX_PARAGRAPHS:
        return None
    parts: list[Change] = []
    kept, shown, is_cut = 0, 0, False
    for part in _parts(old, new):
        kept += sum(len(text) for kind, text in part.pieces if kind == "same") + part.kept
        shown += sum(len(text) for _, text in part.pieces)
        if shown > MAX_SHOWN:
            is_cut = True
        else:
            parts.append(part)
    common = kept / max(1, min(sum(map(len, old)), sum(map(len, new))))
    return Changes(tuple(parts), is_cut) if common >= ALIKE else None


def _paragraphs(text: str) -> list[str]:
    text = _FRONT_MATTER.sub("", text.replace("\r\n", "\n"))
    return [" ".join(words) for part in re.split(r"\n[ \t]*\n", text) if (words := part.split())]


def _parts(old: Sequence[str], new: Sequence[str]) -> Iterator[Change]:
    for tag, begin, end, first, last in SequenceMatcher(None, old, new).get_opcodes():
        if tag == "equal":
            yield Change((), end - begin, sum(map(len, old[begin:end])))
            continue
        for was, now in zip_longest(old[begin:end], new[first:last]):
            yield Change(tuple(_pieces(was or "", now or "")))


def _pieces(was: str, now: str) -> Iterator[tuple[Kind, str]]:
    old, new = _words(was), _words(now)
    if max(len(old), len(new)) > MAX_WORDS or not was or not now:
        yield from ((kind, text) for kind, text in _replaced(was, now) if text)
        return
    for tag, begin, end, first, last in SequenceMatcher(None, old, new).get_opcodes():
        if tag == "equal":
            yield "same", "".join(old[begin:end])
        else:
            found = _replaced("".join(old[begin:end]), "".join(new[first:last]))
            yield from ((kind, text) for kind, text in found if text)


def _replaced(was: str, now: str) -> tuple[tuple[Kind, str], tuple[Kind, str]]:
    return ("removed", was), ("added", now)


def _words(text: str) -> list[str]:
    """Words with the space after them; in scripts without spaces, letters with their marks."""
    found: list[str] = []
    for word in re.findall(r"\S+\s*", text):
        if not _UNSPACED.search(word):
            found.append(word)
            continue
        begins = len(found)
        for letter in word:
            joins = unicodedata.category(letter).startswith("M") or letter == " "
            if joins and len(found) > begins:
                found[-1] += letter
            else:
                found.append(letter)
    return found
