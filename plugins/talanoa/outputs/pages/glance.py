"""The network at a glance: counts, shares and participation, as text with bars next to it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence, Sized
from datetime import date
from typing import Any

from msgspec import Struct

from talanoa import addresses
from talanoa.model.network import Participation, Term
from talanoa.model.occurrences import Occurrence
from talanoa.model.values import Words
from talanoa.outputs.output import Page, Planned
from talanoa.outputs.pages.statements import originals
from talanoa.outputs.view import View


class Bar(Struct, frozen=True):
    """A row of a table: what is counted, and how much of it there is (None: no one wrote it down)."""

    name: Words | str
    number: int | None
    address: str | None = None


class Calls(Struct, frozen=True):
    """The calls of a term so far; `attended` has how many came to each, nothing if the network doesn't publish that."""

    asked: Participation
    term: Term
    held: int
    attended: Sequence[Bar]


def differ(bars: Sequence[Bar]) -> bool:
    """Whether bars would show something: where most rows are of one, there is nothing to compare."""
    numbers = [bar.number or 0 for bar in bars]
    return len({*numbers}) > 1 and 2 * sum(number > 1 for number in numbers) >= len(numbers)


def pages(view: View) -> Iterator[Planned[Page]]:
    yield Planned(addresses.GLANCE, _page)


def _page(view: View) -> Page:
    site, gettext = view.site, view.localizer().gettext
    numbers = (
        (gettext("Members"), site.member_count),
        (gettext("Countries with members"), len(site.home_countries)),
        (gettext("Posts"), len(site.posts)),
        (gettext("Events"), len(site.occurrences)),
        (gettext("Statements"), len(originals(site))),
        (gettext("Languages of posts"), len(site.posts_by_language)),
    )
    return view.page(
        addresses.GLANCE,
        gettext("At a glance"),
        "glance.html",
        {
            "numbers": [(name, number) for name, number in numbers if number],
            "day": date.fromisoformat(site.today.isoformat()),  # the page says the day itself
            "differ": differ,
            "member_countries": _member_countries(view),
            "member_kinds": _member_kinds(view),
            "post_kinds": _post_kinds(view),
            "themes": _themes(view),
            "calls": _calls(view),
        },
        section=addresses.GLANCE,
        description=gettext("Members, posts, events and calls of the network in numbers"),
    )


def _descending(view: View, bars: Iterable[Bar]) -> list[Bar]:
    localizer = view.localizer()
    return sorted(bars, key=lambda bar: (-(bar.number or 0), localizer.order(bar.name)))


def _sizes(groups: Mapping[Any, Sized]) -> dict[str, int]:
    return {str(key): len(things) for key, things in groups.items()}


def _member_countries(view: View) -> list[Bar]:
    site, country = view.site, view.localizer().country
    bars = (Bar(country(code), site.members_in(code), addresses.country(code)) for code in site.home_countries)
    return _descending(view, bars)


def _member_kinds(view: View) -> list[Bar]:
    """Only of members with a profile: of the others no kind may be known."""
    sizes: dict[str, int] = {}
    for member in view.site.members:
        sizes[member.kind] = sizes.get(member.kind, 0) + 1
    localizer = view.localizer()
    return _descending(view, (Bar(localizer.label(kind, "member_kind"), size) for kind, size in sizes.items()))


def _post_kinds(view: View) -> list[Bar]:
    localizer = view.localizer()
    sizes = _sizes(view.site.posts_by_kind)
    bars = (Bar(localizer.label(kind, "kinds"), size, addresses.kind(kind)) for kind, size in sizes.items())
    return _descending(view, bars)


def _themes(view: View) -> list[Bar]:
    site = view.site
    sizes = _sizes(site.posts_by_theme)
    used = [theme for theme in site.network.themes if theme.id in sizes]
    return _descending(view, (Bar(theme.title, sizes[theme.id], addresses.theme(theme.id)) for theme in used))


def _calls(view: View) -> Calls | None:
    site, asked, term = view.site, view.site.network.participation, view.site.network.term
    if asked is None or term is None or asked.event not in site.event:
        return None
    held = [o for o in site.occurrences_of[asked.event] if term.start <= o.day <= term.end and _over(view, o)]
    day, address = view.localizer().day, addresses.occurrence
    bars = [Bar(day(o.day), o.event.attended_count, address(asked.event, o.original)) for o in held]
    return Calls(asked, term, len(held), bars if any(bar.number is not None for bar in bars) else ())


def _over(view: View, occurrence: Occurrence) -> bool:
    return occurrence.last_day < view.site.today and not occurrence.event.is_off
