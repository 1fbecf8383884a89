"""The places within a page that a link may lead to."""

from __future__ import annotations

import re
from collections.abc import Iterator

from talanoa.markup.converted import Converted
from talanoa.markup.headings import HeadingIds, given_ids, without_attributes

_ID_IN_HTML = re.compile(r"""\b(?:id|name)\s*=\s*["']?([^"'\s>]+)""")


def of_post(converted: Converted) -> frozenset[str]:
    """Headings and footnotes, as the HTML has them."""
    return frozenset(_ID_IN_HTML.findall("".join(converted.html)))


def of_page(html: str) -> frozenset[str]:
    """Whatever a finished page has."""
    return frozenset(_ID_IN_HTML.findall(html))


def of_doc(text: str, converted: Converted) -> frozenset[str]:
    """Headings, ids in HTML and in attribute lists, footnotes."""
    given = given_ids(text)
    ids = HeadingIds(given)
    named = [ids.name(without_attributes(it.text)) for it in converted.headings if not given_ids(it.text)]
    return frozenset([*named, *given, *_ID_IN_HTML.findall(text), *_notes(text)])


def _notes(text: str) -> Iterator[str]:
    for name in re.findall(r"^\[\^([^\]\s]+)\]:", text, re.MULTILINE):
        yield from (f"fn:{name}", f"fnref:{name}")
