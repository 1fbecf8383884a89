"""Entries → model: a frozen Struct's annotations are the shape of its entry.

`read(Member, node, problems)` reads what the class declares and reports whatever is wrong, all of it. The kinds of
annotation are few: a value type of `scalars.READERS`, `X | None`, `tuple[X, ...]`, `Literal[...]`, another Struct,
`Words` and `MarkdownWords`, and `Keyed` lists, which a file writes as a mapping. A field without a default is required.
A trailing underscore is not part of a key; `written_at` is the place of the entry itself. A class may have
`rules(self, node)`, which yields problems of its own.
"""

from __future__ import annotations

import re
import types
from collections.abc import Callable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import replace
from functools import cache
from typing import Any, Final, Literal, TypeGuard, TypeVar, Union, get_args, get_origin, get_type_hints

from msgspec import Struct
from msgspec.structs import fields

from talanoa import source
from talanoa.model.scalars import READERS, is_slug, read_language, read_text
from talanoa.model.values import DocumentRef, Host, Language, Markdown, MarkdownWords, Moment, Text, Words
from talanoa.model.wrong import Wrong, shown
from talanoa.problems import Place, Problem, nearest
from talanoa.source import Node, Scalar, Sequence, has_value

T = TypeVar("T", bound=Struct)
Problems = list[Problem]
Reader = Callable[[Node, Problems], Any]


class _Invalid:
    """What a reader returns after it has reported a problem."""


INVALID: Final = _Invalid()
ABSENT: Final = object()
_IN_A_ROW = re.compile(r"[\w., -]{1,200}")  # what stays as it is between brackets


class Keyed(Struct, frozen=True):
    """Marks a list whose items a file writes as a mapping; the key becomes the field `name`."""

    name: str


class _Field(Struct, frozen=True):
    key: str
    name: str
    required: bool
    reader: Reader


def read(
    cls: type[T],
    node: Node,
    problems: Problems,
    *,
    given: Mapping[str, Any] | None = None,
    defaults: Mapping[str, Any] | None = None,
) -> T | None:
    """A value of `cls`, or None if a required field can't be had; `given` fields are not looked for in the entry."""
    given = given or {}
    plan = _plan(cls)
    if not isinstance(node, source.Mapping):
        problems.append(_no_group(node, plan))
        return None
    known = {field.key for field in plan if field.name not in given} if given else _keys(cls)
    unknown = [_unknown_key(key, known, scalar.place) for key, (scalar, _) in node.entries.items() if key not in known]
    problems.extend(unknown)
    misspelt = {problem.suggestion for problem in unknown} - node.entries.keys()
    values: dict[str, Any] = dict(defaults or {}) | dict(given)
    complete = True
    for field in plan:
        if field.name in given:
            continue
        required = field.required and field.name not in values
        if field.key in misspelt or (not required and field.key not in node.entries):
            complete = complete and not required
            continue
        value = _value(field, node, problems, required)
        if value is INVALID:
            complete = complete and not required
        elif value is not ABSENT:
            values[field.name] = value
    if "written_at" in cls.__struct_fields__ and "written_at" not in given:
        values["written_at"] = (node.get("id") or node).place
    if not complete:
        return None
    thing = cls(**values)
    if rules := getattr(thing, "rules", None):
        problems.extend(rules(node))
    return thing


def _value(field: _Field, node: source.Mapping, problems: Problems, required: bool) -> Any:
    child = node.get(field.key)
    if not has_value(child):
        if isinstance(child, Scalar):
            problems.extend(source.commented_out(child))
        if not required:
            return ABSENT
        place = child.place if child else _place_for_missing(node)
        problems.append(
            Problem(
                "missing-field", f"the field '{field.key}' is missing", place, _help_for_missing(field, child, node)
            )
        )
        return INVALID
    return field.reader(child, problems)


def _help_for_missing(field: _Field, child: Node | None, node: source.Mapping) -> str:
    if isinstance(child, Scalar) and child.text:
        return f"YAML reads {child.text} as no value; if it is a text, write '{child.text}' in quotation marks"
    if child and child.source.text.startswith(" #", child.end):
        return "YAML reads everything after a # as a comment; if it is the text, put it in quotation marks"
    is_in_braces = node.source.text.startswith("{", node.start)
    return f"add `{field.key}: …` between {{ and }}" if is_in_braces else f"add a line `{field.key}: …`"


