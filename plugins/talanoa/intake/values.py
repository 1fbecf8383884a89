"""Answers → values of a post, an event or a member, by the names of the model's fields.

Days, codes and addresses are judged here by the model's own readers, so that what is wrong is reported where it was typed.
Whether an id leads to something is known when everything is read again.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cached_property
from typing import Any, Final
from urllib.parse import urlsplit

from msgspec import Struct

from talanoa.amend import Value
from talanoa.intake.answers import Answers
from talanoa.intake.directory import Directory
from talanoa.intake.refusal import Refusals
from talanoa.model.dates import read_date, read_moment
from talanoa.model.reach import read_url
from talanoa.model.scalars import read_zone
from talanoa.model.wrong import Wrong
from talanoa.sheets import cells, days, zones
from talanoa.sheets.options import ELSEWHERE, Options, options, spoken
from talanoa.source import Scalar, nfc

Values = dict[str, Any]
Reader = Callable[[Scalar], Any]
MOST_OF_A_LIST: Final = 100
UNKNOWN: Final = (
    "no member and no person has this id",
    "write the last part of the address of their page, or a name and an organisation with a comma between them",
)

_MOMENT = re.compile(r"(\d{4}-\d\d-\d\d)[T ]+(\d\d?:\d\d)(?::00)?")
_NO_ID = re.compile(r"[^a-z0-9]+")


class Reading(Struct, frozen=True, dict=True):
    """Reads one answer after the other, and notes what can't be used."""

    given: Answers
    directory: Directory
    refusals: Refusals

    def text(self, id: str) -> str:
        return nfc(self.given.text(id))

    def line(self, id: str) -> str:
        return " ".join(self.text(id).split())

    def one(self, id: str, read: Reader, usual: Callable[[str], str] = str) -> str:
        """A value as its reader takes it, after what is `usual` has been made of it."""
        text = usual(self.line(id))
        return text if not text or self._is_read(id, text, read) else ""

    def named(self, id: str) -> list[str]:
        """What a text names, by ids or by what these are called in any language of the site; refuses what it doesn't know."""
        text = self.text(id)
        found = self._options(id) if text else None
        if found is None:
            return []
        bare = text.removeprefix("[").removesuffix("]") if text.startswith("[") else text
        values, unknown = found.many(bare)
        for word in unknown[:MOST_OF_A_LIST]:
            wrong = found.wrong(word)
            self.refuse(id, wrong.message, wrong.help, max(text.find(word), 0))
        if len(values) > MOST_OF_A_LIST:
            self.refuse(id, f"a list may have {MOST_OF_A_LIST} entries; here are {len(values):,}", "shorten it")
        return values

    def name(self, id: str) -> str:
        """The same where one is meant."""
        text = self.line(id)
        found = self._options(id) if text else None
        if found is None:
            return ""
        value = found.one(text)
        if value is None:
            wrong = found.wrong(text)
            self.refuse(id, wrong.message, wrong.help)
        return value or ""

    def moment(self, id: str, day: str = "") -> str:
        """A day, perhaps with a time, in whatever words it is said if only one can be meant. A time alone is on `day`."""
        text = self._moment(self.line(id), day)
        if days.parts(text)[1]:
            self.refuse(
                id, "this is from one time to another", "write where it starts here, and where it ends below “End”"
            )
            return ""
        return self.one(id, read_moment, lambda _: text)

    def zone(self, id: str, *moments: str) -> str:
        """A time zone, or the one that is behind these moments: `15 March 2027, 09.00 WIB`."""
        behind = {zone for it in moments if "/" in (zone := zones.behind(self.line(it))[1])}
        said = self.one(id, read_zone, _zone)
        others = [zone for zone in behind if not days.is_same_zone(zone, said or min(behind))]
        if others:
            self.refuse(
                moments[0], f"the time is in another time zone, {min(others)}", "write the zone once, below “Time zone”"
            )
        return said or min(behind, default="")

    def day(self, id: str) -> str:
        return self.one(id, read_date, self._moment)

    def address(self, id: str) -> str:
        return self.one(id, read_url, cells.address)

    def people(self, id: str) -> list[Value]:
        found = self.directory.people(self.text(id))
        if len(found) > MOST_OF_A_LIST:
            self.refuse(id, f"a list may have {MOST_OF_A_LIST} entries; here are {len(found):,}", "shorten it")
            return []
        for person in found:
            self.judge_id(id, person)
        return found

    def person(self, id: str) -> Value:
        found = self.directory.person(self.line(id))
        self.judge_id(id, found)
        return found

    def judge_id(self, id: str, person: Value, *, or_name: bool = False) -> None:
        """Refuses an id that no one has whom everyone sees."""
        if isinstance(person, str) and self.directory.is_unknown(person, or_name=or_name):
            self.refuse(id, *UNKNOWN, max(self.given.text(id).find(person), 0))

    def choice(self, id: str, choices: tuple[str, ...]) -> str:
        text = self.line(id)
        chosen = _NO_ID.sub("-", text.casefold()).strip("-")
        if not text or chosen in choices:
            return chosen
        self.refuse(id, "this is none of the choices", f"choose one of {', '.join(choices)}")
        return ""

    def refuse(self, id: str, message: str, help: str, offset: int = 0) -> None:
        self.refusals.append(self.given.refusal(id, message, help, offset))

    def _is_read(self, id: str, text: str, read: Reader) -> bool:
        source, start = self.given.source, self.given.by_id[id].start
        try:
            read(Scalar(source, start, start + len(text), text, True))
        except Wrong as wrong:
            hint = f"; did you mean {wrong.suggestion}?" if wrong.suggestion else ""
            self.refuse(id, wrong.message, wrong.help + hint, max(self.given.text(id).find(text), 0))
            return False
        return True

    # --- what several forms have ----------------------------------------------------------------------------------

    def topics(self) -> Values:
        return {"themes": self.named("themes"), "activities": self.named("activities")}

    def _options(self, id: str) -> Options | None:
        asked = self.given.by_id[id].asked
        return options(asked.field, self.directory.content) if asked.field else None

    def _moment(self, text: str, day: str = "") -> str:
        """As files have it."""
        if match := _MOMENT.fullmatch(text):
            return f"{match[1]} {match[2].rjust(5, '0')}"
        bare, zone = zones.behind(text)
        bare = bare if "/" in zone else text
        if day and (alone := days.clock_of(bare, self._names)):
            return f"{day} {alone:%H:%M}"
        try:
            found = None if bare.isdecimal() else days.typed(bare, self._names)
        except Wrong:
            return text
        if found is None or found.offset or len({*found.days.values()}) != 1:
            return text
        clock = f" {found.clock:%H:%M}" if found.clock else ""
        return f"{next(iter(found.days.values())).isoformat()}{clock}"

    @cached_property
    def _names(self) -> days.Names:
        return days.names((*spoken(self.directory.content), *ELSEWHERE))


