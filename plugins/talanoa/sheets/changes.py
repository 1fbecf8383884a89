"""Rows and the entries that they are → new bytes for the network's files. An empty cell changes nothing."""

from __future__ import annotations

import os
from bisect import bisect
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from talanoa.amend import Change, Insert, Put, Value, amended, entries, entry, root_of
from talanoa.authoring import Field, Taken, Values, fields, ids, proposed_id
from talanoa.authoring.differences import differences
from talanoa.authoring.entries import text_of, written
from talanoa.files import read_bytes
from talanoa.load import Content
from talanoa.model.dates import read_duration, read_moment
from talanoa.model.scalars import READERS
from talanoa.model.values import Markdown, MarkdownWords, Text, Words
from talanoa.model.wrong import Wrong
from talanoa.problems import Problem
from talanoa.sheets.cells import scalar
from talanoa.sheets.matching import Thing
from talanoa.sheets.readings import Reading, Wish, title_of
from talanoa.sheets.words import Kind
from talanoa.source import MAX_BYTES, Node, Scalar
from talanoa.source import Mapping as Group
from talanoa.source import Sequence as List


@dataclass(frozen=True, slots=True)
class Done:
    """What becomes of a row: the id of its entry, the file, and which fields change; a new entry has none of them."""

    reading: Reading
    id: str
    file: str
    is_new: bool
    changed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Plan:
    """The files that change, with their new bytes, and what becomes of each row."""

    files: Mapping[str, bytes] = field(default_factory=dict)
    done: tuple[Done, ...] = ()


NAMED = 100
"""Of new rows that are only counted, so many have an id."""

New = tuple[Reading, str, Mapping[str, Value]]
"""A row with the id and the values of the entry that it becomes."""


class Unsafe(Exception):
    """A file is written in a way that can't be changed without a risk to the rest of it."""

    def __init__(self, file: str) -> None:
        super().__init__(file)
        self.file = file


def plan(
    kind: Kind, rows: Sequence[tuple[Reading, Thing | None]], wish: Wish, files: Content, *, counted: bool = False
) -> Plan:
    """Everything that the rows change; raises Unsafe or OSError. Of new ones that are only `counted`, no text is made."""
    noun = "members" if kind == "member" else "events"
    home = _home(noun, files)
    done: list[Done] = []
    changes: dict[str, list[tuple[Reading, Thing]]] = defaultdict(list)
    new: list[New] = []
    taken = Taken(ids(files, kind))
    for reading, thing in rows:
        if thing is not None:
            changes[thing.id.place.file].append((reading, thing))
            continue
        if counted and len(done) >= NAMED:
            done.append(Done(reading, "", home, True))
            continue
        id = reading.id if reading.id and reading.id not in taken else ""
        id = id or proposed_id(title_of(kind, reading, str(files.network.language)), taken, kind)
        taken.add(id)
        if counted:
            done.append(Done(reading, id, home, True))
            continue
        new.append((reading, id, written(kind, {"id": id, **_of_new(kind, values_of(reading, files), wish, files)})))
    there = {file: read_bytes(files.root, file, MAX_BYTES + 1) for file in changes}
    made: dict[str, bytes] = {}
    where: dict[str, str] = {}
    if new and home and os.path.lexists(files.root / home):
        there.setdefault(home, read_bytes(files.root, home, MAX_BYTES + 1))
    for file, data in there.items():
        additions = new if file == home else []
        made[file], changed = _amended(kind, noun, data, file, changes.get(file, ()), additions, files)
        done += changed
    if new and home and home not in there:
        made[home] = _list_of(noun, new)
    if new and not home:
        where = {id: _free(noun, id, files) for _, id, _ in new}
        made |= {where[id]: text_of(values).encode() for _, id, values in new}
    done += (Done(reading, id, where.get(id, home), True) for reading, id, _ in new)
    done.sort(key=lambda it: it.reading.row.number)
    return Plan({file: data for file, data in made.items() if data != there.get(file)}, tuple(done))


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


def _of_new(kind: Kind, values: dict[str, Any], wish: Wish, files: Content) -> dict[str, Any]:
    """With what every new event needs: a kind, and the zone that was asked for."""
    if kind == "member":
        return values
    if wish.timezone and wish.timezone != str(files.network.timezone):
        values.setdefault("timezone", wish.timezone)
    values.setdefault("type", "other")
    return values


# --- files ------------------------------------------------------------------------------------------------------------


def _home(noun: str, files: Content) -> str:
    """The one list that has all entries, or will; empty where each has a file of its own."""
    things: Sequence[Thing] = files.members if noun == "members" else files.events
    file = f"{noun}.yml"
    return file if all(thing.id.place.file == file for thing in things) else ""


def _free(noun: str, id: str, files: Content) -> str:
    name, number = f"{noun}/{id}.yml", 1
    while os.path.lexists(files.root / name):
        number += 1
        name = f"{noun}/{id}-{number}.yml"
    return name


def _list_of(noun: str, new: Sequence[New]) -> bytes:
    """A list of entries, with an empty line between them."""
    made = (entry(values, 2) for _, _, values in sorted(new, key=lambda it: it[1]))
    return (f"{noun}:\n" + "\n".join(f"  {one}\n" for one in made)).encode()


