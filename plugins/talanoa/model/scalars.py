"""Scalars → values: for each value type a function that raises `Wrong` when the text is not one."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone
from functools import lru_cache
from typing import Any
from urllib.parse import unquote, urlsplit

from babel import Locale

from talanoa.characters import is_blank, is_deceptive_host, named
from talanoa.model.values import (
    ActivityRef,
    Authority,
    AuthorRef,
    Colour,
    CountryRef,
    Email,
    EventRef,
    FilePath,
    Host,
    Id,
    Language,
    Licence,
    Markdown,
    MemberRef,
    Moment,
    Period,
    PersonRef,
    PostRef,
    PublicContact,
    Reach,
    Ref,
    Stamp,
    StatusRef,
    Text,
    ThemeRef,
    TimeZone,
    Url,
)
from talanoa.model.zones import is_zone, zone_names
from talanoa.problems import nearest
from talanoa.source import MAX_LETTERS, Scalar, unfolded
from talanoa.uris import mail, uri


class Wrong(Exception):
    """The text is not such a value: the problem's code, message, help and perhaps what was meant."""

    def __init__(self, code: str, message: str, help: str, suggestion: str | None = None) -> None:
        super().__init__(message)
        self.code, self.message, self.help, self.suggestion = code, message, help, suggestion


# Words that are addresses themselves, so that no id may be one of them.
RESERVED = frozenset({"archive", "page", "types", "index"})
# Years that content can be about; beyond them zones and calendars have nothing to say.
FIRST_YEAR, LAST_YEAR = 1800, 2199
_ID = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_LANGUAGE = re.compile(r"([a-z]{2,3})(-[A-Z][a-z]{3})?(-(?:[A-Z]{2}|[0-9]{3}))?((?:-[a-z0-9]{5,8})*)")
_DAY = re.compile(r"(\d{4})-(\d\d)-(\d\d)", re.ASCII)
_TIME = re.compile(r"(\d{4}-\d\d-\d\d)[ Tt](\d\d):(\d\d)(?::(\d\d)(?:\.0+)?)?[ ]?(Z|z|[+-]\d\d:?\d\d)?", re.ASCII)
_AMOUNT = re.compile(r"(\d{1,5})\s*([a-z]+?)s?", re.IGNORECASE | re.ASCII)
_MINUTES = {"m": 1, "min": 1, "minute": 1, "h": 60, "hour": 60, "d": 1440, "day": 1440, "w": 10080, "week": 10080}
_NOT_IN_URLS = re.compile(r'[\s\x00-\x20\x7f<>"\\^`{|}]')
_NOT_IN_HOSTS = re.compile(r"[\x00-\x20\x7f#%/:<>?@\[\\\]^|]")  # the URL standard's, for a name that is no number
_LINE_BREAK = re.compile("[\n\r\x85\u2028\u2029]")
_COLOUR = re.compile(r"#[0-9a-fA-F]{6}")
_LICENCE = re.compile(r"[A-Za-z0-9][A-Za-z0-9.+-]{1,40}")
_YEAR = re.compile(r"\d{4}(-\d\d(-\d\d)?)?")
_MAILBOX = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}")
_WHOLE = re.compile(r"\d{1,9}", re.ASCII)
_DECIMAL = re.compile(r"[-+]?\d{1,4}(\.\d{1,20})?", re.ASCII)
_TELEPHONE = re.compile(r"[+＋]?[\s(]{0,2}\d(?:[\s().\-‐‑‒–/]{0,3}\d){2,19}")
_HOST = re.compile(r"(?=.{1,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z0-9-]{2,63}")


# Latin letters that Unicode doesn't take apart into one of a–z and an accent.
_SPELT = str.maketrans(
    {"ı": "i", "ł": "l", "ø": "o", "ß": "ss", "æ": "ae", "œ": "oe", "đ": "d", "ð": "d", "þ": "th", "ħ": "h"}
)


def slug_like(text: str) -> str | None:
    """The nearest valid id to a text, or None if nothing of it can be used."""
    spelt = unicodedata.normalize("NFKD", text[:1000].lower().translate(_SPELT))
    words = re.findall(r"[a-z0-9]+", "".join(letter for letter in spelt if not unicodedata.combining(letter)))
    while words and not words[0][0].isalpha():
        words.pop(0)
    slug = "-".join(words)[:80].rstrip("-")
    return slug if slug and slug not in RESERVED else None


