"""What an entry says and what it should say → the changes for it, and no others."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from difflib import SequenceMatcher

from msgspec.structs import replace

from talanoa.amend import Change, InLine, Insert, Put, Remove, Value
from talanoa.authoring.fields import Field
from talanoa.problems import Place
from talanoa.source import Mapping as Group
from talanoa.source import Node, Scalar, has_value, nfc
from talanoa.source import Sequence as List

Path = tuple[str | int, ...]


def differences(
    file: str,
    entry: Place | None,
    node: Group,
    wished: Mapping[str, Value],
    known: tuple[Field, ...],
    language: str,
    *,
    whole_lists: bool,
) -> Iterator[Change]:
    """An empty value takes its field away. A list changes item by item, or as a whole."""
    for change in _of_group((), node, wished, known, language, whole_lists):
        yield replace(change, file=file, entry=entry)


def _of_group(
    path: Path, node: Group, wished: Mapping[str, Value], known: tuple[Field, ...], language: str, whole_lists: bool
) -> Iterator[Change]:
    keys = [field.key for field in known]
    gone = {key for key, value in wished.items() if not value}
    if path and {*node.entries} <= gone:
        yield Remove("", None, path)
        return
    for key, value in wished.items():
        old = node.get(key)
        here = (*path, key)
        before = tuple(reversed(keys[: keys.index(key)])) if key in keys else ()
        if not value:
            if old is not None:
                yield Remove("", None, here)
        elif not has_value(old):
            yield Put("", None, here, _without_empty(value), before)
        elif not says(old, value):
            field = next((field for field in known if field.key == key), None)
            yield from _of_value(here, old, value, field, language, whole_lists)


def _of_value(
    path: Path, old: Node, value: Value, field: Field | None, language: str, whole_lists: bool
) -> Iterator[Change]:
    below = field.fields if field else ()
    if field and field.by_language and isinstance(old, Group) and isinstance(value, str):
        yield from _of_group(path, old, {language: value}, (), language, whole_lists)
    elif field and field.by_language and isinstance(old, Scalar) and isinstance(value, Mapping):
        kept = {} if language in value else {language: old.text}
        yield Put("", None, path, {**kept, **_without_empty(value)})  # type: ignore[dict-item]
    elif isinstance(old, Group) and isinstance(value, Mapping):
        yield from _of_group(path, old, value, below, language, whole_lists)
    elif isinstance(old, List) and old.items and not isinstance(value, (str, Mapping)) and not whole_lists:
        yield from _of_items(path, old, value)
    else:
        new = _without_empty(value)
        is_flow = isinstance(old, List) and old.source.text[old.start : old.start + 1] == "["
        yield Put("", None, path, [*new] if isinstance(new, InLine) and not is_flow else new)


def _of_items(path: Path, old: List, value: Sequence[Value]) -> Iterator[Change]:
    was, now = [_comparable(item) for item in old.items], [_comparable_value(item) for item in value]
    for what, start, end, first, last in SequenceMatcher(None, was, now, autojunk=False).get_opcodes():
        if what != "equal":
            yield from (Insert("", None, path, value[number], start) for number in range(first, last))
            yield from (Remove("", None, (*path, number)) for number in range(start, end))


def says(node: Node, value: Value) -> bool:
    """True if a node says this already; fields that aren't in a group of values are not asked for."""
    if isinstance(value, str):
        return isinstance(node, Scalar) and node.text.strip() == nfc(value).strip() and not node.is_null
    if isinstance(value, Mapping):
        return isinstance(node, Group) and all(
            says(node.entries[key][1], one) if key in node.entries else not one for key, one in value.items()
        )
    return isinstance(node, List) and [_comparable(item) for item in node.items] == [
        _comparable_value(item) for item in value
    ]


def _without_empty(value: Value) -> Value:
    if isinstance(value, Mapping):
        return {key: _without_empty(one) for key, one in value.items() if one}
    return value


def _comparable(node: Node) -> str:
    """What a node says, in a form to compare."""
    if isinstance(node, Group):
        return repr(sorted((key, _comparable(value)) for key, (_, value) in node.entries.items()))
    if isinstance(node, List):
        return repr([_comparable(item) for item in node.items])
    return node.text.strip() if isinstance(node, Scalar) else ""


def _comparable_value(value: Value) -> str:
    if isinstance(value, Mapping):
        return repr(sorted((key, _comparable_value(one)) for key, one in value.items()))
    if isinstance(value, str):
        return nfc(value).strip()
    return repr([_comparable_value(item) for item in value])