def post(it: Reading) -> Values:
    first = it.address("first_published")
    return {
        "title": it.line("headline"),
        "authors": it.people("authors"),
        "kind": it.choice("kind", it.given.by_id["kind"].asked.choices),
        "language": it.name("language"),
        "summary": it.line("summary"),
        **it.topics(),
        "countries": it.named("countries"),
        "first_published": {"name": urlsplit(first).hostname, "url": first} if first else None,
        "body": it.text("text"),
    }


def event(it: Reading) -> Values:
    start = it.moment("start")
    found = it.people("hosts")
    hosts = [host if isinstance(host, str) else _in_words(host) for host in found]
    for host in hosts:
        if host not in found:  # then it was looked at already
            it.judge_id("hosts", host, or_name=True)
    return {
        "title": it.line("headline"),
        "type": it.choice("type", it.given.by_id["type"].asked.choices),
        "start": start,
        "end": it.moment("end", start[:10]),
        "timezone": it.zone("timezone", "start", "end") if ":" in start else "",
        "summary": it.line("summary"),
        "place": {"name": it.line("venue"), "city": it.line("city"), "country": it.name("country")},
        "online": {"platform": it.line("platform")},
        "languages": it.named("languages"),
        "hosts": hosts,
        "countries": it.named("countries"),
        "themes": it.named("themes"),
        "registration": {"url": it.address("registration")},
    }


def member(it: Reading) -> Values:
    visibility = it.choice("visibility", it.given.by_id["visibility"].asked.choices) if it.text("visibility") else ""
    status = it.given.by_id.get("status")
    return {
        "name": it.line("name"),
        "short_name": it.line("short_name"),
        "kind": it.choice("kind", it.directory.content.network.kinds_of_members),
        "status": it.choice("status", status.asked.choices) if status else "",
        "country": it.name("country"),
        "website": it.address("website"),
        "about": it.text("about"),
        "languages": it.named("languages"),
        **it.topics(),
        "visibility": visibility if visibility != "public" else "",
    }


def _in_words(person: Any) -> str:
    return ", ".join(part for part in (person.get("name"), person.get("affiliation")) if part)


def _zone(text: str) -> str:
    try:
        return zones.zone(text)
    except Wrong:
        return text
