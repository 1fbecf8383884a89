"""Makes land.txt again; no build runs this, only someone who wants newer or finer outlines:

npm install world-atlas@2 && python -m talanoa.outputs.map.make_land node_modules/world-atlas/land-50m.json

world-atlas (ISC licence) packs Natural Earth's land at 1:50m (public domain) as TopoJSON. Each point that stays is written
with how much it matters, by the area of the triangle that it makes with its neighbours (Visvalingam & Whyatt 1993), so that
a map can take as many as it has room for.
"""

from __future__ import annotations

import heapq
import json
import math
import sys
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

Point = tuple[float, float]  # longitude, latitude

LEAST = 0.02  # square degrees: less is lost on every map
ISLAND = 6  # an island matters more than a bend of a coast that is as large
LEVELS = "0123456789abcdefghijklmnopqrstuvwxyz"  # each matters 1.3 times as much as the one before


def rings(topology: dict[str, Any]) -> Iterator[list[Point]]:
    (scale_x, scale_y), (x0, y0) = topology["transform"]["scale"], topology["transform"]["translate"]
    arcs: list[list[Point]] = []
    for arc in topology["arcs"]:
        x = y = 0
        arcs.append([])
        for dx, dy in arc:
            x, y = x + dx, y + dy
            arcs[-1].append((x * scale_x + x0, y * scale_y + y0))
    for geometry in topology["objects"]["land"]["geometries"]:
        for polygon in geometry["arcs"]:
            for numbers in polygon:
                parts = [arcs[number] if number >= 0 else arcs[~number][::-1] for number in numbers]
                yield _unrolled([point for part in parts for point in part[:-1]])


def _unrolled(ring: list[Point]) -> list[Point]:
    """Without the jump at 180°: longitudes go on beyond it. A ring around the pole is closed below it."""
    turned, turn = [ring[0]], 0
    for (before, _), (x, y) in pairwise(ring):
        turn += 360 * ((before - x > 180) - (x - before > 180))
        turned.append((x + turn, y))
    turn += 360 * ((ring[-1][0] - ring[0][0] > 180) - (ring[0][0] - ring[-1][0] > 180))
    if turn:
        turned += [(turned[0][0] + turn, turned[0][1]), (turned[0][0] + turn, -90), (turned[0][0], -90)]
    return turned


def weighed(ring: list[Point]) -> list[float]:
    """How much each point matters. The last three stand for the whole ring."""
    count = len(ring)
    before, after = [(i - 1) % count for i in range(count)], [(i + 1) % count for i in range(count)]
    weights = [math.inf] * count
    heap = [(_area(ring[before[i]], ring[i], ring[after[i]]), i, before[i], after[i]) for i in range(count)]
    heapq.heapify(heap)
    gone = [False] * count
    left, most = count, 0.0
    while left > 3:
        area, i, left_of, right_of = heapq.heappop(heap)
        if gone[i] or (before[i], after[i]) != (left_of, right_of):
            continue
        most = weights[i] = max(most, area)
        gone[i] = True
        left -= 1
        after[left_of], before[right_of] = right_of, left_of
        for j in (left_of, right_of):
            heapq.heappush(heap, (_area(ring[before[j]], ring[j], ring[after[j]]), j, before[j], after[j]))
    rest = [i for i in range(count) if not gone[i]]
    for i in rest:
        weights[i] = max(most, ISLAND * _area(*(ring[j] for j in rest)))
    return weights


def _area(a: Point, b: Point, c: Point) -> float:
    """Of a triangle on the globe, in square degrees at the equator."""
    width = math.cos(math.radians((a[1] + b[1] + c[1]) / 3))
    return abs((b[0] - a[0]) * (c[1] - a[1]) - (c[0] - a[0]) * (b[1] - a[1])) / 2 * width


def written(ring: list[Point]) -> str:
    """`<longitude>,<latitude>,<level>` of each point that stays, in tenths of a degree."""
    points: list[str] = []
    last = ("", "")
    for (x, y), weight in zip(ring, weighed(ring)):
        place = (f"{round(10 * x)}", f"{round(10 * y)}")
        if weight >= LEAST and place != last:
            level = min(len(LEVELS) - 1, int(math.log(weight / LEAST, 1.3)))
            points.append(",".join((*place, LEVELS[level])))
            last = place
    return " ".join(points) if len(points) > 2 else ""


def main() -> None:
    lines = filter(None, map(written, rings(json.loads(Path(sys.argv[1]).read_text("utf-8")))))
    Path(__file__).with_name("land.txt").write_text("\n".join(sorted(lines)) + "\n", "utf-8")


if __name__ == "__main__":
    main()
