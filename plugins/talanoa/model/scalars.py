"""Scalars → values: for each value type a function that raises `Wrong` when the text is not one."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from datetime import date, timedelta
from functools import lru_cache
from typing import Any

from babel import Locale

from talanoa.characters import is_blank
from talanoa.model import guess
from talanoa.model.dates import (
    CLOCK,
    DAY,
    TIME,
    YEAR,
    read_agenda_day,
    read_clock_time,
    read_date,
    read_duration,
    read_moment,
    read_period,
    read_stamp,
)
from talanoa.model.reach import HOST, MAILBOX, read_email, read_public_contact, read_reach, read_url
from talanoa.model.rhythm import read_rhythm
from talanoa.model.values import (
    ActivityRef,
    AgendaDay,
    Authority,
    AuthorRef,
    ClockTime,
    Colour,
    CountryRef,
    DocumentRef,
    Email,
    EventRef,
    FilePath,
    Happened,
    Host,
    Id,
    Language,
    Licence,
    Markdown,
    MemberKind,
    MemberRef,
    Moment,
    Period,
    PersonRef,
    PostRef,
    PublicContact,
    Reach,
    Ref,
    Rhythm,
    Stamp,
    StatusRef,
    Text,
    ThemeRef,
    TimeZone,
    Url,
)
from talanoa.model.wrong import Wrong, shown
from talanoa.model.zones import is_zone, like_zone, zones_of
from talanoa.problems import nearest
from talanoa.source import MAX_LETTERS, Scalar, unfolded

# Words that are addresses themselves, so that no id may be one of them.
RESERVED = frozenset({"archive", "page", "types", "index"})
_ID = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_LANGUAGE = re.compile(r"([a-z]{2,3})(-[A-Z][a-z]{3})?(-(?:[A-Z]{2}|[0-9]{3}))?((?:-[a-z0-9]{5,8})*)")
_LINE_BREAK = re.compile("[\n\r\x85\u2028\u2029]")
_COLOUR = re.compile(r"#[0-9a-fA-F]{6}")
_LICENCE = re.compile(r"[A-Za-z0-9][A-Za-z0-9.+-]{1,40}")
_FEW_ZONES = 12  # that a message lists
_WHOLE = re.compile(r"\d{1,9}", re.ASCII)
_DECIMAL = re.compile(r"[-+]?\d{1,4}(\.\d{1,20})?", re.ASCII)


SILENT = re.compile("['’ʻʼ`\"]")
"""Characters of words that an id leaves out, without a hyphen: Women's → womens."""
# Latin letters that Unicode doesn't take apart into one of a–z and an accent.
_SPELT = str.maketrans(
    {"ı": "i", "ł": "l", "ø": "o", "ß": "ss", "æ": "ae", "œ": "oe", "đ": "d", "ð": "d", "þ": "th", "ħ": "h"}
)


def slug_like(text: str) -> str | None:
    """The nearest valid id to a text, or None if nothing of it can be used."""
    spelt = unicodedata.normalize("NFKD", SILENT.sub("", text[:1000].lower().translate(_SPELT)))
    words = re.findall(r"[a-z0-9]+", "".join(filter(_is_seen, spelt)))
    while words and not words[0][0].isalpha():
        words.pop(0)
    slug = "-".join(words)[:80].rstrip("-")
    return slug if slug and slug not in RESERVED else None


def _is_seen(letter: str) -> bool:
    """Whether it is more than an accent or an invisible character."""
    return not unicodedata.combining(letter) and unicodedata.category(letter) != "Cf"


def is_id(text: str) -> bool:
    return bool(_ID.fullmatch(text)) and len(text) <= 100 and text not in RESERVED


def is_slug(text: str) -> bool:
    return bool(_SLUG.fullmatch(text)) and text not in RESERVED


