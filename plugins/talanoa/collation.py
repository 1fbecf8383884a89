"""The order of names, as a language has it: Éire between Eesti and Finland, and Åland after Z only in the languages where it belongs there.

ICU knows that order for every language.
"""

from __future__ import annotations

from functools import lru_cache
from string import ascii_uppercase

from talanoa.icu import PRIMARY, TERTIARY, sort_key

Key = tuple[bytes, str]


@lru_cache(maxsize=50_000)
def key(text: str, language: str) -> Key:
    """What sorts `text` into a list that people read in `language`; what the language takes for the same goes by its characters."""
    return _sort_key(text, language, TERTIARY), text


def initial(text: str, language: str) -> str:
    """The letter under which a name is in an index: É under E, but Ö and Czech Ch under their own; "#" if it has no letter."""
    start = next((index for index, character in enumerate(text) if character.isalpha()), None)
    if start is None:
        return "#"
    first, two = text[start], text[start : start + 2]
    letter = _sort_key(first, language, PRIMARY)
    if two.isalpha() and not _sort_key(two, language, PRIMARY).startswith(letter.rstrip(b"\0")):
        return two.capitalize()  # two that the language counts as one
    return next((base for base in ascii_uppercase if _sort_key(base, language, PRIMARY) == letter), first.upper())


@lru_cache(maxsize=10_000)
def _sort_key(text: str, language: str, strength: int) -> bytes:
    return sort_key(text, language, strength)
