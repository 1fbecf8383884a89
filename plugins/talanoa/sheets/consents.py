"""Since when people agree that their contact is published: as a day, or as a yes in a row whose day of sending is known."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from typing import Any

from talanoa.model.wrong import Wrong, shown
from talanoa.sheets import days
from talanoa.sheets.cells import cleaned
from talanoa.sheets.days import Order, Typed
from talanoa.sheets.moments import Moments
from talanoa.sheets.options import NO, YES
from talanoa.tables import Row

CONTACT = ("contact.name", "contact.role", "contact.email", "contact.consent")
_AGREED = re.compile(r"(?:yes|(?:i )?agreed?|(?:i )?consent(?:ed)?)\b[\s,;:.–-]*(?:(?:since|on|from)\b\s*)?")


def is_no(text: str) -> bool:
    word = _word(text)
    return word in NO or word.startswith(("no,", "no ", "not "))


def take_away_without_consent(values: dict[str, Any]) -> bool:
    """Takes the contact out of a row that has no consent; True if there was one."""
    if "contact.consent" in values:
        return False
    taken = [path for path in CONTACT if values.pop(path, None) is not None]
    return bool(taken)


class Consents:
    """`sent` is the column that says when a row was sent, and `order` that of days in it, if someone has said so."""

    def __init__(self, moments: Moments, rows: Sequence[Row], sent: int | None, order: Order | None) -> None:
        self._moments, self._rows, self._column, self._order = moments, rows, sent, order
        self._sent: dict[int, Typed] | None = None

    def day(self, row: Row, text: str) -> date | None:
        """The day of a yes; None if it isn't a yes but a day, as any other. Raises Wrong."""
        word = _word(text)
        agreed = _AGREED.match(word)
        if agreed and agreed.end() < len(word) and (typed := self._moments.of(word[agreed.end() :])[0]):
            if len({*typed.days.values()}) != 1:
                raise Wrong("bad-date", f"'{shown(text)}' can be two days", "write it as 2026-03-17")
            return next(iter(typed.days.values()))
        return self._day_of_sending(row) if word in YES or agreed else None

    def _day_of_sending(self, row: Row) -> date:
        sent = self._all_sent()
        typed = sent.get(row.number)
        found = {*typed.days.values()} if typed else set()
        if typed and len(found) > 1:
            order = days.order_of([*sent.items()], self._order)
            found = {typed.days[order]} if not isinstance(order, tuple) and order in typed.days else set()
        if len(found) != 1:
            raise Wrong("bad-date", "the consent has no day", "write the day on which they agreed, as 2026-03-17")
        return found.pop()

    def _all_sent(self) -> dict[int, Typed]:
        if self._sent is None:
            at = self._column
            texts = {row.number: cleaned(row[at]) for row in self._rows} if at is not None else {}
            found = {number: self._moments.of(text)[0] for number, text in texts.items() if text}
            self._sent = {number: it for number, it in found.items() if it}
        return self._sent


def _word(text: str) -> str:
    return text.casefold().strip(" .")
