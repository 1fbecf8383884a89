"""The files of open data: JSON and CSV of members, events, posts and countries, Popolo, and the schemas of the network's files."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from functools import partial
from typing import Any

from msgspec import Struct

from talanoa import addresses
from talanoa.model.schema import NOUNS, Noun, schema_text
from talanoa.outputs.exports import countries, events, members, posts
from talanoa.outputs.exports.fields import Entry, Fields, described, entry, row
from talanoa.outputs.exports.lines import as_line, sheet
from talanoa.outputs.exports.popolo import popolo
from talanoa.outputs.output import Planned
from talanoa.outputs.structured import absolute
from talanoa.outputs.view import View
from talanoa.uris import licence_page

_encode = json.JSONEncoder(ensure_ascii=False).encode


class Table(Struct, frozen=True):
    """One kind of thing: its entries as lines of JSON, its rows as lines of CSV; `more` are fields of JSON alone that no single value gives."""

    noun: str
    fields: Fields
    entries: Callable[[View], Iterable[str]]
    rows: Callable[[View], Iterable[str]]
    updated: Callable[[View], date | None]
    more: tuple[tuple[str, str], ...] = ()

    @property
    def columns(self) -> tuple[str, ...]:
        return tuple(column for field in self.fields for column in field.columns)

    def described(self) -> Iterator[tuple[str, str, tuple[str, ...]]]:
        """Each field's name, meaning and columns."""
        yield from described(self.fields)
        for name, meaning in self.more:
            yield name, meaning, ()


def _line(view: View, fields: Fields, thing: Any) -> str:
    return _encode(entry(view, fields, thing))


def _members(view: View) -> Iterator[str]:
    yield from (_line(view, members.FIELDS, member) for member in members.members(view))
    yield from (_line(view, members.NAMED, named) for named in members.named(view))


def _member_rows(view: View) -> Iterator[str]:
    yield from (as_line(row(view, members.FIELDS, member)) for member in members.members(view))
    known = frozenset(field.key for field in members.NAMED)
    yield from (as_line(row(view, members.FIELDS, named, known)) for named in members.named(view))


def _posts(view: View) -> Iterator[str]:
    for post in posts.posts(view):
        yield view.part(partial(_post_line, view, post.slug), "posts.json", post.slug)


def _post_line(view: View, slug: str) -> str:
    return _line(view, posts.FIELDS, view.site.post[slug])


def _post_rows(view: View) -> Iterator[str]:
    for post in posts.posts(view):
        yield view.part(partial(_post_row, view, post.slug), "posts.csv", post.slug)


def _post_row(view: View, slug: str) -> str:
    return as_line(row(view, posts.FIELDS, view.site.post[slug]))


_TABLES = (
    Table("members", members.FIELDS, _members, _member_rows, members.updated),
    Table(
        "events",
        events.FIELDS,
        lambda view: map(_encode, events.events(view)),
        lambda view: (as_line(row(view, events.FIELDS, it)) for it in events.every_occurrence(view)),
        events.updated,
        (("occurrences", events.OCCURRENCES),),
    ),
    Table(
        "posts",
        posts.FIELDS,
        _posts,
        _post_rows,
        posts.updated,
    ),
    Table(
        "countries",
        countries.FIELDS,
        lambda view: (_line(view, countries.FIELDS, country) for country in view.site.countries),
        lambda view: (as_line(row(view, countries.FIELDS, country)) for country in view.site.countries),
        countries.updated,
    ),
)
TABLES = {table.noun: table for table in _TABLES}


def files(view: View) -> Iterator[Planned[bytes]]:
    for noun in TABLES:
        yield Planned(addresses.data(f"{noun}.json"), _json, (noun,))
        yield Planned(addresses.data(f"{noun}.csv"), _csv, (noun,))
    yield Planned(addresses.data("popolo.json"), _popolo)
    for noun in NOUNS:
        yield Planned(addresses.schema(noun), _schema, (noun,))


def _schema(view: View, noun: Noun) -> bytes:
    return schema_text(noun, absolute(view, addresses.schema(noun)), view.site.network).encode()


def about(view: View, updated: date | None) -> Entry:
    """What is at the head of a file: whose data it is, how it may be used, how new it is."""
    network = view.site.network
    found = {
        "publisher": view.name,
        "source": view.site.url,
        "documentation": absolute(view, addresses.manual("data")),
        "licence": network.licence,
        "licence_url": licence_page(network.licence) if network.licence else None,
        "sample": network.sample or None,
        "updated": updated.isoformat() if updated else None,
    }
    return {key: value for key, value in found.items() if value is not None}


ABOUT = {
    "publisher": "the network whose data it is",
    "source": "the site that it comes from",
    "documentation": "a page that explains the data",
    "licence": "the licence of the data (SPDX); where it is missing, ask",
    "licence_url": "its text",
    "sample": "true if members and people are invented",
    "updated": "the newest date in the data; not when the file was made",
    "hidden": "in members.json: how many members are counted and never shown",
    "fields": "the fields with their meanings, as on this page",
}


def _json(view: View, noun: str) -> bytes:
    table = TABLES[noun]
    head = about(view, table.updated(view))
    if table.noun == "members":
        head["hidden"] = view.site.hidden_members
    head["fields"] = {name: meaning for name, meaning, _ in table.described()}
    parts = (*_parts(head), f"{_encode(table.noun)}: {_lines(table.entries(view))}")
    return _object(parts)


def _popolo(view: View) -> bytes:
    return _object(_parts({"meta": about(view, members.updated(view))} | popolo(view)))


def _object(parts: Iterable[str]) -> bytes:
    """Each entry of a list is on a line of its own, so that a difference between two files can be read."""
    return ("{\n" + ",\n".join(parts) + "\n}\n").encode()


def _parts(data: Mapping[str, Any]) -> Iterator[str]:
    for key, value in data.items():
        yield f"{_encode(key)}: {_lines(map(_encode, value)) if isinstance(value, list) else _encode(value)}"


def _lines(entries: Iterable[str]) -> str:
    lines = ",\n".join(entries)
    return f"[\n{lines}\n]" if lines else "[]"


def _csv(view: View, noun: str) -> bytes:
    table = TABLES[noun]
    return sheet(table.columns, table.rows(view))