def is_slug(text: str) -> bool:
    return bool(_SLUG.fullmatch(text)) and text not in RESERVED


def read_text(scalar: Scalar) -> Text:
    text = scalar.text.strip()
    if scalar.is_null and text:
        raise Wrong(
            "bad-text", f"to YAML, {text} is no value", "put the text in quotation marks, or leave it out", f"'{text}'"
        )
    if is_blank(text):
        raise Wrong("bad-text", "the text is empty", "write a text, or leave the field out")
    if _LINE_BREAK.search(text):
        if scalar.block:  # a title folded over lines of a block is still one line
            return Text(" ".join(text.split()))
        help = "write it in one line; in single quotation marks, \\n is a \\ and an n"
        raise Wrong("bad-text", "the text has a line break", help)
    return Text(text)


def read_id(scalar: Scalar) -> Id:
    text = scalar.text.strip()
    if not _ID.fullmatch(text) or len(text) > 100:
        raise Wrong(
            "bad-id",
            f"'{shown(text)}' can't be an id",
            "an id has small letters a–z and digits, in words joined by hyphens, and begins with a letter",
            slug_like(text),
        )
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
            f"'{shown(text)}' is not the tag of a known language",
            "write a BCP 47 tag such as en, id, ko, ur, zh-Hant or pt-TL",
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
        cities = {name.rsplit("/", 1)[-1].casefold(): name for name in zone_names()}
        guess = cities.get(text.rsplit("/", 1)[-1].replace(" ", "_").casefold()) or nearest(text, zone_names())
        raise Wrong(
            "unknown-timezone", f"'{shown(text)}' is not a time zone", "write an IANA name such as Asia/Manila", guess
        )
    return TimeZone(text)


def read_url(scalar: Scalar) -> Url:
    text = scalar.text.strip()
    if not is_web_address(text):
        guess = "https://" + text
        sound = is_web_address(guess) and "@" not in text and ":" not in text and not is_deceptive_host(host_of(guess))
        raise Wrong(
            "bad-url",
            f"'{shown(text)}' is not a web address",
            "write it whole, beginning with https:// or http://",
            guess if sound else None,
        )
    if is_deceptive_host(host_of(text)):
        raise Wrong(
            "deceptive-link",
            f"the host of '{shown(text)}' can pass for another one",
            "it mixes letters of different scripts that look alike; type the address again, or copy it from the browser",
        )
    return Url(uri(text))


def read_reach(scalar: Scalar) -> Reach:
    scheme, _, address = scalar.text.strip().partition(":")
    if scheme.lower() == "mailto":
        return Reach(mail(read_email(replace(scalar, text=address))))
    return Reach(read_url(scalar))


def host_of(address: str) -> str:
    """The host of a web address, as it is written."""
    return urlsplit(address).hostname or ""


def is_web_address(text: str) -> bool:
    """True for an absolute http(s) address with a host and without spaces, controls, or a user's name."""
    if len(text) > 2000 or _NOT_IN_URLS.search(text):
        return False
    try:
        parts = urlsplit(text)
        parts.port  # noqa: B018  raises ValueError if it is no number
    except ValueError:
        return False
    host = parts.hostname or ""
    if "%" in host and _NOT_IN_HOSTS.search(unquote(host)):
        return False
    return parts.scheme in ("http", "https") and bool(host) and "@" not in parts.netloc


def read_email(scalar: Scalar) -> Email:
    text = scalar.text.strip()
    name, _, host = text.rpartition("@")
    if not _MAILBOX.fullmatch(name) or not _HOST.fullmatch(host.lower()):
        raise Wrong("bad-email", f"'{shown(text)}' is not an e-mail address", "write it as name@example.org")
    return Email(text)


def read_public_contact(scalar: Scalar) -> PublicContact:
    text = scalar.text.strip()
    if "://" in text:
        return PublicContact(read_url(scalar))
    bare = re.sub(r"^(?:mailto|tel):", "", text, flags=re.IGNORECASE)
    if "@" in bare:
        return PublicContact(read_email(replace(scalar, text=bare)))
    if not _TELEPHONE.fullmatch(bare):
        raise Wrong(
            "bad-number",
            f"'{shown(text)}' is not an e-mail address, a telephone number or a link",
            "write name@example.org, +679 330 1234 or https://…",
        )
    return PublicContact(bare)


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
            "write the path of a file that stands beside this one, without a leading / and without ..",
        )
    return FilePath.at(text, scalar.place)


