"""Every field that the network's files may have, as a page: read off the model, by which the files are read."""

from __future__ import annotations

import types
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any, Final, Literal, Union, get_args, get_origin

from msgspec import Struct

from talanoa.markup.headings import heading_id
from talanoa.model import values
from talanoa.model.fields import declared
from talanoa.model.meanings import MEANINGS
from talanoa.model.schema import FILES, NOUNS, Noun
from talanoa.model.series import Series

_HEAD = """\
# All fields

What the network's files may hold. **Bold** fields are required. *Words* are one line of text, or one for each language
(`en: …`, `ko: …`); *Markdown* may have paragraphs, links and lists. A field that isn't here is an error, so a slip is never
lost.

This page is made from the program's own model, so it has the fields of the version that reads your files.
"""

# What a value is, for people.
_VALUES: Final[dict[Any, str]] = {
    str: "a text",
    values.Text: "a text",
    values.Words: "words",
    values.Markdown: "Markdown",
    values.MarkdownWords: "Markdown, or one text for each language",
    values.Id: "an id: lower-case letters, digits, hyphens",
    values.ThemeRef: "the id of a theme",
    values.ActivityRef: "the id of an activity",
    values.StatusRef: "the id of a status",
    values.MemberRef: "the id of a member",
    values.PersonRef: "the id of a person or a member",
    values.AuthorRef: "the id of a person or a member",
    values.EventRef: "the id of an event",
    values.PostRef: "the slug of a post",
    values.DocumentRef: "a document: its title, `file` or `url`, or the path of a file",
    values.CountryRef: "a country: two capital letters, `FJ`",
    values.Language: "a language: `en`, `zh-Hant`",
    values.TimeZone: "a time zone: `Asia/Manila`",
    values.Url: "a web address",
    values.Reach: "a web address, or `mailto:` and an e-mail address",
    values.Email: "an e-mail address",
    values.PublicContact: "an e-mail address, a telephone number or a link",
    values.FilePath: "the path of a file, from this file",
    values.Host: "the id of a member, or a name",
    values.Colour: 'a colour in quotation marks: `"#0b6e6e"`',
    values.Licence: "an SPDX id: `CC-BY-4.0`",
    values.Authority: "a domain and a year: `example.org,2026`",
    values.Period: "a length of time: `6 weeks`",
    values.Rhythm: "how often: `6 weeks`, `2 weeks on monday`, `first tuesday`, `last friday of the month`, `last day of the month`",
    values.Stamp: "a day, or a day and a time",
    date: "a day: `2026-03-17`",
    values.AgendaDay: "a day, or the number of a day of the event: `2`",
    values.ClockTime: "a time of the day: `09:30`",
    timedelta: "a length of time: `90 minutes`, `3 days`",
    bool: "`true` or `false`",
    values.Happened: "the day: `2026-03-17`; or `true` if it isn't known",
    int: "a whole number",
    values.MemberKind: ", ".join(f"`{kind}`" for kind in values.MemberKind.BUILT_IN) + ", or one of `member_kinds`",
    float: "a number",
}


class _Group(Struct, frozen=True):
    """A class whose fields have a table of their own: where it was met first, and what its key in the file gives."""

    cls: type
    title: str
    given: frozenset[str] = frozenset()


# What a file lists besides its entries.
_LISTED: Final[dict[Noun, tuple[_Group, ...]]] = {"events": (_Group(Series, "The list series (events.yml)"),)}


def fields() -> str:
    return "\n".join([_HEAD, *(line for noun in NOUNS for line in _of_file(noun))])


def _of_file(noun: Noun) -> Iterator[str]:
    file = FILES[noun]
    title = file.title
    groups = [_Group(file.cls, title, file.given), *_LISTED.get(noun, ())]
    yield from (f"## {title}", "", file.description, "")
    for group in groups:  # which grows by the classes that its fields have
        if group.title != title:
            yield from (f"### {group.title}", "")
        yield from ("| Field | What it is | Value |", "| --- | --- | --- |")
        for field in declared(group.cls):
            if field.name not in group.given:
                value = _value(field.hint, f"{field.key} ({title})", groups)
                required = field.required and field.name not in file.defaults
                name = f"**`{field.key}`**" if required else f"`{field.key}`"
                yield f"| {name} | {MEANINGS[group.cls][field.key]} | {value} |"
        yield ""


def _value(hint: Any, title: str, groups: list[_Group]) -> str:
    if hint == values.Moment:
        return "a day, or a day and a local time: `2026-03-17 15:00`"
    if hint in _VALUES:
        return _VALUES[hint]
    origin, arguments = get_origin(hint), get_args(hint)
    if origin is Literal:
        return ", ".join(f"`{choice}`" for choice in arguments)
    if origin in (Union, types.UnionType):
        options = [option for option in arguments if option is not types.NoneType]
        if {*options} == {*get_args(values.Moment)}:
            return _value(values.Moment, title, groups)
        return ", or ".join(_value(option, title, groups) for option in options)
    if origin is tuple:
        return f"a list: {_value(arguments[0], title, groups)}".replace("a list: a group with", "a list of groups with")
    if mark := getattr(hint, "__metadata__", None):
        cls = get_args(arguments[0])[0]
        return f"a group by day, each with {_link(_Group(cls, title, frozenset({mark[0].name})), groups)}"
    assert isinstance(hint, type) and issubclass(hint, Struct), hint
    return f"a group with {_link(_Group(hint, title), groups)}"


def _link(group: _Group, groups: list[_Group]) -> str:
    """Leads to the table of a class; within a file it has one."""
    found = next((known for known in groups if known.cls is group.cls), None)
    if found is None:
        groups.append(found := group)
    return f"[its fields](#{heading_id(found.title)})"
