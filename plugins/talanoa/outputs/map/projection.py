"""Equal Earth (Šavrič, Patterson & Jenny 2018): areas are true, and the poles aren't stretched."""

from __future__ import annotations

import math

_A1, _A2, _A3, _A4 = 1.340264, -0.081106, 0.000893, 0.003796
_M = math.sqrt(3) / 2

# The plane's half width and half height.
WIDEST, HIGHEST = 2.706630, 1.317363


def equal_earth(longitude: float, latitude: float) -> tuple[float, float]:
    """Degrees east of the central meridian and north → right and up, for a globe of radius 1."""
    theta = math.asin(_M * math.sin(math.radians(latitude)))
    square = theta * theta
    sixth = square * square * square
    down = _M * (_A1 + 3 * _A2 * square + sixth * (7 * _A3 + 9 * _A4 * square))
    up = theta * (_A1 + _A2 * square + sixth * (_A3 + _A4 * square))
    return math.radians(longitude) * math.cos(theta) / down, up


def east_of(meridian: float, longitude: float) -> float:
    """A longitude as degrees east of the central meridian, from -180 to 180; so nothing is torn at the date line."""
    return (longitude - meridian + 180) % 360 - 180
