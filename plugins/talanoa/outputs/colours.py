"""The site's colours, made from the network's one: light and dark, each legible whatever colour it is.

Lightness and chroma are moved in OKLCH (CSS Color 4), where equal steps look equal and a hue stays what it is; contrast is
that of WCAG 2.2. People who write styles use the names below (`var(--t-link)`), never a colour.
"""

from __future__ import annotations

import math
from collections.abc import Mapping

from msgspec import Struct

DEFAULT = "#0b6e6e"

# What text needs on its ground: WCAG asks for 4.5, and small type on cheap screens in the sun is glad of more.
LEGIBLE = 5.5

Rgb = tuple[float, float, float]


class Oklch(Struct, frozen=True):
    """Lightness 0–1, chroma from 0, hue in degrees."""

    lightness: float
    chroma: float
    hue: float

    @staticmethod
    def of(colour: str) -> Oklch:
        """Of `#rrggbb`."""
        red, green, blue = (_linear(value) for value in _rgb(colour))
        l, m, s = (  # noqa: E741
            math.cbrt(0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue),
            math.cbrt(0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue),
            math.cbrt(0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue),
        )
        a = 1.9779984951 * l - 2.4285922050 * m + 0.4505937099 * s
        b = 0.0259040371 * l + 0.7827717662 * m - 0.8086757660 * s
        lightness = 0.2104542553 * l + 0.7936177850 * m - 0.0040720468 * s
        return Oklch(lightness, math.hypot(a, b), math.degrees(math.atan2(b, a)))

    def tone(self, lightness: float, chroma: float = 1.0) -> str:
        """This hue at another lightness, with at most so much chroma, and no more than a screen can show."""
        least, most = 0.0, min(self.chroma, chroma)
        if not _shown(rgb := self._at(lightness, most)):
            for _ in range(12):
                middle = (least + most) / 2
                least, most = (middle, most) if _shown(self._at(lightness, middle)) else (least, middle)
            rgb = self._at(lightness, least)
        return "#" + "".join(f"{round(255 * _gamma(min(1.0, max(0.0, value)))):02x}" for value in rgb)

    def _at(self, lightness: float, chroma: float) -> Rgb:
        """Linear sRGB; outside of 0–1 for what no screen shows."""
        a, b = chroma * math.cos(math.radians(self.hue)), chroma * math.sin(math.radians(self.hue))
        l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3  # noqa: E741
        m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
        s = (lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3
        return (
            4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s,
            -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s,
            -0.0041960863 * l - 0.7034186147 * m + 1.7076147010 * s,
        )


def contrast(one: str, other: str) -> float:
    """WCAG's contrast ratio, 1–21."""
    dark, light = sorted((_luminance(one), _luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def palettes(accent: str | None) -> tuple[Mapping[str, str], Mapping[str, str]]:
    """The colours of the light and of the dark site by name."""
    colour = accent or DEFAULT
    hue = Oklch.of(colour)
    band = {
        "accent": colour,
        "deep": hue.tone(0.29, 0.06),  # the ground of the band on top of the home page, and of the footer
        "deeper": hue.tone(0.23, 0.05),
        "on-deep": hue.tone(0.98, 0.01),
        "on-deep-soft": hue.tone(0.87, 0.04),
        "on-deep-link": hue.tone(0.90, 0.09),
        "deep-line": hue.tone(0.44, 0.06),
    }
    light = {
        **band,
        "paper": "#ffffff",
        "wash": hue.tone(0.968, 0.012),
        "tint": hue.tone(0.93, 0.035),
        "line": hue.tone(0.88, 0.015),
        "edge": hue.tone(0.58, 0.02),  # of fields and buttons: 3 to 1 (WCAG 1.4.11)
        "ink": hue.tone(0.23, 0.02),
        "soft": hue.tone(0.46, 0.02),
        "link": _legible(hue, hue.tone(0.93, 0.035), min(hue.lightness, 0.52), -0.01),
        "on-link": "#ffffff",
        "alert": "#9c1c26",
        "mark": "#ffe9a8",
    }
    dark_tint = hue.tone(0.30, 0.04)
    dark = {
        **band,
        "paper": hue.tone(0.185, 0.012),
        "wash": hue.tone(0.23, 0.016),
        "tint": dark_tint,
        "line": hue.tone(0.36, 0.02),
        "edge": hue.tone(0.62, 0.02),
        "ink": hue.tone(0.95, 0.01),
        "soft": hue.tone(0.79, 0.015),
        "link": _legible(hue, dark_tint, max(hue.lightness, 0.78), 0.01),
        "on-link": hue.tone(0.185, 0.012),
        "alert": "#ff9d94",
        "mark": "#5a4a12",
    }
    return light, dark


def variables(accent: str | None) -> str:
    """The colours as CSS; the dark ones where the reader's system asks for them, which needs no script."""
    light, dark = palettes(accent)
    changed = {name: colour for name, colour in dark.items() if light[name] != colour}
    return f":root{{{_declared(light)}}}\n@media (prefers-color-scheme:dark){{:root{{{_declared(changed)}}}}}\n"


def _declared(colours: Mapping[str, str]) -> str:
    return ";".join(f"--t-{name}:{colour}" for name, colour in colours.items())


def _legible(hue: Oklch, ground: str, lightness: float, step: float) -> str:
    """The hue, made darker or lighter until it can be read on a ground."""
    while contrast(colour := hue.tone(lightness), ground) < LEGIBLE and 0 < lightness < 1:
        lightness += step
    return colour


def _rgb(colour: str) -> Rgb:
    red, green, blue = (int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5))
    return red, green, blue


def _linear(value: float) -> float:
    return value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4


def _gamma(value: float) -> float:
    return value * 12.92 if value <= 0.0031308 else 1.055 * value ** (1 / 2.4) - 0.055


def _shown(rgb: Rgb) -> bool:
    return all(-0.0005 <= value <= 1.0005 for value in rgb)


def _luminance(colour: str) -> float:
    red, green, blue = (_linear(value) for value in _rgb(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
