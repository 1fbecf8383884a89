"""How wide a text is on a screen."""

from __future__ import annotations

from unicodedata import category, east_asian_width


def columns(text: str) -> int:
    """As terminals count them: letters of East Asia take two, and marks on other letters none."""
    return sum(0 if category(it) in ("Mn", "Me", "Cf") else 2 if east_asian_width(it) in "WF" else 1 for it in text)


def printable(text: str) -> str:
    """Without anything that could steer a terminal or a workflow's log."""
    return "".join(character if character.isprintable() else " " for character in text)
