"""Participation as text for a screen, CSV, JSON and Markdown."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date

from talanoa.desk import papers
from talanoa.desk.papers import Paper, Table
from talanoa.desk.participation import Participation, Presence, Roll, State
from talanoa.outputs.exports.lines import Cell, as_line, sheet

_MARKS: Mapping[Presence, str] = {"yes": "yes", "no": "no", "unrecorded": "?", "cancelled": "off", "before": "–"}
_LEGEND = "yes: joined · no: did not · leave: missed while on leave · ?: not recorded · off: cancelled or postponed · –: not a member then"
# In the order in which a coordinator wants to read them.
_WORDS: Mapping[State, str] = {
    "out of reach": "can no longer join enough calls",
    "not heard of": "joined no call so far",
    "behind": "behind, but can still join enough calls",
    "on course": "on course",
    "reached": "joined as many calls as asked",
    "nothing to say": "not asked to join calls",
}


def as_text(found: Participation) -> str:
    """For a terminal: the members by what there may be to ask, each with its sum."""
    lines = [_title(found), _LEGEND]
    for state, words in _WORDS.items():
        if rolls := [roll for roll in found.rolls if roll.state == state]:
            lines += ["", f"{words[:1].upper()}{words[1:]} ({len(rolls)})"]
            for roll in rolls:
                lines += [f"  {_name(roll)}: {_sum(roll)}", f"      {_days(roll)}"]
    return "\n".join([*lines, ""])


def paper(found: Participation) -> Paper:
    """A table with a column for each call."""
    heads = ("Member", "Progress", "Since", "Status", "Sum", *(call.original.isoformat() for call in found.calls))
    rows = tuple(
        (
            _name(roll),
            _WORDS[roll.state],
            _day(roll.member.joined),
            roll.status,
            _sum(roll),
            *_marks(found, roll),
        )
        for roll in found.rolls
    )
    table = Table("participation", "Members and calls", heads, rows, _LEGEND)
    return Paper("participation", _title(found), found.as_of, (), (table,))


def as_markdown(found: Participation) -> str:
    return papers.as_markdown(paper(found))


def as_csv(found: Participation) -> str:
    days = [call.original.isoformat() for call in found.calls]
    columns = ["id", "name", "since", "status", "held", "attended", "leave", *days]
    return sheet(columns, map(as_line, _rows(found))).decode()


def as_json(found: Participation) -> str:
    members = [
        {
            "id": str(roll.member.id),
            "name": str(roll.member.name),
            "since": roll.member.joined.isoformat() if roll.member.joined else None,
            "status": roll.status,
            "held": roll.held,
            "attended": roll.attended,
            "leave": roll.leave,
            "calls": {day.isoformat(): said for day, said in roll.calls.items()},
        }
        for roll in found.rolls
    ]
    about = {"event": str(found.event.id), "expected": found.expected, "of": found.of, "as_of": found.as_of.isoformat()}
    return json.dumps({**about, "members": members}, ensure_ascii=False, indent=1) + "\n"


FORMATS: Mapping[str, Callable[[Participation], str]] = {
    "text": as_text,
    "csv": as_csv,
    "json": as_json,
    "md": as_markdown,
}


def _title(found: Participation) -> str:
    held = sum(not call.is_off for call in found.calls)
    unrecorded = sum(not call.is_off and call.present is None for call in found.calls)
    missing = f", {unrecorded} of them without a record of who came" if unrecorded else ""
    asked = f"{found.expected} of {found.of} calls are asked for"
    return f"{found.event.title}: {asked}; {held} held up to {found.as_of.isoformat()}{missing}"


def _sum(roll: Roll) -> str:
    """`joined 3 of 5, asked for 5, to come or not recorded: 3; since 2026-03-01, 1 on leave`."""
    parts = [f"joined {roll.attended} of {roll.held}"]
    if roll.status == "member":
        parts += [f"asked for {roll.expected}", f"to come or not recorded: {roll.left}"]
    since = [f"since {roll.member.joined.isoformat()}"] if roll.member.joined else []
    leave = [f"{roll.leave} on leave"] if roll.leave else []
    more = ", ".join(since + leave)
    return ", ".join(parts) + (f"; {more}" if more else "")


def _days(roll: Roll) -> str:
    return " · ".join(f"{day.isoformat()} {_mark(roll, day)}" for day in roll.calls) or "no calls"


def _mark(roll: Roll, day: date) -> str:
    if day not in roll.calls:
        return ""
    return "leave" if day in roll.on_leave else _MARKS[roll.calls[day]]


def _name(roll: Roll) -> str:
    status = "" if roll.status == "member" else f" ({roll.status})"
    return f"{roll.member.name}{status}"


def _marks(found: Participation, roll: Roll) -> Iterator[str]:
    yield from (_mark(roll, call.original) for call in found.calls)


def _rows(found: Participation) -> Iterator[Sequence[Cell]]:
    for roll in found.rolls:
        said = (roll.calls.get(call.original, "") for call in found.calls)
        member = roll.member
        yield [
            str(member.id),
            str(member.name),
            _day(member.joined),
            roll.status,
            roll.held,
            roll.attended,
            roll.leave,
            *said,
        ]


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""
