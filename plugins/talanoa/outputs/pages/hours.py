"""Fair hours for everyone: in which countries each call of the term was at night, and the fairest hours for the next."""

from __future__ import annotations

from talanoa.model.event import Event
from talanoa.outputs.hours import Hours, hours
from talanoa.outputs.view import View


def fair_hours(view: View, event: Event) -> Hours | None:
    """Those of the series that members are asked to join, if the network makes them public. Who isn't shown weighs nothing."""
    site, term, asked = view.site, view.site.network.term, view.site.network.participation
    if asked is None or not asked.hours or str(asked.event) != str(event.id):
        return None
    calls = [it for it in site.occurrences_of[event.id] if not it.event.is_off and (term is None or term.has(it.named))]
    coming = min((it for it in calls if it.day > site.today), key=lambda it: it.day, default=None)
    members = {code: site.members_in(code) for code in site.home_countries}
    found = hours(site.network, members, [it for it in calls if it.day <= site.today], coming)
    return found if found.calls or found.slots else None
