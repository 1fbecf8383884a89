"""What should not be known of people: e-mail addresses, telephone numbers, ways into closed calls, exact places.

Every text that a contributor can write is looked at. A finder is a small function from a `Piece` of text to findings. Each
first asks something cheap, since nearly no text has what it looks for, and each pattern takes time in proportion to the
text, however hostile.

    pieces.py      every text that anyone can write
    agreed.py      what may be published
    finding.py     what is found
    emails.py      addresses of people
    numbers.py     telephone numbers
    calls.py       links and passwords of calls
    exact_locations.py coordinates of houses
    consent.py     a consent from a later day on
    mentions.py    where it is written
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from itertools import chain
from typing import Any

from talanoa.checks.checked import Checked
from talanoa.checks.privacy.agreed import Agreed
from talanoa.checks.privacy.calls import call_password, joining_link
from talanoa.checks.privacy.consent import consents
from talanoa.checks.privacy.emails import email_in_text
from talanoa.checks.privacy.exact_locations import coordinates, exact_places
from talanoa.checks.privacy.finding import ERROR, Finding
from talanoa.checks.privacy.mentions import places_of
from talanoa.checks.privacy.numbers import phone_number
from talanoa.checks.privacy.pieces import Piece, Stretch, of_fields, of_markdown, stretch_of
from talanoa.checks.texts import Text
from talanoa.problems import Problem

__all__ = ["FINDERS", "Agreed", "Piece", "Stretch", "consents", "exact_places", "in_contribution", "personal_data"]

Finder = Callable[[Piece, Agreed], Iterator[Finding]]
FINDERS_IN_DOCS: tuple[Finder, ...] = (call_password, joining_link)
FINDERS: tuple[Finder, ...] = (*FINDERS_IN_DOCS, email_in_text, phone_number, coordinates)

# A password between backticks opens the call as well; an address there is an example.
_EVEN_IN_CODE = frozenset({"call-password", "joining-link"})
# What a stranger may not publish of anyone, not even as an example: they may use those of example.org.
_PERSONAL = frozenset({"email-in-text", "phone-number", "exact-place"})


def personal_data(checked: Checked) -> Iterator[Problem]:
    """E-mail addresses, telephone numbers, joining links and passwords of calls, and coordinates, in any text."""
    for stretch, (code, needle, message, help, severity) in _findings(checked):
        for place in places_of(checked, stretch, needle, code in _EVEN_IN_CODE):
            yield Problem(code, message, place, help, severity=severity)


def in_contribution(before: Checked, after: Checked) -> Iterator[Problem]:
    """What personal data a contribution brings into a file, as errors: what was in that file before is not its doing."""
    known = {(stretch.start.file, found.code, found.needle) for stretch, found in _findings(before, in_code=True)}
    for stretch, found in _findings(after, in_code=True):
        if found.code in _PERSONAL and (stretch.start.file, found.code, found.needle) not in known:
            for place in places_of(after, stretch, found.needle):
                yield Problem(found.code, found.message, place, found.help, severity=ERROR)
    houses = {(problem.place.file, problem.message) for problem in exact_places(before)}
    for problem in exact_places(after):
        if (problem.place.file, problem.message) not in houses:
            yield replace(problem, severity=ERROR)


def _findings(checked: Checked, in_code: bool = False) -> Iterator[tuple[Stretch, Finding]]:
    """One search finds each mention of a text in its stretch, so each is found once there."""
    agreed = Agreed.of(checked)
    found: dict[tuple[Stretch, str, str], Finding] = {}
    for stretch, finding in chain(_in_texts(checked, agreed, in_code), _in_fields(checked, agreed)):
        found.setdefault((stretch, finding.code, finding.needle), finding)
    return ((stretch, finding) for (stretch, _, _), finding in found.items())


def _in_texts(checked: Checked, agreed: Agreed, in_code: bool) -> Iterator[tuple[Stretch, Finding]]:
    """What Markdown says of people; a text that was looked at before isn't looked at again."""
    events = {event.written_at.file for event in checked.content.events}
    for text in checked.texts:
        about_a_call = text.path in events

        def look(_: list[Problem], text: Text = text, about_a_call: bool = about_a_call) -> list[tuple[Any, ...]]:
            return [*map(tuple, _found(of_markdown(text, about_a_call, in_code), agreed))]

        key = "personal", str(text.markdown), about_a_call, text.hand_written, in_code, agreed.digest
        yield from ((stretch_of(text), Finding(*each)) for each in checked.readings.once(key, look, []))


def _in_fields(checked: Checked, agreed: Agreed) -> Iterator[tuple[Stretch, Finding]]:
    for piece in of_fields(checked.content, checked.is_judged):
        yield from ((piece.stretch, finding) for finding in _found([piece], agreed))


def _found(pieces: Iterable[Piece], agreed: Agreed) -> Iterator[Finding]:
    for piece in pieces:
        for finder in FINDERS_IN_DOCS if piece.docs else FINDERS:
            yield from finder(piece, agreed)
