"""An event whose time, place or status changed is newer than what calendars know: `sequence` rose, `updated` is later.

A subscriber's program keeps what it has unless it gets something newer. It knows a recurring event by its rule,
and each occurrence that differs on its own, with a number of its own: that of its override, but always more than the
rule's (`_number`, as the calendars write it).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime

from msgspec import Struct
from msgspec.structs import replace

from talanoa.amend import Plain, Put
from talanoa.history.compared import Compared, Finding
from talanoa.history.stamps import later
from talanoa.model.event import Event, Online, Override, Venue
from talanoa.model.occurrences import Occurrence, number_of_exception, occurrences_of
from talanoa.model.values import Moment, Stamp
from talanoa.model.zones import zone
from talanoa.problems import Place, Problem
from talanoa.source import Scalar

_TIME = ("start", "end", "duration", "timezone", "recurrence")
Facts = tuple[object, ...]


def revisions(compared: Compared) -> Iterator[Finding]:
    """Every published event that is still shown."""
    once = {str(event.id): event for event in compared.published.events}
    for old in once.values():
        new = compared.events.get(old.id)
        if new and new.visibility == "public":
            yield from _Revision(compared, old, new).findings()


class _Difference(Struct, frozen=True):
    """What changed, in words, and the fields in which it may be written."""

    what: str
    keys: tuple[str, ...]


class _Entry(Struct, frozen=True):
    """An event or an override, as calendars know it and as they would get it."""

    at: Place
    difference: _Difference | None
    known: int
    number: int
    updated_before: datetime | None
    updated: datetime | None

    @property
    def wanted(self) -> int:
        return self.known + 1 if self.difference else self.known

    @property
    def is_renewed(self) -> bool:
        return self.updated is not None and (self.updated_before is None or self.updated > self.updated_before)


class _Revision:
    """One event then and now."""

    def __init__(self, compared: Compared, old: Event, new: Event) -> None:
        self.compared, self.old, self.new = compared, old, new
        self.before = {override.original: override for override in old.occurrences}
        self.overrides = {override.original: override for override in new.occurrences}

    def findings(self) -> Iterator[Finding]:
        days = self._days()
        event = self._event(days)
        yield from self._judged(event)
        # What fixes the event fixes its occurrences as well, as far as they have no values of their own.
        number, updated = max(event.number, event.wanted), event.updated
        if event.difference and not event.is_renewed:
            updated = self._later(event)[1]
        for day, override in self.overrides.items():
            before = self.before.get(day)
            yield from self._judged(
                _Entry(
                    override.written_at,
                    days.get(day),
                    self._known(day),
                    _number(override, number),
                    self._latest(self.old.updated, before.updated if before else None),
                    max(filter(None, (updated, self._latest(override.updated))), default=None),
                )
            )

    def _event(self, days: dict[date, _Difference]) -> _Entry:
        """The event itself. An occurrence that no longer differs comes from its rule, so this must be newer than it was."""
        old, new, difference = self.old, self.new, _of_events(self.old, self.new)
        undone = [day for day in days if day not in self.overrides]
        if undone and not difference:
            difference = _Difference(f"what was different on {undone[0]}", ("occurrences",))
        return _Entry(
            new.written_at,
            difference,
            max(old.sequence, *map(self._known, undone)) if undone else old.sequence,
            new.sequence,
            self._latest(old.updated, *(self.before[day].updated for day in undone)),
            self._latest(new.updated),
        )

    def _days(self) -> dict[date, _Difference]:
        """What changed in occurrences that differ, or differed, from their rule."""
        named = sorted(self.before.keys() | self.overrides.keys())
        if not named:
            return {}
        then, now = ({o.original: o for o in occurrences_of(event)} for event in (self.old, self.new))
        pairs = {day: _of_occurrences(then[day], now[day]) for day in named if day in then and day in now}
        return {day: difference for day, difference in pairs.items() if difference}

    def _known(self, day: date) -> int:
        """The number that an occurrence was published with."""
        return _number(self.before.get(day), self.old.sequence)

    def _latest(self, *stamps: Stamp | None) -> datetime | None:
        zone = self.compared.zone
        return max((stamp.instant(zone).astimezone(UTC) for stamp in stamps if stamp), default=None)

    def _later(self, entry: _Entry) -> tuple[str, datetime]:
        written = self._written(entry, "updated")
        like = written.text.strip() if written else ""
        return later(self.compared.now, entry.updated_before, like, self.compared.zone)

    def _written(self, entry: _Entry, key: str) -> Scalar | None:
        node = self.compared.entry(entry.at)
        value = node.get(key) if node else None
        return value if isinstance(value, Scalar) and not value.is_null else None

    def _judged(self, entry: _Entry) -> Iterator[Finding]:
        difference = entry.difference
        if entry.number < entry.wanted:
            message = f"the number was {entry.known} before, and it must never go down"
            if difference:
                message = f"{difference.what} changed, and `sequence` is not higher than before ({entry.known})"
            help = "calendars accept a change only with a higher number"
            yield self._finding("sequence-not-raised", message, help, entry, "sequence", str(entry.wanted))
        if difference and not entry.is_renewed:
            message = f"{difference.what} changed, and `updated` is not later than before"
            help = "calendars and readers rely on it"
            yield self._finding("updated-not-renewed", message, help, entry, "updated", self._later(entry)[0])

    def _finding(self, code: str, message: str, help: str, entry: _Entry, key: str, value: str) -> Finding:
        """At the field's value, where it is written; else at what changed."""
        keys = entry.difference.keys if entry.difference else ()
        node, written = self.compared.entry(entry.at), self._written(entry, key)
        place = written.place if written else self.compared.key(entry.at, *keys)
        problem = Problem(
            code,
            message,
            place,
            f"write `{key}: {value}`: {help} (--fix does it)",
            value if written else None,
        )
        present = [
            name for name in ("sequence" if key == "updated" else "", *keys, "id") if node and name in node.entries
        ]
        return Finding(problem, Put(entry.at.file, entry.at, (key,), Plain(value), (next(iter(present), "id"), "id")))


