"""Rows and the entries that they are → new bytes for the network's files. An empty cell changes nothing."""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from msgspec import Struct, field

from talanoa.amend import Change, Value, amended_from, entries, entry, root_of
from talanoa.authoring import Taken, fields, ids, proposed_id
from talanoa.authoring.differences import differences
from talanoa.authoring.entries import text_of, written
from talanoa.authoring.places import files_for, into_the_list, the_list
from talanoa.files import read_bytes
from talanoa.load import Content
from talanoa.problems import Problem
from talanoa.sheets.earlier import EarlierVersions
from talanoa.sheets.matching import Thing, title_of
from talanoa.sheets.new_values import ends_once, new_values
from talanoa.sheets.readings import Assumptions, Reading
from talanoa.sheets.words import Kind
from talanoa.source import MAX_BYTES, Node
from talanoa.source import Mapping as Group


class Done(Struct, frozen=True):
    """What becomes of a row: the id of its entry, the file, and which fields change; a new entry has none of them.

    Those that are `kept` said the same as the sheet once, and people have changed them since.
    """

    reading: Reading
    id: str
    file: str
    is_new: bool
    changed: tuple[str, ...] = ()
    kept: tuple[str, ...] = ()


class Plan(Struct, frozen=True):
    """The files that change, with their new bytes, and what becomes of each row."""

    files: Mapping[str, bytes] = field(default_factory=dict)
    done: tuple[Done, ...] = ()
    read: Mapping[str, Node | None] = field(default_factory=dict)  # what those say that were read again


NAMED = 100
"""Of new rows that are only counted, so many have an id."""

New = tuple[Reading, str, Mapping[str, Value]]
"""A row with the id and the values of the entry that it becomes."""


class Unsafe(Exception):
    """A file is written in a way that can't be changed without a risk to the rest of it."""

    def __init__(self, file: str) -> None:
        super().__init__(file)
        self.file = file


class Full(Exception):
    """A file would have more than one can hold."""

    def __init__(self, file: str) -> None:
        super().__init__(file)
        self.file = file


def plan(
    kind: Kind,
    rows: Sequence[tuple[Reading, Thing | None]],
    assumed: Assumptions,
    files: Content,
    *,
    counted: bool = False,
) -> Plan:
    """Everything that the rows change; raises Unsafe, Full or OSError. Of new ones that are only `counted`, no text is made."""
    noun = _noun(kind)
    home = the_list(files, noun, several=True)
    changes: dict[str, list[tuple[Reading, Thing]]] = defaultdict(list)
    for reading, thing in rows:
        if thing is not None:
            changes[thing.id.place.file].append((reading, thing))
    added = [reading for reading, thing in rows if thing is None]
    if counted:
        done = [Done(reading, id, home, True) for reading, id in _with_ids(kind, added, files, most=NAMED)]
        new: list[New] = []
    else:
        done = []
        new = [
            (reading, id, written(kind, {"id": id, **_of_new(kind, values_of(reading, files), assumed, files)}))
            for reading, id in _with_ids(kind, added, files)
        ]
    there = {file: read_bytes(files.root, file, MAX_BYTES + 1) for file in changes}
    if new and home and os.path.lexists(files.root / home):
        there.setdefault(home, read_bytes(files.root, home, MAX_BYTES + 1))
    made: dict[str, bytes] = {}
    read: dict[str, Node | None] = {}
    amending = _Amending(kind, files)
    for file, data in there.items():
        made[file], changed, read[file] = amending.amended(
            file, data, changes.get(file, ()), new if file == home else ()
        )
        done += changed
    where: dict[str, str] = {}
    if new and not home:
        where = files_for(files, noun, [id for _, id, _ in new])
        made |= {where[id]: text_of(values).encode() for _, id, values in new}
    elif new and home not in there:
        made[home] = _fitting(home, _list_of(noun, new))
    done += (Done(reading, id, where.get(id, home), True) for reading, id, _ in new)
    done.sort(key=lambda it: it.reading.row.number)
    return Plan({file: data for file, data in made.items() if data != there.get(file)}, tuple(done), read)


def _noun(kind: Kind) -> str:
    return "members" if kind == "member" else "events"


def _with_ids(
    kind: Kind, rows: Iterable[Reading], files: Content, most: int | None = None
) -> Iterator[tuple[Reading, str]]:
    """New rows with the ids that their entries get: their own, or one of the title. Of more than `most`, the others have none."""
    taken = Taken(ids(files, kind))
    for number, reading in enumerate(rows):
        if most is not None and number >= most:
            yield reading, ""
            continue
        own = reading.id if reading.id not in taken else ""
        id = own or proposed_id(title_of(kind, reading, str(files.network.language)), taken, kind)
        taken.add(id)
        yield reading, id


def values_of(reading: Reading, files: Content) -> dict[str, Any]:
    """The values of a row as groups within groups, by the names of fields; days and times as files have them."""
    made: dict[str, Any] = {}
    for path, value in reading.values.items():
        *above, last = path.split(".")
        inner = made
        for key in above:
            known = inner.get(key)
            if isinstance(known, str):  # the text without a language is the network's own
                known = inner[key] = {str(files.network.language): known}
            inner = inner.setdefault(key, {}) if known is None else known
        if isinstance(inner.get(last), dict) and isinstance(value, str):
            inner[last].setdefault(str(files.network.language), value)
        else:
            inner[last] = _as_text(value)
    return made


