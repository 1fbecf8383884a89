"""The extensions of Python-Markdown that mkdocs.yml names: what each is set to, and which files it may read.

Of most, a page is made of its text alone. A few put other files into it: those of the network, and no others, or a page
would be another one on each computer, could show what no one meant to publish, and `serve` would not see a change.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from itertools import chain
from pathlib import Path
from typing import Any, Final

from msgspec import Struct

from talanoa.engine.written_values import Problems, named, other_shape, plain
from talanoa.files import is_within
from talanoa.problems import Place, Problem
from talanoa.source import Mapping as Group
from talanoa.source import Node, Scalar, Sequence

# The extensions that MkDocs always has.
_ALWAYS = ("toc", "tables", "fenced_code")
# Python-Markdown's own make a page of its text alone, and so do those of pymdownx, but for two.
_OF_PYTHON_MARKDOWN = frozenset(
    "abbr admonition attr_list codehilite def_list extra fenced_code footnotes legacy_attrs legacy_em md_in_html meta nl2br "
    "sane_lists smarty tables toc wikilinks".split()
)
PYMDOWNX: Final = "pymdownx."
_WITH_FILES = frozenset(("pymdownx.b64", "pymdownx.snippets"))
# How these are set to the folders of their files, and how to files from anywhere.
_FOLDERS = ("base_path", "root_path")
_ANYWHERE: Final[Mapping[str, bool]] = {"restrict_base_path": False, "restrict_path": False, "url_download": True}


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

    @property
    def folders(self) -> tuple[str, ...]:
        """Those that its settings name for the files that it reads."""
        named = [self.settings.get(key) for key in _FOLDERS] if _module(self.name) in _WITH_FILES else []
        every = chain.from_iterable(it if isinstance(it, list) else (it,) for it in named)
        return tuple(it for it in every if isinstance(it, str))


def extensions(node: Node | None, file: str, root: Path, problems: Problems) -> tuple[Extension, ...]:
    """Those that can be used of the ones that are named, after those that are always there; `file` is mkdocs.yml."""
    found = {name: Extension(name, {}, Place.start_of(file)) for name in _ALWAYS}
    for scalar, value in named(node, problems) if node is not None else ():
        settings = plain(value) if value is not None else {}
        if not isinstance(settings, (dict, type(None))):
            problems.append(other_shape(value or scalar, "settings, one `key: value` on each line"))
            continue
        name = scalar.text.removeprefix("markdown.extensions.")
        refused = [*_beyond(value, root)] if isinstance(value, Group) and _module(name) in _WITH_FILES else []
        problems += refused
        if not refused:
            found[name] = Extension(name, settings or {}, scalar.place)
    return tuple(found.values())


def _beyond(settings: Group, root: Path) -> Iterator[Problem]:
    """Settings by which pages could have files in them that aren't the network's."""
    real = os.path.realpath(root)
    for key in _FOLDERS:
        node = settings.get(key)
        for item in node.items if isinstance(node, Sequence) else (node,):
            if isinstance(item, Scalar) and not is_within(os.path.realpath(os.path.join(real, item.text)), real):
                message = f"'{item.text}' is outside the network's folder, and pages are made of what is in it"
                yield Problem("bad-path", message, item.place, "name a folder of the network, such as docs/parts")
    for key, value in _ANYWHERE.items():
        node = settings.get(key)
        if isinstance(node, Scalar) and plain(node) is value:
            message = f"`{key}: {node.text}` lets pages include what is outside the network's folder"
            yield Problem("bad-choice", message, node.place, f"take `{key}` out", str(not value).lower())


def _module(name: str) -> str:
    """The module of an extension: behind it, Python-Markdown takes the name of a class."""
    return name.partition(":")[0]
