"""What countries are called: in Unicode's languages, by people, and in lists that sort them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import Final

from babel import Locale
from babel.core import UnknownLocaleError, get_global

from talanoa.model.scalars import countries

_STATE = re.compile(
    r"^(?:(?:people's|democratic|socialist|islamic|federal|federated|independent|cooperative|sovereign|bolivarian|arab) )*"
    r"(?:republic|kingdom|state|states|commonwealth|sultanate|union|principality) of (?:the )?|^ประเทศ"
)
# What lists of countries have behind a comma: `Egypt, Arab Rep.`, `Gambia, The`.
KIND_OF_STATE = re.compile(
    r"(?:(?:the|of|rep|republic|kingdom|states?|sts|union|commonwealth|arab|islamic|united|fed|federated|dem|democratic|peoples?|people's"
    r"|soc|socialist|plurinational|bolivarian|former|yugoslav|sar|rb|ir|fyr|dsr)(?: |\Z))+"
)
_LAND = re.compile(r"(?<!\s)\s++(?:улс|islands)$")
_SHORTENED: Final = (
    (re.compile(r"\bis$"), "islands"),
    (re.compile(r"\brep\b"), "republic"),
    (re.compile("^saint "), "st "),
)
_SEVERAL = frozenset(("china", "congo", "korea"))  # of which there are two
_FLAG = range(0x1F1E6, 0x1F200)  # the letters of which flags are made
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
    "WS": ("Western Samoa",),
}


def names_and_codes(languages: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Each name with the code of its country, those of these languages among them."""
    codes = countries()
    for code in codes:
        yield code, code
        yield from ((name, code) for name in _COUNTRIES.get(code, ()))
    former: Mapping[str, list[str]] = get_global("territory_aliases")
    for alias, current in former.items():
        if len(current) == 1 and len(alias) == 3 and alias.isalpha() and current[0] in codes:
            yield alias, current[0]
    for language in dict.fromkeys(languages):
        yield from names_in(language)


@lru_cache(maxsize=64)
def names_in(language: str) -> tuple[tuple[str, str], ...]:
    locale = locale_of(language)
    found: list[tuple[str, str]] = []
    for code, name in locale.territories.items() if locale else ():
        if code in countries():
            found.append((str(name), code))
            outer, _, inner = str(name).partition("(")
            found += ((part.strip(" )"), code) for part in (outer, inner) if inner and part.strip(" )"))
    return tuple(found)


def locale_of(language: str) -> Locale | None:
    try:
        return Locale.parse(language, sep="-")
    except (UnknownLocaleError, ValueError):
        return None


def short_names(name: str) -> Iterator[str]:
    """What a country may be called for short, by its name or its flag."""
    yield from (way for way in _ways(name) if way not in _SEVERAL)
    if all(ord(letter) in _FLAG for letter in name):
        yield "".join(chr(ord(letter) - _FLAG.start + ord("a")) for letter in name)


def _ways(name: str) -> Iterator[str]:
    """`Iran, Islamic Republic of` and `Korea (Republic of)` have the name in front."""
    head, _, behind = (part.strip(" ,)") for part in re.split("([,(])", f"{name},", maxsplit=1))
    for way in (name, f"{behind} {head}".removeprefix("the "), f"{head} {behind}"):
        bare = _STATE.sub("", way)
        yield from (way, bare, _LAND.sub("", way), _LAND.sub("", bare))
        for pattern, word in _SHORTENED:
            yield pattern.sub(word, bare)
