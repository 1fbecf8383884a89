"""Where numbered marks are so that none covers another, on a phone too."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

from talanoa.outputs.map.frame import WIDTH

Point = tuple[float, float]

RADIUS = 25  # 17 pixels across where a phone shows the map; two digits fit
_GAP = 3
_SHARE = 0.3  # of the map, for all marks together
_DIRECTIONS = 16


def scale(count: int, height: int) -> float:
    """How large each of so many marks can be; less than 1 only where they would fill the map."""
    side = math.sqrt(_SHARE * WIDTH * height / max(count, 1))
    return min(1, round(side / (2 * RADIUS), 2))


def spread(homes: Sequence[Point], size: float, height: int) -> list[Point]:
    """Where the mark of each home is: at it, or as near as there is room, and not on top of another's home.

    Those that are alone stay where they are; the others look for room in the order in which they come.
    """
    reach = 2 * size + _GAP
    spots: dict[int, Point] = {}
    for i, home in enumerate(homes):
        if all(i == j or math.dist(home, other) >= reach for j, other in enumerate(homes)):
            spots[i] = home
    for i, home in enumerate(homes):
        if i not in spots:
            others = [other for j, other in enumerate(homes) if j != i]
            taken = list(spots.values())
            spots[i] = next(
                (
                    spot
                    for spot in _around(home, size)
                    if size <= spot[0] <= WIDTH - size
                    and size <= spot[1] <= height - size
                    and all(math.dist(spot, other) >= reach for other in taken)
                    and all(math.dist(spot, other) >= size + _GAP for other in others)
                ),
                home,
            )
    return [spots[i] for i in range(len(homes))]


def _around(home: Point, size: float) -> Iterator[Point]:
    """Home, then ever wider circles around it."""
    yield home
    for ring in range(1, 25):
        for direction in range(_DIRECTIONS):
            angle = 2 * math.pi * direction / _DIRECTIONS
            distance = ring * size / 2
            yield home[0] + distance * math.cos(angle), home[1] + distance * math.sin(angle)