def _amended(
    kind: Kind,
    noun: str,
    data: bytes,
    file: str,
    changed: Sequence[tuple[Reading, Thing]],
    new: Sequence[New],
    files: Content,
) -> tuple[bytes, list[Done]]:
    problems: list[Problem] = []
    root = root_of(data, file, problems)
    if root is None and not problems:  # nothing, or remarks alone
        return data + (b"" if data.endswith(b"\n") or not data else b"\n") + _list_of(noun, new), []
    if root is None:
        raise Unsafe(file)
    nodes = entries(root)
    for whole_lists in (False, True):
        wished: list[Change] = []
        done: list[Done] = []
        for reading, thing in changed:
            node = nodes.get(thing.id.place)
            if not isinstance(node, Group):
                raise Unsafe(file)
            made = [*_differences(kind, reading, thing, node, files, whole_lists=whole_lists)]
            wished += made
            paths = tuple(dict.fromkeys(".".join(map(str, it.path)) for it in made))
            done.append(Done(reading, str(thing.id), file, False, paths))
        wished += _additions(noun, file, root, new)
        if not wished:
            return data, done
        text, amendments = amended(data, file, wished)
        if len(amendments) == len(wished):
            return text, done
    raise Unsafe(file)


def _additions(noun: str, file: str, root: Node, new: Sequence[New]) -> Iterator[Change]:
    """Each at its place among sorted ids, at the end otherwise."""
    items = root.get(noun) if isinstance(root, Group) else None
    made = sorted(new, key=lambda it: it[1])
    if not made:
        return
    if not isinstance(items, List) or not items.items:
        yield Put(file, None, (noun,), [values for _, _, values in made])
        return
    known = [item.get("id") if isinstance(item, Group) else None for item in items.items]
    names = [it.text if isinstance(it, Scalar) else "" for it in known]
    in_order = names == sorted(names)
    for _, id, values in made if in_order else new:
        yield Insert(file, None, (noun,), values, bisect(names, id) if in_order else None)


def _differences(
    kind: Kind, reading: Reading, thing: Thing, node: Group, files: Content, *, whole_lists: bool
) -> Iterator[Change]:
    known = fields(kind)
    wished = written(kind, values_of(reading, files))
    wished.pop("id", None)
    if not reading.id:  # by its name it was found, however that is written
        wished = {
            key: value for key, value in wished.items() if key not in ("name", "title") or isinstance(value, Mapping)
        }
    asked = _without_known(node, wished, known, str(files.network.language))
    if kind == "event":
        asked = _end(node, asked)
    yield from differences(
        thing.id.place.file, thing.id.place, node, asked, known, str(files.network.language), whole_lists=whole_lists
    )


def _end(node: Group, asked: dict[str, Value]) -> dict[str, Value]:
    """An event has an end or a duration: of one that is there already, nothing is said twice."""
    old = {key: it for key in ("start", "end", "duration") if isinstance(it := node.get(key), Scalar)}
    for key, other in (("end", "duration"), ("duration", "end")):
        if key not in asked or other not in old or other in asked:
            continue
        try:
            start = read_moment(scalar(str(asked.get("start", old["start"].text))))
            texts = {key: str(asked[key]), other: old[other].text}
            same = _plus(start, read_duration(scalar(texts["duration"]))) == read_moment(scalar(texts["end"]))
        except (Wrong, KeyError, TypeError, OverflowError):
            same = False
        rest = {name: value for name, value in asked.items() if name != key}
        asked = rest if same else {**asked, other: ""}
    return asked


def _plus(start: date, length: timedelta) -> date:
    return start + length if isinstance(start, datetime) else start + length - timedelta(days=1)


def _without_known(node: Group, wished: Values, known: Sequence[Field], language: str) -> dict[str, Value]:
    """Those that the entry doesn't say yet, in whatever way it says them."""
    by_key = {field.key: field for field in known}
    asked: dict[str, Value] = {}
    for key, value in wished.items():
        old, field = node.get(key), by_key.get(key)
        if old is None or field is None:
            asked[key] = value
        elif field.by_language:
            if not _is_said(old, value, field, language):
                asked[key] = value
        elif isinstance(old, Group) and isinstance(value, Mapping):
            if inner := _without_known(old, value, field.fields, language):
                asked[key] = inner
        elif not _is_same(old, value, field):
            asked[key] = value
    return asked


def _is_said(old: Node, value: Value, field: Field, language: str) -> bool:
    """True if a text is there, in whichever language."""
    texts = {"": old} if isinstance(old, Scalar) else {}
    if isinstance(old, Group):
        texts = {key: it for key, (_, it) in old.entries.items() if isinstance(it, Scalar)}
    if isinstance(value, Mapping):
        return all(
            (one := texts.get(key) or texts.get("" if key == language else key)) and _is_same(one, it, field)
            for key, it in value.items()
        )
    return any(_is_same(text, value, field) for text in texts.values())


def _is_same(old: Node, value: Value, field: Field) -> bool:
    """True if two ways of writing are the same value; lists in any order."""
    if isinstance(value, str):
        if not isinstance(old, Scalar):
            return False
        if " ".join(old.text.split()) == " ".join(value.split()):
            return True
        hint = Text if field.hint is Words else Markdown if field.hint is MarkdownWords else field.hint
        reader = READERS.get(hint)
        if reader is None or field.shape in ("line", "text"):
            return False
        try:
            return bool(reader(old) == reader(scalar(value)))
        except Wrong:
            return False
    if isinstance(value, Mapping) or not isinstance(old, List):
        return False
    was = sorted(it.text.strip() for it in old.items if isinstance(it, Scalar))
    return len(was) == len(old.items) and was == sorted(map(str, value))
