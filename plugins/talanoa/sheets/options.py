"""What cells can name: countries, languages, themes, members … by id, or by what they are called in any language of the site."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from functools import cache, cached_property, lru_cache
from typing import Final

from msgspec import Struct

from talanoa.authoring import Field, choices_in
from talanoa.load import Content
from talanoa.model.scalars import read_language
from talanoa.model.values import Host
from talanoa.model.wrong import Wrong, shown
from talanoa.outputs.catalogues import SOURCE, catalogue, known
from talanoa.outputs.labels import LABELS
from talanoa.problems import nearest
from talanoa.sheets.countries import KIND_OF_STATE, locale_of, names_and_codes, names_in, short_names
from talanoa.source import Scalar, Source
from talanoa.tables import folded

_INTERFACE: Final = (SOURCE, *sorted(known() - {SOURCE}))
_MORE: Final = "ar bn de el es fa fr hi ja km lo ms my ne ps pt ru si sw ta te tet th tr uz vi zh zh-Hant".split()
ELSEWHERE: Final = (*_INTERFACE, *_MORE)
"""Languages in which is looked for what isn't known in the network's own: those of the interface, and others in which sheets come."""

NOTHING: Final = frozenset(("", "-", "–", "—", "n/a", "n.a.", "#n/a", "none", "null", "nil", "(blank)", "undefined"))
"""How people and programs write that there is nothing."""

_SEPARATORS = re.compile(
    r"(?<![^\S\n])[^\S\n]*+[,;|\n、，；؛،]\s*+(?:[-*•·]\s++|\d{1,2}[.)]\s++|#)?|^\s*+(?:[-*•·]|\d{1,2}[.)])\s++"
)
_STRONG = re.compile(r"[;\n；؛]")  # between names that may have commas
_AND = re.compile(r"(?<!\s)\s*+[/+]\s*+|(?<!\s)\s++(?:and|&|dan|at|und|et|y|و|اور|[-–—])\s++", re.IGNORECASE)
_SIDE_BY_SIDE = re.compile("[/(),]")
_TONGUE = re.compile(
    r"^(?:ภาษา|bahasa |wikang |langue |lengua |tiếng |زبان |اللغة )|(?<!\s)\s++(?:language|хэл|язык|زبان|भाषा)$"
)
# Of Latin letters; and vowels of Arabic ones, which are often left out.
_ACCENTS = re.compile("[\u0300-\u036f\u064b-\u0655\u0670]")
_ALIKE = str.maketrans({**dict.fromkeys("’‘ʻ`", "'"), **dict.fromkeys("-–—‐‑_", " "), ".": None})
_LANGUAGES: Final[Mapping[str, tuple[str, ...]]] = {
    "id": ("Bahasa", "Bahasa Indonesia"),
    "fil": ("Tagalog", "Pilipino"),
    "tpi": ("Tok Pisin",),
    "dz": ("Dzongkha",),
}
_CHOICES: Final[Mapping[str, tuple[str, ...]]] = {
    "ngo": (
        "non-governmental organisation",
        "NPO",
        "non-profit organisation",
        "nonprofit",
        "LSM",
        "ONG",
        "비정부기구",
        "ТББ",
    ),
    "community-organisation": ("CBO", "community-based organisation"),
    "cancelled": ("canceled",),
    "tentative": ("TBC", "to be confirmed", "provisional"),
}


class Options(Struct, frozen=True, dict=True):
    """Values by the names that people may write for them; a name of several values means none of them."""

    by_name: Mapping[str, str]
    noun: str

    def one(self, text: str) -> str | None:
        """The value that a text names; None if it names none, or several."""
        found = self._at_once(text)
        if found is not None or self.noun not in ("country", "language"):
            return found
        known = _elsewhere(self.noun)
        found = next((known[it] for it in self._ways(plain(text)) if it in known), None)
        if found is None and self.noun == "country":
            return self._of_several_names(text)
        return found or (_tag(folded(text).replace("_", "-")) if self.noun == "language" else None)

    def _of_several_names(self, text: str) -> str | None:
        """`Burma/Myanmar`, `Timor-Leste (East Timor)`; or a place and its country, as in `Manila, Philippines`.

        `Mexico, Pampanga` and `Jordan, Ontario` are towns elsewhere, so a value whose country comes first has to be corrected.
        """
        names = [name for part in _SIDE_BY_SIDE.split(text) if (name := part.strip())]
        if not 1 < len(names) < 4:
            return None
        *before, last = text.partition("(")[0].split(",")
        if any(map(self.one, before)) and self.one(last) is None and not KIND_OF_STATE.fullmatch(plain(last)):
            return None
        found = {self.one(name) for name in names}
        if "/" not in text:
            found.discard(None)
        return found.pop() if len(found) == 1 else None

    def _at_once(self, text: str) -> str | None:
        """A value by what is known without loading more languages."""
        return next((self.by_name[it] for it in self._ways(plain(text)) if it in self.by_name), None)

    def _ways(self, name: str) -> Iterator[str]:
        """A name, and what it may be called for short."""
        yield name
        if self.noun == "country":
            yield from short_names(name)
        if self.noun == "language":
            yield plain(_TONGUE.sub("", name))

    def many(self, text: str) -> tuple[list[str], list[str]]:
        """The values in a cell, and the words that name none. Names that have commas in them are looked for first."""
        found, unknown = [], []
        for part in _STRONG.split(text) if self.takes_names else (text,):
            pairs = [*self._parts(part)]
            if len(pairs) > 1 and part != text and not any(value for value, _ in pairs):
                pairs = [(None, part.strip())]  # a name with a comma
            for value, word in pairs:
                if value is None:
                    unknown.append(word)
                elif value not in found:
                    found.append(value)
        return found, unknown

    @property
    def takes_names(self) -> bool:
        """True where people can also be named who aren't there."""
        return self.noun in ("member", "person")

    def _parts(self, text: str) -> Iterator[tuple[str | None, str]]:
        if text.startswith("[") and text.endswith("]"):  # a list as programs write it
            text = text[1:-1]
        bounds = [(0, 0), *(match.span() for match in _SEPARATORS.finditer(text)), (len(text), len(text))]
        at = 0
        while at < len(bounds) - 1:
            begin = bounds[at][1]
            for end in range(min(len(bounds) - 1, at + 12), at, -1):
                word = text[begin : bounds[end][0]].strip()
                value = self._at_once(word) if end > at + 1 else self.one(word)
                if value is not None or end == at + 1:
                    if value is not None:
                        yield value, word
                    elif word:
                        yield from self._split(word)
                    at = end
                    break

    def _split(self, word: str) -> Iterator[tuple[str | None, str]]:
        """`Fiji and Tonga`, or ids with spaces between them, as KoBo writes them."""
        for pieces in (_AND.split(word), word.split()):
            values = [self.one(piece) for piece in pieces]
            if len(pieces) > 1 and None not in values:
                yield from zip(values, pieces)
                return
        yield None, word

    def wrong(self, word: str) -> Wrong:
        """What to say of a word that names none of the values."""
        near = self.near(word)
        help = f"did you mean {near}?" if near else _HELP.get(self.noun) or f"write one of {self._some}"
        return Wrong(
            f"unknown-{self.noun}", f"'{shown(' '.join(word.split()))}' is no {self.noun} that is known", help, near
        )

    @property
    def _some(self) -> str:
        values = list(dict.fromkeys(self.by_name.values()))
        return ", ".join(values[:20]) + (" …" if len(values) > 20 else "")

    def near(self, text: str) -> str | None:
        name = nearest(plain(text)[:80], self._few)
        return self.by_name[name] if name else None

    @cached_property
    def _few(self) -> tuple[str, ...]:
        return tuple(self.by_name)[:3_000]


