"""The countries, as open data: where each is by the network's own list, and what is here about it."""

from __future__ import annotations

from datetime import date

from talanoa import addresses
from talanoa.groups import SiteCountry
from talanoa.model.network import Country
from talanoa.model.values import Words
from talanoa.outputs.exports.fields import Field, Fields, newest, published_at
from talanoa.outputs.view import View


def _names(view: View, country: SiteCountry) -> Words:
    return Words({str(code): view.country(country.code, str(code)) for code in view.site.network.languages})


def _listed(key: str, meaning: str) -> Field[SiteCountry]:
    """A field of the network's own list of countries."""
    assert key in Country.__struct_fields__
    return Field(key, meaning, lambda view, country: getattr(country.entry, key) if country.entry else None)


FIELDS: Fields = (
    Field[SiteCountry]("code", "the country (ISO 3166-1 alpha-2)", lambda view, it: it.code),
    Field[SiteCountry]("name", "its name, by language (the network's own, or Unicode CLDR's)", _names),
    _listed("status", "how far it is: the id of one of the network's statuses"),
    Field[SiteCountry](
        "status_title", "what that status is called, by language", lambda v, it: it.status and it.status.title
    ),
    _listed("since", "since when it has that status"),
    _listed("as_of", "the day on which that was true"),
    _listed("source", "where this comes from"),
    _listed("capital_timezone", "the time zone of its capital (IANA)"),
    Field[SiteCountry](
        "members",
        "how many members are based there; hidden ones aren't counted here",
        lambda view, it: view.site.members_in(it.code),
    ),
    Field[SiteCountry](
        "posts", "how many posts are about it", lambda view, it: len(view.site.posts_by_country.get(it.code, ()))
    ),
    Field[SiteCountry](
        "events",
        "how many events are about it or take place there",
        lambda view, it: len(view.site.events_by_country.get(it.code, ())),
    ),
    *published_at(
        lambda it: addresses.country(it.code),
        lambda view, it: bool(view.site.events_by_country.get(it.code)),
        feed="the feed of posts about it",
        calendar="the calendar of the events there, if there are any",
    ),
)


def updated(view: View) -> date | None:
    return newest([country.entry.as_of for country in view.site.countries if country.entry], view.site.today)
