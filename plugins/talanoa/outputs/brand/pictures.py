"""The pictures, by Pillow: the mark for phones, and what stands for a page where it is shared.

The same input gives the same bytes wherever the same Pillow is: no font or library of the machine is used.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

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
_TEXT = 500  # width of the column of text
_SMOOTH = 2  # everything but letters is drawn so many times as large first
_LAND = 0.13  # how much of the ink is in the land


@dataclass(frozen=True)
class Said:
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
    return _png(_painted(Image.new("RGB", (TOUCH_ICON, TOUCH_ICON), ground), mask.reduce(4), mark.ink_on(ground)))


def social(said: Said, ground: str, region: Region | None) -> bytes:
    """Name, tagline and host on the left as far as their letters can be drawn; the network's countries on the right."""
    from PIL import Image, ImageDraw

    ink = mark.ink_on(ground)
    image = Image.new("RGB", (WIDTH, HEIGHT), ground)
    if region:
        land, dots = _map(region)
        image = _painted(_painted(image, land, _mixed(ground, ink, _LAND)), dots, ink)
    has_name = can_be_drawn(said.name)
    mask = Image.new("L", (WIDTH * _SMOOTH, HEIGHT * _SMOOTH))
    side = 110 if has_name else 400
    top = _EDGE - 20 if has_name else (HEIGHT - side) / 2
    scale = side * _SMOOTH / mark.SIDE
    _draw_mark(ImageDraw.Draw(mask), said.name, (_EDGE - 0.12 * side) * _SMOOTH, top * _SMOOTH, scale)
    image = _painted(image, mask.reduce(_SMOOTH), ink)
    if has_name:
        draw = ImageDraw.Draw(image)
        end = _write(draw, said.name, 180, 250, range(66, 33, -4), ink)
        if can_be_drawn(said.tagline):
            room = HEIGHT - _EDGE - 36 - (end + 16)
            _write(draw, said.tagline, end + 16, room, range(28, 21, -2), _mixed(ground, ink, 0.88))
        if can_be_drawn(said.host):
            size, lines = fitted(said.host, WIDTH - 2 * _EDGE, 30, range(22, 21, -1))
            draw.text(
                (_EDGE, HEIGHT - _EDGE), lines[0], fill=_mixed(ground, ink, 0.8), font=letters.font(size), anchor="ls"
            )
    return _png(image)


def _write(draw: object, text: str, top: int, height: int, sizes: range, colour: str) -> int:
    """Writes a text into the column, and says where it ends."""
    size, lines = fitted(text, _TEXT, height, sizes)
    for number, line in enumerate(lines):
        place = (_EDGE, top + number * line_height(size))
        draw.text(place, line, fill=colour, font=letters.font(size), anchor="la")  # type: ignore[attr-defined]
    return top + len(lines) * line_height(size)


def _map(region: Region) -> tuple[Image, Image]:
    """The land and the dots, as masks: the region on the right, and what lies west of it behind the text."""
    from PIL import Image, ImageDraw

    frame = region.frame.beside(HEIGHT / WIDTH, 0.55)
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


def _mixed(one: str, other: str, part: float) -> str:
    """A colour on its way from one to the other."""
    pairs: Sequence[tuple[int, int]] = [(int(one[i : i + 2], 16), int(other[i : i + 2], 16)) for i in (1, 3, 5)]
    return "#" + "".join(f"{round(a + (b - a) * part):02x}" for a, b in pairs)


def _png(image: Image) -> bytes:
    """With the few colours that are in it."""
    from PIL.Image import Dither, Quantize

    file = io.BytesIO()
    image.quantize(48, Quantize.MEDIANCUT, dither=Dither.NONE).save(file, "PNG", optimize=True)
    return file.getvalue()
