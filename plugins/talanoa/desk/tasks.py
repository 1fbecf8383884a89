"""What there is to do: one value for whatever is due, stale or missing."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Literal

from msgspec import Struct

from talanoa.problems import Place

Kind = Literal[
    "due",
    "coming",
    "promise",
    "record",
    "unheard",
    "consent",
    "unchecked",
    "link",
    "translation",
    "country",
    "answer",
    "hours",
]

TITLES: Mapping[Kind, str] = {
    "due": "Due now",
    "coming": "Coming up in the next two weeks",
    "promise": "Open promises: agenda items and commitments that are not done",
    "record": "Calls and meetings without a record",
    "unheard": "Members to check in with",
    "answer": "Statements waiting for an answer, or for a signature to be confirmed",
    "hours": "Fair hours: where the term's calls were at night, and the fairest hours for the next one",
    "consent": "Consent older than a year",
    "unchecked": "Entries that no one has looked at for a year",
    "link": "Links that lead nowhere",
    "translation": "Missing translations, with members that read both languages",
    "country": "Silent countries: no member, post or event for a year",
}
"""In the order in which a coordinator wants to read them."""


class Task(Struct, frozen=True):
    """`day` is when it is due, or since when it waits; `members` are the ids of those whom it concerns; `asks` is what to ask them."""

    kind: Kind
    words: str
    day: date | None = None
    who: str = ""
    place: Place | None = None
    members: tuple[str, ...] = ()
    asks: str = ""

    @property
    def where(self) -> str:
        return f"{self.place.file}:{self.place.line}" if self.place else ""
