"""Draws the pictures of the sample posts: `python tests/data/draw.py posts/2026`.

Patterns in the network's colours, made of circles, waves and woven strips; nobody's photo and nobody's face.
"""

from __future__ import annotations

import sys
from math import cos, hypot, pi, sin
from pathlib import Path

from PIL import Image, ImageChops, ImageColor, ImageDraw

WIDTH, HEIGHT = 1600, 840  # of the drawing's own units
SAVED = 1200, 630
FINER = 3  # drawn so many times as large, for smooth edges

NIGHT, DEEP, TEAL, MID, LIGHT, PALE = "#072f33", "#0a4b4e", "#0b6e6e", "#3c9a93", "#9ccfc6", "#dcece8"
SAND, FAWN, GOLD, CORAL = "#f7ecd9", "#ead9bb", "#f3b94d", "#e66f3c"


class Sheet:
    """A picture in the making, in the drawing's units."""

    def __init__(self, paper: str) -> None:
        self.image = Image.new("RGB", (WIDTH * FINER, HEIGHT * FINER), paper)
        self.draw = ImageDraw.Draw(self.image)

    def disc(self, x: float, y: float, radius: float, colour: str) -> None:
        self.draw.ellipse(_finer(x - radius, y - radius, x + radius, y + radius), fill=colour)

    def slice(self, x: float, y: float, radius: float, begin: float, end: float, colour: str) -> None:
        self.draw.pieslice(_finer(x - radius, y - radius, x + radius, y + radius), begin, end, fill=colour)

    def block(self, left: float, top: float, right: float, bottom: float, colour: str, round: float = 0) -> None:
        self.draw.rounded_rectangle(_finer(left, top, right, bottom), round * FINER, fill=colour)

    def shape(self, points: list[tuple[float, float]], colour: str) -> None:
        self.draw.polygon([(x * FINER, y * FINER) for x, y in points], fill=colour)

    def done(self) -> Image.Image:
        return self.image.resize(SAVED, Image.Resampling.LANCZOS)


def _finer(*numbers: float) -> tuple[float, ...]:
    return tuple(number * FINER for number in numbers)


def hours() -> Image.Image:
    """Clocks: each column is an hour later than the one before."""
    sheet = Sheet(NIGHT)
    for column in range(10):
        for row in range(5):
            x, y, turn = 80 + 160 * column, 100 + 160 * row, 30 * (column + row + 1) % 360
            chosen = (column, row) == (6, 2)
            sheet.disc(x, y, 64, GOLD if chosen else (TEAL, MID, LIGHT, MID, TEAL)[row])
            sheet.slice(x, y, 64, -90, turn - 90, CORAL if chosen else DEEP)
            sheet.disc(x, y, 9, SAND)
    return sheet.done()


def stones() -> Image.Image:
    """Discs that grow towards a circle which one of them, of another colour, hasn't reached yet."""
    sheet = Sheet(SAND)
    for column in range(27):
        for row in range(15):
            x, y = 32 + 64 * column - 32 * (row % 2), -6 + 60 * row
            far = hypot(x - 1120, y - 420)
            ring = 1 - min(abs(far - 300), 300) / 300
            radius = 5 + 22 * ring**1.5 if far < 640 else 5
            sheet.disc(x, y, radius, (TEAL if far < 300 else MID) if ring > 0.25 else LIGHT)
    sheet.disc(352, 414, 62, CORAL)
    sheet.disc(352, 414, 26, SAND)
    return sheet.done()


def rings() -> Image.Image:
    """Rings on water from two places; where they meet, light and dark change places."""
    masks = []
    for x, y in ((560, 470), (1040, 370)):
        mask = Image.new("1", (WIDTH * FINER, HEIGHT * FINER))
        draw = ImageDraw.Draw(mask)
        for number in range(15, 0, -1):
            radius = 16 + 84 * number
            draw.ellipse(_finer(x - radius, y - radius, x + radius, y + radius), fill=number % 2)
        masks.append(mask)
    sheet = Sheet(TEAL)
    sheet.image.paste(LIGHT, mask=ImageChops.logical_xor(*masks))
    sheet.disc(560, 470, 46, DEEP)
    sheet.disc(1040, 370, 46, CORAL)
    return sheet.done()


