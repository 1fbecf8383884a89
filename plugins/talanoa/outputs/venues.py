"""Where people meet, in words: name, street, city and country, each place named once."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from talanoa.model.event import Venue

_COMMA = re.compile("[,،、，]")


def named_once(venue: Venue, country: str, *, street: bool = False) -> tuple[str, ...]:
    """The parts of a venue's place, the smallest first; a part or a piece of it that is a larger one is left out.

    `country` is what its country is called ("" if it has none). "Bangkok, Bangkok, Thailand" is Bangkok in Thailand, and
    "Singapore, Singapore" is Singapore.
    """
    named: set[str] = set()
    found: list[str] = []
    for part in (country, venue.city, venue.address if street else None, venue.name):
        if part and (rest := _without(part, named)):
            found.append(rest)
            named.add(_key(part))
    return tuple(reversed(found))


def _without(part: str, named: set[str]) -> str:
    """The part without its pieces between commas that were named; as it was written where there are none."""
    pieces = [piece.strip() for piece in _COMMA.split(part)]
    rest = [piece for piece in pieces if _key(piece) not in named]
    return part if len(rest) == len(pieces) else ", ".join(rest)


def _key(text: str) -> str:
    """Texts that readers take for the same, whatever their case, accents and width."""
    return " ".join("".join(_bare(text)).casefold().split())


def _bare(text: str) -> Iterator[str]:
    """Without accents of Latin letters; in other scripts, marks make another word."""
    return (character for character in unicodedata.normalize("NFKD", text) if not "\u0300" <= character <= "\u036f")
