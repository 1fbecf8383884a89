"""One description of the fields of posts, members and events, read off the model's classes.

Forms, sheets, questions on a terminal, editors' configurations and the manual's tables take their words, choices and order
from here, so none of them can differ from what the files may say.
"""

from __future__ import annotations

import types
from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache
from typing import Any, Final, Literal, Union, get_args, get_origin

from msgspec import Struct
from msgspec.structs import replace

from talanoa.load import Content
from talanoa.model.fields import declared
from talanoa.model.meanings import MEANINGS
from talanoa.model.post import Guest
from talanoa.model.scalars import countries
from talanoa.model.schema import FILES, Noun
from talanoa.model.values import (
    AgendaDay,
    ClockTime,
    CountryRef,
    Email,
    FilePath,
    Happened,
    Id,
    Language,
    Markdown,
    MarkdownWords,
    MemberKind,
    Moment,
    Reach,
    Ref,
    Rhythm,
    Stamp,
    Text,
    TimeZone,
    Url,
    Words,
)
from talanoa.model.zones import zone_names

Kind = Literal["post", "statement", "notes", "member", "event"]
KINDS: Final[tuple[Kind, ...]] = get_args(Kind)
NOUN_OF: Final[dict[Kind, Noun]] = {
    "post": "post",
    "statement": "post",
    "notes": "post",
    "member": "members",
    "event": "events",
}

Shape = Literal[
    "line",  # a text of one line
    "text",  # Markdown of as many lines as one likes
    "choice",  # one of `choices`
    "reference",  # the id of a `noun`
    "person",  # the id of a person or a member, or a guest: a group of name and affiliation
    "day",
    "moment",  # a day, or a day and a time
    "time",  # of a day
    "length",  # of time: 90 minutes
    "flag",  # true or false
    "number",
    "country",
    "language",
    "zone",
    "address",  # on the web
    "email",
    "path",  # of a file
    "id",
    "group",  # of `fields`
    "by_day",  # for each day a group of `fields`
]

_SHAPES: Final[dict[Any, Shape]] = {
    Words: "line",
    Markdown: "text",
    MarkdownWords: "text",
    Id: "id",
    CountryRef: "country",
    Language: "language",
    TimeZone: "zone",
    Url: "address",
    Reach: "address",
    Email: "email",
    FilePath: "path",
    date: "day",
    Happened: "day",
    AgendaDay: "day",
    Moment: "moment",
    Stamp: "moment",
    ClockTime: "time",
    timedelta: "length",
    Rhythm: "line",
    bool: "flag",
    int: "number",
    float: "number",
    MemberKind: "choice",
}
PLAIN: Final[frozenset[Shape]] = frozenset({"day", "moment", "time", "length", "flag", "number"})
"""Shapes whose values need no quotation marks."""

# What people call a field, where its key doesn't say it.
_CALLED: Final[dict[str, str]] = {"timezone": "Time zone", "alt": "Description", "src": "File", "url": "Address"}


class Field(Struct, frozen=True):
    """A field, and what may be in it. `many` is a list of such values; `by_language` a text, or one for each language."""

    key: str
    words: str  # what people call it
    help: str
    shape: Shape
    required: bool = False
    many: bool = False
    by_language: bool = False
    or_text: bool = False  # a list that may be a sentence instead
    choices: tuple[str, ...] = ()  # those that every network has; `choices_in` knows them all
    noun: str = ""  # of a reference: theme, activity, member, event, post, person, author, status
    fields: tuple[Field, ...] = ()
    hint: Any = None  # the model's annotation of one value
    whole: Any = None  # and of the field

    @property
    def names_kinds(self) -> bool:
        """True for a kind of organisation, of which a network can have more than those of `choices`."""
        return self.hint is MemberKind

    @property
    def refers(self) -> bool:
        """True for ids of which there has to be a thing; a name that may be anyone's needn't be one."""
        return isinstance(self.hint, type) and issubclass(self.hint, Ref)

    @property
    def help_without_yaml(self) -> str:
        """For those who type a value alone, or fill in a form: they write a guest in another way than files do."""
        return self.help.partition("; for a guest")[0]

    def at(self, key: str) -> Field | None:
        return next((field for field in self.fields if field.key == key), None)