def _as_text(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.strftime(f"{value.year:04}-%m-%d %H:%M")
    return value.isoformat() if isinstance(value, date) else value


def _of_new(kind: Kind, values: dict[str, Any], assumed: Assumptions, files: Content) -> dict[str, Any]:
    """With what every new event needs: a kind, and the zone that was asked for."""
    if kind == "member":
        return values
    if assumed.timezone and assumed.timezone != str(files.network.timezone):
        values.setdefault("timezone", assumed.timezone)
    values.setdefault("type", "other")
    return values


# --- files ------------------------------------------------------------------------------------------------------------


def _fitting(file: str, data: bytes) -> bytes:
    """The bytes, if a file can have as many; raises Full."""
    if len(data) > MAX_BYTES:
        raise Full(file)
    return data


def _list_of(noun: str, new: Sequence[New]) -> bytes:
    """A list of entries, with an empty line between them."""
    made = (entry(values, 2) for _, _, values in sorted(new, key=lambda it: it[1]))
    return (f"{noun}:\n" + "\n".join(f"  {one}\n" for one in made)).encode()


class _Amending:
    """Changes of files that are there."""

    def __init__(self, kind: Kind, files: Content) -> None:
        self.kind, self.files, self.language = kind, files, str(files.network.language)
        self._earlier = EarlierVersions(files.root)

    def amended(
        self, file: str, data: bytes, changed: Sequence[tuple[Reading, Thing]], new: Sequence[New]
    ) -> tuple[bytes, list[Done], Node | None]:
        """A file's new bytes, what becomes of the rows whose entries it has, and what it says then."""
        problems: list[Problem] = []
        root = root_of(data, file, problems)
        if root is None and not problems:  # nothing, or comments alone
            end = b"" if data.endswith(b"\n") or not data else b"\n"
            whole = _fitting(file, data + end + _list_of(_noun(self.kind), new))
            return whole, [], root_of(whole, file, problems)
        if root is None:
            raise Unsafe(file)
        nodes = entries(root)
        asked = [
            (reading, thing, *self._asked(reading, thing, nodes.get(thing.id.place))) for reading, thing in changed
        ]
        for whole_lists in (False, True):
            wished: list[Change] = []
            done: list[Done] = []
            for reading, thing, node, values, kept in asked:
                known, at = fields(self.kind), thing.id.place
                made = [*differences(file, at, node, values, known, self.language, whole_lists=whole_lists)]
                wished += made
                paths = tuple(dict.fromkeys(".".join(map(str, it.path)) for it in made))
                done.append(Done(reading, str(thing.id), file, False, paths, kept))
            if new:
                wished += into_the_list(_noun(self.kind), file, root, [(id, values) for _, id, values in new])
            if not wished:
                return data, done, root
            text, amendments, again = amended_from(root, problems, data, file, wished)
            if len(amendments) == len(wished):
                return text, done, again
        _fitting(file, data + _list_of(_noun(self.kind), new))
        raise Unsafe(file)

    def _asked(
        self, reading: Reading, thing: Thing, node: Node | None
    ) -> tuple[Group, dict[str, Value], tuple[str, ...]]:
        """The entry, the values that it is to have, and the paths of those that people have changed since it had them."""
        if not isinstance(node, Group):
            raise Unsafe(thing.id.place.file)
        known = fields(self.kind)
        wished = written(self.kind, _its_own(values_of(reading, self.files), node, self.files))
        wished.pop("id", None)
        if not reading.id:  # by its name it was found, however that is written
            wished = {
                key: value
                for key, value in wished.items()
                if key not in ("name", "title") or isinstance(value, Mapping)
            }
        different = asked = new_values(node, wished, known, self.language)
        for old in self._earlier.of(thing.id.place.file, str(thing.id)) if different else ():
            asked = new_values(old, asked, known, self.language)
        kept = tuple(path for path in _paths(different) if path not in {*_paths(asked)})
        return node, (ends_once(node, asked) if self.kind == "event" else asked), kept


def _its_own(values: dict[str, Any], node: Group, files: Content) -> dict[str, Any]:
    """Without what the network says for all of its events: the zone, and what a series is."""
    series = values.get("series")
    if isinstance(series, dict) and series.get("id") in {str(it.id) for it in files.series}:
        values = {**values, "series": {key: series[key] for key in ("id", "number") if key in series}}
    is_usual = "timezone" not in node.entries and values.get("timezone") == str(files.network.timezone)
    return {key: value for key, value in values.items() if not (is_usual and key == "timezone")}


def _paths(values: Mapping[str, Value], above: str = "") -> Iterator[str]:
    for key, value in values.items():
        if isinstance(value, Mapping):
            yield from _paths(value, f"{above}{key}.")
        else:
            yield f"{above}{key}"