def read_colour(scalar: Scalar) -> Colour:
    text = scalar.text.strip()
    if not _COLOUR.fullmatch(text):
        raise Wrong(
            "bad-colour",
            f"'{shown(text)}' is not a colour",
            'write six hexadecimal digits in quotes, such as "#0b6e6e"',
        )
    return Colour(text.lower())


def read_licence(scalar: Scalar) -> Licence:
    text = scalar.text.strip()
    if not _LICENCE.fullmatch(text):
        raise Wrong("bad-licence", f"'{shown(text)}' is not a licence", "write an SPDX id such as CC-BY-4.0")
    return Licence(text)


def read_authority(scalar: Scalar) -> Authority:
    domain, _, year = scalar.text.strip().partition(",")
    if not _HOST.fullmatch(domain) or not _YEAR.fullmatch(year):
        raise Wrong(
            "bad-authority",
            f"'{shown(scalar.text)}' is not an authority",
            "write a domain of yours and a year in which you held it, such as example.org,2016",
        )
    return Authority(domain, year)


def read_date(scalar: Scalar) -> date:
    return _day(scalar.text.strip())


def _day(text: str) -> date:
    match = _DAY.fullmatch(text)
    try:
        if match:
            day = date(int(match[1]), int(match[2]), int(match[3]))
            if FIRST_YEAR <= day.year <= LAST_YEAR:
                return day
            raise Wrong(
                "bad-date", f"the year {match[1]} can't be meant", f"write a year from {FIRST_YEAR} to {LAST_YEAR}"
            )
        message = f"'{shown(text)}' is not a date"
    except ValueError:
        message = f"there is no day {text}"
    raise Wrong("bad-date", message, "write year-month-day, such as 2026-03-17")


def _clock(text: str) -> datetime | None:
    """A date with a time, aware if it has an offset; None if the text is not of that form."""
    match = _TIME.fullmatch(text)
    if not match:
        return None
    day = _day(match[1])
    try:
        time = datetime(day.year, day.month, day.day, int(match[2]), int(match[3]), int(match[4] or 0))
    except ValueError:
        raise Wrong(
            "bad-time", f"there is no time {shown(text)}", "hours go from 00 to 23, minutes from 00 to 59"
        ) from None
    if not match[5]:
        return time
    if match[5] in "Zz":
        return time.replace(tzinfo=UTC)
    hours, minutes = int(match[5][1:3]), int(match[5][-2:])
    if hours > 15 or minutes > 59:
        raise Wrong("bad-time", f"there is no offset {match[5]}", "an offset looks like +08:00")
    sign = -1 if match[5][0] == "-" else 1

    return time.replace(tzinfo=timezone(sign * timedelta(hours=hours, minutes=minutes)))


def read_moment(scalar: Scalar) -> Moment:
    text = scalar.text.strip()
    if _DAY.fullmatch(text):
        return _day(text)
    time = _clock(text)
    if time is None:
        raise Wrong(
            "bad-time",
            f"'{shown(text)}' is not a day, with or without a time",
            "write 2026-03-17 for a whole day or 2026-03-17 15:00",
        )
    if time.tzinfo:
        raise Wrong("bad-time", "the time has an offset", "write the local time alone, and the zone in `timezone`")
    return time


def read_stamp(scalar: Scalar) -> Stamp:
    text = scalar.text.strip()
    time = None if _DAY.fullmatch(text) else _clock(text)
    if time is not None:
        try:
            time.astimezone(UTC)
        except OverflowError:
            raise Wrong("bad-date", f"there is no time {shown(text)}", "check the year") from None
    return Stamp(time.date() if time else _day(text), time)


def read_duration(scalar: Scalar) -> timedelta:
    text = scalar.text.strip()
    minutes = 0
    for part in re.split(r"(?<=[a-z])\s*+(?:(?:,|and)\s*+)?(?=\d)", text, flags=re.IGNORECASE):
        match = _AMOUNT.fullmatch(part.strip())
        unit = _MINUTES.get(match[2].lower()) if match else None
        if not match or not unit:
            raise Wrong(
                "bad-duration", f"'{shown(text)}' is not a length of time", "write it as 90 minutes, 2 hours or 3 days"
            )
        minutes += int(match[1]) * unit
    if not 0 < minutes <= 366 * 1440:
        raise Wrong(
            "bad-duration", f"'{shown(text)}' is no length for an event", "an event lasts between a minute and a year"
        )
    return timedelta(minutes=minutes)


