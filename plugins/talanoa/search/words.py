"""What is one word in a text, and how it is written in the index: the rules are those of theme/scripts/search.js (docs.md).

A word is a run of letters, numbers and marks; in scripts without spaces, what ICU's dictionaries take for one. It is folded, so
that it is found with and without the diacritics that readers of its script leave out, and from keyboards of its neighbours.
"""

from __future__ import annotations

import re
from collections import Counter
from unicodedata import category, normalize

import Stemmer
from icu4py.breakers import WordBreaker

UNSPACED = (
    "\u0e00-\u0eff"  # Thai, Lao
    "\u0f00-\u0fff"  # Tibetan
    "\u1000-\u109f\ua9e0-\ua9ff\uaa60-\uaa7f"  # Burmese
    "\u1780-\u17ff"  # Khmer
    "\u2e80-\u2fdf\u3005-\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"  # Chinese
    "\u3041-\u30ff\u31f0-\u31ff\uff66-\uff9f"  # Japanese
)
# Characters inside a word that readers don't type: apostrophes, joiners, soft hyphens.
SILENT = "'’‘ʼʻ`\u00ad\u200c\u200d\u2060\ufeff"
# Marks that readers leave out: of Latin, Greek and Cyrillic, of Hebrew, of Arabic and its stretched line. Elsewhere marks are vowels.
UNTYPED = "\u0300-\u036f\u0591-\u05c7\u0640\u064b-\u065f\u0670\u06d6-\u06ed"
# Letters that no normalisation brings together, and those that keyboards for Arabic, Persian and Urdu write differently.
ALIKE = {"đ": "d", "ð": "d", "ł": "l", "ø": "o", "æ": "ae", "œ": "oe", "ı": "i", "ς": "σ", "ی": "ي", "ى": "ي", "ک": "ك", "ہ": "ه"}  # fmt: skip

# Articles that are written with the next word, which readers leave out: French and Italian as in l’assemblée, Arabic as in الموازنة,
# with "and" or "in" before it as well, as in والموازنة.
ARTICLES = "[CDJLMNSTcdjlmnst]|[Qq][Uu]|(?:[Dd]?[Aa]|[Dd][Ee]|[Nn][Ee]|[Ss][Uu])[Ll]{2}|[Uu][Nn]"

_VOWELS = "[\u064b-\u065f\u0670]*"
_LETTER = "[\u0620-\u064a\u066e-\u06d3]"
# Two runs of vowels never meet, or a long one would be split in every way.
ARABIC_ARTICLE = f"(?:(?:[وفب]{_VOWELS})?ا{_VOWELS}ل{_VOWELS})+(?={_LETTER}(?:{_VOWELS}{_LETTER}){{2}})"

PATTERNS = (
    rf"(?<![\p{{L}}\p{{N}}\p{{M}}'’])(?:(?:{ARTICLES})['’](?=\p{{L}}{{2}})|{ARABIC_ARTICLE})|[{SILENT}]",
    rf"[\p{{L}}\p{{N}}\p{{M}}{SILENT}]+",
    f"[{UNSPACED}]+",
    f"[{UNTYPED}]",
    f"[{''.join(ALIKE)}]",
)
"""The rules as browsers' regular expressions, in which the table of the index gives them: what is silent, with articles; words; runs
of unspaced scripts; marks that readers leave out; letters that become others."""

_ARTICLE = re.compile(rf"(?:{ARTICLES})['’](?=[^\W\d_]{{2}})|{ARABIC_ARTICLE}")
_RUN = re.compile(f"[{UNSPACED}]+")
_UNTYPED = re.compile(f"[{UNTYPED}]")
_NOT_TYPED = str.maketrans("", "", SILENT)
_ALIKE = str.maketrans(ALIKE)
# What others leave out of a word or a number: Wi-Fi, Bürger*innen, 12,500.
_HYPHENS = "-‐‑*:·_"
_THOUSANDS = ",."

# ISO 639-1 → Snowball's name. What is missing here is found by whole words and their beginnings.
_STEMMERS = {
    "ar": "arabic", "ca": "catalan", "da": "danish", "de": "german", "el": "greek", "en": "english", "es": "spanish", "et": "estonian",
    "eu": "basque", "fa": "persian", "fi": "finnish", "fr": "french", "ga": "irish", "hi": "hindi", "hu": "hungarian", "hy": "armenian",
    "id": "indonesian", "it": "italian", "lt": "lithuanian", "nb": "norwegian", "ne": "nepali", "nl": "dutch", "no": "norwegian",
    "pl": "polish", "pt": "portuguese", "ro": "romanian", "ru": "russian", "sr": "serbian", "sv": "swedish", "ta": "tamil", "tr": "turkish",
}  # fmt: skip