def read_text(scalar: Scalar) -> Text:
    text = scalar.text.strip()
    if scalar.is_null and text:
        raise Wrong(
            "bad-text", f"YAML reads {text} as no value", "put it in quotation marks, or leave it out", f"'{text}'"
        )
    if is_blank(text):
        raise Wrong("bad-text", "the text is empty", "write a text, or leave the field out")
    if _LINE_BREAK.search(text):
        if scalar.block:  # a title folded over lines of a block is still one line
            return Text(" ".join(text.split()))
        help = "write it on one line; in single quotation marks, \\n is a \\ and an n"
        raise Wrong("bad-text", "the text has a line break", help)
    return Text(text)


def read_id(scalar: Scalar) -> Id:
    text = scalar.text.strip()
    if not _ID.fullmatch(text) or len(text) > 100:
        help = "an id has lower-case letters a–z and digits, in words joined by hyphens, and begins with a letter"
        raise Wrong("bad-id", f"'{shown(text)}' can't be an id", help, slug_like(text))
    if text in RESERVED:
        raise Wrong("bad-id", f"'{text}' is an address of the site itself", "choose another id")
    return Id.at(text, scalar.place)


def read_language(scalar: Scalar) -> Language:
    text = scalar.text.strip()
    match = _LANGUAGE.fullmatch(text)
    if not match or match[1] not in _languages():
        by_name = {name.casefold(): code for code, name in _languages().items()}
        guess = _normal_tag(text) if _normal_tag(text) in _languages() else by_name.get(text.casefold())
        raise Wrong(
            "unknown-language",
            f"'{shown(text)}' is not the code of a known language",
            "write a code such as en, id, ko, ur, zh-Hant or pt-TL (BCP 47)",
            guess,
        )
    return Language(text)


def _normal_tag(text: str) -> str:
    return text.replace("_", "-").split("-")[0].lower()


@lru_cache(maxsize=1)
def _languages() -> dict[str, str]:
    return {code: str(name) for code, name in Locale("en").languages.items() if "_" not in code}


@lru_cache(maxsize=1)
def countries() -> dict[str, str]:
    """ISO 3166-1 alpha-2 codes with English names."""
    not_countries = {"EU", "EZ", "UN", "ZZ", "XA", "XB", "QO", "AC", "CP", "CQ", "DG", "EA", "IC", "TA"}
    names = Locale("en").territories
    return {
        code: str(name)
        for code, name in names.items()
        if len(code) == 2 and code not in not_countries and code.isalpha()
    }


def read_country(scalar: Scalar) -> CountryRef:
    text = scalar.text.strip()
    if text not in countries():
        upper = {"UK": "GB", "EL": "GR"}.get(text.upper(), text.upper())
        by_name = {name.casefold(): code for code, name in countries().items()}
        near = nearest(text, by_name, 0.8) if len(text) > 3 else None
        raise Wrong(
            "unknown-country",
            f"'{shown(text)}' is not a country code",
            "write the two capital letters of ISO 3166-1, such as FJ for Fiji",
            upper if upper in countries() else by_name.get(near or ""),
        )
    return CountryRef.at(text, scalar.place)


def read_zone(scalar: Scalar) -> TimeZone:
    text = scalar.text.strip()
    if not is_zone(text):
        zones = _zones_of_country(text)
        help = "write a continent or an ocean, and a city, such as Asia/Manila"
        if 1 < len(zones) <= _FEW_ZONES:
            help = f"write the one that you mean: {', '.join(zones)}"
        meant = zones[0] if len(zones) == 1 else None if zones else like_zone(text)
        raise Wrong("unknown-timezone", f"'{shown(text)}' is not a time zone", help, meant)
    return TimeZone(text)


def _zones_of_country(name: str) -> tuple[str, ...]:
    """People write their country where its time zone is asked for."""
    code = next((code for code, known in countries().items() if known.casefold() == name.casefold()), "")
    return zones_of(code)


