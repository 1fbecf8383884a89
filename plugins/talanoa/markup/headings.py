"""The ids of headings: GitHub's anchors, for posts and hand-written pages alike."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

# Of other characters only the marks that belong to letters stay.
_IN_ANCHORS = re.compile(r"[\w -]")


_ATTRIBUTES = re.compile(r"\{:?[^{}\n]*\}")
_ID = re.compile(r"#([^\s.#}]+)")


def given_ids(text: str) -> frozenset[str]:
    """The ids that a text gives itself, as in `## Money {#money}`."""
    return frozenset(id for braces in _ATTRIBUTES.findall(text) for id in _ID.findall(braces))


def without_attributes(heading: str) -> str:
    return _ATTRIBUTES.sub("", heading).strip()


class HeadingIds:
    """Names the headings of one text."""

    def __init__(self, taken: Iterable[str] = ()) -> None:
        """`taken` are ids that the text gives itself."""
        self._used: dict[str, int] = dict.fromkeys(taken, 0)

    def name(self, text: str) -> str:
        """The id of the next heading; one that was there already gets -1, -2 …"""
        slug = name = heading_id(text)
        while name in self._used:  # a heading "a-1" may follow two headings "a"
            self._used[slug] = self._used.get(slug, 0) + 1
            name = f"{slug}-{self._used[slug]}"
        self._used[name] = 0
        return name


def heading_id(text: str) -> str:
    """GitHub's anchor: small letters, without punctuation, spaces as hyphens.

    Without its underscores in front, which themes keep for themselves (`__config` is where Material reads its settings), and
    never as our own ids begin: a heading "T nav" would be what the menu's button opens.
    """
    kept = (
        character
        for character in " ".join(unicodedata.normalize("NFC", text).split()).lower()
        if _IN_ANCHORS.match(character) or unicodedata.category(character).startswith("M")
    )
    anchor = "".join(kept).replace(" ", "-").lstrip("_") or "section"
    return f"section-{anchor}" if anchor.startswith("t-") else anchor
