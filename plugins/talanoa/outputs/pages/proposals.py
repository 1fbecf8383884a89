"""What an event was asked to take up, by theme and by country."""

from __future__ import annotations

from collections.abc import Sequence

from talanoa.groups import grouped
from talanoa.model.agenda import Proposal
from talanoa.model.network import Topic
from talanoa.outputs.view import View

# The proposals about a country; its code is "" for those that name none.
OfCountry = tuple[str, Sequence[Proposal]]


def by_theme(view: View, proposals: Sequence[Proposal]) -> list[tuple[Topic | None, list[OfCountry]]]:
    """Each theme with its proposals, in the order of the network's themes; what has no theme, or no country, comes last."""
    of = grouped(proposals, lambda it: [str(it.theme or "")])
    themes: list[Topic | None] = [*view.site.network.themes, None]
    return [(theme, _by_country(view, found)) for theme in themes if (found := of.get(str(theme.id) if theme else ""))]


def _by_country(view: View, proposals: Sequence[Proposal]) -> list[OfCountry]:
    of = grouped(proposals, lambda it: [str(it.country or "")])
    codes = [*view.localizer().by_name(code for code in of if code), *([""] if "" in of else [])]
    return [(code, of[code]) for code in codes]
