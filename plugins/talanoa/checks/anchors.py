"""The places within a page that a link may lead to."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator

from talanoa.markup.convert import Converted

_ID_IN_HTML = re.compile(r"""\b(?:id|name)\s*=\s*["']?([^"'\s>]+)""")
_ATTRIBUTES = re.compile(r"\{:?[^{}\n]*\}")
_ID_IN_ATTRIBUTES = re.compile(r"#([^\s.#}]+)")
_NUMBERED = re.compile(r"^(.*)_([0-9]+)$")


def of_post(converted: Converted) -> frozenset[str]:
    """Headings and footnotes, as the HTML has them."""
    return frozenset(_ID_IN_HTML.findall("".join(converted.html)))


def of_doc(text: str, converted: Converted) -> frozenset[str]:
    """Headings as Python-Markdown names them (in either of its ways), ids in HTML and in attribute lists, footnotes."""
    headings = [_ATTRIBUTES.sub("", heading.text).strip() for heading in converted.headings]
    written = [id for braces in _ATTRIBUTES.findall(text) for id in _ID_IN_ATTRIBUTES.findall(braces)]
    named = [*_numbered(headings, slug_of_ascii), *_numbered(headings, slug_of_any)]
    return frozenset([*named, *written, *_ID_IN_HTML.findall(text), *_notes(text)])


def slug_of_ascii(text: str) -> str:
    """`markdown.extensions.toc.slugify`, the default."""
    return slug_of_any(unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode("ascii"))


def slug_of_any(text: str) -> str:
    """`markdown.extensions.toc.slugify_unicode`."""
    return re.sub(r"[-\s]+", "-", re.sub(r"[^\w\s-]", "", text).strip().lower())


def _numbered(headings: list[str], slug_of: Callable[[str], str]) -> Iterator[str]:
    """`markdown.extensions.toc.unique`: a heading that was there already gets _1, _2 …"""
    used: set[str] = set()
    for heading in headings:
        id = slug_of(heading)
        while id in used or not id:
            match = _NUMBERED.match(id)
            id = f"{match[1]}_{int(match[2]) + 1}" if match else f"{id}_1"
        used.add(id)
        yield id


def _notes(text: str) -> Iterator[str]:
    for name in re.findall(r"^\[\^([^\]\s]+)\]:", text, re.MULTILINE):
        yield from (f"fn:{name}", f"fnref:{name}")
