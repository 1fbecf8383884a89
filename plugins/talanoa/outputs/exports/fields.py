"""Tables of fields: how a thing becomes an entry of a JSON file and rows of a CSV file."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Any, Generic, TypeVar

from msgspec import Struct

from talanoa import addresses
from talanoa.markup import plain_text
from talanoa.model.rhythm import written
from talanoa.model.values import MarkdownWords, Rhythm, Stamp, Words
from talanoa.model.zones import rfc3339
from talanoa.outputs.exports.lines import Cell
from talanoa.outputs.structured import absolute, without_empty
from talanoa.outputs.view import View

T = TypeVar("T")
Entry = dict[str, Any]


class Field(Struct, Generic[T], frozen=True):
    """One field of an export. What is empty is left out of JSON.

    `parts` are the fields of what `value` gives, of each of them if `value` gives a tuple. A CSV file has a column for each
    part; of several things it shows the field `cell` alone, or nothing.
    """

    key: str
    meaning: str
    value: Callable[[View, T], Any]
    parts: tuple[Field[Any], ...] = ()
    cell: str | None = None
    many: bool = False

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns that a CSV file has for it."""
        if self.many:
            return (self.key,) if self.cell else ()
        if self.parts:
            return tuple(f"{self.key}_{column}" for part in self.parts for column in part.columns)
        return (self.key,)


Fields = tuple[Field[Any], ...]


class Rich(Struct, frozen=True):
    """A Markdown text by language: as the pages show it, as plain text, and in one line of words for a cell."""

    texts: Mapping[str, tuple[str, str, str]]


def several(
    key: str, meaning: str, value: Callable[[View, T], Any], parts: Fields, cell: str | None = None
) -> Field[T]:
    """A field that holds a list of things."""
    return Field(key, meaning, value, parts, cell, many=True)


def attributes(*named: tuple[str, str]) -> Fields:
    """Fields that a thing has by these very names."""
    return tuple(Field(key, meaning, _attribute(key)) for key, meaning in named)


def published_at(
    page: Callable[[Any], str], has_events: Callable[[View, Any], bool], *, feed: str, calendar: str
) -> Fields:
    """The addresses of a thing's page, of the feed and, if it has events, of the calendar beside it."""
    return (
        Field("url", "its page on this site", lambda view, it: absolute(view, page(it))),
        Field("feed", feed, lambda view, it: absolute(view, addresses.feed(page(it)))),
        Field(
            "calendar",
            calendar,
            lambda view, it: absolute(view, addresses.calendar(page(it))) if has_events(view, it) else None,
        ),
    )


def _attribute(key: str) -> Callable[[View, Any], Any]:
    return lambda view, thing: getattr(thing, key)


def entry(view: View, fields: Fields, thing: Any) -> Entry:
    """A thing as JSON shows it."""
    return without_empty({field.key: _json(view, field, field.value(view, thing)) for field in fields})


def row(view: View, fields: Fields, thing: Any, known: Container[str] | None = None) -> Iterator[Cell]:
    """A thing as a line of a CSV file shows it: a cell for each column, empty for all fields but those `known`."""
    for field in fields:
        if thing is None or (known is not None and field.key not in known):
            yield from (None for _ in field.columns)
        elif field.many and field.columns:
            part = next(part for part in field.parts if part.key == field.cell)
            yield _cell(view, [part.value(view, item) for item in field.value(view, thing)])
        elif field.parts and not field.many:
            yield from row(view, field.parts, field.value(view, thing))
        elif not field.many:
            yield _cell(view, field.value(view, thing))


def described(fields: Fields, before: str = "") -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """Each field with the parts of its parts: its name (`place.city`), its meaning, and its columns."""
    for field in fields:
        yield before + field.key, field.meaning, field.columns if not field.parts or field.many else ()
        for name, meaning, columns in described(field.parts, f"{before}{field.key}."):
            yield name, meaning, () if field.many else tuple(f"{field.key}_{column}" for column in columns)


def _json(view: View, field: Field[Any], value: Any) -> Any:
    if field.many:
        return [entry(view, field.parts, item) for item in value or ()]
    if field.parts:
        return entry(view, field.parts, value) if value is not None else None
    return plain(view, value)


def plain(view: View, value: Any) -> Any:
    """A value of the model as JSON has it."""
    if value is None or isinstance(value, (str, int, float)):
        return value
    if isinstance(value, Words):
        return {language or view.language: text for language, text in value.texts.items()}
    if isinstance(value, Rich):
        return {language: {"html": html, "text": text} for language, (html, text, _) in value.texts.items()}
    if isinstance(value, (tuple, list)):
        return [plain(view, item) for item in value]
    if isinstance(value, Stamp):
        return rfc3339(value.instant(view.site.zone)) if value.time else value.day.isoformat()
    if isinstance(value, (date, datetime)):
        return value.isoformat()
    if isinstance(value, Rhythm):
        return written(value)
    return value


def _cell(view: View, value: Any) -> Cell:
    """A value as one cell: texts in the network's first language and in one line, lists joined by semicolons."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if value is None or isinstance(value, (int, float)):
        return value
    if isinstance(value, Words):
        return _line(view.localizer().pick(value)[0])
    if isinstance(value, Rich):
        language = view.language if view.language in value.texts else next(iter(value.texts), "")
        return _line(value.texts[language][2]) if language else None
    if isinstance(value, (tuple, list)):
        return "; ".join(str(cell) for item in value if (cell := _cell(view, item)) not in (None, ""))
    return _line(str(plain(view, value)))


def _line(text: str) -> str:
    return " ".join(text.split())


def rich(view: View, text: MarkdownWords | None, path: str, address: str) -> Rich | None:
    """A Markdown field of the file `path`, with whole addresses; `address` is the page that shows it."""
    if text is None:
        return None
    page = absolute(view, address)
    found = {}
    for language, source in text.texts.items():
        language = language or view.language
        rendered = view.markup.text(source, path, address, language)
        html = addresses.rebased(rendered.html, view.site.url).replace(' href="#', f' href="{page}#')
        found[language] = html.strip(), plain_text(html), rendered.text
    return Rich(found)


def whole(view: View, address: str) -> str:
    """An address as generated HTML carries it, whole."""
    return view.site.url + address.removeprefix(addresses.MARK) if address.startswith(addresses.MARK) else address


def newest(days: Sequence[date | None], today: date) -> date | None:
    """The latest day that has come."""
    return max((day for day in days if day and day <= today), default=None)
