"""Names of days, months, countries and languages, and spans of time in words (Babel's CLDR data)."""

from __future__ import annotations

import re
from datetime import date, datetime
from functools import cache, lru_cache

from babel import Locale, UnknownLocaleError
from babel.core import get_global
from babel.dates import format_date, format_skeleton, get_day_names
from msgspec import Struct

from talanoa.model.occurrences import Occurrence
from talanoa.model.values import Moment
from talanoa.model.zones import offset_words, rfc3339, zone
from talanoa.outputs.catalogues import catalogue
from talanoa.outputs.own_names import OWN_NAMES
from talanoa.outputs.short_names import SHORT_NAMES


@cache
def locale(language: str) -> Locale:
    """The nearest locale that Babel knows; English where it knows none of the language.

    Plain English is the world's, with the day before the month, not that of one country.
    """
    if language == "en":
        return Locale("en", "001")
    tags = (language,) if _named_script(language) else (language, language.split("-")[0])
    for tag in tags:
        try:
            return Locale.parse(tag, sep="-")
        except (UnknownLocaleError, ValueError):
            continue
    return Locale("en", "001")


def is_known(language: str) -> bool:
    """Whether CLDR has words of a language."""
    return language.partition("-")[0] == locale(language).language == _calendar(language).language


_RTL_SCRIPTS = frozenset("Adlm Arab Aran Gara Hebr Mand Mend Nkoo Rohg Samr Syrc Thaa Yezi".split())


@cache
def direction(language: str) -> str:
    """ltr or rtl, by the script that the tag names, or else the one that the language is mostly written in."""
    return "rtl" if (_named_script(language) or _likely_script(language)) in _RTL_SCRIPTS else "ltr"


def _named_script(language: str) -> str:
    return next((part.title() for part in language.split("-")[1:] if len(part) == 4 and part.isalpha()), "")


def _likely_script(language: str) -> str:
    """By CLDR, and in its region if one is named: Punjabi is written from right to left in Pakistan."""
    likely = get_global("likely_subtags")
    parts = language.split("-")
    return next((likely[key].split("_")[1] for key in ("_".join(parts[:2]), parts[0]) if key in likely), "")


@cache
def country_name(code: str, language: str) -> str:
    """CLDR's, in its short form where the long one says whose territory it is or was called otherwise."""
    known = locale(language)
    if code not in known.territories:
        known = Locale("en")
    names = SHORT_NAMES.get(code, {})
    own = known.script or known.territory
    keys = (f"{known.language}-{own}", "" if known.script else known.language)
    name = next((names[key] for key in keys if key in names), str(known.territories.get(code, code)))
    return name.partition(" (")[0] if code == "MM" else name


@cache
def language_name(code: str, language: str) -> str:
    """The name of a language in another."""
    for names in (locale(language).languages, Locale("en").languages):
        for key in (code.replace("-", "_"), code.split("-")[0]):
            if key in names:
                return str(names[key])
    return code


# Languages of the region that CLDR has no words of, and two that it calls by the name of a people or a country.
_OWN_NAMES = {
    "bi": "Bislama",
    "ch": "Chamoru",
    "dv": "ދިވެހި",
    "fj": "Na Vosa Vakaviti",
    "gil": "Taetae ni Kiribati",
    "ho": "Hiri Motu",
    "id": "Bahasa Indonesia",
    "mh": "Kajin M̧ajeļ",
    "ms": "Bahasa Melayu",
    "na": "Dorerin Naoero",
    "niu": "Vagahau Niuē",
    "pau": "A tekoi er a Belau",
    "sm": "Gagana Sāmoa",
    "tet": "Tetun",
    "tkl": "Te Gagana Tokelau",
    "tvl": "Te Gana Tuvalu",
    "ty": "Reo Tahiti",
}


@cache
def own_name(code: str) -> str:
    """The name of a language in itself, as its readers look for it; in English if we do not know it."""
    if name := _OWN_NAMES.get(code) or OWN_NAMES.get(code):
        return name
    if locale(code).language != code.split("-")[0]:
        return language_name(code, "en")
    return capital(language_name(code, code))


def capital(name: str) -> str:
    """Beginning with a capital letter, as a heading or an entry of a list does."""
    return name[:1].upper() + name[1:]


@cache
def _calendar(language: str) -> Locale:
    """The locale for dates: of some languages CLDR has a script and no months."""
    found = locale(language)
    return locale("en") if str(found.months["format"]["wide"][1]) == "M01" else found


@lru_cache(maxsize=20_000)
def day_words(day: date, language: str) -> str:
    return str(format_date(day, "long", locale=_calendar(language)))