def seats() -> Image.Image:
    """Rows of seats in half a circle, seen from above; one is empty."""
    sheet = Sheet(DEEP)
    sheet.disc(800, 800, 92, GOLD)
    for row in range(7):
        distance, count = 190 + 100 * row, 7 + 4 * row
        for seat in range(count):
            angle = pi * (seat + 0.5) / count
            x, y = 800 - distance * cos(angle), 800 - distance * sin(angle)
            empty = (row, seat) == (3, 12)
            sheet.disc(x, y, 33, CORAL if empty else (LIGHT, MID, TEAL)[(row + seat % 2) % 3])
            sheet.disc(x, y, 24 if empty else 13, DEEP)
    return sheet.done()


def mat() -> Image.Image:
    """Woven strips, each over two and under two."""
    sheet = Sheet(NIGHT)
    across = (TEAL, MID, TEAL, LIGHT)
    size, gap = 80, 6
    for column in range(WIDTH // size + 1):
        for row in range(HEIGHT // size + 1):
            left, top = column * size, row * size
            warm = column in (5, 14)
            over = (column + row) % 4 < 2
            down = CORAL if warm else SAND if column % 3 else GOLD
            if over:
                sheet.block(left + gap, top - gap, left + size - gap, top + size + gap, down)
            else:
                sheet.block(left - gap, top + gap, left + size + gap, top + size - gap, across[row % 4])
    return sheet.done()


def walls() -> Image.Image:
    """A wall of cells like a table's, and waves before it."""
    sheet = Sheet(PALE)
    sheet.disc(330, 280, 130, GOLD)
    heights = (2, 3, 3, 4, 5, 5, 6, 7, 7, 8)
    for column, height in enumerate(heights):
        for cell in range(height):
            left, top = 640 + 98 * column, 560 - 66 * cell
            marked = (column, cell) in ((4, 2), (8, 5))
            sheet.block(left, top, left + 88, top + 56, CORAL if marked else (SAND, FAWN)[(column + cell) % 2], 6)
    for row in range(5):
        y = 600 + 62 * row
        for number in range(-1, 13):
            x = 140 * number + 70 * (row % 2)
            for step, colour in enumerate((DEEP, MID, TEAL, LIGHT, DEEP)):
                sheet.disc(x, y + 42, 84 - 18 * step, colour if row % 2 else (NIGHT, TEAL, MID, PALE, NIGHT)[step])
    return sheet.done()


def circle() -> Image.Image:
    """Hills, a low sun, and people as dots, sitting round."""
    sheet = Sheet(SAND)
    for radius, colour in ((300, "#f8dfb4"), (220, "#f6cf86"), (140, GOLD)):
        sheet.disc(1120, 380, radius, colour)
    for base, rise, length, shift, colour in (
        (430, 70, 520, 0.0, LIGHT),
        (520, 90, 700, 1.9, MID),
        (600, 60, 900, 3.6, TEAL),
    ):
        line = [(x, base + rise * sin(2 * pi * x / length + shift)) for x in range(0, WIDTH + 1, 8)]
        sheet.shape([*line, (WIDTH, HEIGHT), (0, HEIGHT)], colour)
    line = [(x, 660 - 30 * sin(pi * x / WIDTH)) for x in range(0, WIDTH + 1, 8)]
    sheet.shape([*line, (WIDTH, HEIGHT), (0, HEIGHT)], DEEP)
    for row, count in ((0, 13), (1, 21)):
        for number in range(count):
            angle = 2 * pi * number / count - pi / 2
            x, y = 560 + (190 + 120 * row) * cos(angle), 742 + (26 + 44 * row) * sin(angle)
            sheet.disc(x, y, 16 + 3 * sin(angle), (SAND, LIGHT, GOLD)[number % 3])
    sheet.disc(560, 738, 24, CORAL)
    return sheet.done()


PICTURES = {
    "clocks": hours,
    "stepping-stones": stones,
    "two-rings": rings,
    "empty-seat": seats,
    "woven-data": mat,
    "sea-wall": walls,
    "hearing-circle": circle,
}

INKS = (NIGHT, DEEP, TEAL, MID, LIGHT, PALE, SAND, FAWN, GOLD, CORAL)


def in_few_colours(image: Image.Image) -> Image.Image:
    """With all inks, of which some are seen in one place only, and what lies between them at edges."""
    between = image.quantize(24, Image.Quantize.MEDIANCUT, kmeans=8).getpalette() or []
    palette = Image.new("P", (1, 1))
    palette.putpalette([*(part for ink in INKS for part in ImageColor.getrgb(ink)), *between[: 24 * 3]])
    return image.quantize(palette=palette, dither=Image.Dither.NONE)


if __name__ == "__main__":
    for name, make in PICTURES.items():
        in_few_colours(make()).save(Path(sys.argv[1]) / f"{name}.png", optimize=True)
