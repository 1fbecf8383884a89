"""A title in any script → an id that can be read, typed and said: `Über uns` → uber-uns, `การประชุม` → kar-prachum.

An id never changes, so it is only proposed: people can give another one.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator
from functools import lru_cache
from itertools import chain, count

from talanoa.characters import shape
from talanoa.icu import transliterated
from talanoa.load import is_copy
from talanoa.model.scalars import RESERVED, SILENT
from talanoa.names import is_writable_everywhere, steers_host

MOST = 60  # letters; whole words
_LATIN = "Any-Latin; Latin-ASCII; Lower"
_SINHALA_SIGNS = dict(
    zip(
        (*range(0x0DCF, 0x0DD5), 0x0DD6, *range(0x0DD8, 0x0DDF)),
        "a ae ae i i u u ri e e ai o o au".split(),
        strict=True,
    )
)
_LAO, _THAI = range(0x0E81, 0x0EDE), 0x0E00 - 0x0E80  # the same letters in the same order
_INHERENT = re.compile(r"[ao]$")


class Taken:
    """Ids that can't be had any more, and all that look like one of them; for those who propose many."""

    def __init__(self, ids: Iterable[str]) -> None:
        self._ids = {*ids}
        self._shapes = {*map(shape, self._ids)}
        self._last: dict[str, int] = {}

    def add(self, id: str) -> None:
        self._ids.add(id)
        self._shapes.add(shape(id))

    def __contains__(self, id: str) -> bool:
        return id in self._ids or shape(id) in self._shapes

    def numbered(self, id: str) -> Iterator[str]:
        """`id-2`, `id-3` …, from where the last search for one ended."""
        for number in count(self._last.get(id, 2)):
            self._last[id] = number
            yield f"{id}-{number}"


def proposed_id(title: str, taken: Collection[str] | Taken, kind: str = "entry") -> str:
    """An id for a title that isn't among those that are `taken`; where it has no letters that can be read, the `kind` of thing."""
    words = re.findall(r"[a-z0-9]+", latin(title))
    id = ""
    for word in words:
        if id and len(id) + len(word) >= MOST:
            break
        id += f"-{word}" if id else word[:MOST]
    if not id[:1].isalpha():
        id = f"{kind}-{id}".rstrip("-")
    known = taken if isinstance(taken, Taken) else Taken(taken)
    tries = chain((id,), (f"{id}-{kind}",) if is_refused(id) else (), known.numbered(id))
    return next(one for one in tries if one not in known and not is_refused(one))


@lru_cache(maxsize=100)
def is_refused(id: str) -> bool:
    """True for a word that is an address of the site itself, or that no file can have as its name everywhere."""
    files = (f"members/{id}.yml", f"posts/{id}.md")
    if id in RESERVED or id == "readme" or not is_writable_everywhere(id):
        return True
    return any(not is_writable_everywhere(file) or steers_host(file) or is_copy(file) for file in files)


def latin(text: str) -> str:
    """A text in small letters from a to z, as ICU transliterates it, and digits; what has no letter for it stays."""
    spelt = text.lower() if text.isascii() else transliterated(unicodedata.normalize("NFC", _known(text)), _LATIN)
    return SILENT.sub("", spelt)


def _known(text: str) -> str:
    """Scripts that ICU doesn't transliterate, as far as others or the names of their letters help."""
    if text.isascii():
        return text
    seen = "".join(letter for letter in text if unicodedata.category(letter) != "Cf")
    return "".join(_spelt(_thai(seen)))


def _thai(text: str) -> str:
    return "".join(chr(ord(letter) + _THAI) if ord(letter) in _LAO else letter for letter in text)


def _spelt(text: str) -> list[str]:
    """Khmer, Tibetan and Sinhala by the names of their letters: a sign for a vowel takes the place of the one in the letter."""
    parts: list[str] = []
    for letter in text:
        name = unicodedata.name(letter, "")
        script, _, rest = name.partition(" ")
        if script not in ("KHMER", "TIBETAN", "SINHALA"):
            parts.append(letter)
            continue
        sound = rest.rpartition(" ")[2].lower().removesuffix("yanna").strip("-")
        if "VOWEL SIGN" in rest or "SIGN COENG" in rest or "SUBJOINED" in rest or "AL-LAKUNA" in rest:
            if parts:
                parts[-1] = _INHERENT.sub("", parts[-1])
            silent = "COENG" in rest or "LAKUNA" in rest
            parts.append("" if silent else _SINHALA_SIGNS.get(ord(letter), sound))
        elif "LETTER" in rest or "VOWEL" in rest or "DIGIT" in rest:
            parts.append(str(unicodedata.digit(letter)) if "DIGIT" in rest else sound)
        elif rest in ("SIGN ANUSVARAYA", "SIGN NIKAHIT"):
            parts.append("m")
        elif "SIGN" not in rest:
            parts.append(" ")
    return parts
