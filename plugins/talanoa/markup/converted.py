"""What becomes of a Markdown text."""

from __future__ import annotations

from msgspec import Struct

from talanoa.markup.harmless import Refused
from talanoa.markup.unread import Unread


class Link(Struct, frozen=True):
    """A link as written; `line` counts from 0 at the text's first line."""

    href: str
    line: int
    last_line: int
    text: str


class Image(Struct, frozen=True):
    """A picture as written."""

    src: str
    alt: str
    title: str
    line: int
    last_line: int
    linked: bool = False  # is inside a link


class Heading(Struct, frozen=True):
    level: int
    id: str
    text: str
    line: int


class Converted(Struct, frozen=True):
    """`html` alternates with the gaps: html[0], gaps[0], html[1], gaps[1] …"""

    html: tuple[str, ...]
    gaps: tuple[Link | Image, ...]
    headings: tuple[Heading, ...]
    refused: tuple[Refused, ...]
    unread: tuple[Unread, ...]
    text: str
    first_paragraph: str
