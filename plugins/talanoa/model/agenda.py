"""What is talked about at an event, on which of its days and at what time, by whom; what it was asked to take up; and who supports it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Literal

from msgspec import Struct

from talanoa.model.post import Guest
from talanoa.model.values import (
    AgendaDay,
    ClockTime,
    CountryRef,
    Host,
    MarkdownWords,
    MemberRef,
    PersonRef,
    Text,
    ThemeRef,
)
from talanoa.problems import Problem, Severity
from talanoa.source import Mapping


class AgendaItem(Struct, frozen=True):
    title: Text
    proposed_by: PersonRef | None = None
    lead: PersonRef | Guest | None = None
    speakers: tuple[PersonRef | Guest, ...] = ()
    day: AgendaDay | None = None
    time: ClockTime | None = None
    minutes: int | None = None
    break_: bool = False
    status: Literal["proposed", "agreed", "done", "carried"] = "proposed"
    notes: MarkdownWords | None = None

    @property
    def until(self) -> str | None:
        """The time at which it ends, by the clock."""
        if self.time is None or not self.minutes:
            return None
        hours, minutes = map(int, self.time.split(":"))
        end = hours * 60 + minutes + self.minutes
        return f"{end // 60 % 24:02}:{end % 60:02}"


class Proposal(Struct, frozen=True):
    """What someone asks an event to take up, and what became of it."""

    title: Text
    by: Host | Guest | None = None
    theme: ThemeRef | None = None
    country: CountryRef | None = None
    outcome: Text | None = None


class Backer(Struct, frozen=True):
    """A partner or a funder of an event: a member, or someone else by name."""

    name: Text | None = None
    member: MemberRef | None = None
    role: Text | None = None

    def rules(self, node: Mapping) -> Iterator[Problem]:
        help = "write `member:` with the id of a member, or `name:` for anyone else"
        if self.name and self.member:
            yield Problem("name-or-member", "there is both a name and a member", node.key_place("name"), help)
        elif node.get("name") is None and node.get("member") is None:
            yield Problem("name-or-member", "there is neither a name nor a member", node.place, help)


def days_of(agenda: tuple[AgendaItem, ...], first: date) -> list[tuple[date | None, list[AgendaItem]]]:
    """The items by day; an item that says none is on the day of the one before it."""
    found: list[tuple[date | None, list[AgendaItem]]] = []
    day = first if any(item.day for item in agenda) else None
    for item in agenda:
        day = item.day.on(first) if item.day else day
        if not found or found[-1][0] != day:
            found.append((day, []))
        found[-1][1].append(item)
    return found


def agenda_problems(agenda: tuple[AgendaItem, ...], first: date, last: date, *, recurs: bool) -> Iterator[Problem]:
    """Items on days that the event doesn't have, and days and times that go back."""
    day, time = first, ""
    for item in agenda:
        if item.day:
            on = item.day.on(first)
            if recurs and item.day.number is None:
                message = f"this agenda is for every occurrence, so it can't be on {item.day}"
                help = "write 1 for the first day, 2 for the second, or the agenda under `occurrences`"
                yield Problem("no-such-day", message, item.day.place, help)
                continue
            if not first <= on <= last:
                which = f"on {first}" if first == last else f"from {first} to {last}"
                help = (
                    "write a day of the event, or 1 for its first day, 2 for its second; `end` says how long it lasts"
                )
                yield Problem("no-such-day", f"the event is {which}, not on {on}", item.day.place, help)
                continue
            if on < day:
                yield _goes_back("day", f"{on} comes after {day}", item.day)
            if on != day:
                day, time = on, ""
        if item.time and item.time < time:
            yield _goes_back("time", f"{item.time} comes after {time}", item.time)
        time = item.time or time


def _goes_back(what: str, how: str, where: AgendaDay | ClockTime) -> Problem:
    help = "write the items in order, and give the first one of each day its `day`"
    message = f"the agenda goes back in time: the {what} {how}"
    return Problem("date-order", message, where.place, help, severity=Severity.WARNING)
