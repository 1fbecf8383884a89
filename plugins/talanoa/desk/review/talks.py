"""What was talked about: calls and their topics, agendas, taking part, and whose night it was."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from talanoa.desk.fair import nights, slots
from talanoa.desk.papers import Table, amount
from talanoa.desk.participation import of_term, participation
from talanoa.desk.people import is_there, order
from talanoa.desk.review.members import days
from talanoa.desk.review.snapshot import Snapshot
from talanoa.model.agenda import AgendaItem
from talanoa.model.occurrences import Occurrence
from talanoa.model.post import Guest
from talanoa.outputs.dates import country_name
from talanoa.outputs.hours import Hours, hours


def tables(then: Snapshot, now: Snapshot) -> Iterable[Table]:
    yield _calls(now)
    yield _agendas(then, now)
    yield from _taking_part(then, now)
    found = fair_hours(now)
    if found.calls:
        yield _burden(found, then, now)
    if found.burden():
        yield nights(found)
    if found.slots:
        yield slots(found)


def _calls(now: Snapshot) -> Table:
    published = now.content.network.participation is None or now.content.network.participation.publish != "none"
    rows = tuple(
        (
            call.day.isoformat(),
            "; ".join(item.title for item in _items(call)) or "no agenda",
            len(_items(call)),
            (call.event.attended_count if call.event.attended_count is not None else "not recorded")
            if published
            else "not published",
        )
        for call in now.calls
    )
    note = (
        "The calls of the term that took place. Members present: those that the call's entry lists, or the number that it gives. A call "
        "with neither is “not recorded”, which is not the same as “no one came”."
    )
    return Table(
        "calls",
        "Calls and what they were about",
        ("Call", "Topics", "Items", "Members present"),
        rows,
        note,
        is_list=True,
    )


def _items(call: Occurrence) -> list[AgendaItem]:
    return [item for item in call.event.agenda if not item.break_]


def _agendas(then: Snapshot, now: Snapshot) -> Table:
    before, today = _figures(then), _figures(now)
    note = (
        "Calls of the term, and the items on the agendas of those that took place, without breaks. An item that was carried over counts at each call that had it. People count "
        "for the member that they belong to; guests count one by one. Hidden members and people are not counted here."
    )
    rows = tuple((name, before[name], today[name]) for name in today)
    return Table("agendas", "Calls and agendas in figures", ("What was counted", *days(then, now)), rows, note)


def _figures(snapshot: Snapshot) -> dict[str, int]:
    items = [item for call in snapshot.calls for item in _items(call)]
    own = [
        it
        for it in items
        if it.lead and it.proposed_by and _who(snapshot, [it.lead]) == _who(snapshot, [it.proposed_by])
    ]
    return {
        "Calls held": len(snapshot.calls),
        "Calls cancelled or postponed": snapshot.called_off,
        "Items on their agendas": len(items),
        "Items done": sum(it.status == "done" for it in items),
        "Items carried over": sum(it.status == "carried" for it in items),
        "Items whose proposer is named": sum(it.proposed_by is not None for it in items),
        "Members and guests that proposed items": len(_who(snapshot, [it.proposed_by for it in items])),
        "Items whose leader is named": sum(it.lead is not None for it in items),
        "Members and guests that led items": len(_who(snapshot, [it.lead for it in items])),
        "Items led by the member that proposed them": len(own),
    }


def _who(snapshot: Snapshot, people: Iterable[object]) -> set[str]:
    found = set()
    for who in people:
        if isinstance(who, Guest):
            found.add(f"guest {who.name}")
        elif who is not None:
            found |= {*snapshot.members_behind(who)} or {str(who)}
    return found


def _taking_part(then: Snapshot, now: Snapshot) -> Iterator[Table]:
    """Totals alone, and none where the network publishes none."""
    asked = now.content.network.participation
    if asked is None or asked.publish == "none" or not now.calls:
        return
    before, today = _rolls(then), _rolls(now)
    if before is None or today is None:
        return
    note = (
        f"Members are asked to join {asked.expected} of {asked.of} calls. A call counts from the day on which a member joined. Calls that were "
        "cancelled, calls without a record of who came, and calls that a member missed while on leave count neither for nor against it. Those for which "
        "fewer calls count are asked for the same share of them, rounded up. On course: a member that has missed no larger share so far than it may "
        "miss in all. Partners and observers are not asked to join calls."
    )
    rows = tuple((name, before[name], today[name]) for name in today)
    yield Table("taking-part", "Taking part", ("Members", *days(then, now)), rows, note)


def _rolls(snapshot: Snapshot) -> dict[str, int] | None:
    found = participation(snapshot.content, snapshot.day)
    if found is None:
        return None
    rolls = [roll for roll in found.rolls if roll.state != "nothing to say" and is_there(roll.member, snapshot.day)]
    states = Counter(roll.state for roll in rolls)
    return {
        "Asked to join calls": len(rolls),
        "Joined at least one": sum(roll.attended > 0 for roll in rolls),
        "Joined as many as asked": states["reached"],
        "On course to do so": states["on course"],
    }


def fair_hours(snapshot: Snapshot) -> Hours:
    """For the countries of members that are not hidden."""
    homes = Counter(str(member.country) for member in snapshot.members if member.visibility != "hidden")
    return hours(snapshot.content.network, homes, snapshot.calls, _next(snapshot))


def _next(snapshot: Snapshot) -> Occurrence | None:
    event = snapshot.series_asked
    every = (it for it in snapshot.site.upcoming if it.event.type == "call")
    calls = of_term(snapshot.content.network, event) if event else every
    coming = [it for it in calls if it.day > snapshot.day and not it.event.is_off]
    return min(coming, key=lambda it: it.day, default=None)


def _burden(found: Hours, then: Snapshot, now: Snapshot) -> Table:
    before, today = found.burden(then.day), found.burden()
    codes = sorted({*today}, key=lambda code: (-today[code], order(country_name(code, "en"))))
    rows = tuple((country_name(code, "en"), found.members[code], before[code], today[code]) for code in codes)
    note = (
        f"How many of the term's {amount(len(found.calls), 'call')} took place at night in each country that has members; countries that aren't listed had none. "
        "Night is from 22:00 to 7:00 in the country's capital; a call counts if any part of it was at night."
    )
    return Table("hours", "Calls at night, by country", ("Country", "Members", *days(then, now)), rows, note)