def read_period(scalar: Scalar) -> Period:
    match = _AMOUNT.fullmatch(scalar.text.strip())
    unit = match[2].lower() if match else ""
    if not match or unit not in ("day", "week", "month", "year") or not 0 < int(match[1]) <= 1000:
        raise Wrong(
            "bad-period",
            f"'{shown(scalar.text)}' is not a period",
            "write a number of days, weeks, months or years, such as 6 weeks",
        )
    return Period(int(match[1]), unit + "s")


def read_bool(scalar: Scalar) -> bool:
    if scalar.plain and scalar.text in ("true", "True", "TRUE"):
        return True
    if scalar.plain and scalar.text in ("false", "False", "FALSE"):
        return False
    meant = scalar.text.strip().lower()
    raise Wrong(
        "bad-boolean",
        f"'{shown(scalar.text)}' is neither true nor false",
        "write true or false, without quotation marks",
        meant if meant in ("true", "false") else None,
    )


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
        raise Wrong("too-large", f"the text has {len(text):,} letters; the limit is {MAX_LETTERS:,}", "shorten it")
    place = scalar.place
    if scalar.block:  # the text begins in the line after the `|`
        place = place._replace(line=place.line + 1, column=1)
    return Markdown.at(text, place)


def read_host(scalar: Scalar) -> Host:
    return Host.at(read_text(scalar), scalar.place)


def shown(text: str) -> str:
    """A value as a message quotes it: one line, of a bearable length, with the names of what can't be seen."""
    line = re.sub(r"[ \t\n\r]+", " ", text)
    line = line if len(line) <= 60 else line[:57] + "…"
    return "".join(letter if letter.isprintable() else f"⟨{named(letter)}⟩" for letter in line)


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
    bool: read_bool,
    int: read_int,
    float: read_float,
    Markdown: read_markdown,
    Host: read_host,
    **{
        kind: _read_ref(kind)
        for kind in (ThemeRef, ActivityRef, StatusRef, MemberRef, AuthorRef, PersonRef, EventRef, PostRef)
    },
}

# How the text of a value looks, for programs that can only look (JSON Schema): never narrower than its reader.
PATTERNS: dict[Any, str] = {
    Id: _ID.pattern,
    Language: _LANGUAGE.pattern,
    Url: r'[Hh][Tt][Tt][Pp][Ss]?://[^\s<>"\\^`{|}]+',
    Reach: rf"[Hh][Tt][Tt][Pp][Ss]?://[^\s<>\"\\^`{{|}}]+|[Mm][Aa][Ii][Ll][Tt][Oo]:{_MAILBOX.pattern}@[A-Za-z0-9.-]+",
    Email: rf"{_MAILBOX.pattern}@[A-Za-z0-9.-]+",
    PublicContact: r"[Hh][Tt][Tt][Pp][Ss]?://[^\s<>\"\\^`{|}]+|([Mm][Aa][Ii][Ll][Tt][Oo]:|[Tt][Ee][Ll]:)?[^:]+",
    FilePath: r"[^/\\.:][^\\:]*",
    Colour: _COLOUR.pattern,
    Licence: _LICENCE.pattern,
    Authority: rf"{_HOST.pattern},{_YEAR.pattern}",
    date: _DAY.pattern,
    Moment: rf"{_DAY.pattern}|{_TIME.pattern}",
    Stamp: rf"{_DAY.pattern}|{_TIME.pattern}",
    timedelta: r"\d{1,5}\s*[A-Za-z].*",
    Period: r"\d{1,4}\s*([Dd][Aa][Yy]|[Ww][Ee][Ee][Kk]|[Mm][Oo][Nn][Tt][Hh]|[Yy][Ee][Aa][Rr])[Ss]?",
    int: _WHOLE.pattern,
    float: _DECIMAL.pattern,
    **dict.fromkeys(
        (ThemeRef, ActivityRef, StatusRef, MemberRef, AuthorRef, PersonRef, EventRef, PostRef), _SLUG.pattern
    ),
}
