"""Which rows are entries that the network has: by id, else by name, or by title and day. The others are new."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from msgspec import Struct

from talanoa.load import Content
from talanoa.model.event import Event
from talanoa.model.member import Member
from talanoa.model.recurrence import day_of
from talanoa.sheets.headings import Columns
from talanoa.sheets.options import plain
from talanoa.sheets.readings import Fault, Reading, missing
from talanoa.sheets.words import Kind

Thing = Member | Event
Key = tuple[str, ...]


class Matched(Struct, frozen=True):
    """Rows with the entries that they are; None for new ones."""

    rows: tuple[tuple[Reading, Thing | None], ...]
    faults: tuple[Fault, ...]


def matched(kind: Kind, rows: Iterable[Reading], columns: Columns, files: Content) -> Matched:
    """Rows that have the id of an entry come first, so that no other row takes it by its name."""
    matching = _Matching(kind, columns, files)
    rows = [*rows]
    matching.by_name(matching.by_id(rows))
    return Matched(tuple(sorted(matching.found, key=lambda pair: pair[0].row.number)), tuple(matching.faults))


class _Matching:
    """What is known of rows so far."""

    def __init__(self, kind: Kind, columns: Columns, files: Content) -> None:
        self.kind, self.columns = kind, columns
        self.language = str(files.network.language)
        self.things: tuple[Thing, ...] = files.members if kind == "member" else files.events
        self.found: list[tuple[Reading, Thing | None]] = []
        self.faults: list[Fault] = []
        self._taken: dict[str, Reading] = {}  # by the id of the entry that a row is

    def by_id(self, rows: Sequence[Reading]) -> list[Reading]:
        """Finds rows by their ids; gives the others."""
        known = {str(id): thing for thing in self.things for id in (*thing.formerly, thing.id)}
        often = Counter(reading.id for reading in rows)
        first: dict[str, Reading] = {}
        others = []
        for reading in rows:
            thing = known.get(reading.id)
            if often[reading.id] > 1 and _is_recurring(thing):
                self.faults.append(_one_of_several(reading))
            elif reading.id and reading.id in first:
                self.faults.append(_twice(reading, first[reading.id], "the same id"))
            else:
                first[reading.id] = reading
                if thing:
                    self._take(reading, thing)
                else:
                    others.append(reading)
        return others

    def by_name(self, rows: Iterable[Reading]) -> None:
        """Finds rows by name, or by title and day; the rest is new."""
        by_key: dict[Key, list[Thing]] = defaultdict(list)
        for thing in self.things:
            for key in _keys_of(thing):
                by_key[key].append(thing)
        seen: dict[Key, list[Reading]] = defaultdict(list)
        for reading in rows:
            key = _key_of(self.kind, reading, self.language)
            same = next((it for it in seen[key] if self.kind == "member" or _says_the_same(it, reading)), None)
            if same:
                what = "the same name" if self.kind == "member" else "the same event"
                self.faults.append(_twice(reading, same, what))
            else:
                seen[key].append(reading)
                self._find(reading, by_key.get(key, []))

    def _find(self, reading: Reading, fitting: Sequence[Thing]) -> None:
        """The entry that a row is, of those that its name fits, if no other row has taken it."""
        left = [thing for thing in fitting if str(thing.id) not in self._taken]
        if self.kind == "member" and fitting and not left:  # by its name in another language, or by its id
            self.faults.append(_twice(reading, self._taken[str(fitting[0].id)], "the same member"))
        elif (best := _best(left, reading.values)) and not (
            reading.id and self.kind == "event"
        ):  # an id that no entry has
            self._take(reading, best)
        elif lacks := [*missing(self.kind, reading, self.columns)]:
            self.faults += lacks
        else:
            self.found.append((reading, None))

    def _take(self, reading: Reading, thing: Thing) -> None:
        self._taken[str(thing.id)] = reading
        self.found.append((reading, thing))


def _keys_of(thing: Thing) -> set[Key]:
    if isinstance(thing, Member):
        return {(plain(str(name)),) for name in thing.name.texts.values()}
    day = day_of(thing.start).isoformat()
    return {(plain(str(title)), day) for title in thing.title.texts.values()}


def _key_of(kind: Kind, reading: Reading, language: str) -> Key:
    text = title_of(kind, reading, language)
    if kind == "member":
        return (plain(text),)
    start = reading.values.get("start")
    return plain(text), start.isoformat()[:10] if isinstance(start, date) else ""


def _says_the_same(one: Reading, other: Reading) -> bool:
    return one.values == other.values and one.id == other.id


def _twice(reading: Reading, first: Reading, what: str) -> Fault:
    help = "keep one of the two" if what != "the same id" else "give each its own, or keep one of the two"
    return Fault(reading.row.number, None, f"row {first.row.number} has {what} already", help)


def _is_recurring(thing: Thing | None) -> bool:
    return isinstance(thing, Event) and thing.recurrence is not None


def _one_of_several(reading: Reading) -> Fault:
    message = f"'{reading.id}' happens more than once, and this row is one of its days"
    return Fault(reading.row.number, None, message, "change that day in the event's `occurrences`")


def _best(left: Sequence[Thing], values: Mapping[str, Any]) -> Thing | None:
    if len(left) < 2:
        return left[0] if left else None
    return max(left, key=lambda thing: _likeness(values, thing))


def _likeness(values: Mapping[str, Any], thing: Thing) -> int:
    """How many fields say the same: of two events of one name on one day, each row finds its own."""
    return sum(_text(value) in _texts_at(thing, path) for path, value in values.items())


def _texts_at(thing: Any, path: str) -> set[str]:
    for key in path.split("."):
        if hasattr(thing, "texts"):
            break
        thing = getattr(thing, key, None)
    texts = getattr(thing, "texts", None)
    return {_text(it) for it in (texts.values() if texts else (thing,))}


def _text(value: Any) -> str:
    if isinstance(value, float):
        return repr(value)
    try:
        return repr(float(value))
    except (TypeError, ValueError):
        return " ".join(str(value).split())


def title_of(kind: Kind, reading: Reading, language: str) -> str:
    """The name or the title, in the network's own language if it is there."""
    words = "name" if kind == "member" else "title"
    found = {path: str(value) for path, value in reading.values.items() if path.partition(".")[0] == words}
    return found.get(words) or found.get(f"{words}.{language}") or next(iter(found.values()), "")