# The text below a post's fields is none of them, but people write it as if it were.
BODY: Final = Field("body", "Text", "The text itself (Markdown).", "text")


@cache
def fields(kind: Kind) -> tuple[Field, ...]:
    """The fields of a kind of entry, in the order in which a file has them; of a post, its text is the last."""
    file = FILES[NOUN_OF[kind]]
    found = tuple(
        replace(field, required=field.required and field.key not in file.defaults)
        for field in fields_of(file.cls)
        if field.key not in file.given
    )
    return (*found, BODY) if NOUN_OF[kind] == "post" else found


@cache
def fields_of(cls: type, given: frozenset[str] = frozenset()) -> tuple[Field, ...]:
    """The fields of a class of the model; those that are `given` by the place of an entry are none."""
    meanings = MEANINGS[cls]
    return tuple(
        replace(
            _described(it.hint),
            key=it.key,
            words=_called(it.key),
            help=meanings[it.key],
            required=it.required,
            whole=it.hint,
        )
        for it in declared(cls)
        if it.name not in given and it.key in meanings
    )


def field_at(kind: Kind, path: str) -> Field | None:
    """The field at a dotted path, such as `place.city`."""
    first, *rest = path.split(".")
    found = next((field for field in fields(kind) if field.key == first), None)
    for key in rest:
        found = found.at(key) if found else None
    return found


def paths(known: tuple[Field, ...], above: str = "") -> Iterator[str]:
    """The paths of fields, and of those of groups, in the order of files."""
    for field in known:
        yield f"{above}{field.key}"
        yield from paths(field.fields, f"{above}{field.key}.")


def choices_in(field: Field, files: Content) -> tuple[str, ...]:
    """What a field may say in a network: its choices, or the ids of what it can refer to; nothing where any text will do."""
    network = files.network
    if field.names_kinds:
        return network.kinds_of_members
    if field.shape == "country":
        own = tuple(str(country.code) for country in network.countries)
        return (*own, *sorted({*countries()} - {*own}))
    if field.shape == "zone":
        return tuple(sorted(zone_names()))
    if field.shape == "language":
        return tuple(map(str, network.languages))
    if not field.noun:
        return field.choices
    members = tuple(str(member.id) for member in files.members)
    people = tuple(str(person.id) for member in files.members for person in member.people)
    ids = {
        "theme": tuple(str(theme.id) for theme in network.themes),
        "activity": tuple(str(activity.id) for activity in network.activities),
        "status": tuple(str(status.id) for status in network.statuses),
        "member": members,
        "event": tuple(str(event.id) for event in files.events),
        "post": tuple(post.slug for post in files.posts),
    }
    return ids.get(field.noun, (*people, *members))


def _called(key: str) -> str:
    return _CALLED.get(key) or key.replace("_", " ").capitalize()


def _described(hint: Any) -> Field:
    field = Field("", "", "", "line", hint=hint)
    if hint in _SHAPES:
        choices = MemberKind.BUILT_IN if hint is MemberKind else ()
        return replace(field, shape=_SHAPES[hint], choices=choices, by_language=hint in (Words, MarkdownWords))
    if isinstance(hint, type) and issubclass(hint, Ref):
        return replace(field, shape="reference", noun=hint.noun)
    origin, arguments = get_origin(hint), get_args(hint)
    if origin is Literal:
        return replace(field, shape="choice", choices=arguments)
    if origin in (Union, types.UnionType):
        return _of_several(field, [option for option in arguments if option is not types.NoneType])
    if origin is tuple:
        return replace(_described(arguments[0]), many=True)
    if mark := getattr(hint, "__metadata__", None):
        return replace(field, shape="by_day", fields=fields_of(get_args(arguments[0])[0], frozenset({mark[0].name})))
    if isinstance(hint, type) and issubclass(hint, Struct):
        return replace(field, shape="group", fields=fields_of(hint))
    return field


def _of_several(field: Field, options: list[Any]) -> Field:
    """One type and nothing; a day and a time; a person's id and a guest; else the first of them is what people mean."""
    if {*options} == {*get_args(Moment)}:
        return replace(field, shape="moment")
    first = _described(options[0])
    if Guest in options:
        return replace(first, shape="person", noun=first.noun or "person", fields=fields_of(Guest))
    return replace(first, or_text=first.many and Text in options)