class _Boundaries(dict[int, str]):
    """For `str.translate`: characters of words stay, all others become spaces. Filled as characters come."""

    def __missing__(self, code: int) -> str:
        char = chr(code)
        inside = char in SILENT or any(category(part)[0] in "LMN" for part in normalize("NFKD", char))
        self[code] = char if inside else " "
        return self[code]


_BOUNDARIES = _Boundaries()


def words(text: str) -> list[str]:
    """The words of a text as they are written there, in order, with their articles and apostrophes."""
    return _spaced(text).translate(_BOUNDARIES).split()


def _spaced(text: str) -> str:
    """The text with spaces between the words of scripts that have none; ICU is asked once for all of its runs."""
    runs = [] if text.isascii() else _RUN.findall(text)
    if not runs:
        return text
    split = iter(" ".join(WordBreaker("\n".join(runs), "en")).split("\n"))
    return _RUN.sub(lambda _: f" {next(split)} ", text)


# What is between two spaces in Lao and Khmer, in which browsers' dictionaries differ from ours: a compound, or a few words.
_COMPOUND = re.compile(
    "(?<![\u0e80-\u0eff\u1780-\u17ff])[\u0e80-\u0eff\u1780-\u17ff]{2,24}(?![\u0e80-\u0eff\u1780-\u17ff])"
)


def _compounds(text: str) -> list[str]:
    return [] if text.isascii() else _COMPOUND.findall(text)


def bare(word: str) -> str:
    """A written word without its article, and without what is silent in it."""
    article = _ARTICLE.match(word)
    return (word[article.end() :] if article else word).translate(_NOT_TYPED)


def folded(word: str) -> str:
    """A bare word as the index has it; it may fall apart into several, with spaces between (½ → 1 2)."""
    if word.isascii():
        return word.lower()
    text = _UNTYPED.sub("", normalize("NFKD", word).upper().lower()).translate(_ALIKE)
    return normalize("NFC", " ".join(text.translate(_BOUNDARIES).split()))


def _joined(parts: list[str], written: str) -> list[str]:
    """The parts as one word, if others write them so: not those of a date, nor a whole sentence in an address."""
    word = "".join(parts)
    joiners = _HYPHENS
    if word.isdigit():
        joiners = _THOUSANDS if all(len(part) == 3 for part in parts[1:]) else ""
    return [word] if 1 < len(parts) < 4 and any(joiner.join(parts) in written for joiner in joiners) else []


class Vocabulary(dict[str, str]):
    """What is written between two spaces → its terms, with commas between, by the endings of one language.

    A term is a stem and a form of it, with a space between. Filled as words come: each is looked at once.
    """

    def __init__(self, language: str) -> None:
        """`language` is a BCP 47 tag; of one that Snowball doesn't know, every form is a stem of its own."""
        super().__init__()
        algorithm = _STEMMERS.get(language.partition("-")[0].lower())
        self._stem = Stemmer.Stemmer(algorithm).stemWord if algorithm else str
        self._not_one: set[str] = set()  # what isn't a single term

    def __missing__(self, written: str) -> str:
        parts = written.translate(_BOUNDARIES).split()
        terms = (
            self._terms(written)
            if parts == [written]
            else [term for part in (*parts, *_joined(parts, written)) for term in self[part].split(",") if term]
        )
        self[written] = ",".join(terms)
        if len(terms) != 1:
            self._not_one.add(self[written])
        return self[written]

    def _terms(self, word: str) -> list[str]:
        if word.isascii() and word.isalnum():  # most words of most sites, which have nothing to drop or fold
            form = word.lower()
            return [f"{folded(self._stem(form)) or form} {form}"]
        written = bare(word)
        forms = folded(written).split()
        # Endings are known with their diacritics, so the word is stemmed as it is written where it stays one.
        stems = [self._stem(written.lower())] if len(forms) == 1 else [self._stem(form) for form in forms]
        return [f"{folded(stem).replace(' ', '') or form} {form}" for form, stem in zip(forms, stems)]

    def times(self, text: str) -> Counter[str]:
        """How often each term comes in a text."""
        found = Counter(map(self.__getitem__, _spaced(text).split()))
        for compound in _compounds(text):
            found.setdefault(self[compound], 1)
        for terms in sorted(self._not_one & found.keys()):
            times = found.pop(terms)
            for term in terms.split(",") if terms else ():
                found[term] += times
        return found
