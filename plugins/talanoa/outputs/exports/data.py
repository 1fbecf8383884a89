"""The files of open data: JSON and CSV of members, events, posts and countries, Popolo, and the schemas of the network's files."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from talanoa import addresses
from talanoa.model.schema import NOUNS, Noun, schema_text
from talanoa.outputs.exports import countries, events, members, posts
from talanoa.outputs.exports.fields import Cell, Entry, Fields, described, entry, row
from talanoa.outputs.exports.popolo import popolo
from talanoa.outputs.output import Planned
from talanoa.outputs.structured import absolute
from talanoa.outputs.view import View

# A cell begins at the start of a text for one program, and after a semicolon or a bar in it for another. What follows is a
# formula (OWASP, "CSV Injection"), after blanks and quotation marks too; full-width characters count in some.
_FORMULA = re.compile(r"""(?:\A|(?<=[,;|]))(?=[\s"']*[=+\-@＝＋－＠]|\A[\t\r\n])""")
_NEEDS_QUOTES = re.compile(r"""[,;|"'\t\r\n]|\A\s|\s\Z""")
# Excel takes a CSV file without it for the machine's old encoding, and shows 한국 as signs; other programs skip it.
_BOM = "\ufeff"
_line = json.JSONEncoder(ensure_ascii=False).encode


@dataclass(frozen=True)
class Table:
    """One kind of thing; `more` are fields of JSON alone that no single value gives."""

    noun: str
    fields: Fields
    entries: Callable[[View], Iterable[Entry]]
    rows: Callable[[View], Iterable[Iterable[Cell]]]
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


def _members(view: View) -> Iterator[Entry]:
    yield from (entry(view, members.FIELDS, member) for member in members.members(view))
    yield from (entry(view, members.NAMED, named) for named in members.named(view))


def _member_rows(view: View) -> Iterator[Iterable[Cell]]:
    yield from (row(view, members.FIELDS, member) for member in members.members(view))
    known = frozenset(field.key for field in members.NAMED)
    yield from (row(view, members.FIELDS, named, known) for named in members.named(view))


_TABLES = (
    Table("members", members.FIELDS, _members, _member_rows, members.updated),
    Table(
        "events",
        events.FIELDS,
        events.events,
        lambda view: (row(view, events.FIELDS, it) for it in events.happenings(view)),
        events.updated,
        (("occurrences", events.OCCURRENCES),),
    ),
    Table(
        "posts",
        posts.FIELDS,
        lambda view: (entry(view, posts.FIELDS, post) for post in posts.posts(view)),
        lambda view: (row(view, posts.FIELDS, post) for post in posts.posts(view)),
        posts.updated,
    ),
    Table(
        "countries",
        countries.FIELDS,
        lambda view: (entry(view, countries.FIELDS, place) for place in view.site.countries),
        lambda view: (row(view, countries.FIELDS, place) for place in view.site.countries),
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
    """What stands at the head of a file: whose data it is, how it may be used, how new it is."""
    network = view.site.network
    found = {
        "publisher": view.name,
        "source": view.site.url,
        "documentation": absolute(view, addresses.DATA) if "docs/data.md" in view.site.docs else None,
        "licence": network.licence,
        "licence_url": f"https://spdx.org/licenses/{network.licence}.html" if network.licence else None,
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
    return as_json(head | {table.noun: [*table.entries(view)]})


def _popolo(view: View) -> bytes:
    return as_json({"meta": about(view, members.updated(view))} | popolo(view))


def as_json(data: Mapping[str, Any]) -> bytes:
    """Each entry of a list stands on a line of its own, so that a difference between two files can be read."""
    parts = (
        f"{_line(key)}: {_lines(value) if isinstance(value, list) else _line(value)}" for key, value in data.items()
    )
    return ("{\n" + ",\n".join(parts) + "\n}\n").encode()


def _lines(entries: list[Any]) -> str:
    return "[\n" + ",\n".join(map(_line, entries)) + "\n]" if entries else "[]"


def _csv(view: View, noun: str) -> bytes:
    table = TABLES[noun]
    return sheet(table.columns, table.rows(view))


def sheet(columns: Iterable[str], rows: Iterable[Iterable[Cell]]) -> bytes:
    """RFC 4180, with a byte order mark; no formula in it, whatever it is split at and whatever counts as a quotation mark."""
    lines = (",".join(map(_written, cells)) for cells in (columns, *rows))
    return (_BOM + "".join(f"{line}\r\n" for line in lines)).encode()


def _written(cell: Cell) -> str:
    """A text has quotation marks around it if any program could see a separator or a quotation mark in it."""
    text = "" if cell is None else str(harmless(cell))
    return '"' + text.replace('"', '""') + '"' if _NEEDS_QUOTES.search(text) else text


def harmless(cell: Cell) -> Cell:
    """A text with an apostrophe wherever a spreadsheet could see the beginning of a formula; numbers are numbers."""
    return _FORMULA.sub("'", cell) if isinstance(cell, str) else cell
