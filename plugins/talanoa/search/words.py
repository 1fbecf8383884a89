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

# French and Italian articles that are written with the next word, as in l’assemblée, which no one types.
_ARTICLE = re.compile(r"(?<![\w'’])(?:[cdjlmnst]|qu|(?:a|da|de|ne|su)ll|un)['’](?=[^\W\d_]{2})", re.IGNORECASE)
_RUN = re.compile(f"[{UNSPACED}]+")
_UNTYPED = re.compile(f"[{UNTYPED}]")
_ALIKE = str.maketrans(ALIKE)
_ASCII_WORD = re.compile("[A-Za-z0-9]+")

# ISO 639-1 → Snowball's name. What is missing here is found by whole words and their beginnings.
_STEMMERS = {
    "ar": "arabic", "ca": "catalan", "da": "danish", "de": "german", "el": "greek", "en": "english", "es": "spanish", "et": "estonian",
    "eu": "basque", "fa": "persian", "fi": "finnish", "fr": "french", "ga": "irish", "hi": "hindi", "hu": "hungarian", "hy": "armenian",
    "id": "indonesian", "it": "italian", "lt": "lithuanian", "nb": "norwegian", "ne": "nepali", "nl": "dutch", "no": "norwegian",
    "pl": "polish", "pt": "portuguese", "ro": "romanian", "ru": "russian", "sr": "serbian", "sv": "swedish", "ta": "tamil", "tr": "turkish",
}  # fmt: skip


class _Boundaries(dict[int, str | None]):
    """For `str.translate`: a word's own characters stay, silent ones go, all others become spaces. Filled as characters come."""

    def __missing__(self, code: int) -> str | None:
        char = chr(code)
        kept = char if any(category(part)[0] in "LMN" for part in normalize("NFKD", char)) else " "
        self[code] = None if char in SILENT else kept
        return self[code]


_BOUNDARIES = _Boundaries()


def words(text: str) -> list[str]:
    """The words of a text as they are written there, in order."""
    if text.isascii():
        return _ASCII_WORD.findall(_ARTICLE.sub("", text).replace("'", "").replace("`", ""))
    text = _RUN.sub(_split, _ARTICLE.sub("", text))
    return text.translate(_BOUNDARIES).split()


def _split(run: re.Match[str]) -> str:
    return f" {' '.join(WordBreaker(run[0], 'en'))} "


def folded(word: str) -> str:
    """A word as the index has it; it may fall apart into several, with spaces between (½ → 1 2)."""
    if word.isascii():
        return word.lower()
    text = _UNTYPED.sub("", normalize("NFKD", word).upper().lower()).translate(_ALIKE)
    return normalize("NFC", " ".join(text.translate(_BOUNDARIES).split()))


Term = tuple[str, str]
"""A form of a word as the index has it, and its stem."""


class Vocabulary:
    """Which terms a written word stands for, by the endings of one language; each word is looked at once."""

    def __init__(self, language: str) -> None:
        """`language` is a BCP 47 tag; of one that Snowball doesn't know, every form is a stem of its own."""
        algorithm = _STEMMERS.get(language.partition("-")[0].lower())
        self._stem = Stemmer.Stemmer(algorithm).stemWord if algorithm else str
        self._known: dict[str, tuple[Term, ...]] = {}

    def terms(self, word: str) -> tuple[Term, ...]:
        """The terms of a word as it is written; none if nothing of it can be typed."""
        known = self._known.get(word)
        if known is None:
            forms = folded(word).split()
            # Endings are known with their diacritics, so the word is stemmed as it is written where it stays one.
            stems = [self._stem(word.lower())] if len(forms) == 1 else [self._stem(form) for form in forms]
            known = tuple((form, folded(stem).replace(" ", "") or form) for form, stem in zip(forms, stems))
            self._known[word] = known
        return known

    def counted(self, text: str) -> Counter[Term]:
        """How often each term comes in a text."""
        found: Counter[Term] = Counter()
        for word, count in Counter(words(text)).items():
            for term in self.terms(word):
                found[term] += count
        return found
