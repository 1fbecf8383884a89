"""Words in which a letter of one script passes for a letter of another (Unicode TR39).

Mixing scripts is honest nearly everywhere: a Latin acronym takes the suffix of the language around it (`PDFと`,
`COVIDке`, `NGOն`), a unit or a formula has a Greek letter, Japanese and Korean have two or three scripts in one word. So a
word deceives only if all that isn't Latin in it looks Latin: the Cyrillic а in `pаypal`. A Latin a that slipped into a
Cyrillic word deceives no reader; CLDR's own texts have sixty of them. Letters of one script are never judged, however alike: the Turkish ı and the Ewe ɖ are Latin.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import NamedTuple

# Letters of other scripts that look like a Latin one.
_PAIRS = (
    ("аеорсухѕіјһԁԛԝӏѵүАВЕКМНОРСТУХЅІЈԚԜӀԌҮ", "aeopcyxsijhdqwlvyABEKMHOPCTYXSIJQWIGY"),
    ("αοινρυχγϲϳΑΒΕΖΗΙΚΜΝΟΡΤΥΧϹͿ", "aoivpuxycjABEZHIKMNOPTYXCJ"),
    ("օսոհցզյՕՍ", "ounhgqjOU"),
    ("ⲟⲣⲥⲞⲢⲤⲎⲒⲔⲘⲚⲦⲨⲬ", "opcOPCHIKMNTYX"),
    ("ᎠᎡᎢᎪᎫᎬᎳᎷᎻᏀᏃᏒᏚᏙᏞᏟᏢᏦᏴ", "DRTAJEWMHGZRSVLCPKB"),
    ("ꓐꓑꓓꓔꓖꓗꓙꓚꓜꓝꓟꓠꓡꓢꓣꓦꓧꓪꓫꓬꓮꓰꓲꓳꓴ", "BPDTGKJCZFMNLSRVHWXYAEIOU"),
    ("ဝഠଠ", "ooo"),
)
_LIKE_LATIN = {ord(foreign): latin for letters, likes in _PAIRS for foreign, latin in zip(letters, likes, strict=True)}
# Latin letters that Chuvash and Ossetian are typed with, in words that are Cyrillic otherwise.
_AT_HOME_IN_CYRILLIC = frozenset("æăĕçÿüÆĂĔÇŸÜ")
# Where these scripts are; a text without them mixes nothing that could deceive.
FOREIGN = "\u0370-\u058f\u0b20\u0d20\u101d\u13a0-\u13ff\u1f00-\u1fff\u2c80-\u2cff\ua4d0-\ua4ff"
_LATIN = "A-Za-z\u00c0-\u024f\u1e00-\u1eff"
_OTHER = re.compile(f"[{FOREIGN}]")
_FOREIGN_RUN = re.compile(f"[{FOREIGN}]+")
_LATIN_RUN = re.compile(f"[{_LATIN}]+")
_CYRILLIC = re.compile("[\u0400-\u052f]")
_GREEK_RUN = re.compile("[\u0370-\u03ff\u1f00-\u1fff]+")
_WORD = re.compile(r"(?:[^\W\d_][\u0300-\u036f\u0483-\u0487]*)+")
_NEAR = 80  # characters before and after a word, from which one sees what language it is in
_MANY = 3  # letters, from which on a word has a script of its own and isn't a formula


class Mixed(NamedTuple):
    """A word that isn't what it seems: where it is, what passes for what, and the word as it was probably meant."""

    start: int
    end: int
    letter: str
    script: str
    like: str
    like_script: str
    intended: str


def mixed_words(text: str) -> Iterator[Mixed]:
    """Every word in which all that there is of one script looks like another."""
    end = 0  # of the last run
    for run in sorted(_runs(text), key=re.Match.start):
        before, after = text[max(run.start() - 1, 0) : run.start()], text[run.end() : run.end() + 1]
        if not (_goes_on(before) or _goes_on(after)):
            continue
        begin = _beginning(text, run.start(), end)
        is_next = not end or begin > end  # else the word of the last run goes on
        end = max(end, run.end())
        if is_next and (word := _WORD.match(text, _first_letter(text, begin))) and (found := _judged(text, word)):
            yield found


