"""The search, and for those who have no scripts the site's lists in one place."""

from __future__ import annotations

from collections.abc import Iterator
from typing import get_args

from talanoa import addresses
from talanoa.model.member import Member
from talanoa.model.post import PostKind
from talanoa.outputs.labels import LABELS
from talanoa.outputs.output import Page, Planned
from talanoa.outputs.view import View

_MOST = 300  # members from A to Z; of more, the page would be slow on a phone, and the directory has all of them


def pages(view: View) -> Iterator[Planned[Page]]:
    yield Planned(addresses.SEARCH, _page)


def _page(view: View) -> Page:
    site, localizer, gettext = view.site, view.localizer(), view.localizer().gettext
    return view.page(
        addresses.SEARCH,
        gettext("Search"),
        "search.html",
        {
            "years": tuple(site.posts_by_year),
            "kinds": [kind for kind in get_args(PostKind) if kind in site.posts_by_kind],
            "nouns": tuple(LABELS["found"]),
            "languages": sorted(site.languages, key=lambda code: localizer.order(localizer.language_name(code))),
            "codes": [country.code for country in view.countries],
            "letters": _letters(view) if len(site.members) <= _MOST else {},
        },
        section=addresses.SEARCH,
        description=gettext("Posts, events, members, people, countries and themes, in every language of the site"),
        scripts=("asked", "ahead", "search"),
    )


def _letters(view: View) -> dict[str, list[Member]]:
    """Members by the first letter of their names."""
    localizer = view.localizer()
    found: dict[str, list[Member]] = {}
    for member in localizer.members(view.site.members):
        found.setdefault(localizer.initial(member.name), []).append(member)
    return dict(sorted(found.items(), key=lambda entry: localizer.order(entry[0])))
