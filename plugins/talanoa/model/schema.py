"""The model → JSON Schemas (2020-12) of the network's files, by which editors complete, explain and check them.

They are read off the same classes by which fields.py reads entries, so the two can't differ. A schema looks at one
value at a time: `talanoa check` knows more. It is never narrower than the check, for a false alarm in an editor is worse
than none: ids that the network has are offered as examples, and not demanded, since one may be in the same change.
"""

from __future__ import annotations

import types
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any, Final, Literal, Union, get_args, get_origin

from msgspec import Struct, json

from talanoa.model.event import Event
from talanoa.model.fields import declared
from talanoa.model.meanings import MEANINGS
from talanoa.model.member import Member
from talanoa.model.network import Network
from talanoa.model.post import Post
from talanoa.model.scalars import PATTERNS, countries
from talanoa.model.series import Series
from talanoa.model.values import (
    ActivityRef,
    AgendaDay,
    CountryRef,
    DocumentRef,
    Happened,
    Host,
    Markdown,
    MarkdownWords,
    MemberKind,
    Moment,
    StatusRef,
    Text,
    ThemeRef,
    TimeZone,
    Words,
)
from talanoa.model.zones import zone_names

Noun = Literal["network", "members", "events", "post"]
NOUNS: Final[tuple[Noun, ...]] = get_args(Noun)
Schema = dict[str, Any]

# A number is a text that no one put in quotes: `short_name: 350`.
_TEXT = ("string", "number")
# Values that are one of a long list.
_LISTS: Mapping[Any, tuple[str, Callable[[], Iterable[str]]]] = {
    CountryRef: ("CountryCode", countries),
    TimeZone: ("TimeZone", zone_names),
}


class File(Struct, frozen=True):
    """A file of the network: what an entry of it is, and what its place gives, so that no one writes it."""

    cls: type
    title: str
    description: str
    given: frozenset[str] = frozenset()
    defaults: frozenset[str] = frozenset()


FILES: Mapping[Noun, File] = {
    "network": File(Network, "network.yml", "Who the network is, its term, themes, activities and countries."),
    "members": File(Member, "members.yml", "The members of the network, or one of them in a file of members/."),
    "events": File(
        Event,
        "events.yml",
        "The events of the network, or one of them in a file of events/.",
        defaults=frozenset({"timezone"}),
    ),
    "post": File(
        Post,
        "The top of a post",
        "The fields between the two lines of --- at the beginning of a file of posts/.",
        given=frozenset({"slug", "path", "body"}),
        defaults=frozenset({"language"}),
    ),
}


def schema_text(noun: Noun, address: str, network: Network | None = None) -> str:
    """The schema as it is published at `address`; the ids of `network` are its examples."""
    return json.format(json.encode(schema(noun, address, network)), indent=2).decode() + "\n"


def schema(noun: Noun, address: str, network: Network | None = None) -> Schema:
    file = FILES[noun]
    maker = _Maker(network)
    entry = maker.fields(file.cls, file.given, file.defaults) | {"type": "object"}
    head: Schema = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": address,
        "title": file.title,
        "description": file.description,
        "$comment": "Made by Talanoa, whose licence (MIT) is the schema's too.",
    }
    if noun not in ("members", "events"):
        return head | entry | maker.definitions()
    one: Schema = {"$ref": f"#/$defs/{file.cls.__name__}"}
    lists: Schema = {noun: {"description": file.description, "type": ["array", "null"], "items": one}}
    is_many: list[Schema] = [{"required": [noun]}]
    if noun == "events":
        lists["series"] = {"description": "Series of events.", "type": ["array", "null"], "items": maker.of(Series)}
        is_many.append({"required": ["series"], "not": {"required": ["id"]}})
    many = {"type": "object", "properties": lists, "additionalProperties": False}
    # Not `anyOf` of the whole: which of the two is meant is plain, and so are then the complaints.
    choice = {"if": {"type": "object", "anyOf": is_many}, "then": many, "else": one}
    maker.made = {file.cls.__name__: entry, **maker.made}
    return head | choice | maker.definitions()


