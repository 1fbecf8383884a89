"""A digest that was sent to the network's list, or is being sent (`digests/<last day>.<language>.yml`)."""

from __future__ import annotations

from datetime import date
from typing import Literal

from msgspec import Struct

from talanoa.model.values import Language, Stamp, Text


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