def plain(text: str) -> str:
    """A name without what differs from one writer to another: capitals, accents of Latin letters, hyphens, kinds of quotation marks."""
    text = " ".join(folded(text).translate(_ALIKE).strip(" '\"").split())
    if not text.isascii():
        text = unicodedata.normalize("NFC", _ACCENTS.sub("", unicodedata.normalize("NFD", text)))
    return text.replace(" & ", " and ").replace("organization", "organisation").removeprefix("the ")


_HELP: Final[Mapping[str, str]] = {
    "country": "write its name, or the two letters of ISO 3166-1, such as FJ",
    "language": "write its name, or a code such as en, ko or ur",
    "member": "write the id of a member, or its name",
}


def options(field: Field, files: Content) -> Options | None:
    """What a field's cells can name; None where any text will do."""
    if field.shape == "country":
        return countries_by_name(files)
    if field.shape == "language":
        return languages_by_name(files)
    if field.shape == "choice":
        titles = (
            (str(title), str(kind.id)) for kind in files.network.member_kinds for title in kind.title.texts.values()
        )
        choices = choices_in(field, files)
        return _options(
            "choice",
            [
                *((it, it) for it in choices),
                *((name, it) for it in choices for name in _CHOICES.get(it, ())),
                *_labels(choices, (*spoken(files), *_INTERFACE)),
                *titles,
            ],
        )
    if field.noun in ("theme", "activity", "member", "person"):
        return _options(field.noun, _things(field.noun, files))
    if field.hint is Host:
        return _options("member", _things("member", files))
    return None


