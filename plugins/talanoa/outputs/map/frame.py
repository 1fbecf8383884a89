"""The part of the world that a map shows, fitted to the countries that it is about."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct

from talanoa.outputs.map.capitals import CAPITALS
from talanoa.outputs.map.projection import HIGHEST, WIDEST, east_of, equal_earth

# In the middle of Asia and the Pacific, of Africa and Europe, of the Americas: together they go round the globe.
MERIDIANS = (150, 30, -90)

WIDTH = 1000  # of every map, in its own units

_LEAST = 0.8  # of the plane: some 50 degrees, so that a single country has its neighbourhood
_MARGIN = 0.09  # of the longer side
_WIDE, _TALL = 2.05, 1.1  # width to height, of the whole world and of what still fits a phone


class Frame(Struct, frozen=True):
    """A rectangle of the plane around a central meridian, and its height where it is `WIDTH` units wide."""

    meridian: int
    left: float
    top: float
    scale: float
    height: int

    @staticmethod
    def around(codes: Iterable[str]) -> Frame:
        """The frame that shows the capitals of all of these countries (of at least one)."""
        capitals = [CAPITALS[code] for code in codes]
        meridian = min(MERIDIANS, key=lambda m: max(abs(east_of(m, longitude)) for _, longitude in capitals))
        points = [equal_earth(east_of(meridian, longitude), latitude) for latitude, longitude in capitals]
        (left, right), (bottom, top) = ((min(axis), max(axis)) for axis in zip(*points, strict=True))
        margin = _MARGIN * max(right - left, top - bottom)
        width = max(right - left + 2 * margin, _LEAST)
        height = max(top - bottom + 2 * margin, width / _WIDE)
        width = min(max(width, height * _TALL), 2 * WIDEST)
        height = min(max(height, width / _WIDE), 2 * HIGHEST)
        left = _within((left + right - width) / 2, width, WIDEST)
        bottom = _within((bottom + top - height) / 2, height, HIGHEST)
        scale = WIDTH / width
        return Frame(meridian, left, bottom + height, scale, round(height * scale))

    def point(self, longitude: float, latitude: float) -> tuple[float, float]:
        """Degrees → right and down from the frame's upper left corner."""
        return self.project(east_of(self.meridian, longitude), latitude)

    def project(self, east: float, north: float) -> tuple[float, float]:
        """The same for degrees east of the central meridian."""
        x, y = equal_earth(east, north)
        return (x - self.left) * self.scale, (self.top - y) * self.scale

    def capital(self, code: str) -> tuple[float, float]:
        """Where a country's dot is."""
        latitude, longitude = CAPITALS[code]
        return self.point(longitude, latitude)

    def at_the_end(self, tall: float, part: float) -> Frame:
        """The same points in a frame of another shape, so many times as tall as wide: at its end, in that part of its width."""
        width, height = WIDTH / self.scale, self.height / self.scale
        whole = max(width / part, height / tall)
        scale = WIDTH / whole
        room = (whole * tall - height) / 2
        return Frame(self.meridian, self.left + width - whole, self.top + room, scale, round(whole * tall * scale))

    def shows(self, code: str) -> bool:
        x, y = self.capital(code)
        return 0 <= x <= WIDTH and 0 <= y <= self.height


def _within(start: float, length: float, half: float) -> float:
    """Moved so that start … start + length lies in -half … half."""
    return max(-half, min(start, half - length))
