"""A text that is no value of its type."""

from __future__ import annotations

import re

from talanoa.characters import named


class Wrong(Exception):
    """The text is not such a value: the problem's code, message, help and perhaps what was meant."""

    def __init__(self, code: str, message: str, help: str, suggestion: str | None = None) -> None:
        super().__init__(message)
        self.code, self.message, self.help, self.suggestion = code, message, help, suggestion


def shown(text: str) -> str:
    """A value as a message quotes it: one line, of a bearable length, with the names of what can't be seen."""
    line = re.sub(r"[ \t\n\r]+", " ", text)
    line = line if len(line) <= 60 else line[:57] + "…"
    return "".join(letter if letter.isprintable() else f"⟨{named(letter)}⟩" for letter in line)
