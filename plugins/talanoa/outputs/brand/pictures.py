"""The pictures, by Pillow: the mark for phones, and what stands for a page where it is shared.

The same input gives the same bytes wherever the same Pillow is: no font or library of the machine is used.
"""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from itertools import product
from typing import TYPE_CHECKING

from msgspec import Struct

from talanoa.outputs.brand import letters, mark
from talanoa.outputs.brand.letters import can_be_drawn, fitted, line_height
from talanoa.outputs.map import Region
from talanoa.outputs.map.frame import WIDTH as MAP_WIDTH
from talanoa.outputs.map.land import outlines

if TYPE_CHECKING:
    from PIL.Image import Image

WIDTH, HEIGHT = 1200, 630
TOUCH_ICON = 180

_EDGE = 72
_COLUMN = 500  # how wide the text may be
_SMOOTH = 2  # everything but letters is drawn so many times as large first


class CardText(Struct, frozen=True):
    """What the picture for shared pages says."""

    name: str
    tagline: str
    host: str


def touch_icon(name: str, ground: str) -> bytes:
    """The mark on a square of the network's colour; phones round its corners themselves."""
    from PIL import Image, ImageDraw

    scale = TOUCH_ICON * 4 / mark.SIDE
    mask = Image.new("L", (TOUCH_ICON * 4, TOUCH_ICON * 4))
    _draw_mark(ImageDraw.Draw(mask), name, 0, 0, scale)
    ink = mark.ink_on(ground)
    image = Image.new("RGB", (TOUCH_ICON, TOUCH_ICON), ground)
    return _png(_painted(image, mask.reduce(4), ink), [ground], [ink])


def social(text: CardText, colours: Mapping[str, str], region: Region | None) -> bytes:
    """Name, tagline and host on the left as far as their letters can be drawn; the network's countries on the right.

    It looks like the band of the home page; `colours` are those of the site.
    """
    from PIL import Image, ImageDraw

    image = Image.new("RGB", (WIDTH, HEIGHT), colours["deep"])
    if region:
        land, dots = _map(region)
        image = _painted(_painted(image, land, colours["deep-line"]), dots, colours["on-deep-link"])
    has_name = can_be_drawn(text.name)
    mask = Image.new("L", (WIDTH * _SMOOTH, HEIGHT * _SMOOTH))
    side = 110 if has_name else 400
    top = _EDGE - 20 if has_name else (HEIGHT - side) / 2
    scale = side * _SMOOTH / mark.SIDE
    _draw_mark(ImageDraw.Draw(mask), text.name, (_EDGE - 0.12 * side) * _SMOOTH, top * _SMOOTH, scale)
    image = _painted(image, mask.reduce(_SMOOTH), colours["on-deep-link"])
    if has_name:
        draw = ImageDraw.Draw(image)
        end = _write(draw, text.name, 180, 250, range(66, 33, -4), colours["on-deep"])
        if can_be_drawn(text.tagline):
            room = HEIGHT - _EDGE - 36 - (end + 16)
            _write(draw, text.tagline, end + 16, room, range(28, 21, -2), colours["on-deep-soft"])
        if can_be_drawn(text.host):
            size, lines = fitted(text.host, WIDTH - 2 * _EDGE, 30, range(22, 21, -1))
            draw.text(
                (_EDGE, HEIGHT - _EDGE), lines[0], fill=colours["on-deep-link"], font=letters.font(size), anchor="ls"
            )
    inks = [colours[name] for name in ("on-deep", "on-deep-soft", "on-deep-link")]
    return _png(image, [colours["deep"], colours["deep-line"]], inks)


def _write(draw: object, text: str, top: int, height: int, sizes: range, colour: str) -> int:
    """Writes a text into the column, and says where it ends."""
    size, lines = fitted(text, _COLUMN, height, sizes)
    for number, line in enumerate(lines):
        place = (_EDGE, top + number * line_height(size))
        draw.text(place, line, fill=colour, font=letters.font(size), anchor="la")  # type: ignore[attr-defined]
    return top + len(lines) * line_height(size)


def _map(region: Region) -> tuple[Image, Image]:
    """The land and the dots, as masks: the region on the right, and what lies west of it behind the text."""
    from PIL import Image, ImageDraw

    frame = region.frame.at_the_end(HEIGHT / WIDTH, 0.55)
    pixels = WIDTH * _SMOOTH / MAP_WIDTH
    land, dots = (Image.new("L", (WIDTH * _SMOOTH, HEIGHT * _SMOOTH)) for _ in range(2))
    draw = ImageDraw.Draw(land)
    for piece in outlines(frame):
        draw.polygon([(x * pixels, y * pixels) for x, y in piece], fill=255)
    draw = ImageDraw.Draw(dots)
    for code in region.around:
        x, y = (value * pixels for value in frame.capital(code))
        draw.circle((x, y), 7 * _SMOOTH, fill=255)
    return land.reduce(_SMOOTH), dots.reduce(_SMOOTH)


def _draw_mark(draw: object, name: str, left: float, top: float, scale: float) -> None:
    for dot in mark.dots(name):
        draw.circle((left + dot.x * scale, top + dot.y * scale), dot.radius * scale, fill=255)  # type: ignore[attr-defined]


def _painted(image: Image, mask: Image, colour: str) -> Image:
    image.paste(colour, (0, 0), mask)
    return image


def _png(image: Image, grounds: Sequence[str], inks: Sequence[str]) -> bytes:
    """With few colours: the grounds, the inks, and what is between one of these and one of those at an edge."""
    from PIL import Image as Pictures
    from PIL.Image import Dither

    shades = {_between(one, other, step) for one, other in product(grounds, (*grounds, *inks)) for step in range(8)}
    palette = Pictures.new("P", (1, 1))
    palette.putpalette([value for colour in sorted({*shades, *map(_rgb, inks)}) for value in colour])
    file = io.BytesIO()
    image.quantize(palette=palette, dither=Dither.NONE).save(file, "PNG")
    return file.getvalue()


def _between(one: str, other: str, step: int) -> tuple[int, ...]:
    """A colour that is so many eighths of the way from one to another."""
    return tuple(a + (b - a) * step // 8 for a, b in zip(_rgb(one), _rgb(other), strict=True))


def _rgb(colour: str) -> tuple[int, ...]:
    return tuple(bytes.fromhex(colour[1:]))
