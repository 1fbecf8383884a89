"""The region: countries by their status, on a map and in a list with what the site has of each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import count

from msgspec import Struct

from talanoa import addresses
from talanoa.groups import SiteCountry
from talanoa.model.network import Status
from talanoa.outputs.map import Region
from talanoa.outputs.output import Page, Planned
from talanoa.outputs.view import View

# The shapes of marks, by the order of the network's statuses: no two of the first six are alike, in whatever colour.
SHAPES = ("disc", "ring", "square", "diamond", "dashes", "block")


class Row(Struct, frozen=True):
    """A country, and how much of it there is on the site; `number` is its mark's, None if it isn't on the map."""

    country: SiteCountry
    number: int | None
    members: int
    posts: int
    events: int


class Source(Struct, frozen=True):
    """Where the statuses of some countries are from, and when they were true."""

    text: str | None
    as_of: date | None
    codes: tuple[str, ...]


class Group(Struct, frozen=True):
    """The countries of a status (None: of none), and the shape of their marks."""

    status: Status | None
    shape: str
    rows: tuple[Row, ...]


def pages(view: View) -> Iterator[Planned[Page]]:
    yield Planned(addresses.COUNTRIES, _page)


def _page(view: View) -> Page:
    gettext = view.localizer().gettext
    region = Region.of(view.site)
    groups = _groups(view, region)
    shapes = {row.country.code: group.shape for group in groups for row in group.rows if row.number}
    shown = [row.country for group in groups if group.status for row in group.rows]
    sources = _sources(shown)
    same = len(sources) == 1 and len(sources[0].codes) == len(shown)
    return view.page(
        addresses.COUNTRIES,
        gettext("Countries"),
        "countries.html",
        {
            "groups": groups,
            "with_status": any(group.status for group in groups),
            "source": sources[0] if same else None,
            "sources": () if same else sources,
            "region": region,
            "shapes": shapes,
        },
        section=addresses.COUNTRIES,
        description=gettext("The countries of the region, their status, and the members, posts and events there"),
    )


def _groups(view: View, region: Region | None) -> list[Group]:
    """In the order in which the network lists its statuses; a status without countries stays, to show what there is."""
    countries = view.countries
    on_map = {*region.shown([country.code for country in countries])} if region else set()
    groups, numbers = [], count(1)
    for position, status in enumerate((*view.site.network.statuses, None)):
        id = status.id if status else None
        found = [country for country in countries if (country.status.id if country.status else None) == id]
        if found or status:
            rows = tuple(_row(view, country, next(numbers) if country.code in on_map else None) for country in found)
            groups.append(Group(status, SHAPES[position % len(SHAPES)], rows))
    return groups


def _row(view: View, country: SiteCountry, number: int | None) -> Row:
    site, code = view.site, country.code
    return Row(
        country,
        number,
        site.members_in(code),
        len(site.posts_by_country.get(code, ())),
        len(site.events_by_country.get(code, ())),
    )


def _sources(countries: Sequence[SiteCountry]) -> tuple[Source, ...]:
    """Each source once, with the countries that it is for: it is mostly the same for all."""
    found: dict[tuple[str | None, date | None], list[str]] = {}
    for country in countries:
        if country.entry and (country.entry.source or country.entry.as_of):
            found.setdefault((country.entry.source, country.entry.as_of), []).append(country.code)
    return tuple(Source(text, as_of, tuple(codes)) for (text, as_of), codes in found.items())
