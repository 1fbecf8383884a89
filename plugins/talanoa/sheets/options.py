"""What cells can name: countries, languages, themes, members … by id, or by what they are called in any language of the site."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from functools import cache, cached_property, lru_cache
from typing import Final

from babel import Locale
from babel.core import UnknownLocaleError, get_global
from msgspec import Struct

from talanoa.authoring import Field, choices_in
from talanoa.load import Content
from talanoa.model.scalars import countries, read_language
from talanoa.model.values import Host
from talanoa.model.wrong import Wrong, shown
from talanoa.outputs.catalogues import SOURCE, catalogue, known
from talanoa.outputs.labels import LABELS
from talanoa.problems import nearest
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
_STATE = re.compile(
    r"^(?:(?:people's|democratic|socialist|islamic|federal|federated|independent|cooperative|sovereign|bolivarian|arab) )*"
    r"(?:republic|kingdom|state|states|commonwealth|sultanate|union|principality) of (?:the )?|^ประเทศ"
)
_LAND = re.compile(r"(?<!\s)\s++(?:улс|islands)$")
_SHORTENED: Final = (
    (re.compile(r"\bis$"), "islands"),
    (re.compile(r"\brep\b"), "republic"),
    (re.compile("^saint "), "st "),
)
_SIDE_BY_SIDE = re.compile("[/(),]")
_TONGUE = re.compile(
    r"^(?:ภาษา|bahasa |wikang |langue |lengua |tiếng |زبان |اللغة )|(?<!\s)\s++(?:language|хэл|язык|زبان|भाषा)$"
)
_SEVERAL = frozenset(("china", "congo", "korea"))  # of which there are two
# Of Latin letters; and vowels of Arabic ones, which are often left out.
_ACCENTS = re.compile("[\u0300-\u036f\u064b-\u0655\u0670]")
_FLAG = range(0x1F1E6, 0x1F200)  # the letters of which flags are made
_ALIKE = str.maketrans({**dict.fromkeys("’‘ʻ`", "'"), **dict.fromkeys("-–—‐‑_", " "), ".": None})
# What people write where CLDR has another name.
_COUNTRIES: Final[Mapping[str, tuple[str, ...]]] = {
    "BN": ("Brunei Darussalam",),
    "BO": ("Plurinational State of Bolivia",),
    "CD": ("DRC", "Democratic Republic of the Congo", "DR Congo", "Dem. Rep. Congo"),
    "CG": ("Republic of the Congo",),
    "CI": ("Ivory Coast",),
    "CN": ("People's Republic of China", "PRC", "БНХАУ"),
    "CZ": ("Czech Republic",),
    "FM": ("FSM", "Federated States of Micronesia"),
    "GB": ("UK", "Great Britain", "England", "Scotland", "Wales", "Northern Ireland"),
    "HK": ("Hong Kong", "Hong Kong SAR"),
    "IR": ("Islamic Republic of Iran",),
    "KG": ("Kyrgyz Republic",),
    "KP": ("DPRK", "Democratic People's Republic of Korea", "БНАСАУ"),
    "KR": ("Republic of Korea", "ROK", "Korea, Republic of", "Korea (South)", "S. Korea", "한국", "БНСУ"),
    "LA": ("Lao PDR", "Lao", "Lao People's Democratic Republic"),
    "MD": ("Republic of Moldova",),
    "MK": ("Macedonia",),
    "MM": ("Burma", "Myanmar"),
    "MO": ("Macao", "Macau", "Macao SAR"),
    "NZ": ("Aotearoa", "Aotearoa New Zealand"),
    "PG": ("PNG", "Papua Bagong Guinea"),
    "PS": ("Palestine", "State of Palestine"),
    "RU": ("Russian Federation", "ОХУ"),
    "SY": ("Syrian Arab Republic",),
    "SZ": ("Swaziland",),
    "TL": ("East Timor",),
    "TR": ("Turkey",),
    "TW": ("Taiwan, Province of China", "Chinese Taipei"),
    "TZ": ("United Republic of Tanzania",),
    "US": ("USA", "United States of America", "АНУ"),
    "VN": ("Viet Nam",),
}
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
        found = self._at_once(text)
        if found is not None or self.noun not in ("country", "language"):
            return found
        known = _elsewhere(self.noun)
        found = next((known[it] for it in self._ways(plain(text)) if it in known), None)
        if found is None and self.noun == "country":
            return self._of_one(text)
        return found or (_tag(folded(text).replace("_", "-")) if self.noun == "language" else None)

    def _of_one(self, text: str) -> str | None:
        """What has two names, one beside the other: `Burma/Myanmar`, `Timor-Leste (East Timor)`; or a place in it, as in `Manila, Philippines`."""
        names = [name for part in _SIDE_BY_SIDE.split(text) if (name := part.strip())]
        found = {self.one(name) for name in names} if 1 < len(names) < 4 else {None}
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
            yield from (way for way in _of_a_country(name) if way not in _SEVERAL)
            if all(ord(letter) in _FLAG for letter in name):
                yield "".join(chr(ord(letter) - _FLAG.start + ord("a")) for letter in name)
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
                        yield from self._taken_apart(word)
                    at = end
                    break

    def _taken_apart(self, word: str) -> Iterator[tuple[str | None, str]]:
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


def _of_a_country(name: str) -> Iterator[str]:
    """What a country is called for short: `Iran, Islamic Republic of` and `Korea (Republic of)` have the name in front."""
    head, _, behind = (part.strip(" ,)") for part in re.split("([,(])", f"{name},", maxsplit=1))
    for way in (name, f"{behind} {head}".removeprefix("the "), f"{head} {behind}"):
        bare = _STATE.sub("", way)
        yield from (way, bare, _LAND.sub("", way), _LAND.sub("", bare))
        for pattern, word in _SHORTENED:
            yield pattern.sub(word, bare)


_HELP: Final[Mapping[str, str]] = {
    "country": "write its name, or the two letters of ISO 3166-1, such as FJ",
    "language": "write its name, or a BCP 47 tag such as en, ko or ur",
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
    return _options("country", [*_countries(spoken(files)), *own])


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
        return _options(noun, (pair for language in ELSEWHERE for pair in _territories(language))).by_name
    names = (_language_names(language) for language in ELSEWHERE if noun == "language")
    return _options(noun, ((name, code) for each in names for code, name in each.items())).by_name


def _countries(languages: Iterable[str]) -> Iterator[tuple[str, str]]:
    codes = countries()
    for code in codes:
        yield code, code
        yield from ((name, code) for name in _COUNTRIES.get(code, ()))
    former: Mapping[str, list[str]] = get_global("territory_aliases")
    for alias, current in former.items():
        if len(current) == 1 and len(alias) == 3 and alias.isalpha() and current[0] in codes:
            yield alias, current[0]
    for language in dict.fromkeys(languages):
        yield from _territories(language)


@lru_cache(maxsize=64)
def _territories(language: str) -> tuple[tuple[str, str], ...]:
    locale = _locale(language)
    found: list[tuple[str, str]] = []
    for code, name in locale.territories.items() if locale else ():
        if code in countries():
            found.append((str(name), code))
            outer, _, inner = str(name).partition("(")
            found += ((part.strip(" )"), code) for part in (outer, inner) if inner and part.strip(" )"))
    return tuple(found)


def _languages(languages: Iterable[str]) -> Iterator[tuple[str, str]]:
    for code in _language_names("en"):
        yield code, code
        yield from ((name, code) for name in _LANGUAGES.get(code, ()))
    for language in dict.fromkeys(languages):
        yield from ((name, code) for code, name in _language_names(language).items())


@lru_cache(maxsize=64)
def _language_names(language: str) -> Mapping[str, str]:
    locale = _locale(language)
    return {str(code): str(name) for code, name in locale.languages.items() if "_" not in str(code)} if locale else {}


def _locale(language: str) -> Locale | None:
    try:
        return Locale.parse(language, sep="-")
    except (UnknownLocaleError, ValueError):
        return None


YES: Final = frozenset(
    "yes y true 1 x ✓ ✔ ☑ on checked ya iya oo opo 예 네 тийм ہاں جی ja oui si sí sim да 是 はい ใช่ có হ্যাঁ हाँ نعم".split()
)
NO: Final = frozenset(
    "no n false 0 off unchecked ☐ ✗ ✘ tidak bukan hindi 아니요 아니오 үгүй نہیں nein non não нет 否 いいえ ไม่ không না नहीं لا".split()
)
