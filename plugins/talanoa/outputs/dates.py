"""Names of days, months, countries and languages, and spans of time in words (Babel's CLDR data)."""

from __future__ import annotations

from datetime import date, datetime
from functools import cache, lru_cache

from babel import Locale, UnknownLocaleError
from babel.dates import format_date, format_skeleton

from talanoa.model.event import Occurrence
from talanoa.model.zones import offset_words, zone


@cache
def locale(language: str) -> Locale:
    """The nearest locale that Babel knows; English where it knows none of the language.

    Plain English is the world's, with the day before the month, not that of one country.
    """
    if language == "en":
        return Locale("en", "001")
    for tag in (language.replace("-", "_"), language.split("-")[0]):
        try:
            return Locale.parse(tag)
        except (UnknownLocaleError, ValueError):
            continue
    return Locale("en")


# Right-to-left languages that CLDR has no locale for.
_RTL = frozenset({"ar", "fa", "ur", "he", "ps", "sd", "ug", "dv", "yi", "ckb", "ks", "uz-Arab", "pa-Arab", "rhg"})


@cache
def direction(language: str) -> str:
    """ltr or rtl."""
    if (
        language in _RTL
        or language.split("-")[0] in _RTL
        or "-Arab" in language
        or "-Hebr" in language
        or "-Thaa" in language
    ):
        return "rtl" if "-Latn" not in language and "-Cyrl" not in language else "ltr"
    return "ltr"


@cache
def country_name(code: str, language: str) -> str:
    return str(locale(language).territories.get(code) or Locale("en").territories.get(code, code))


@cache
def language_name(code: str, language: str) -> str:
    """The name of a language in another."""
    for names in (locale(language).languages, Locale("en").languages):
        for key in (code.replace("-", "_"), code.split("-")[0]):
            if key in names:
                return str(names[key])
    return code


@cache
def own_name(code: str) -> str:
    """The name of a language in itself, as its readers look for it."""
    own = locale(code)
    if own.language != code.split("-")[0]:
        return language_name(code, "en")
    name = language_name(code, code)
    return name[:1].upper() + name[1:]


@lru_cache(maxsize=20_000)
def day_words(day: date, language: str) -> str:
    return str(format_date(day, "long", locale=locale(language)))


@cache
def month_words(year: int, month: int, language: str) -> str:
    return str(format_skeleton("yMMMM", datetime(year, month, 1), locale=locale(language)))


@lru_cache(maxsize=20_000)
def full_day_words(day: date, language: str) -> str:
    """With the day of the week."""
    return str(format_date(day, "full", locale=locale(language)))


@lru_cache(maxsize=1000)
def weekday_words(day: date, language: str) -> str:
    """The day of the week, short."""
    return str(format_date(day, "EEE", locale=locale(language)))


def aware(moment: datetime, timezone: str) -> datetime:
    return moment.replace(tzinfo=zone(timezone))


def offset_of(moment: datetime, timezone: str) -> str:
    """The offset from UTC at that time, as people read it."""
    offset = aware(moment, timezone).utcoffset()
    assert offset is not None
    return offset_words(offset)


def city_of(timezone: str) -> str:
    """The place that a zone is named after."""
    return timezone.rsplit("/", 1)[-1].replace("_", " ")


def when_parts(occurrence: Occurrence, language: str) -> tuple[str, str, str]:
    """The day in words, the span of time (or of further days), and the city with its offset; empty where there is none."""
    start, end = occurrence.start, occurrence.end
    first = full_day_words(occurrence.day, language)
    if not isinstance(start, datetime):
        return (f"{first} – {full_day_words(end, language)}" if end and end != start else first), "", ""
    where = f"{city_of(occurrence.event.timezone)}, {offset_of(start, occurrence.event.timezone)}"
    if not isinstance(end, datetime):
        return first, f"{start:%H:%M}", where
    if end.date() == start.date():
        return first, f"{start:%H:%M}–{end:%H:%M}", where
    return f"{first} – {full_day_words(end.date(), language)}", f"{start:%H:%M}–{end:%H:%M}", where


def when_words(occurrence: Occurrence, language: str) -> str:
    """`Wednesday, 18 March 2026, 14:00–15:30 (Manila, UTC+8)`, as plain text."""
    day, span, where = when_parts(occurrence, language)
    return f"{day}, {span} ({where})" if span else day
