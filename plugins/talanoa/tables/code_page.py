"""A text in Windows-1252, as Excel writes CSV where people write in Latin letters; nothing in the file says so.

Nearly every byte is some letter of each code page, so that a wrong one gives a text, too. It is taken for this one only if all of it looks
like that (plugins/decisions/0045-csv-of-excel.md).
"""

from __future__ import annotations

import re
from typing import Final

_MARKS: Final = frozenset("‘’“”„–—…•·«»¿¡°ºª€£§©®™\xa0")
# Not those that stand for common letters of other pages: Turkish, Vietnamese, Icelandic.
_LETTERS: Final = frozenset("ÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÑÒÓÔÕÖØÙÚÛÜßàáâãäåæçèéêëìíîïñòóôõöøùúûüÿ")
_ALONE: Final = frozenset("àáâæåèéìíòóôöøÀÁÅÉ")  # words of one letter
_WORD: Final = re.compile(r"[^\W\d_ºª]+")
_SHOWN: Final = re.compile(r"[^\W\d_ºª]+(?:’[^\W\d_ºª]+)*")  # with apostrophes, which are other letters on a Mac
_RUN: Final = re.compile("[^\0-\x7f]{3}")
_MARK_IN_WORD: Final = re.compile("[A-Za-z][‘“„”–—…•·«»¿¡°ºª][a-z]")  # which is a letter of a Mac
_MOST = 8


def western(data: bytes) -> str | None:
    """The text, if it can only be one in Windows-1252; None otherwise."""
    try:
        text = data.decode("cp1252")
    except UnicodeDecodeError:
        return None
    if text.count("„") > text.count("“") + text.count("”"):  # a letter of a Mac, too
        return None
    is_known = {letter for letter in text if letter > "\x7f"} <= _MARKS | _LETTERS
    return text if is_known and not _MARK_IN_WORD.search(text) and all(map(_is_western, _words(_WORD, text))) else None


def _is_western(word: str) -> bool:
    """`Parañaque`, `été`, `ÉTATS`: among letters from a to z, and no capital after a small letter."""
    if len(word) == 1:
        return word in _ALONE
    has_latin = any(letter.isascii() for letter in word)
    return has_latin and not _RUN.search(word) and word in (word.lower(), word.upper(), word.capitalize())


def note(text: str) -> str:
    """What was assumed, with words by which people see whether it is so: one at least for each letter, as far as there is room."""
    shown, seen = list[str](), set[str]()
    for word in _words(_SHOWN, text):
        if new := {letter for letter in word if letter > "\x7f"} - seen:
            shown.append(word)
            seen |= new
    words = ", ".join(f"“{word}”" for word in shown[:_MOST]) + (" …" if len(shown) > _MOST else "")
    example = f"Check that it has {words}. " if words else ""
    return (
        f"The file isn't UTF-8, so it was read as Windows-1252, as Excel writes CSV. {example}"
        "If a letter is wrong, save the sheet as XLSX or as “CSV UTF-8”, and import that."
    )


def _words(pattern: re.Pattern[str], text: str) -> list[str]:
    """Those that have other letters than a to z, each once."""
    return [word for word in dict.fromkeys(pattern.findall(text)) if not word.isascii()]