def _number(override: Override | None, sequence: int) -> int:
    """What calendars number an occurrence with, if `sequence` is the number of its event."""
    if override is None:
        return sequence
    return number_of_exception(sequence if override.sequence is None else override.sequence, sequence)


def _of_events(old: Event, new: Event) -> _Difference | None:
    changed = tuple(key for key in _TIME if getattr(old, key) != getattr(new, key))
    times = ("the time", changed, _times(old), _times(new)) if changed else ("", (), (), ())
    return _difference((times, *_others(old, new)))


def _of_occurrences(old: Occurrence, new: Occurrence) -> _Difference | None:
    times = ("the time", ("start", "end", "duration"), _span(old), _span(new))
    return _difference((times, *_others(old.event, new.event)))


Pair = tuple[str, tuple[str, ...], Facts, Facts]  # in words, in which fields, then and now


def _others(old: Event, new: Event) -> Iterator[Pair]:
    yield "the status", ("status",), (old.status,), (new.status,)
    yield "the place", ("place",), _venue(old.place), _venue(new.place)
    yield "the place", ("online",), _online(old.online), _online(new.online)


def _difference(pairs: Iterable[Pair]) -> _Difference | None:
    changed = [(what, keys) for what, keys, then, now in pairs if then != now]
    if not changed:
        return None
    words = list(dict.fromkeys(what for what, _ in changed))
    return _Difference(" and ".join(words), tuple(key for _, keys in changed for key in keys))


def _times(event: Event) -> Facts:
    """When it happens by its rule, however that is written."""
    return tuple(_span(occurrence) for occurrence in occurrences_of(replace(event, occurrences=())))


def _span(occurrence: Occurrence) -> Facts:
    start, end, event = occurrence.start, occurrence.end, occurrence.event
    return _instant(start, event), _instant(end, event) if end else None


def _instant(moment: Moment, event: Event) -> Moment:
    """A day, or a time as it is everywhere."""
    if isinstance(moment, datetime):
        return moment.replace(tzinfo=zone(event.timezone)).astimezone(UTC)
    return moment


def _venue(venue: Venue | None) -> Facts:
    found = venue or Venue()
    return found.name, found.address, found.city, found.country, found.latitude, found.longitude


def _online(online: Online | None) -> Facts:
    """What of it is published."""
    return (online.platform, online.public_url) if online else (None, None)