def _runs(text: str) -> list[re.Match[str]]:
    """Letters of the script that the text has less of, for that is where scripts meet; and Greek among Cyrillic ones."""
    mostly_latin = len(text.encode("ascii", "ignore")) * 2 > len(text)
    runs = [*(_FOREIGN_RUN if mostly_latin else _LATIN_RUN).finditer(text)]
    return [*runs, *_GREEK_RUN.finditer(text)] if _CYRILLIC.search(text) else runs


def _goes_on(letter: str) -> bool:
    return letter.isalpha() or bool(letter and unicodedata.combining(letter))


def _beginning(text: str, index: int, least: int) -> int:
    while index > least and _goes_on(text[index - 1]):
        index -= 1
    return index


def _first_letter(text: str, index: int) -> int:
    while unicodedata.combining(text[index]):
        index += 1
    return index


def _judged(text: str, match: re.Match[str]) -> Mixed | None:
    word = match[0][:200]
    letters: dict[str, list[str]] = {}
    for letter in word:
        if letter.isalpha():
            letters.setdefault(script_of(letter), []).append(letter)
    latin = letters.pop("Latin", [])
    foreign = [letter for script in letters for letter in letters[script] if _OTHER.match(letter)]
    if not latin:
        return _without_latin(match, letters)
    if not foreign or len(foreign) < sum(map(len, letters.values())):
        return None
    script = script_of(foreign[0])
    if not all(ord(letter) in _LIKE_LATIN for letter in foreign) or _AT_HOME_IN_CYRILLIC.issuperset(latin):
        return None
    if _is_acronym(latin, foreign) or _has_prefix(word) or _is_formula(latin, foreign, script):
        return None
    if _has_suffix(word, latin) and _is_around(script, text, match):
        return None
    return Mixed(match.start(), match.end(), foreign[0], script, like_latin(foreign[0]), "Latin", like_latin(word))


def _without_latin(match: re.Match[str], letters: dict[str, list[str]]) -> Mixed | None:
    """Greek letters in a Cyrillic word, and the other way round."""
    if {*letters} != {"Cyrillic", "Greek"}:
        return None
    few, many = sorted(letters, key=lambda script: len(letters[script]))
    twins = {like: chr(letter) for letter, like in _LIKE_LATIN.items() if script_of(chr(letter)) == many}
    table = {ord(letter): twins.get(like_latin(letter), "") for letter in letters[few]}
    if len(letters[many]) < _MANY or not all(table.values()):
        return None
    letter = letters[few][0]
    return Mixed(match.start(), match.end(), letter, few, table[ord(letter)], many, match[0].translate(table))


def _is_acronym(latin: list[str], foreign: list[str]) -> bool:
    """Capitals of one script and small letters of the other: NGOның, NFκB."""
    return len(latin) > 1 and all(map(str.isupper, latin)) and not any(map(str.isupper, foreign))


def _has_prefix(word: str) -> bool:
    """A single small letter before a capital of the other script: eБилет, αSynuclein."""
    return len(word) > 2 and word[0].islower() and word[1].isupper() and script_of(word[0]) != script_of(word[1])


def _is_formula(latin: list[str], foreign: list[str], script: str) -> bool:
    """A few Latin letters with small Greek ones that no one takes for them: ρgh, νx."""
    return script == "Greek" and len(latin) < _MANY and all(letter.islower() and letter != "ο" for letter in foreign)


def _has_suffix(word: str, latin: list[str]) -> bool:
    """A Latin word of which only the end is foreign: Zoomа."""
    beginning = word[: len(latin)]
    return len(latin) >= _MANY and all(script_of(letter) == "Latin" for letter in beginning if letter.isalpha())


def _is_around(script: str, text: str, match: re.Match[str]) -> bool:
    """True if the words around are of that script, and not of look-alikes alone."""
    around = text[max(match.start() - _NEAR, 0) : match.start()] + " " + text[match.end() : match.end() + _NEAR]
    return any(script_of(letter) == script and ord(letter) not in _LIKE_LATIN for letter in _OTHER.findall(around))


def script_of(letter: str) -> str:
    """`Latin`, `Cyrillic`, `Greek` …"""
    return "Latin" if letter.isascii() else unicodedata.name(letter, "Unknown").split()[0].capitalize()


def like_latin(text: str) -> str:
    """The text with each look-alike as the Latin letter that it looks like."""
    return text.translate(_LIKE_LATIN)
