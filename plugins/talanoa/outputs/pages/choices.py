"""What the forms of /join/ and /contribute/ let people choose from: the network's own lists, with their names."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import islice

from babel.languages import get_official_languages
from msgspec import Struct

from talanoa.groups import SiteCountry
from talanoa.model.occurrences import Occurrence
from talanoa.model.post import Post
from talanoa.model.scalars import countries as all_countries
from talanoa.model.zones import zones_of
from talanoa.outputs import dates
from talanoa.outputs.pages.events import takes_items
from talanoa.outputs.statement_life import life_of
from talanoa.outputs.view import View

Choice = tuple[str, str]  # what the file says, what people read

# More names than that would weigh more than the form itself; people who write then give the address of a profile.
MAX_NAMES = 200
COMING = 20


class Choices(Struct, frozen=True):
    """Each list in the order in which it is shown."""

    countries: tuple[Choice, ...]  # of the network
    elsewhere: tuple[str, ...]  # the codes of all others
    languages: tuple[Choice, ...]
    themes: tuple[Choice, ...]
    activities: tuple[Choice, ...]
    zones: tuple[Choice, ...]
    names: tuple[Choice, ...]  # people and members; none if there are too many
    coming: tuple[Occurrence, ...]  # for which an item can still be proposed
    collecting: tuple[Occurrence, ...]  # what takes proposals
    to_sign: tuple[Post, ...]  # statements, while they are open for signing

    @classmethod
    def of(cls, view: View) -> Choices:
        site, localizer = view.site, view.localizer()
        own = {country.code for country in site.countries}
        return cls(
            countries=tuple((code, localizer.country(code)) for code in localizer.by_name(own)),
            elsewhere=tuple(sorted({*all_countries()} - own)),
            languages=tuple((code, _language(view, code)) for code in _languages(view)),
            themes=tuple((str(theme.id), localizer.plain(theme.title)) for theme in site.network.themes),
            activities=tuple(
                (str(activity.id), localizer.plain(activity.title)) for activity in site.network.activities
            ),
            zones=tuple(_zones(view)),
            names=_names(view),
            coming=_next(o for o in site.upcoming if takes_items(view, o)),
            collecting=_next(o for o in site.upcoming if o.event.proposals is not None and not o.original),
            to_sign=tuple(
                post for post in site.statements if not post.translation_of and life_of(site, post).signing == "open"
            ),
        )


def _next(found: Iterable[Occurrence]) -> tuple[Occurrence, ...]:
    return tuple(islice(found, COMING))


def _languages(view: View) -> Iterable[str]:
    """Those of the site, then those that the countries of the network have as official ones."""
    spoken = (
        code.replace("_", "-")
        for country in view.site.countries
        for code in get_official_languages(country.code, de_facto=True)
    )
    others = {code for code in spoken if len(code) <= 3}
    return dict.fromkeys(
        (*view.languages, *sorted(others, key=lambda code: view.localizer().order(dates.own_name(code))))
    )


def _language(view: View, code: str) -> str:
    """In its own name, and in the page's language where that differs."""
    own, name = dates.own_name(code), view.localizer().language_name(code)
    return own if own.casefold() == name.casefold() else f"{own} ({name})"


def _zones(view: View) -> Iterator[Choice]:
    """The network's own zone, then one for each country: its capital's, or its only one."""
    seen = {str(view.site.network.timezone)}
    yield str(view.site.network.timezone), dates.city_of(view.site.network.timezone)
    for country in view.countries:
        zone = _zone_of(country)
        if zone and zone not in seen:
            seen.add(zone)
            yield zone, f"{view.localizer().country(country.code)}, {dates.city_of(zone)}"


def _zone_of(country: SiteCountry) -> str:
    zones = zones_of(country.code)
    return str((country.entry and country.entry.capital_timezone) or (zones[0] if len(zones) == 1 else ""))


def _names(view: View) -> tuple[Choice, ...]:
    """Who can be named by an id; two of the same name are told apart by where they belong, or by the id."""
    localizer, site = view.localizer(), view.site
    people = [(id, profile.person.name, localizer.plain(profile.affiliation)) for id, profile in site.profiles.items()]
    members = [(str(member.id), localizer.plain(member.name), "") for member in site.members]
    found = [*people, *members]
    if len(found) > MAX_NAMES:
        return ()
    times = Counter(name for _, name, _ in found)
    return tuple(
        sorted(
            ((str(id), name if times[name] == 1 else f"{name} ({where or id})") for id, name, where in found),
            key=lambda choice: (localizer.order(choice[1]), choice[0]),
        )
    )