def _place_for_missing(node: source.Mapping) -> Place:
    """The entry's id if it has one, else its first key: a place that fits one line."""
    identity = node.get("id")
    if identity is not None:
        return identity.place
    first = next(iter(node.entries.values()), None)
    return first[0].place if first else node.place


def _unknown_key(key: str, known: AbstractSet[str], place: Place) -> Problem:
    meant = nearest(key, known)
    help = f"write `{meant}`, or take the field out" if meant else "the fields here are " + ", ".join(sorted(known))
    return Problem("unknown-key", f"there is no field '{shown(key)}' here", place, help, meant)


def _wrong_shape(node: Node, wanted: str) -> Problem:
    found = "a text" if isinstance(node, Scalar) else "a list" if isinstance(node, Sequence) else "a group of fields"
    message = f"this is {found} instead of {wanted}"
    return Problem("wrong-shape", message, node.place, f"write {wanted}")


def _no_group(node: Node, plan: tuple[_Field, ...]) -> Problem:
    """Something else where a group is meant; the help has the fields without which it can't be one."""
    fields = [field for field in plan if field.required] or plan[:2]
    help = "write a group of fields: " + ", ".join(f"`{field.key}: …`" for field in fields)
    return replace(_wrong_shape(node, "a group of fields (`key: value`)"), help=help)


def _no_list(node: Node, of_texts: bool) -> Problem:
    """One text, or several with commas between them, are a list between brackets."""
    problem = _wrong_shape(node, "a list (`[a, b]`, or a line `- a` for each)")
    written = node.source.text[node.start : node.end]
    is_whole = of_texts and isinstance(node, Scalar) and _IN_A_ROW.fullmatch(written)
    return replace(problem, suggestion=f"[{written}]") if is_whole else problem


def _no_text(node: Node, free: bool) -> Problem:
    """A list or a group where a text is meant: `[Draft]`, `- Budget: what next`, or a list of one value."""
    written = node.source.text[node.start : node.end]
    help, suggestion = "write a text", None
    if free:
        help = "write a text; if it begins with [ or {, or has a colon and a space, put it in quotation marks"
        suggestion = (
            source.quoted(written) if "\n" not in written and len(written) < 200 and written[0] not in "!&" else None
        )
    elif isinstance(node, Sequence) and len(node.items) == 1 and isinstance(item := node.items[0], Scalar):
        suggestion = item.source.text[item.start : item.end]
    return replace(_wrong_shape(node, "a text"), help=help, suggestion=suggestion)


class Declared(Struct, frozen=True):
    """A field as its class declares it; `hint` is the annotation."""

    key: str
    name: str
    required: bool
    hint: Any


@cache
def declared(cls: type) -> tuple[Declared, ...]:
    """The fields that an entry of this class may have."""
    hints = get_type_hints(cls, include_extras=True)
    return tuple(
        Declared(
            field.name.removesuffix("_"),
            field.name,
            field.required,
            hints[field.name],
        )
        for field in fields(cls)
        if hints[field.name] is not Place
    )


@cache
def _keys(cls: type) -> frozenset[str]:
    return frozenset(field.key for field in _plan(cls))


@cache
def _plan(cls: type) -> tuple[_Field, ...]:
    return tuple(_Field(it.key, it.name, it.required, _reader(it.hint)) for it in declared(cls))


def read_value(hint: Any, node: Node, problems: Problems) -> None:
    """Judges a value by the annotation of its field alone."""
    _reader(hint)(node, problems)


def _reader(hint: Any) -> Reader:
    """How a value of the annotated type is read."""
    if hint in READERS:
        return _scalar(READERS[hint], free=hint in _FREE)
    if hint is Words:
        return _words
    if hint is MarkdownWords:
        return _markdown_words
    origin, arguments = get_origin(hint), get_args(hint)
    if origin is Literal:
        return _choice(arguments)
    if origin in (Union, types.UnionType):
        return _union(arguments)
    if origin is tuple:
        return _list(_reader(arguments[0]), of_texts=not _is_group(arguments[0]))
    if getattr(hint, "__metadata__", None):
        return _keyed(hint.__metadata__[0], get_args(arguments[0])[0])
    if _is_group(hint):
        return _nested(hint)
    raise TypeError(f"no reader for {hint!r}")


def _is_group(hint: object) -> TypeGuard[type[Struct]]:
    """True for what is read from a group of fields."""
    return isinstance(hint, type) and issubclass(hint, Struct)


