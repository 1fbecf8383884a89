"""How pages show pictures: without a shift of what is below, in the width that a screen needs, late if below the fold.

Browsers choose among the variants; programs that know no `srcset`, and feeds, take the picture itself.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from html.parser import HTMLParser
from itertools import accumulate

from markupsafe import Markup as Safe
from msgspec import Struct
from msgspec.structs import replace

from talanoa import addresses
from talanoa.images import Facts
from talanoa.images.picture import WIDTHS, format_of
from talanoa.outputs.output import Picture

# How wide a picture is shown, for browsers that can't wait for the layout (all, if it is seen at once).
IN_TEXT = "(min-width: 45em) 650px, 100vw"


class Shared(Struct, frozen=True):
    """A picture as programs get it that show a link or a letter: small enough for all of them, and never WebP alone."""

    address: str
    alt: str
    type: str
    width: int
    height: int
    length: int  # in bytes

    @property
    def card(self) -> str:
        """How a preview shows it: across its whole width, or a logo and whatever is tall or tiny beside the words."""
        wide = self.width >= 300 and self.width >= 1.2 * self.height
        return "summary_large_image" if wide else "summary"


def shared(picture: Picture, facts: Facts) -> Shared:
    """The small JPEG of a picture, or the picture itself if it is one."""
    small = facts.shared
    if small is None:
        type = f"image/{format_of(picture.address).lower()}"
        return Shared(picture.address, picture.alt, type, facts.width, facts.height, facts.length)
    address = addresses.resized(small.digest, "jpg")
    return Shared(address, picture.alt, "image/jpeg", small.width, small.height, small.length)


def attributes(picture: Picture, sizes: str = IN_TEXT, eager: bool = False) -> Safe:
    """The attributes of an <img> but for its address and its text. One that is `eager` is the first thing that a page shows."""
    return _as_html(_attributes(picture, sizes, eager))


def _attributes(picture: Picture, sizes: str, eager: bool) -> dict[str, str]:
    found = {"fetchpriority": "high"} if eager else {"loading": "lazy"}
    if facts := picture.facts:
        found |= {"width": str(facts.width), "height": str(facts.height)}
        if facts.variants:
            offered = (f"{addresses.link(address)} {width}w" for width, address in _offered(picture, facts))
            # auto: as wide as the layout says, which is known when a picture is loaded late
            found |= {"srcset": ", ".join(offered), "sizes": sizes if eager else f"auto, {sizes}"}
    return found


def _offered(picture: Picture, facts: Facts) -> Iterator[tuple[int, str]]:
    """The variants, and the picture itself where none is as wide as a screen may need."""
    for variant in facts.variants:
        yield variant.width, addresses.resized(variant.digest)
    if facts.variants[-1].width < min(facts.width, WIDTHS[-1]):
        yield facts.width, picture.address


def _as_html(attributes: Mapping[str, str]) -> Safe:
    return Safe("").join(Safe(' {}="{}"').format(name, value) for name, value in attributes.items())


def completed(html: str, picture_at: Callable[[str], Picture | None]) -> str:
    """A hand-written page whose pictures have the attributes that ours have; those that its author wrote stay.

    `picture_at` finds the site's picture for a `src`.
    """
    pieces, done = [], 0
    for begin, written in _Pictures(html).found:
        if picture := picture_at(written.get("src", "")):
            end = begin + len("<img")
            pieces += [html[done:end], _as_html(_missing(picture, written))]
            done = end
    return "".join((*pieces, html[done:]))


def first(html: str, picture_at: Callable[[str], Picture | None]) -> Picture | None:
    """The first of the site's pictures on a hand-written page, with its author's words for it."""
    found = ((picture_at(written.get("src", "")), written.get("alt", "")) for _, written in _Pictures(html).found)
    return next((replace(picture, alt=alt) for picture, alt in found if picture), None)


def _missing(picture: Picture, written: Mapping[str, str]) -> dict[str, str]:
    """Our attributes that a hand-written <img> hasn't got."""
    ours = _attributes(picture, IN_TEXT, eager=False)
    if written.keys() & {"srcset", "sizes"}:
        ours = {name: value for name, value in ours.items() if name not in ("srcset", "sizes")}
    if facts := picture.facts:
        ours |= _in_proportion(written, "width", "height", facts.height / facts.width)
        ours |= _in_proportion(written, "height", "width", facts.width / facts.height)
    return {name: value for name, value in ours.items() if name not in written}


def _in_proportion(written: Mapping[str, str], given: str, other: str, ratio: float) -> dict[str, str]:
    """The other side of a picture that has been given one in pixels."""
    pixels = written.get(given, "")
    return {other: str(max(1, round(int(pixels) * ratio)))} if re.fullmatch(r"[1-9][0-9]{0,4}", pixels) else {}


class _Pictures(HTMLParser):
    """The <img> of a page: where each begins, and its attributes."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[tuple[int, Mapping[str, str]]] = []
        if "<img" in html.lower():
            self._lines = [0, *accumulate(len(line) + 1 for line in html.split("\n"))]
            self.feed(html)
            self.close()

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        if tag == "img":
            line, column = self.getpos()
            written = {name: (value or "").strip() for name, value in reversed(attributes)}  # of two, the first counts
            self.found.append((self._lines[line - 1] + column, written))
