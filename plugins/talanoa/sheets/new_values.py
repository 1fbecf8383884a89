"""What a row says that its entry doesn't, in whatever way the entry says it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta

from talanoa.amend import Value
from talanoa.authoring import Field, Values
from talanoa.markup import convert
from talanoa.model.dates import read_duration, read_moment
from talanoa.model.wrong import Wrong
from talanoa.sheets.cells import reader_of, scalar
from talanoa.source import Mapping as Group
from talanoa.source import Node, Scalar
from talanoa.source import Sequence as List


def new_values(node: Group, wished: Values, known: Sequence[Field], language: str) -> dict[str, Value]:
    """Those of the wished values that the entry doesn't say."""
    by_key = {field.key: field for field in known}
    asked: dict[str, Value] = {}
    for key, value in wished.items():
        old, field = node.get(key), by_key.get(key)
        if old is None or field is None:
            asked[key] = value
        elif field.by_language:
            if not _is_there_already(old, value, field, language):
                asked[key] = value
        elif isinstance(old, Group) and isinstance(value, Mapping):
            if inner := new_values(old, value, field.fields, language):
                asked[key] = inner
        elif not _is_same(old, value, field):
            asked[key] = value
    return asked


def ends_once(node: Group, asked: dict[str, Value]) -> dict[str, Value]:
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


def _is_there_already(old: Node, value: Value, field: Field, language: str) -> bool:
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
        if " ".join(old.text.split()) == (words := " ".join(value.split())):
            return True
        if field.shape == "text":  # in plain words, as tables of the site have it
            return " ".join(convert(old.text).text.split()) == words
        reader = reader_of(field)
        if reader is None or field.shape == "line":
            return False
        try:
            return bool(reader(old) == reader(scalar(value)))
        except Wrong:
            return False
    if isinstance(value, Mapping) or not isinstance(old, List):
        return False
    was = sorted(it.text.strip() for it in old.items if isinstance(it, Scalar))
    return len(was) == len(old.items) and was == sorted(map(str, value))
