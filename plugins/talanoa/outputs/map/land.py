"""The outlines of the land in a frame, as the path of an SVG.

land.txt has every ring of outline a line, each point as `longitude,latitude,level`: degrees in tenths, and how much the
point matters. A map takes those that matter most, as many as a page has room for.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from functools import cache, lru_cache
from pathlib import Path

from talanoa.outputs.map.frame import WIDTH, Frame
from talanoa.outputs.map.make_land import LEVELS

POINTS = 900  # some 4 KB

Point = tuple[float, float]
_Weighed = tuple[float, float, int]  # x, y, level
_ALWAYS = len(LEVELS)


@lru_cache(maxsize=4)
def outlines(frame: Frame) -> tuple[tuple[tuple[int, int], ...], ...]:
    """Each piece of land in the frame, cut at its edges."""
    pieces = [[(*frame.project(x, y), level) for x, y, level in piece] for piece in _around(frame.meridian)]
    level = _level(pieces, frame)
    cut = (_cut([(x, y) for x, y, own in piece if own >= level], frame) for piece in pieces)
    return tuple(piece for piece in map(_rounded, cut) if len({*piece}) > 2)


def path(frame: Frame) -> str:
    """All of them as the `d` of a path: each begins at a point of the frame, and goes on in steps."""
    return "".join(map(_steps, outlines(frame)))


@cache
def _rings() -> tuple[tuple[_Weighed, ...], ...]:
    lines = Path(__file__).with_name("land.txt").read_text("utf-8").splitlines()
    return tuple(tuple(_read(point) for point in line.split()) for line in lines)


def _read(point: str) -> _Weighed:
    longitude, latitude, level = point.split(",")
    return int(longitude) / 10, int(latitude) / 10, LEVELS.index(level)


def _around(meridian: int) -> Iterator[Sequence[_Weighed]]:
    """Each ring in degrees east of the meridian; what reaches beyond 180 is cut there and comes in on the other side."""
    for ring in _rings():
        least, most = min(x for x, _, _ in ring) - meridian, max(x for x, _, _ in ring) - meridian
        for turn in (-360, 0, 360):
            if most + turn > -180 and least + turn < 180:
                piece: Sequence[_Weighed] = [(x - meridian + turn, y, level) for x, y, level in ring]
                if least + turn < -180:
                    piece = _side(piece, lambda point: point[0] + 180)
                if most + turn > 180:
                    piece = _side(piece, lambda point: 180 - point[0])
                yield _bent(piece)


def _bent(piece: Sequence[_Weighed]) -> list[_Weighed]:
    """With points along the cut, which is a curve on the map."""
    points: list[_Weighed] = []
    for (x1, y1, _), point in zip((*piece[-1:], *piece[:-1]), piece, strict=True):
        x2, y2, _ = point
        if x1 == x2 and abs(x1) == 180:
            steps = 1 + int(abs(y2 - y1) / 5)
            points += [(x1, y1 + (y2 - y1) * step / steps, _ALWAYS) for step in range(1, steps)]
        points.append(point)
    return points


def _level(pieces: Sequence[Sequence[_Weighed]], frame: Frame) -> int:
    """The lowest at which no more points than `POINTS` are in the frame."""
    found = Counter(level for piece in pieces for x, y, level in piece if 0 <= x <= WIDTH and 0 <= y <= frame.height)
    count = 0
    for level in range(_ALWAYS, -1, -1):
        count += found[level]
        if count > POINTS:
            return level + 1
    return 0


def _cut(piece: list[Point], frame: Frame) -> list[Point]:
    """What of a piece is in the frame."""
    for distance in (
        lambda point: point[0],
        lambda point: WIDTH - point[0],
        lambda point: point[1],
        lambda point: frame.height - point[1],
    ):
        piece = [(x, y) for x, y, _ in _side([(x, y, 0) for x, y in piece], distance)]
    return piece


def _side(piece: Sequence[_Weighed], distance: Callable[[_Weighed], float]) -> list[_Weighed]:
    """What of a piece is on one side of a line (Sutherland & Hodgman 1974); `distance` is negative beyond it."""
    kept: list[_Weighed] = []
    for before, point in zip((*piece[-1:], *piece[:-1]), piece, strict=True):
        there, here = distance(before), distance(point)
        if (there < 0) != (here < 0):
            part = there / (there - here)
            kept.append((before[0] + part * (point[0] - before[0]), before[1] + part * (point[1] - before[1]), _ALWAYS))
        if here >= 0:
            kept.append(point)
    return kept


def _rounded(piece: Sequence[Point]) -> tuple[tuple[int, int], ...]:
    points = [(round(x), round(y)) for x, y in piece]
    return tuple(point for before, point in zip((*points[-1:], *points[:-1]), points, strict=True) if point != before)


def _steps(piece: Sequence[tuple[int, int]]) -> str:
    (x, y), *rest = piece
    numbers = []
    for next_x, next_y in rest:
        numbers += [next_x - x, next_y - y]
        x, y = next_x, next_y
    steps = "".join(f" {number}" if number >= 0 else str(number) for number in numbers).lstrip()
    return f"M{piece[0][0]} {piece[0][1]}l{steps}z"
