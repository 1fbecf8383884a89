"""Fair hours as tables, and as what there is to look at."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date, datetime

from talanoa.desk.papers import Table
from talanoa.desk.participation import of_term, series_asked
from talanoa.desk.people import is_there, order
from talanoa.desk.tasks import Task
from talanoa.load import Content
from talanoa.model.zones import zone
from talanoa.outputs.dates import country_name
from talanoa.outputs.hours import Hours, Night, Slot, hours

WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


def nights(found: Hours) -> Table:
    """Each call, and whose night it fell into."""
    rows = tuple((it.original.isoformat(), f"{it.start:%Y-%m-%d %H:%M} UTC", _whose(it)) for it in found.calls)
    note = "Night is from 22:00 to 7:00 in a country's capital. The time after a country is the local time when the call began."
    return Table("nights", "Where each call was at night", ("Call", "Began", "At night in"), rows, note)


def slots(found: Hours) -> Table:
    """The fairest hours for the next call."""
    assert found.next
    timezone = found.next.event.timezone
    rows = tuple(
        (
            f"{it.clock:%H:%M} {timezone}",
            _whose(it),
            clock_words(it.start, found.zones),
            it.weight,
        )
        for it in found.slots
    )
    day = found.next.day
    title = f"The fairest hours for the next call, on {WEEKDAYS[day.weekday()]} {day.isoformat()}"
    note = (
        "The hours of that day with the least weight. Each member for which it would be night adds one, and one more for each call of the term "
        "that was at night in its country. Of hours with the same weight, the one nearest to the planned hour comes first."
    )
    return Table("slots", title, ("Hour", "At night in", "Local times", "Weight"), rows, note)


def tasks(content: Content, today: date) -> Iterator[Task]:
    """Calls that were at someone's night, and the fairest hours for the next; hidden members sleep as well."""
    event = series_asked(content)
    if event is None:
        return
    calls = [it for it in of_term(content.network, event) if not it.event.is_off]
    homes = Counter(str(member.country) for member in content.members if is_there(member, today))
    coming = next((it for it in sorted(calls, key=lambda it: it.day) if it.day > today), None)
    found = hours(content.network, homes, [it for it in calls if it.day <= today], coming)
    for night in found.calls:
        if night.nights:
            yield Task("hours", f"{event.title}: at night in {_whose(night)}", night.original, place=event.id.place)
    for slot in found.slots:
        assert coming
        when = f"{slot.clock:%H:%M} {event.timezone}"
        words = f"For the next call, {when}: at night in {_whose(slot)} ({clock_words(slot.start, found.zones)})"
        yield Task("hours", words, coming.day, place=event.id.place)


def _whose(it: Night | Slot) -> str:
    named = sorted(
        ((country_name(code, "en"), clock) for code, clock in it.nights.items()), key=lambda one: order(one[0])
    )
    return ", ".join(f"{name} ({clock:%H:%M})" for name, clock in named) or "no country with members"


def _clocks(start: datetime, zones: Mapping[str, str]) -> list[tuple[datetime, list[str]]]:
    """What clocks show at a moment, earliest first, and in which countries."""
    found: dict[datetime, list[str]] = {}
    for code, name in sorted(zones.items()):
        found.setdefault(start.astimezone(zone(name)).replace(tzinfo=None), []).append(code)
    return [(clock, found[clock]) for clock in sorted(found)]


def clock_words(start: datetime, zones: Mapping[str, str]) -> str:
    """`Sat 11:00 Pakistan; Sat 14:00 Philippines, Malaysia`."""
    return "; ".join(
        f"{WEEKDAYS[clock.weekday()]} {clock:%H:%M} {', '.join(sorted((country_name(code, 'en') for code in codes), key=order))}"
        for clock, codes in _clocks(start, zones)
    )