class _Maker:
    """Makes the schemas of annotations; those of classes are kept as definitions, each once."""

    def __init__(self, network: Network | None) -> None:
        self.made: dict[str, Schema] = {}
        self.examples: Mapping[Any, list[str]] = _examples(network) if network else {}

    def definitions(self) -> Schema:
        return {"$defs": dict(sorted(self.made.items()))} if self.made else {}

    def fields(self, cls: type, given: frozenset[str] = frozenset(), defaults: frozenset[str] = frozenset()) -> Schema:
        meanings = MEANINGS[cls]
        shape = [field for field in declared(cls) if field.name not in given]
        required = [field.key for field in shape if field.required and field.name not in defaults]
        properties = {}
        for field in shape:
            made = self.of(field.hint)
            if field.key in required and made.get("type") == "array":
                made["minItems"] = 1
            if field.key not in required:
                made = _or_null(made)
            properties[field.key] = {"description": meanings[field.key], **made}
        return {
            "type": ["object", "null"],
            "properties": properties,
            **({"required": required} if required else {}),
            "additionalProperties": False,
        }

    def of(self, hint: Any) -> Schema:
        """What a value of the annotated type looks like."""
        if hint in (Words, MarkdownWords):
            text = self.of(Text if hint is Words else Markdown)
            language = {"propertyNames": {"pattern": "^[a-z]{2,3}(-[A-Za-z0-9]+)*$"}, "minProperties": 1}
            return {"type": [*_TEXT, "object"], "minLength": 1, "additionalProperties": text, **language}
        if hint is bool:
            return {"type": "boolean"}
        if hint is Happened:
            return {"type": ["boolean", "string"], "pattern": _whole(PATTERNS[hint])}
        if hint in (int, float):
            whole = {"type": ["integer", "string"], "minimum": 0}
            return (whole if hint is int else {"type": ["number", "string"]}) | {"pattern": _whole(PATTERNS[hint])}
        if hint in _LISTS:
            name, values = _LISTS[hint]
            self.made.setdefault(name, {"type": ["string", "null"], "enum": [*sorted(values()), None]})
            return _reference(name, "string")
        if hint in (str, Text, Markdown, Host, DocumentRef):
            return {"type": [*_TEXT], "minLength": 1}
        if hint is AgendaDay:
            return {"type": ["integer", "string"], "minimum": 1, "pattern": _whole(PATTERNS[hint])}
        if hint in PATTERNS:
            examples = [*MemberKind.BUILT_IN] if hint is MemberKind else []
            examples += self.examples.get(hint, [])
            return {"type": "string", "pattern": _whole(PATTERNS[hint])} | ({"examples": examples} if examples else {})
        return self._of_several(hint)

    def _of_several(self, hint: Any) -> Schema:
        origin, arguments = get_origin(hint), get_args(hint)
        if origin is Literal:
            return {"type": "string", "enum": list(arguments)}
        if origin in (Union, types.UnionType):
            return self._union([argument for argument in arguments if argument is not types.NoneType])
        if origin is tuple:
            return {"type": "array", "items": self.of(arguments[0])}
        if getattr(hint, "__metadata__", None):
            mark, cls = hint.__metadata__[0], get_args(arguments[0])[0]
            self._define(cls, frozenset({mark.name}))
            return {
                "type": "object",
                "propertyNames": {"pattern": _whole(PATTERNS[date])},
                "additionalProperties": _reference(cls.__name__, "object"),
            }
        if isinstance(hint, type) and issubclass(hint, Struct):
            self._define(hint)
            return _reference(hint.__name__, "object")
        raise TypeError(f"no schema for {hint!r}")

    def _union(self, options: list[Any]) -> Schema:
        if {*options} == {*get_args(Moment)}:
            return {"type": "string", "pattern": _whole(PATTERNS[Moment])}
        if len(options) == 1:
            return self.of(options[0])
        return {"anyOf": [self.of(option) for option in options]}

    def _define(self, cls: type, given: frozenset[str] = frozenset()) -> None:
        if cls.__name__ not in self.made:
            self.made[cls.__name__] = {}
            self.made[cls.__name__] = self.fields(cls, given)


def _or_null(made: Schema) -> Schema:
    """A field that may be missing may also be empty."""
    if "anyOf" in made:
        return {"anyOf": [*made["anyOf"], {"type": "null"}]}
    if "$ref" in made:
        return {"$ref": made["$ref"]}
    kinds = made["type"] if isinstance(made["type"], list) else [made["type"]]
    more = {"enum": [*made["enum"], None]} if "enum" in made else {}
    return made | {"type": [*kinds, "null"]} | more


def _reference(name: str, kind: str) -> Schema:
    """A definition may be null; the type next to the reference says that here it isn't."""
    return {"$ref": f"#/$defs/{name}", "type": kind}


def _whole(pattern: str) -> str:
    return f"^(?:{pattern})$"


def _examples(network: Network) -> Mapping[Any, list[str]]:
    return {
        MemberKind: [str(kind.id) for kind in network.member_kinds],
        ThemeRef: [str(theme.id) for theme in network.themes],
        ActivityRef: [str(activity.id) for activity in network.activities],
        StatusRef: [str(status.id) for status in network.statuses],
    }