def _union(arguments: tuple[Any, ...]) -> Reader:
    """`X | None`, or the one of several types whose shape fits the entry's."""
    options = [argument for argument in arguments if argument is not types.NoneType]
    if {*options} == {*get_args(Moment)}:
        return _scalar(READERS[Moment])
    by_shape: dict[type[Node], Reader] = {}
    for option in options:
        shape = source.Mapping if _is_group(option) and option not in READERS else Scalar
        by_shape[Sequence if get_origin(option) is tuple else shape] = _reader(option)
    fallback = next(iter(by_shape.values()))
    return lambda node, problems: by_shape.get(type(node), fallback)(node, problems)


# Values in which any text is right, so that only their writing can show that some of it is lost.
_FREE = frozenset({str, Text, Host, DocumentRef, Markdown})


def _scalar(convert: Callable[[Scalar], Any], *, free: bool = False) -> Reader:
    def reader(node: Node, problems: Problems) -> Any:
        if not isinstance(node, Scalar):
            problems.append(_no_text(node, free))
            return INVALID
        if free and not (convert is READERS[Host] and is_slug(node.text)):  # an id is judged as one
            problems.extend(source.losses(node, markdown=convert is READERS[Markdown]))
        try:
            return convert(node)
        except Wrong as wrong:
            problems.append(Problem(wrong.code, wrong.message, node.place, wrong.help, wrong.suggestion))
            return INVALID

    return reader


def _choice(options: tuple[str, ...]) -> Reader:
    def convert(scalar: Scalar) -> str:
        text = scalar.text.strip()
        if text not in options:
            raise Wrong(
                "bad-choice",
                f"'{shown(text)}' is not one of the choices",
                "the choices are " + ", ".join(options),
                nearest(text, options),
            )
        return text

    return _scalar(convert)


def _list(item: Reader, *, of_texts: bool) -> Reader:
    def reader(node: Node, problems: Problems) -> Any:
        if not isinstance(node, Sequence):
            problems.append(_no_list(node, of_texts))
            return INVALID
        values = [item(child, problems) for child in node.items]
        return tuple(value for value in values if value is not INVALID)

    return reader


def _nested(cls: type) -> Reader:
    def reader(node: Node, problems: Problems) -> Any:
        value = read(cls, node, problems)
        return INVALID if value is None else value

    return reader


def _keyed(mark: Keyed, cls: type) -> Reader:
    key_reader = _reader(get_type_hints(cls)[mark.name])

    def reader(node: Node, problems: Problems) -> Any:
        if not isinstance(node, source.Mapping):
            problems.append(_wrong_shape(node, "a group with what differs on each date (`2026-03-17: { … }`)"))
            return INVALID
        items: dict[Any, Any] = {}
        for scalar, child in node.entries.values():
            key = key_reader(scalar, problems)
            if items.get(key) is not None:
                problems.append(_twice(scalar))
            elif key is not INVALID:
                items[key] = read(cls, child, problems, given={mark.name: key, "written_at": scalar.place})
        return tuple(item for item in items.values() if item is not None)

    return reader


def _by_language(node: Node, problems: Problems, convert: Callable[[Scalar], Any]) -> Any:
    """A text, or a mapping of language to text, as language → text."""
    read_one = _scalar(convert, free=True)
    if not isinstance(node, source.Mapping):
        value = read_one(node, problems)
        return INVALID if value is INVALID else {"": value}
    texts = {}
    for key, child in node.entries.values():
        language: Language | _Invalid = _scalar(read_language)(key, problems)
        value = read_one(child, problems)
        if language in texts:
            problems.append(_twice(key))
            continue
        if not isinstance(language, _Invalid) and value is not INVALID:
            texts[str(language)] = value
    if not texts and not node.entries:
        problems.append(
            Problem("bad-text", "there is no text here in any language", node.place, "write a text, or `en: text`")
        )
    return texts or INVALID


def _twice(key: Scalar) -> Problem:
    return Problem("duplicate-key", f"the key '{shown(key.text)}' is here twice", key.place, "keep one of the two")


def _words(node: Node, problems: Problems) -> Any:
    texts = _by_language(node, problems, read_text)
    return INVALID if texts is INVALID else Words(texts)


def _markdown_words(node: Node, problems: Problems) -> Any:
    texts = _by_language(node, problems, READERS[Markdown])
    return INVALID if texts is INVALID else MarkdownWords(texts)