def read_path(scalar: Scalar) -> FilePath:
    text = scalar.text.strip()
    parts = text.split("/")
    if (
        not text
        or text.startswith("/")
        or "\\" in text
        or ":" in text
        or ".." in parts
        or any(p.startswith(".") for p in parts)
    ):
        raise Wrong(
            "bad-path",
            f"'{shown(text)}' is not a path inside the repository",
            "write the path from this file, without / at the beginning and without ..",
        )
    return FilePath.at(text, scalar.place)


def read_colour(scalar: Scalar) -> Colour:
    text = scalar.text.strip()
    if not _COLOUR.fullmatch(text):
        help = 'write six hexadecimal digits in quotes, such as "#0b6e6e"'
        raise Wrong("bad-colour", f"'{shown(text)}' is not a colour", help)
    return Colour(text.lower())


def read_licence(scalar: Scalar) -> Licence:
    text = scalar.text.strip()
    if not _LICENCE.fullmatch(text):
        help = "write an SPDX id such as CC-BY-4.0"
        raise Wrong("bad-licence", f"'{shown(text)}' is not a licence", help, guess.licence(text))
    return Licence(text)


def read_authority(scalar: Scalar) -> Authority:
    domain, _, year = scalar.text.strip().partition(",")
    if not HOST.fullmatch(domain) or not YEAR.fullmatch(year):
        raise Wrong(
            "bad-authority",
            f"'{shown(scalar.text)}' is not an authority",
            "write a domain and a year in which you owned it, such as example.org,2016",
        )
    return Authority(domain, year)


def read_bool(scalar: Scalar) -> bool:
    if scalar.plain and scalar.text in ("true", "True", "TRUE", "false", "False", "FALSE"):
        return scalar.text.lower() == "true"
    suggestion = scalar.text.strip().lower()
    raise Wrong(
        "bad-boolean",
        f"'{shown(scalar.text)}' is neither true nor false",
        "write true or false, without quotation marks",
        suggestion if suggestion in ("true", "false") else None,
    )


def read_happened(scalar: Scalar) -> Happened:
    """`true`, `false`, or the day."""
    if scalar.text.strip().lower() in ("true", "false"):
        return Happened(read_bool(scalar))
    try:
        return Happened(True, read_date(scalar))
    except Wrong as wrong:
        help = f"{wrong.help}; or `true` if the day isn't known"
        raise Wrong(wrong.code, wrong.message, help, wrong.suggestion) from None


def read_int(scalar: Scalar) -> int:
    if not _WHOLE.fullmatch(scalar.text.strip()):
        raise Wrong("bad-number", f"'{shown(scalar.text)}' is not a whole number", "write digits only")
    return int(scalar.text)


def read_float(scalar: Scalar) -> float:
    if not _DECIMAL.fullmatch(scalar.text.strip()):
        raise Wrong("bad-number", f"'{shown(scalar.text)}' is not a number", "write a decimal number such as -18.1416")
    return float(scalar.text)


def read_markdown(scalar: Scalar) -> Markdown:
    text = unfolded(scalar)
    if not text.strip():
        raise Wrong("bad-text", "the text is empty", "write a text, or leave the field out")
    if len(text) > MAX_LETTERS:
        raise Wrong("too-large", f"the text has {len(text):,} characters; the limit is {MAX_LETTERS:,}", "shorten it")
    place = scalar.place
    if scalar.block:  # the text begins in the line after the `|`
        place = place._replace(line=place.line + 1, column=1)
    return Markdown.at(text, place)


def read_member_kind(scalar: Scalar) -> MemberKind:
    return MemberKind.at(read_text(scalar), scalar.place)  # which there are is known with network.yml


def read_host(scalar: Scalar) -> Host:
    return Host.at(read_text(scalar), scalar.place)


def read_document_ref(scalar: Scalar) -> DocumentRef:
    text = scalar.text.strip()
    is_address = text.lower().startswith(("http://", "https://"))
    return DocumentRef.at(read_url(scalar) if is_address else read_text(scalar), scalar.place)


