"""The region: countries by their status, with what the site has of each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from talanoa import addresses
from talanoa.model.network import Status
from talanoa.outputs.output import Page
from talanoa.outputs.view import View
from talanoa.site import Place


@dataclass(frozen=True)
class Row:
    """A country, and how much of it there is on the site."""

    place: Place
    members: int
    posts: int
    events: int


@dataclass(frozen=True)
class Source:
    """Where the statuses of some countries are from, and when they were true."""

    text: str | None
    as_of: date | None
    codes: tuple[str, ...]


@dataclass(frozen=True)
class Group:
    """The countries of a status (None: of none)."""

    status: Status | None
    rows: tuple[Row, ...]
    sources: tuple[Source, ...]


def pages(view: View) -> Iterator[Page]:
    gettext = view.said().gettext
    groups = _groups(view)
    yield view.page(
        addresses.COUNTRIES,
        gettext("Countries"),
        "countries.html",
        {"groups": groups, "with_status": any(group.status for group in groups)},
        section=addresses.COUNTRIES,
        description=gettext("The countries of the region, their status, and the members, posts and events there"),
    )


def _groups(view: View) -> list[Group]:
    """In the order in which the network lists its statuses; a status without countries stays, to show what there is."""
    said = view.said()
    places = sorted(view.site.countries, key=lambda place: (said.country(place.code).casefold(), place.code))
    groups = []
    for status in (*view.site.network.statuses, None):
        id = status.id if status else None
        found = [place for place in places if (place.status.id if place.status else None) == id]
        if found or status:
            groups.append(Group(status, tuple(_row(view, place) for place in found), _sources(found)))
    return groups


def _row(view: View, place: Place) -> Row:
    site, code = view.site, place.code
    named = sum(named.country == code for named in site.named)
    return Row(
        place,
        len(site.members_by_country.get(code, ())) + named,
        len(site.posts_by_country.get(code, ())),
        len(site.events_by_country.get(code, ())),
    )


def _sources(places: Sequence[Place]) -> tuple[Source, ...]:
    """Each source once, with the countries that it is for: it is mostly the same for all of a status."""
    found: dict[tuple[str | None, date | None], list[str]] = {}
    for place in places:
        if place.entry and (place.entry.source or place.entry.as_of):
            found.setdefault((place.entry.source, place.entry.as_of), []).append(place.code)
    return tuple(Source(text, as_of, tuple(codes)) for (text, as_of), codes in found.items())
