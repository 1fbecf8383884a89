"""A network's map: which countries it is fitted to, and where their dots are."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

from msgspec import Struct

from talanoa.outputs.map import land
from talanoa.outputs.map.frame import WIDTH, Frame
from talanoa.outputs.map.marks import RADIUS, scale, spread
from talanoa.site import Site


class Dot(Struct, frozen=True):
    """A country's capital on the map."""

    code: str
    x: int
    y: int


class Mark(Struct, frozen=True):
    """The numbered mark of a dot, at it or next to it."""

    dot: Dot
    x: int
    y: int

    @property
    def moved(self) -> bool:
        """True where the mark is beside its dot, since another is in its way."""
        return (self.x, self.y) != (self.dot.x, self.dot.y)


class Region(Struct, frozen=True, dict=True):
    """The map of the countries that it is `around`. Nothing is computed before a template asks for it."""

    around: tuple[str, ...]

    @staticmethod
    def of(site: Site) -> Region | None:
        """Fitted to the countries that the network lists and those of its members; where there is none, to all that its
        posts and events name. An event far away gets no dot, rather than the network's countries a corner."""
        own = {*(str(country.code) for country in site.network.countries), *site.home_countries}
        codes = sorted(own or {str(country.code) for country in site.countries})
        return Region(tuple(codes)) if codes else None

    @cached_property
    def frame(self) -> Frame:
        return Frame.around(self.around)

    @property
    def width(self) -> int:
        return WIDTH

    @property
    def height(self) -> int:
        return self.frame.height

    @cached_property
    def land(self) -> str:
        """The `d` of the path."""
        return land.path(self.frame)

    def shown(self, codes: Sequence[str]) -> tuple[str, ...]:
        """Those of the countries that the map shows."""
        return tuple(code for code in codes if self.frame.shows(code))

    def dots(self, codes: Sequence[str]) -> tuple[Dot, ...]:
        """A dot for each of these countries, in their order."""
        return tuple(Dot(code, *map(round, self.frame.capital(code))) for code in codes)

    def marks(self, codes: Sequence[str]) -> tuple[Mark, ...]:
        """A mark for each of these countries, in their order; they are numbered from 1."""
        spots = spread([self.frame.capital(code) for code in codes], self.scale(len(codes)) * RADIUS, self.height)
        return tuple(Mark(dot, round(x), round(y)) for dot, (x, y) in zip(self.dots(codes), spots, strict=True))

    def scale(self, count: int) -> float:
        """How large each of so many marks can be; 1 where there is room."""
        return scale(count, self.height)
