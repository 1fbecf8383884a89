"""The extensions of Python-Markdown that mkdocs.yml names: what each is set to, and which files it may read.

Of most, a page is made of its text alone. A few put other files into it.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from msgspec import Struct

from talanoa.engine.written_values import Problems, named, other_shape, plain
from talanoa.problems import Place
from talanoa.source import Node

# The extensions that MkDocs always has.
_ALWAYS = ("toc", "tables", "fenced_code")
# Python-Markdown's own make a page of its text alone, and so do those of pymdownx, but for two.
_OF_PYTHON_MARKDOWN = frozenset(
    "abbr admonition attr_list codehilite def_list extra fenced_code footnotes legacy_attrs legacy_em md_in_html meta nl2br "
    "sane_lists smarty tables toc wikilinks".split()
)
PYMDOWNX: Final = "pymdownx."
_WITH_FILES = frozenset(("pymdownx.b64", "pymdownx.snippets"))


class Extension(Struct, frozen=True):
    """An extension of Python-Markdown, with what it is set to."""

    name: str
    settings: Mapping[str, Any]
    place: Place

    @property
    def may_read_files(self) -> bool:
        """True if a page may be made of more than its text. No one knows of which files."""
        module = _module(self.name)
        of_text = module in _OF_PYTHON_MARKDOWN or module.startswith(PYMDOWNX)
        return not of_text or module in _WITH_FILES


def extensions(node: Node | None, file: str, problems: Problems) -> tuple[Extension, ...]:
    """Those that can be used of the ones that are named, after those that are always there; `file` is mkdocs.yml."""
    found = {name: Extension(name, {}, Place.start_of(file)) for name in _ALWAYS}
    for scalar, value in named(node, problems) if node is not None else ():
        settings = plain(value) if value is not None else {}
        if not isinstance(settings, (dict, type(None))):
            problems.append(other_shape(value or scalar, "settings, one `key: value` on each line"))
            continue
        name = scalar.text.removeprefix("markdown.extensions.")
        found[name] = Extension(name, settings or {}, scalar.place)
    return tuple(found.values())


def _module(name: str) -> str:
    """The module of an extension: behind it, Python-Markdown takes the name of a class."""
    return name.partition(":")[0]
