"""Who takes part in an event, as its entry says: ids of members and of people."""

from __future__ import annotations

from talanoa.model.event import Event
from talanoa.model.values import Host, PersonRef


def speakers(event: Event) -> list[str]:
    """Who speaks, at the event or for an item of its agenda; guests have no id."""
    said = (*event.speakers, *(speaker for item in event.agenda for speaker in item.speakers))
    return [str(id) for id in said if isinstance(id, PersonRef)]


def on_agenda(event: Event) -> list[str]:
    """Who speaks, leads an item or has proposed one."""
    items = (it for item in event.agenda for it in (item.lead, item.proposed_by, *item.speakers))
    return [str(id) for id in (*event.speakers, *items) if isinstance(id, PersonRef)]


def backers(event: Event) -> list[str]:
    """The members that are partners or funders."""
    return [str(backer.member) for backer in (*event.partners, *event.funders) if backer.member]


def proposers(event: Event) -> list[str]:
    """Who has proposed what the event should take up, by their ids; or by names, of those without one."""
    return [str(it.by) for it in event.proposals or () if isinstance(it.by, Host)]
