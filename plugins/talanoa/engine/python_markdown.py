"""A text of docs/ → HTML, by Python-Markdown with the extensions that mkdocs.yml names.

Imported only when there is a text to convert: an import of the library takes as long as twenty pages.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, Final
from xml.etree.ElementTree import Element

import markdown
from markdown.treeprocessors import Treeprocessor
from markdown.util import get_installed_extensions

from talanoa.engine.extensions import PYMDOWNX, Extension
from talanoa.engine.written_values import Problems
from talanoa.markup.headings import HeadingIds, given_ids
from talanoa.problems import Problem, nearest

# Where the settings of tables are, in the extensions that have them.
WITH_TABLES: Final[Mapping[str, tuple[str, ...]]] = {
    "tables": (),
    "extra": ("tables",),
    "pymdownx.extra": ("markdown.extensions.tables",),
}

Converted = dict[str, Any]
"""Its HTML, its headings as `toc` has them, and whether it begins with one; or the fault for which there is none."""


class Converter:
    """One Python-Markdown for all pages. `problems` are those of its extensions."""

    def __init__(self, extensions: tuple[Extension, ...]) -> None:
        self.problems: Problems = []
        self._ids = HeadingIds()
        self._first = _FirstHeading()
        self._markdown = markdown.Markdown()
        self._markdown.treeprocessors.register(self._first, "talanoa-first-heading", 1)
        for extension in extensions:
            self._add(extension)

    def _add(self, extension: Extension) -> None:
        if not _is_known(extension.name):
            message = f"there is no extension of Markdown '{extension.name}'"
            help = "name one from Python-Markdown or pymdownx, or install this one"
            suggestion = nearest(extension.name, _names())
            self.problems.append(Problem("markdown-extension", message, extension.place, help, suggestion))
            return
        try:
            self._markdown.registerExtensions([extension.name], {extension.name: self._settings(extension)})
        except Exception as error:  # whatever an extension says of settings that it can't use
            message = f"the extension '{extension.name}' can't be used: {error}"
            help = "check its settings in its documentation"
            self.problems.append(Problem("markdown-extension", message, extension.place, help))

    def _settings(self, extension: Extension) -> dict[str, Any]:
        settings = dict(extension.settings)
        if extension.name == "toc":
            settings["slugify"] = lambda words, separator: self._ids.name(words)
        if (path := WITH_TABLES.get(extension.name)) is not None:
            group = settings
            for name in path:
                group = group.setdefault(name, {})
            group.setdefault("use_align_attribute", True)  # the policy of our pages refuses styles in a page
        return settings

    def convert(self, body: str) -> Converted:
        """What it makes of a text, or what it says if it can't."""
        self._ids = HeadingIds(given_ids(body))
        try:
            html = self._markdown.reset().convert(body)
        except Exception as error:  # an extension that can't take a text, or a text nested beyond Python's stack
            return {"fault": f"Python-Markdown can't convert the page: {error}"}
        headings = tuple(getattr(self._markdown, "toc_tokens", ()))
        return {"html": html, "headings": headings, "begins_with_heading": self._first.seen}


def converted_alone(extensions: tuple[Extension, ...], body: str) -> bytes:
    """In a process of its own; what is wrong with the extensions was said in the first."""
    return json.dumps(Converter(extensions).convert(body)).encode()


class _FirstHeading(Treeprocessor):  # type: ignore[misc]  # the library has no types
    """Sees whether a page begins with a heading of the first level."""

    seen = False

    def run(self, root: Element) -> None:
        first = next(iter(root), None)
        self.seen = first is not None and first.tag == "h1"


def _is_known(name: str) -> bool:
    """Any other name could be that of a module that does something else."""
    return name in _names() or name.startswith(PYMDOWNX)


def _names() -> set[str]:
    return {point.name for point in get_installed_extensions()}
