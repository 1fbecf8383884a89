"""Open promises: items of agendas that were carried over, or left open, and aren't done since; each with its owner and its age."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from msgspec import Struct

from talanoa.model.agenda import AgendaItem
from talanoa.model.event import Event
from talanoa.model.occurrences import Occurrence, instant, occurrences_of
from talanoa.problems import Place

YEAR = timedelta(days=365)


class Promise(Struct, frozen=True):
    """An item, the call that it is on last, and since when it waits."""

    event: Event
    call: Occurrence
    item: AgendaItem
    since: date
    place: Place

    @property
    def is_left(self) -> bool:
        """Whether no one carried it over from a call that is past."""
        return self.item.status in ("proposed", "agreed")


def promises(events: Iterable[Event], today: date) -> Iterator[Promise]:
    """The oldest first within each event. An item is known by its title, as `talanoa carry` copies it.

    What a series itself has on its agenda is on that of every call, and no promise of one.
    """
    for event in events:
        always = standing(event)
        first: dict[str, date] = {}
        last: dict[str, Promise] = {}
        places = {override.original: override.written_at for override in event.occurrences}
        for call in sorted(occurrences_of(event), key=lambda it: (it.day, instant(it))):
            if call.event.is_off and call.day >= today:
                continue
            for item in call.event.agenda:
                title = known_by(item.title)
                if not item.break_ and title not in always:
                    since = first.setdefault(title, call.day)
                    place = places.get(call.original, event.id.place) if call.original else event.id.place
                    last[title] = Promise(event, call, item, since, place)
                    if item.status == "done":
                        del first[title]
        waiting = [it for it in last.values() if _waits(it, today)]
        yield from sorted(waiting, key=lambda it: it.since)


def standing(event: Event) -> frozenset[str]:
    """What a series has on the agenda of every call; it needn't be carried from one to the next."""
    return frozenset(known_by(item.title) for item in event.agenda) if event.recurrence else frozenset()


def known_by(title: str) -> str:
    """What makes an item of two calls the same one."""
    return " ".join(title.split()).casefold()


def _waits(it: Promise, today: date) -> bool:
    """Not what was left open at something that doesn't recur, so that there is no next time, nor what no one has named for a year."""
    is_for_later = it.event.recurrence is not None or it.item.status == "carried"
    return it.item.status != "done" and it.since < today and it.call.day + YEAR >= today and is_for_later