def countries_by_name(files: Content) -> Options:
    """By what they are called in any language of the site, and by what the network calls them."""
    own = ((str(name), str(it.code)) for it in files.network.countries if it.name for name in it.name.texts.values())
    return _options("country", [*names_and_codes(spoken(files)), *own])


def languages_by_name(files: Content) -> Options:
    """By their names in any language of the site, and in themselves."""
    return _options("language", _languages(spoken(files)))


def spoken(files: Content) -> tuple[str, ...]:
    """The languages in which names are known at once: each takes a while to load."""
    return (SOURCE, *map(str, files.network.languages))


def _options(noun: str, pairs: Iterable[tuple[str, str]]) -> Options:
    found: dict[str, set[str]] = {}
    ids: dict[str, str] = {}
    for name, value in pairs:
        if name == value:
            ids[plain(name)] = value
        found.setdefault(plain(name), set()).add(value)
    return Options({**{name: next(iter(it)) for name, it in found.items() if len(it) == 1 and name}, **ids}, noun)


def _things(noun: str, files: Content) -> Iterator[tuple[str, str]]:
    network = files.network
    for topic in network.themes if noun == "theme" else network.activities if noun == "activity" else ():
        yield str(topic.id), str(topic.id)
        yield from ((str(title), str(topic.id)) for title in topic.title.texts.values())
    for member in files.members if noun in ("member", "person") else ():
        yield str(member.id), str(member.id)
        yield from ((str(name), str(member.id)) for name in (*member.name.texts.values(), member.short_name or ""))
        for person in member.people if noun == "person" else ():
            yield str(person.id), str(person.id)
            yield str(person.name), str(person.id)


def _labels(choices: tuple[str, ...], languages: Iterable[str]) -> Iterator[tuple[str, str]]:
    """What the site calls the choices."""
    for labels in LABELS.values():
        if {*labels} <= {*choices} and len(labels) * 2 >= len(choices):
            for language in languages:
                words = catalogue(language)
                yield from ((words.gettext(text), value) for value, text in labels.items() if value in choices)


def _tag(text: str) -> str | None:
    """A BCP 47 tag as it is written: a language, with capitals for the country or the script behind it."""
    first, *rest = text.split("-")
    tidied = [part.upper() if len(part) == 2 else part.title() if len(part) == 4 else part for part in rest]
    tag = "-".join((first, *tidied))
    try:
        read_language(Scalar(Source("", tag), 0, 0, tag, True))
    except Wrong:
        return None
    return tag


@cache
def _elsewhere(noun: str) -> Mapping[str, str]:
    """Names of countries or languages that the network's own languages don't have."""
    if noun == "country":
        return _options(noun, (pair for language in ELSEWHERE for pair in names_in(language))).by_name
    names = (_language_names(language) for language in ELSEWHERE if noun == "language")
    return _options(noun, ((name, code) for each in names for code, name in each.items())).by_name


def _languages(languages: Iterable[str]) -> Iterator[tuple[str, str]]:
    for code in _language_names("en"):
        yield code, code
        yield from ((name, code) for name in _LANGUAGES.get(code, ()))
    for language in dict.fromkeys(languages):
        yield from ((name, code) for code, name in _language_names(language).items())


@lru_cache(maxsize=64)
def _language_names(language: str) -> Mapping[str, str]:
    locale = locale_of(language)
    return {str(code): str(name) for code, name in locale.languages.items() if "_" not in str(code)} if locale else {}


YES: Final = frozenset(
    "yes y true 1 x ✓ ✔ ☑ on checked ya iya oo opo 예 네 тийм ہاں جی ja oui si sí sim да 是 はい ใช่ có হ্যাঁ हाँ نعم".split()
)
NO: Final = frozenset(
    "no n false 0 off unchecked ☐ ✗ ✘ tidak bukan hindi 아니요 아니오 үгүй نہیں nein non não нет 否 いいえ ไม่ không না नहीं لا".split()
)
