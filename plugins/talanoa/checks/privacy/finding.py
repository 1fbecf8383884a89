"""What is found in a text, and the severities that it may have."""

from __future__ import annotations

from typing import NamedTuple

from talanoa.problems import Severity

WARNING, ERROR = Severity.WARNING, Severity.ERROR


class Finding(NamedTuple):
    """What is found in a text, as it is written there."""

    code: str
    needle: str
    message: str
    help: str
    severity: Severity = WARNING


def any_of(words: str) -> str:
    """A pattern for any of these words, the longest first."""
    return "|".join(sorted(words.split(), key=len, reverse=True))