@cache
def month_words(year: int, month: int, language: str) -> str:
    return str(format_skeleton("yMMMM", datetime(year, month, 1), locale=_calendar(language)))


@lru_cache(maxsize=20_000)
def full_day_words(day: date, language: str) -> str:
    """With the day of the week."""
    return str(format_date(day, "full", locale=_calendar(language)))


@lru_cache(maxsize=1000)
def weekday_words(day: date, language: str) -> str:
    """The day of the week, short."""
    return str(format_date(day, "EEE", locale=_calendar(language)))


@lru_cache(maxsize=2000)
def weekday_name(number: int, language: str) -> str:
    """Monday is 0."""
    return str(get_day_names("wide", locale=locale(language))[number])


def short_month_words(day: date, language: str) -> str:
    """The month alone, short."""
    return str(format_date(day, "MMM", locale=locale(language)))


@lru_cache(maxsize=2000)
def day_of_month_words(day: date, language: str) -> str:
    """With the day of the week and without the year: Thursday, 3 December."""
    known = locale(language)
    pattern = str(known.datetime_skeletons["MMMEd"].pattern)
    return str(format_date(day, re.sub("E+", "EEEE", pattern.replace("MMM", "MMMM")), locale=known))


@cache
def first_week_day(timezone: str, language: str) -> int:
    """The day with which weeks begin, from 0 for Monday: as the zone's country counts them, if it is of one."""
    territory = get_global("zone_territories").get(get_global("zone_aliases").get(timezone, timezone))
    of_country = territory not in (None, "001", "ZZ")  # the world, and no known region
    return int((Locale.parse(f"und_{territory}") if of_country else locale(language)).first_week_day)


def aware(moment: datetime, timezone: str) -> datetime:
    return moment.replace(tzinfo=zone(timezone))


def machine(moment: Moment, timezone: str) -> str:
    """As programs read it: a day, or a local time with its offset."""
    return rfc3339(aware(moment, timezone)) if isinstance(moment, datetime) else moment.isoformat()


def offset_of(moment: datetime, timezone: str) -> str:
    """The offset from UTC at that time, as people read it."""
    offset = aware(moment, timezone).utcoffset()
    assert offset is not None
    return offset_words(offset)


@cache
def city_of(timezone: str, language: str = "en") -> str:
    """The place that a zone is named after."""
    city = timezone.rsplit("/", 1)[-1].replace("_", " ")
    names, english = locale(language).time_zones, Locale("en").time_zones
    if locale(language).language == "en":
        return city
    # CLDR knows some zones by a former id only, and some of those are of another place.
    former = (old for old, new in get_global("zone_aliases").items() if new == timezone)
    known = (timezone, *(old for old in former if english.get(old, {}).get("city") == city))
    return str(next((names[id]["city"] for id in known if "city" in names.get(id, ())), city))


class When(Struct, frozen=True):
    """When something happens, in words; what there isn't is empty."""

    first: str
    last: str = ""  # the last of several days
    span: str = ""  # of time
    where: str = ""  # the city of those clocks, with their offset

    @property
    def days(self) -> str:
        return f"{self.first} – {self.last}" if self.last else self.first


def when(occurrence: Occurrence, language: str) -> When:
    """By the event's own clock."""
    start, end = occurrence.start, occurrence.end
    first = full_day_words(occurrence.day, language)
    last = full_day_words(occurrence.last_day, language) if occurrence.last_day != occurrence.day else ""
    if not isinstance(start, datetime):
        return When(first, last)
    span = f"{start:%H:%M}–{end:%H:%M}" if isinstance(end, datetime) else f"{start:%H:%M}"
    timezone = occurrence.event.timezone
    return When(first, last, span, f"{city_of(timezone, language)}{_comma(language)}{offset_of(start, timezone)}")


def is_heard_elsewhere(occurrence: Occurrence) -> bool:
    """Whether people take part by other clocks than the event's own: not in a room alone, nor where a whole day counts."""
    event = occurrence.event
    timed = isinstance(occurrence.start, datetime) and not event.is_off
    return timed and (event.online is not None or event.place is None)


def when_words(occurrence: Occurrence, language: str) -> str:
    """`Wednesday, 18 March 2026, 14:00–15:30 (Manila, UTC+8)`, as plain text."""
    words = when(occurrence, language)
    return f"{words.days}{_comma(language)}{words.span} ({words.where})" if words.span else words.days


def _comma(language: str) -> str:
    return catalogue(language).gettext(", ")
