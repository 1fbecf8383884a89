"""Which calls each member joined: every figure with the sum that it comes from.

A call counts for a member from the day on which it joined until the day on which it left, unless it was a partner or an observer that day. Calls that were cancelled, calls without
a record of who came, and calls during a leave count for no one and against no one.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Literal

from msgspec import Struct

from talanoa import collation
from talanoa.desk.people import has_left
from talanoa.load import Content
from talanoa.model.event import Event, Override
from talanoa.model.member import Member
from talanoa.model.network import Network
from talanoa.model.network import Participation as Asked
from talanoa.model.occurrences import Occurrence, occurrences_of
from talanoa.model.recurrence import day_of

Presence = Literal["yes", "no", "unrecorded", "cancelled", "before"]
State = Literal["reached", "on course", "behind", "out of reach", "not heard of", "nothing to say"]


class Call(Struct, frozen=True):
    """A call of the term, named by its original day. `present` are the members that came; None if no one wrote it down."""

    original: date
    day: date
    is_off: bool
    present: frozenset[str] | None

    def of(self, member: Member) -> Presence:
        """What the roll says of a member. Who came as a guest, before it joined, came before it was asked for anything."""
        if self.is_off:
            return "cancelled"
        if member.joined and self.day < member.joined:
            return "before"
        if member.status == "member" != member.status_on(self.day):
            return "before"
        if self.present is None:
            return "unrecorded"
        return "yes" if str(member.id) in self.present else "no"


class Roll(Struct, frozen=True):
    """What one member did: `held` are the calls that count for it so far, `attended` those of them that it joined, `on_leave` those that
    it missed while on leave; `left` are the calls of the term that are still to come or were not recorded.
    """

    member: Member
    status: str
    calls: Mapping[date, Presence]
    held: int
    attended: int
    on_leave: frozenset[date]
    left: int
    expected: int

    @property
    def leave(self) -> int:
        return len(self.on_leave)

    @property
    def state(self) -> State:
        """What the coordinator may want to ask about; a word for a question to the member, not a verdict."""
        if self.status != "member" or not self.held + self.left:
            return "nothing to say"
        if self.attended >= self.expected:
            return "reached"
        if self.attended + self.left < self.expected:
            return "out of reach"
        if self.held and not self.attended:
            return "not heard of"
        missed, may_miss = self.held - self.attended, self.held + self.left - self.expected
        return "on course" if missed * (self.held + self.left) <= may_miss * max(self.held, 1) else "behind"


class Participation(Struct, frozen=True):
    """The network asks for `expected` of `of` calls of the series `event`; the rolls are those of `as_of`."""

    event: Event
    expected: int
    of: int
    as_of: date
    calls: tuple[Call, ...]
    rolls: tuple[Roll, ...]


def participation(content: Content, as_of: date) -> Participation | None:
    """The rolls of all members up to a day, that day included; None if the network asks for nothing, or for calls that aren't there."""
    asked, event = content.network.participation, series_asked(content)
    if asked is None or event is None:
        return None
    calls = tuple(_calls(content, event))
    members = sorted(content.members, key=lambda it: (collation.key(str(it.name), content.network.language), it.id))
    rolls = tuple(_roll(member, calls, asked, as_of) for member in members)
    held = tuple(call for call in calls if call.day <= as_of)
    return Participation(event, asked.expected, asked.of, as_of, held, rolls)


def series_asked(content: Content) -> Event | None:
    """The series of calls that members are asked to join; None if they are asked for none, or it isn't there."""
    asked = content.network.participation
    return next((event for event in content.events if asked and str(event.id) == str(asked.event)), None)


def of_term(network: Network, event: Event) -> list[Occurrence]:
    """What of an event is in the network's term; without a term, all."""
    return [call for call in occurrences_of(event) if network.term is None or network.term.has(call.named)]


def _calls(content: Content, event: Event) -> Iterator[Call]:
    """Those of the term; of a network without a term, all."""
    written = {override.original: override for override in event.occurrences}
    ids = {str(old): str(member.id) for member in content.members for old in (member.id, *member.formerly)}
    for call in of_term(content.network, event):
        original = call.original or day_of(event.start)
        came = _came(call, written.get(original), event)
        present = None if came is None else frozenset(ids.get(id, id) for id in came)
        yield Call(original, call.day, call.event.is_off, present)


def _came(call: Occurrence, override: Override | None, event: Event) -> tuple[str, ...] | None:
    """Who came; an empty list says that no one did, and a missing one says nothing."""
    if event.recurrence is None:
        return event.attended or None
    return override.attended if override else None


def _roll(member: Member, calls: tuple[Call, ...], asked: Asked, as_of: date) -> Roll:
    mine = [call for call in calls if not (member.left and call.day > member.left)]
    presence = {call.original: call.of(member) for call in mine if call.day <= as_of}
    away = {call.original for call in mine if any(leave.has(call.day) for leave in member.leave)}
    on_leave = {original for original in away if presence.get(original) == "no"}
    counted = [original for original, said in presence.items() if said in ("yes", "no") and original not in on_leave]
    attended = sum(presence[original] == "yes" for original in counted)
    left = sum(
        presence.get(call.original, "cancelled" if call.is_off else "unrecorded") == "unrecorded"
        for call in mine
        if call.original not in away
    )
    if member.left and member.left <= as_of:
        left = 0
    possible = len(counted) + left
    # Who came later, or was away, is asked for as large a part of fewer calls.
    expected = asked.expected if possible >= asked.of else -(-asked.expected * possible // asked.of)
    return Roll(member, _status(member, as_of), presence, len(counted), attended, frozenset(on_leave), left, expected)


def _status(member: Member, day: date) -> str:
    """What it was on that day; one that had not left yet was a member."""
    if has_left(member, day):
        return "former"
    said = member.status_on(day)
    return "member" if said == "former" else said
