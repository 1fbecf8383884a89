"""What a revision published, and what has become of it: feeds, calendars and links must not fail who relies on them.

A rule is a small function from `Compared` to findings, and one line in `RULES`. A finding is a problem, and perhaps the
wishes that would fix it. Only what visitors could see counts: hidden events, drafts and posts of the future change
freely; and what is hidden from now on, or is past its end, has not vanished. A signed text is kept as it was, also in a draft.

    past.py        the network's folder as it was
    compared.py    what the rules look at: then, now, and where it is written now
    calendars.py   an event whose time, place or status changed is newer than before
    identity.py    ids and addresses stay
    statements.py  a text that was signed stays as it was signed
    surveys.py     answers stay as they were once their figures are published
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime

from talanoa.amend import Put
from talanoa.history import calendars, identity, statements, surveys
from talanoa.history.compared import Compared, Finding
from talanoa.history.past import past
from talanoa.load import Content
from talanoa.model.zones import aware

__all__ = ["RULES", "Finding", "compare", "past", "wishes"]

RULES: tuple[Callable[[Compared], Iterator[Finding]], ...] = (
    calendars.revisions,
    identity.network,
    identity.posts,
    identity.renamed_events,
    identity.lost_occurrences,
    identity.vanished,
    statements.signed_texts,
    surveys.answers,
)


def compare(before: Content, after: Content, now: datetime) -> list[Finding]:
    """Everything that would fail those who rely on what was published before."""
    compared = Compared(before, after, aware(now, after.network.timezone))
    return [finding for rule in RULES for finding in rule(compared)]


def wishes(findings: Iterable[Finding]) -> list[Put]:
    """What would fix the findings that can be fixed."""
    found = {(wish.entry, wish.path): wish for finding in findings if (wish := finding.wish)}
    return [*found.values()]
