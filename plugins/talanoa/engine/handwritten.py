"""docs/ → hand-written pages, by Python-Markdown with the extensions that mkdocs.yml names."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property, partial
from html import unescape
from typing import TYPE_CHECKING, Any

from msgspec import Struct
from msgspec.structs import replace

from talanoa import addresses, processes, source
from talanoa.checks.hand_written import trouble
from talanoa.engine.extensions import Extension
from talanoa.engine.settings import Settings
from talanoa.engine.written_values import Problems
from talanoa.load import ReadingCache
from talanoa.model.fields import read
from talanoa.model.values import Language, Text
from talanoa.problems import Problem
from talanoa.source import Mapping as Group
from talanoa.source import Source

if TYPE_CHECKING:
    from talanoa.engine.python_markdown import Converter

LONG = 20_000  # letters of a page; what is longer is converted in a process of its own
SECONDS = 6  # of a processor's time; the longest honest page, 190,000 letters of tables, took three
MAX_OVERRUNS = 2  # pages that take longer; the site can't be published any more

_FRONT_MATTER = re.compile(r"\A---[ \t]*\n(.*?\n)(?:---|\.\.\.)[ \t]*\n", re.DOTALL)
_HYPHENS = re.compile(r"[-_]")


class _Converted(Struct, frozen=True):
    """What Python-Markdown makes of a page, or what it says if it can't."""

    html: str = ""
    headings: tuple[dict[str, Any], ...] = ()  # as `toc` has them
    begins_with_heading: bool = False
    fault: str = ""


class _Fields(Struct, frozen=True):
    """What a page says of itself before its text; other fields are for MkDocs and its themes."""

    title: Text = Text("")
    language: Language = Language("")
    description: Text = Text("")


class HandWritten(Struct, frozen=True):
    """A page of docs/ as HTML, its links as they are written."""

    path: str  # docs/about.md
    text: str  # of the file
    html: str
    title: str
    language: str = ""  # BCP 47; "" is the site's
    description: str = ""
    parts: tuple[tuple[str, str], ...] = ()  # the headings below the page's own: what each says, and its id

    @property
    def address(self) -> str:
        return addresses.doc(self.path)


def pages(
    docs: Mapping[str, str], settings: Settings, problems: Problems, readings: ReadingCache
) -> Iterator[HandWritten]:
    """The pages of docs/ by their paths and texts; `readings` has what was made of the same texts before."""
    converter = _Pages(settings.extensions, problems, readings)
    titles = {f"docs/{item.target}": item.title for item in _listed(settings) if item.title}
    for path, text in docs.items():
        yield converter.page(path, text, titles.get(path, ""))


def _listed(settings: Settings) -> Iterator[Any]:
    waiting = [*settings.menu]
    while waiting:
        item = waiting.pop()
        waiting += item.children
        yield item


class _Pages:
    """Makes pages; what the library makes of their texts is taken from the last time where it can be."""

    def __init__(self, extensions: tuple[Extension, ...], problems: Problems, readings: ReadingCache) -> None:
        self.problems = problems
        self._extensions = extensions
        self._readings = readings
        self._overruns = 0
        readings.once(("extensions", extensions), self._judge, problems)

    def _judge(self, problems: Problems) -> None:
        problems += self._converter.problems

    @cached_property
    def _converter(self) -> Converter:
        from talanoa.engine.python_markdown import Converter

        return Converter(self._extensions)

    def page(self, path: str, text: str, title: str) -> HandWritten:
        """`title` is what the menu calls the page."""
        fields, body = self._fields_and_text(path, text)
        converted = self._converted(body)
        if converted.fault:
            place = Source(path, text).place(0, 0)
            help = "look for broken or deeply nested parts, and split a long page"
            self.problems.append(Problem("unread-markdown", converted.fault, place, help))
        tokens = converted.headings
        parts = tuple((unescape(name), id) for name, id in _parts(tokens))
        heading = unescape(tokens[0]["name"]) if tokens and converted.begins_with_heading else ""
        named = title or fields.title or heading or _name(path)
        return HandWritten(path, text, converted.html, named, fields.language, fields.description, parts)

    def _converted(self, body: str) -> _Converted:
        if trouble(body):  # which is reported
            return _Converted()
        try:
            kept = self._kept(body)
        except _TooLong:  # another time it may not be
            return _Converted(fault=f"Python-Markdown takes more than {SECONDS} seconds to convert the page")
        return _Converted(**kept)

    def _kept(self, body: str) -> dict[str, Any]:
        """As it was made the last time, where all that it is made of is known."""
        if any(extension.may_read_files for extension in self._extensions):
            return self._new(body)
        settings = [(extension.name, extension.settings) for extension in self._extensions]
        return self._readings.once(("page", body, settings), lambda _: self._new(body), [])

    def _new(self, body: str) -> dict[str, Any]:
        """Long pages within a limit: the library goes through a paragraph again for each of some marks, and so do extensions."""
        if len(body) <= LONG:
            return self._converter.convert(body)
        if self._overruns < MAX_OVERRUNS:
            from talanoa.engine.python_markdown import converted_alone

            for _, done in processes.each(partial(converted_alone, self._extensions), [body], 1, SECONDS):
                if done is not None:
                    return dict(json.loads(done))
            self._overruns += 1
        raise _TooLong

    def _fields_and_text(self, path: str, text: str) -> tuple[_Fields, str]:
        """The fields that a page begins with, if it does, and the rest."""
        found = _FRONT_MATTER.match(text)
        if not found:
            return _Fields(), text
        node = source.parse_yaml(Source(path, text), self.problems, found.start(1), found.end(1))
        if not isinstance(node, Group):
            return _Fields(), text if node is not None else text[found.end() :]
        known = {key: node.entries[key] for key in _Fields.__struct_fields__ if source.has_value(node.get(key))}
        fields = read(_Fields, replace(node, entries=known), self.problems)
        return fields or _Fields(), text[found.end() :].lstrip("\n")


class _TooLong(Exception):
    """A page takes too long to convert."""


def _parts(headings: Sequence[Mapping[str, Any]]) -> Iterator[tuple[str, str]]:
    """The headings right below the first level, whether or not the text has one of that level."""
    for heading in headings:
        yield from ((it["name"], it["id"]) for it in (heading["children"] if heading["level"] == 1 else [heading]))


def _name(path: str) -> str:
    """What a page is called by its file's name."""
    name = path.removesuffix(".md").rpartition("/")[2]
    if addresses.doc(path) == addresses.HOME:
        return "Home"
    return in_words(name)


def in_words(name: str) -> str:
    """The name of a file or a folder as a title: `how-it-works` is How it works."""
    words = _HYPHENS.sub(" ", name)
    return words.capitalize() if words == words.lower() else words
