"""What clocks elsewhere show when something begins, and what a page's script needs to say it by the reader's own.

Browsers have no words for many languages, nor always the calendar that people expect, so all words come from here: a script
has only to work out the day, the hour and the minute (theme/scripts/times.js).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache

from msgspec import Struct

from talanoa import collation
from talanoa.model.occurrences import Occurrence
from talanoa.model.zones import offset_words, zone, zones_of
from talanoa.outputs import dates
from talanoa.outputs.localizer import Localizer
from talanoa.outputs.view import View

# The clocks that are furthest behind UTC and ahead of it.
_BEHIND, _AHEAD = timedelta(hours=12), timedelta(hours=14)


class LocalTime(Struct, frozen=True):
    """When something begins elsewhere: what clocks show, their offset, how many days off the event's own day, and where."""

    clock: datetime
    weekday: str
    offset: str
    days: int
    places: tuple[str, ...]


class Everywhere(Struct, frozen=True):
    """A start (and end) in UTC, and the words of all days that calendars somewhere show then, by their ISO dates."""

    start: datetime
    end: datetime | None
    days: Mapping[str, str]

    @property
    def spans_days(self) -> bool:
        return self.end is not None and self.end.date() != self.start.date()


def everywhere(view: View, occurrence: Occurrence) -> Everywhere | None:
    """What a script needs to say the time by any clock; None for what no one takes part in by another clock."""
    start, end = occurrence.start, occurrence.end
    if not isinstance(start, datetime) or not dates.is_heard_elsewhere(occurrence):
        return None
    first = _instant(start, occurrence.event.timezone)
    last = _instant(end, occurrence.event.timezone) if isinstance(end, datetime) else None
    days = sorted({day for moment in (first, last or first) for day in _days_of(moment)})
    return Everywhere(first, last, {day.isoformat(): dates.full_day_words(day, view.language) for day in days})


def _instant(moment: datetime, timezone: str) -> datetime:
    return dates.aware(moment, timezone).astimezone(UTC)


def _days_of(moment: datetime) -> Iterator[date]:
    """Every date that is somewhere at that time."""
    day, last = (moment - _BEHIND).date(), (moment + _AHEAD).date()
    while day <= last:
        yield day
        day += timedelta(days=1)


def network_time(view: View, occurrence: Occurrence) -> LocalTime | None:
    """The start by the clocks of the network, if they show another time than the event's own."""
    timezone, start = view.site.network.timezone, occurrence.start
    if not isinstance(start, datetime) or not dates.is_heard_elsewhere(occurrence):
        return None
    clock = _clock(occurrence, start, timezone)
    if clock == start:
        return None
    return _local_time(view.localizer(), occurrence, start, clock, [dates.city_of(timezone, view.language)])


def local_times(view: View, occurrence: Occurrence, language: str | None = None) -> list[LocalTime]:
    """The start in the countries where members are (in the network's, before it has any): one row an offset, earliest first.

    In words of a language, the site's own if none is given.
    """
    start, localizer = occurrence.start, view.localizer(language)
    if not isinstance(start, datetime) or not dates.is_heard_elsewhere(occurrence):
        return []
    rows: dict[datetime, list[str]] = {}
    capitals = view.site.network.capital_timezones
    for code in _homes(view):
        for clock, place in _clocks_of(localizer, capitals.get(code), occurrence, start, code):
            rows.setdefault(clock, []).append(place)
    return [_local_time(localizer, occurrence, start, clock, rows[clock]) for clock in sorted(rows)]


def _clocks_of(
    localizer: Localizer, capital: str | None, occurrence: Occurrence, start: datetime, code: str
) -> Iterator[tuple[datetime, str]]:
    """What clocks in a country show, and where in it if they differ: its capital's, or else all that it has."""
    name = localizer.country(code)
    cities: dict[datetime, list[str]] = {}
    for timezone in (*([capital] if capital else []), *zones_of(code)):
        cities.setdefault(_clock(occurrence, start, timezone), []).append(dates.city_of(timezone, localizer.language))
    for clock, found in list(cities.items())[: 1 if capital else None]:
        yield clock, f"{name} ({_some(found[:1] if capital else found)})" if len(cities) > 1 else name


def _homes(view: View) -> list[str]:
    return sorted(view.site.home_countries or {country.code for country in view.site.countries if country.entry})


def _clock(occurrence: Occurrence, start: datetime, timezone: str) -> datetime:
    """What clocks in a zone show when it begins."""
    return dates.aware(start, occurrence.event.timezone).astimezone(zone(timezone)).replace(tzinfo=None, fold=0)


def _local_time(
    localizer: Localizer, occurrence: Occurrence, start: datetime, clock: datetime, places: list[str]
) -> LocalTime:
    return LocalTime(
        clock,
        dates.weekday_words(clock.date(), localizer.language),
        offset_words(clock - _clock(occurrence, start, "UTC")),
        (clock.date() - start.date()).days,
        tuple(sorted(places, key=localizer.order)),
    )


def _some(cities: list[str]) -> str:
    """A few of the places that a country's zones are named after, the largest first as the database has them."""
    return ", ".join(cities[:3]) + (" …" if len(cities) > 3 else "")


def weekdays(language: str) -> tuple[str, ...]:
    """The short names of the days of the week from Sunday on, as scripts count them."""
    return tuple(dates.weekday_words(date(2026, 11, 22) + timedelta(days=index), language) for index in range(7))


class Choice(Struct, frozen=True):
    """A zone that readers can choose, by its country, and by cities too where the country has several clocks."""

    zone: str
    country: str
    cities: str


def choices(view: View) -> tuple[Choice, ...]:
    """The zones of the network's countries and of its members', by name."""
    capitals, localizer = view.site.network.capital_timezones, view.localizer()
    codes = {*_homes(view), *(str(country.code) for country in view.site.network.countries)}
    countries = tuple((localizer.country(code), code, capitals.get(code, "")) for code in localizer.by_name(codes))
    return _choices(countries, view.site.today.year, view.language)


@lru_cache(maxsize=8)
def _choices(countries: tuple[tuple[str, str, str], ...], year: int, language: str) -> tuple[Choice, ...]:
    found = []
    order = {name: number for number, (name, _, _) in enumerate(countries)}
    for name, code, capital in countries:
        groups = _alike(dict.fromkeys((*([capital] if capital else []), *zones_of(code))), year)
        for zones in groups:
            cities = _some([dates.city_of(zone, language) for zone in zones]) if len(groups) > 1 else ""
            found.append(Choice(zones[0], name, cities))
    return tuple(sorted(found, key=lambda choice: (order[choice.country], collation.key(choice.cities, language))))


def _alike(zones: Iterable[str], year: int) -> list[list[str]]:
    """Groups of those that show the same time in a year's summer and winter."""
    found: dict[tuple[timedelta | None, ...], list[str]] = {}
    for name in zones:
        offsets = tuple(datetime(year, month, 1, tzinfo=zone(name)).utcoffset() for month in (1, 7))
        found.setdefault(offsets, []).append(name)
    return list(found.values())
