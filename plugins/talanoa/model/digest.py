"""A digest that was sent to the network's list, or is being sent (`digests/<last day>.<language>.yml`)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Literal

from msgspec import Struct

from talanoa.files import DIGESTS
from talanoa.model.opening import before
from talanoa.model.values import Language, Stamp, Text
from talanoa.problems import Problem
from talanoa.source import Mapping


def path_of(until: date, language: str) -> str:
    """The file that notes a digest; there is one for a last day and a language, so it is sent once."""
    return f"{DIGESTS}/{until.isoformat()}.{language}.yml"


class SentDigest(Struct, frozen=True):
    """What `talanoa digest --send` notes: of which days it was, when it was sent, and which bytes.

    `state` is `begun` from before the first byte is sent until the mail server has answered: if it stays so, no one knows
    whether the mail arrived.
    """

    language: Language
    since: date
    until: date
    state: Literal["begun", "sent"]
    sent: Stamp
    message_id: Text
    sha256: Text

    def rules(self, node: Mapping) -> Iterator[Problem]:
        if self.until < self.since:
            yield before("until", "since", node)
