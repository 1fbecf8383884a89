"""The search, and for whoever has no scripts the site's lists in one place."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from typing import get_args

from talanoa import addresses
from talanoa.model.member import Member
from talanoa.model.post import PostKind
from talanoa.outputs import dates
from talanoa.outputs.labels import LABELS
from talanoa.outputs.output import Page
from talanoa.outputs.pages.directory import by_name
from talanoa.outputs.scripts import EARLY
from talanoa.outputs.view import View


def pages(view: View) -> Iterator[Page]:
    site, gettext = view.site, view.said().gettext
    yield view.page(
        addresses.SEARCH,
        gettext("Search"),
        "search.html",
        {
            "years": tuple(site.posts_by_year),
            "kinds": [kind for kind in get_args(PostKind) if kind in site.posts_by_kind],
            "nouns": tuple(LABELS["found"]),
            "months": dates.month_names(view.language),
            "pattern": dates.day_pattern(view.language),
            "codes": by_name(view, {place.code for place in site.countries}),
            "letters": _letters(view),
        },
        section=addresses.SEARCH,
        description=gettext("Posts, events, members, people, countries and themes, in every language of the site"),
        scripts=(EARLY, "search"),
        wasm=True,
    )


def _letters(view: View) -> dict[str, list[Member]]:
    """Members by the first letter of their names."""
    said = view.said()
    found: dict[str, list[Member]] = {}
    for member in sorted(view.site.members, key=lambda member: (_plain(said.plain(member.name)), member.id)):
        found.setdefault(_letter(said.plain(member.name)), []).append(member)
    return found


def _plain(name: str) -> str:
    """A name for sorting: without case and diacritics, so that Ō stands with O."""
    return "".join(sign for sign in unicodedata.normalize("NFKD", name.casefold()) if not unicodedata.combining(sign))


def _letter(name: str) -> str:
    """The first letter; Latin ones without diacritics, all others as they are."""
    first = next((sign for sign in name if sign.isalpha()), "#")
    plain = _plain(first)[:1]
    return (plain if plain.isascii() and plain.isalpha() else first).upper()
