"""What a new entry begins with, before anyone has said more: days, who writes, the skeleton of a statement, a call's agenda."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from talanoa import addresses
from talanoa.authoring.fields import NOUN_OF, Kind
from talanoa.load import Content
from talanoa.model.agenda import AgendaItem
from talanoa.model.occurrences import Occurrence
from talanoa.model.post import Guest
from talanoa.model.values import Words

PLACEHOLDER = "Write your text here, in Markdown."
_SIGNING_DAYS = 30
_PUNCTUATION = re.compile(r"([\\`*_\[\]<>#|~&])")


def defaults(kind: Kind, files: Content, today: date) -> dict[str, Any]:
    """Values that an entry has if no one says others."""
    if NOUN_OF[kind] != "post":
        return {}
    values: dict[str, Any] = {"date": today.isoformat(), "kind": "blog" if kind == "post" else kind}
    if kind == "statement":
        closes = today + timedelta(days=_SIGNING_DAYS)
        values["authors"] = [{"name": _words(files.network.name, files)}]
        values["signing"] = {"opens": today.isoformat(), "closes": closes.isoformat()}
    return values


def notes_of(call: Occurrence, files: Content) -> dict[str, Any]:
    """Notes of a call: its title and day, who invited, and a heading for each item of its agenda."""
    event = call.event
    title = _words(event.title, files)
    where = addresses.occurrence(event.id, call.original) if call.original else addresses.event(event.id)
    lines = [f"[{in_markdown(title)}]({where}), {call.day.isoformat()}", ""]
    for number, item in enumerate((item for item in event.agenda if not item.break_), start=1):
        lines += [f"## {number}. {in_markdown(str(item.title))}", "", *_about(item, files)]
    members = {str(member.id) for member in files.members if member.visibility == "public"}
    hosts = [str(host) for host in event.hosts if str(host) in members]
    named = f"Notes of {title}" if files.network.language == "en" else title
    return {
        "title": f"{named}, {call.day.isoformat()}",
        "slug_from": f"Notes of {title} {call.day.isoformat()}",
        "authors": hosts or _convener(files),
        "events": [str(event.id)],
        "themes": [str(theme) for theme in event.themes],
        "activities": [str(activity) for activity in event.activities],
        "body": "\n".join(lines),
    }


def in_markdown(text: str) -> str:
    """A text in which nothing is Markdown."""
    return _PUNCTUATION.sub(r"\\\1", text)


def _about(item: AgendaItem, files: Content) -> Iterator[str]:
    """Who leads, how long, and what has been noted already."""
    who = _name(item.lead or item.proposed_by, files)
    minutes = f"{item.minutes} min" if item.minutes else ""
    if who or minutes:
        yield from (f"*{', '.join(filter(None, (in_markdown(who), minutes)))}*", "")
    if item.notes:
        yield from (item.notes.pick(str(files.network.language), "")[0].strip(), "")


def _name(who: str | Guest | None, files: Content) -> str:
    """What someone is called, if that may be known."""
    if who is None:
        return ""
    if isinstance(who, Guest):
        return f"{who.name} ({who.affiliation})" if who.affiliation else str(who.name)
    for member in files.members:
        if str(member.id) == who:
            return _words(member.name, files) if member.visibility != "hidden" else ""
        for person in member.people:
            if str(person.id) == who:
                return str(person.name) if "hidden" not in (member.visibility, person.visibility) else ""
    return ""


def _convener(files: Content) -> list[dict[str, str]]:
    convener = files.network.convener
    name, organisation = (convener.name, convener.organisation) if convener else (None, None)
    if not name:
        return [{"name": _words(files.network.name, files)}]
    return [{"name": str(name), **({"affiliation": str(organisation)} if organisation else {})}]


def _words(words: Words, files: Content) -> str:
    return words.pick(str(files.network.language), "")[0]
