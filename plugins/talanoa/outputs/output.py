"""The values that outputs are made of."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, Generic, TypeVar

from markupsafe import Markup
from msgspec import Struct

from talanoa.images import Facts

T = TypeVar("T", covariant=True)


class FeedLink(Struct, frozen=True):
    """A feed or calendar that follows a page, for autodiscovery."""

    title: str
    address: str
    type: str = "application/rss+xml"


class Alternate(Struct, frozen=True):
    """The same page in another language."""

    language: str
    address: str


class Picture(Struct, frozen=True):
    """A picture of the repository on a page; `facts` are unknown of a drawing (SVG), which is published as it is."""

    address: str
    alt: str
    facts: Facts | None = None
    file: str = ""  # its path in the repository


class Page(Struct, frozen=True):
    """One page. `render(bare)` gives its content; `bare` leaves the heading out, where a hand-written page has its own.

    Links within the site carry `addresses.MARK` in content and are paths from the root in the other fields.
    """

    address: str
    title: str
    language: str
    render: Callable[[bool], Markup]
    description: str = ""
    section: str = ""  # the address of the entry of the main navigation that the page belongs to
    type: str = "website"  # Open Graph
    updated: date | None = None
    feeds: tuple[FeedLink, ...] = ()
    alternates: tuple[Alternate, ...] = ()
    trail: tuple[tuple[str, str], ...] = ()  # (title, address) of the pages above
    json_ld: tuple[Mapping[str, Any], ...] = ()
    picture: Picture | None = None  # stands for the page where it is shared
    canonical: str = ""  # an absolute address, if the piece was elsewhere first
    listed: bool = True  # in the sitemap, and for search engines
    scripts: tuple[str, ...] = ()  # of theme/scripts, beside the one that every page has


class File(Struct, frozen=True):
    """Bytes at an address; `content` may be a way to make them, so that they needn't be kept until they are written.

    `fingerprint` is that of the bytes, if it is known before they are made.
    """

    address: str
    content: bytes | Callable[[], bytes]
    fingerprint: str = ""

    @property
    def data(self) -> bytes:
        return self.content if isinstance(self.content, bytes) else self.content()


class Planned(Struct, Generic[T], frozen=True):
    """What will be at an address: `make(view, *args)` makes it, and `args` say which thing of the site it is about.

    Whatever else it shows it reads from the view while it is made.
    """

    address: str
    make: Callable[..., T]
    args: tuple[object, ...] = ()

    def made(self, view: object) -> T:
        return self.make(view, *self.args)


class Copy(Struct, frozen=True):
    """A file of the repository, at an address."""

    address: str
    path: str
