"""A proposal of what an event should take up, while it collects them."""

from __future__ import annotations

from datetime import date

from talanoa import addresses
from talanoa.amend import Insert, Value
from talanoa.authoring.entries import Written
from talanoa.intake.calls import event_of
from talanoa.intake.directory import folded
from talanoa.intake.values import Reading
from talanoa.model.occurrences import occurrences_of


def proposal(it: Reading, today: date) -> Written | None:
    """The change; None, and why, if there is no such event, or if it takes no proposals any more."""
    found = event_of(it)
    if found is None:
        it.refuse("event", "there is no event with this id", "write the last part of the address of its page")
        return None
    event, _ = found
    if event.proposals is None:
        it.refuse("event", "this event doesn't collect proposals", "propose it for another event")
    elif not any(one.is_awaited(today) for one in occurrences_of(event)):
        it.refuse("event", "this is over, or doesn't take place", "propose it for another event")
    themes = it.named("theme")
    if len(themes) > 1:
        it.refuse("theme", "a proposal has one theme", "choose the one that fits best")
    entry: dict[str, Value] = {"title": it.line("headline"), "by": it.person("by")}
    if themes:
        entry["theme"] = themes[0]
    if country := it.name("country"):
        entry["country"] = country
    if any(folded(one.title) == folded(it.line("headline")) for one in event.proposals or ()):
        it.refuse("headline", "this event has a proposal of this title already", "nothing needs to be sent")
    if it.refusals:
        return None
    change = Insert(event.id.place.file, event.id.place, ("proposals",), entry)
    return Written(str(event.id), event.id.place.file, addresses.event(str(event.id)), changes=(change,))
