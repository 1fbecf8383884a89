"""Addresses whose owners agree from a day on that has not come."""

from __future__ import annotations

from collections.abc import Iterator

from talanoa.checks.checked import Checked
from talanoa.checks.privacy.finding import WARNING
from talanoa.checks.privacy.mentions import places_of
from talanoa.checks.privacy.pieces import Stretch
from talanoa.problems import Problem


def consents(checked: Checked) -> Iterator[Problem]:
    """Until then the address isn't published; visibility.py sees to that."""
    for member in checked.content.members:
        contact = member.contact
        if contact.email and contact.consent and contact.consent > checked.site.today:
            stretch = Stretch(member.written_at, member.written_at.line)
            yield Problem(
                "email-without-consent",
                "the date of consent is in the future, so the address isn't published yet",
                places_of(checked, stretch, contact.consent.isoformat())[0],
                "if the owner has already agreed, write the day on which they did",
                severity=WARNING,
            )
