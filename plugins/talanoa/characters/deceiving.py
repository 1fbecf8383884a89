"""Characters that deceive: ones that no one sees, ones that turn a line around, ones that look like another.

Many scripts can't be written without invisible characters: Sinhala and emoji need the joiner, Urdu and Persian the non-joiner,
Burmese, Khmer and Thai the zero-width space, Mongolian the vowel separator, and a right-to-left mark next to a number is
good Urdu. So an invisible character is reported only where it does nothing, and the controls that reorder whole stretches of text
always (Unicode TR36, TR39).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import unquote

from talanoa.characters.mixing import FOREIGN, Mixed, like_latin, mixed_words

# What XML 1.0 and RFC 5545 forbid in text, the C1 controls, halves of surrogate pairs, and noncharacters.
FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")
BIDIRECTIONAL = re.compile("[\u202a-\u202e\u2066-\u2069]")
_JOINERS = "\u200b-\u200d"
_TAGS = "\U000e0000-\U000e007f"
_INVISIBLE = re.compile(
    f"[{_JOINERS}{_TAGS}\u115f\u1160\u180e\u2060-\u2064\u206a-\u206f\u3164\ufeff\uffa0\ufff9-\ufffb]+|[\ufe00-\ufe0f]{{2,}}"
)
# What a text has to have if there is anything to find: one look at each character.
_UNSEEN = (
    "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff\u202a-\u202e\u2066-\u2069"
    f"{_JOINERS}{_TAGS}\u115f\u1160\u180e\u2060-\u2064\u206a-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff9-\ufffb"
)
_HAS_UNSEEN = re.compile(f"[{_UNSEEN}]")
_JOINED_IN_HOSTS = re.compile("[\u200c\u200d\ufe0e\ufe0f]")
_HAS_ANYTHING = re.compile(f"[{_UNSEEN}{FOREIGN}]")
_CONTROLS = bytes({*range(0x20), 0x7F} - {0x09, 0x0A, 0x0D})
_FILLERS = "\u115f\u1160\u2800\u3164\uffa0"
# What may have meant something where it is: a joiner between letters that join, a flag's tags after its flag.
_WITHIN_WORDS = re.compile(f"[{_JOINERS}\u115f\u1160\u180e]+")
_IN_FLAGS = re.compile(f"[{_TAGS}]+")
# Scripts that know no joining and have spaces, and what is common to all: there a joiner does nothing.
_PLAIN = re.compile(r"[\s!-~\u00a0-\u052f\u1e00-\u1fff\u2010-\u2027\u2030-\u205e]?")

# What passes for another letter in a host's name only: Latin letters, and small capitals.
_LIKE_ASCII = str.maketrans("ɑɡıʟɩкκ", "agilikk")
# Digits and pairs of letters that pass for another letter in many typefaces.
_LIKE_LETTERS = (("0", "o"), ("1", "l"), ("rn", "m"), ("vv", "w"))
_HYPHEN = re.compile("(?<=[a-z])-(?=[a-z])")


@dataclass(frozen=True, slots=True)
class Finding:
    """A stretch of a text, by character indexes, that isn't what it seems; `code` is a problem's."""

    code: str
    start: int
    end: int
    message: str
    help: str


def findings(text: str) -> Iterator[Finding]:
    """Everything deceptive in a text, kind by kind."""
    if not _HAS_ANYTHING.search(text):
        return
    if _HAS_UNSEEN.search(text):
        yield from _unseen(text)
    if not text.isascii():
        yield from (_look_alike(word, text) for word in mixed_words(text))


def _unseen(text: str) -> Iterator[Finding]:
    for match in FORBIDDEN.finditer(text):
        yield _finding("control-character", match, f"the text has the control character {named(match[0])}", _COPIED)
    for match in BIDIRECTIONAL.finditer(text):
        message = f"the text has the invisible character {named(match[0])}, which reorders what is read"
        yield _finding("bidirectional-control", match, message, _REORDERED)
    for match in _INVISIBLE.finditer(text):
        if not _means_something(match, text):
            message = f"the text has the invisible character {named(match[0][0])}, which does nothing here"
            yield _finding("invisible-character", match, message, _COPIED)


_COPIED = "delete it; it often comes with text copied from a PDF, a word processor or a web page"
_REORDERED = (
    "delete it; languages written from right to left need no such character, their letters know their direction"
)


def _finding(code: str, match: re.Match[str], message: str, help: str) -> Finding:
    return Finding(code, match.start(), match.end(), message, help)


def named(character: str) -> str:
    """The number and the name of a character, for people who can't see it or can't tell it from another."""
    name = unicodedata.name(character, "")
    return f"U+{ord(character):04X} {name}".strip()


def may_deceive(data: bytes) -> bool:
    """False for bytes of ASCII without control characters: the quickest way to see that there is nothing to find."""
    return not data.isascii() or len(data.translate(None, _CONTROLS)) < len(data)


def _means_something(match: re.Match[str], text: str) -> bool:
    before, after = text[max(match.start() - 1, 0) : match.start()], text[match.end() : match.end() + 1]
    if _IN_FLAGS.fullmatch(match[0]):
        return before == "\U0001f3f4"
    return bool(_WITHIN_WORDS.fullmatch(match[0])) and not (_PLAIN.fullmatch(before) and _PLAIN.fullmatch(after))


def _look_alike(word: Mixed, text: str) -> Finding:
    written = text[word.start : word.end]
    message = (
        f"'{written[:60]}' mixes scripts: the {word.script} '{word.letter}' ({named(word.letter)}) "
        f"looks like the {word.like_script} '{word.like}' ({named(word.like)})"
    )
    help = f"type the word again; with {word.like_script} letters alone it is '{word.intended[:60]}'"
    return Finding("look-alike", word.start, word.end, message, help)


def is_blank(text: str) -> bool:
    """True if a text shows nothing; fillers are letters to Unicode, and empty to readers."""
    return not any(it.isprintable() and not it.isspace() and it not in _FILLERS for it in text)


def shape(id: str) -> str:
    """What an id looks like at a glance: two ids of one shape will be taken for each other."""
    id = _HYPHEN.sub("", id)
    for like, letter in _LIKE_LETTERS:
        id = id.replace(like, letter)
    return id


def is_deceptive_host(host: str) -> bool:
    """True for an internationalised host that can pass for another one.

    A label may be in any script, but not mix Latin with scripts that have its shapes, nor consist of nothing but such
    shapes; and it must be written as browsers read it (RFC 5895).
    """
    name = readable_host(host)
    labels = name.split(".")
    if name.isascii():
        return False
    if unicodedata.normalize("NFKC", name) != name or _HAS_UNSEEN.search(_JOINED_IN_HOSTS.sub("", name)):
        return True
    return any(_is_deceptive_label(label, labels[-1].isascii()) for label in labels if not label.isascii())


def readable_host(host: str) -> str:
    """The host in small letters, with its labels in their own scripts (RFC 3492); browsers read percent signs in it, too."""
    return ".".join(_decoded(label) for label in unquote(host).lower().rstrip(".").split("."))


def _decoded(label: str) -> str:
    if not label.startswith("xn--"):
        return label
    try:
        return label[4:].encode("ascii").decode("punycode")
    except (UnicodeError, ValueError):
        return label


def _is_deceptive_label(label: str, under_latin: bool) -> bool:
    scripts = {unicodedata.name(letter, "?").split()[0] for letter in label if letter.isalpha()}
    if "LATIN" in scripts and scripts & {"CYRILLIC", "GREEK", "ARMENIAN", "CHEROKEE", "COPTIC"}:
        return True
    return under_latin and like_latin(label).translate(_LIKE_ASCII).isascii()