def _read_ref(kind: type[Ref]) -> Callable[[Scalar], Ref]:
    article = "an" if kind.noun[0] in "aeiou" else "a"

    def reader(scalar: Scalar) -> Ref:
        text = scalar.text.strip()
        if not _SLUG.fullmatch(text):
            raise Wrong(
                "bad-id",
                f"'{shown(text)}' can't be the id of {article} {kind.noun}",
                kind.help,
                slug_like(text.removesuffix(".md")),
            )
        return kind.at(text, scalar.place)

    return reader


READERS: dict[Any, Callable[[Scalar], Any]] = {
    str: read_text,
    Text: read_text,
    Id: read_id,
    Language: read_language,
    CountryRef: read_country,
    TimeZone: read_zone,
    Url: read_url,
    Reach: read_reach,
    Email: read_email,
    PublicContact: read_public_contact,
    FilePath: read_path,
    Colour: read_colour,
    Licence: read_licence,
    Authority: read_authority,
    date: read_date,
    Moment: read_moment,
    Stamp: read_stamp,
    timedelta: read_duration,
    Period: read_period,
    Rhythm: read_rhythm,
    bool: read_bool,
    Happened: read_happened,
    int: read_int,
    float: read_float,
    Markdown: read_markdown,
    Host: read_host,
    MemberKind: read_member_kind,
    DocumentRef: read_document_ref,
    AgendaDay: read_agenda_day,
    ClockTime: read_clock_time,
    **{
        kind: _read_ref(kind)
        for kind in (ThemeRef, ActivityRef, StatusRef, MemberRef, AuthorRef, PersonRef, EventRef, PostRef)
    },
}

# How the text of a value looks, for programs that can only look (JSON Schema): never narrower than its reader.
PATTERNS: dict[Any, str] = {
    Id: _ID.pattern,
    MemberKind: _SLUG.pattern,
    Language: _LANGUAGE.pattern,
    Url: r'[Hh][Tt][Tt][Pp][Ss]?://[^\s<>"\\^`{|}]+',
    Reach: rf"[Hh][Tt][Tt][Pp][Ss]?://[^\s<>\"\\^`{{|}}]+|[Mm][Aa][Ii][Ll][Tt][Oo]:{MAILBOX.pattern}@[A-Za-z0-9.-]+",
    Email: rf"{MAILBOX.pattern}@[A-Za-z0-9.-]+",
    PublicContact: r"[Hh][Tt][Tt][Pp][Ss]?://[^\s<>\"\\^`{|}]+|([Mm][Aa][Ii][Ll][Tt][Oo]:|[Tt][Ee][Ll]:)?[^:]+",
    FilePath: r"[^/\\.:][^\\:]*",
    Colour: _COLOUR.pattern,
    Licence: _LICENCE.pattern,
    Authority: rf"{HOST.pattern},{YEAR.pattern}",
    date: DAY.pattern,
    Happened: DAY.pattern,
    AgendaDay: rf"\d{{1,3}}|{DAY.pattern}",
    ClockTime: CLOCK.pattern,
    Moment: rf"{DAY.pattern}|{TIME.pattern}",
    Stamp: rf"{DAY.pattern}|{TIME.pattern}",
    timedelta: r"\d{1,5}\s*[A-Za-z].*",
    Period: r"\d{1,4}\s*([Dd][Aa][Yy]|[Ww][Ee][Ee][Kk]|[Mm][Oo][Nn][Tt][Hh]|[Yy][Ee][Aa][Rr])[Ss]?",
    Rhythm: r"\s*[A-Za-z0-9]+(\s+[A-Za-z0-9]+){0,7}\s*",
    int: _WHOLE.pattern,
    float: _DECIMAL.pattern,
    **dict.fromkeys(
        (ThemeRef, ActivityRef, StatusRef, MemberRef, AuthorRef, PersonRef, EventRef, PostRef), _SLUG.pattern
    ),
}
