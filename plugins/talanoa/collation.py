"""The order of names, as a language has it: Éire between Eesti and Finland, and Åland after Z only in the languages where it belongs there.

ICU knows that order for every language. icu4py has no function for it yet, but brings ICU along, so that its C functions
are called here (decision 0024). The version is in the lock; neither the machine's locale nor its libraries count.
"""

from __future__ import annotations

import sys
from ctypes import CDLL, byref, c_char_p, c_int, c_int32, c_void_p, create_string_buffer
from functools import lru_cache
from string import ascii_uppercase

from icu4py import icu_version_info, messageformat

_TERTIARY, _PRIMARY = 2, 0  # UCollationStrength: letters, accents and case; letters alone
_UTF_16 = "utf-16-le" if sys.byteorder == "little" else "utf-16-be"

Key = tuple[bytes, str]


@lru_cache(maxsize=50_000)
def key(text: str, language: str) -> Key:
    """What sorts `text` into a list that people read in `language`; what the language takes for the same goes by its characters."""
    return _sort_key(text, language, _TERTIARY), text


def initial(text: str, language: str) -> str:
    """The letter under which a name is in an index: É under E, but Ö and Czech Ch under their own; "#" if it has no letter."""
    start = next((index for index, character in enumerate(text) if character.isalpha()), None)
    if start is None:
        return "#"
    first, two = text[start], text[start : start + 2]
    letter = _sort_key(first, language, _PRIMARY)
    if two.isalpha() and not _sort_key(two, language, _PRIMARY).startswith(letter.rstrip(b"\0")):
        return two.capitalize()  # two that the language counts as one
    return next((base for base in ascii_uppercase if _sort_key(base, language, _PRIMARY) == letter), first.upper())


@lru_cache(maxsize=10_000)
def _sort_key(text: str, language: str, strength: int) -> bytes:
    units = text.encode(_UTF_16, "surrogatepass")
    collator = _collator(language, strength)
    room = 4 * len(units) + 16
    while True:
        found = create_string_buffer(room)
        needed = _function("ucol_getSortKey")(collator, units, len(units) // 2, found, room)
        if needed <= room:
            return found.raw[:needed]
        room = needed


@lru_cache(maxsize=64)
def _collator(language: str, strength: int) -> c_void_p:
    open_ = _function("ucol_open")
    open_.restype = c_void_p
    status = c_int(0)
    collator = c_void_p(open_(c_char_p(language.replace("-", "_").encode("ascii", "ignore")), byref(status)))
    if status.value > 0 or not collator.value:
        raise RuntimeError(f"ICU has no collator for {language}: status {status.value}")
    _function("ucol_setStrength")(collator, c_int(strength))
    return collator


@lru_cache(maxsize=8)
def _function(name: str):  # type: ignore[no-untyped-def]
    """A function of ICU, whose names end in its version; of the library that icu4py itself is linked with."""
    found = CDLL(messageformat.__file__)[f"{name}_{icu_version_info[0]}"]
    found.restype = c_int32
    return found
