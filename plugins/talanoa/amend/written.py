"""Values → YAML as people write it: lines and indentation, quotation marks only where they are needed.

This is the only place that writes YAML; what they write is read back as the same value.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache

from talanoa.source import quoted


class Plain(str):
    """A number, a day, a time, yes or no, as YAML has it: no text, so without quotation marks."""


class InLine(list["Value"]):
    """A list between brackets, within a line."""


Value = str | Sequence["Value"] | Mapping[str, "Value"]
"""What a field can hold. Texts that look like numbers or days are put in quotation marks."""

INDENTATION = 2
# What YAML 1.1 and 1.2 take for no text, in any program: null, yes and no, numbers, days and times, `<<`.
_NO_TEXT = re.compile(
    r"~|null|true|false|yes|no|on|off|y|n|[-+]?[0-9.][0-9a-fox_.,:+TZ \t-]*|[-+]?\.(?:inf|nan)|<<|=", re.IGNORECASE
)
_INDICATOR = frozenset("-?:,[]{}#&*!|>'\"%@`")
_UNPRINTABLE = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")


def lines(key: str, value: Value, indent: int) -> str:
    """A field in lines of its own; those after the first are indented by `indent`."""
    name = scalar(key)
    if isinstance(value, str):
        return f"{name}: {_text(value, indent)}"
    if isinstance(value, Mapping) and value:
        inner = indent + INDENTATION
        pairs = (lines(each, item, inner) for each, item in value.items())
        return f"{name}:" + "".join(f"\n{' ' * inner}{pair}" for pair in pairs)
    if isinstance(value, Sequence) and value and not isinstance(value, InLine):
        inner = indent + INDENTATION
        return f"{name}:" + "".join(f"\n{' ' * inner}{entry(item, inner)}" for item in value)
    return f"{name}: {braces(value)}"


def entry(value: Value, indent: int) -> str:
    """An entry of a list, with its dash; the lines after the first are indented by `indent` and more."""
    if isinstance(value, Mapping) and value:
        inner = indent + INDENTATION
        return "- " + f"\n{' ' * inner}".join(lines(key, item, inner) for key, item in value.items())
    return f"- {_text(value, indent)}" if isinstance(value, str) else f"- {braces(value)}"


def braces(value: Value) -> str:
    """A value within a line, between brackets where it is a list or a group of fields."""
    if isinstance(value, str):
        return scalar(value, in_braces=True)
    if isinstance(value, Mapping):
        pairs = (f"{scalar(key, in_braces=True)}: {braces(item)}" for key, item in value.items())
        return "{" + ", ".join(pairs) + "}"
    return "[" + ", ".join(map(braces, value)) + "]"


def scalar(text: str, in_braces: bool = False) -> str:
    """A text in one line."""
    return text if isinstance(text, Plain) else _in_a_line(text, in_braces)


@lru_cache(maxsize=1_000)
def _in_a_line(text: str, in_braces: bool) -> str:
    if _UNPRINTABLE.search(text):
        return in_quotes(text)
    return text if _is_plain(text, in_braces) else quoted(text)


def in_quotes(text: str) -> str:
    """A text in one line, whatever is in it, as YAML of any version reads it."""
    return _UNPRINTABLE.sub(lambda match: f"\\u{ord(match[0]):04x}", json.dumps(text, ensure_ascii=False))


def _is_plain(text: str, in_braces: bool) -> bool:
    """True for a text that needs no quotation marks, here and in what people may write after it."""
    if not text or text != text.strip() or text[0] in _INDICATOR or text.endswith(":") or _NO_TEXT.fullmatch(text):
        return False
    if ": " in text or " #" in text or text.startswith(("---", "...")):
        return False
    return not (in_braces and any(character in text for character in ",[]{}:?#"))


def _text(text: str, indent: int) -> str:
    """A text of one line, or one of several after a bar."""
    body = text.rstrip("\n")
    if "\n" not in text or not body or _UNPRINTABLE.search(text.replace("\n", "").replace("\t", "")):
        return scalar(text)
    ends = len(text) - len(body)
    mark = "-" if ends == 0 else "" if ends == 1 else "+"
    inner = indent + INDENTATION
    given = str(INDENTATION) if body.startswith((" ", "\n", "\t")) else ""
    return f"|{given}{mark}" + "".join(_indented(text[: len(text) - 1] if ends else text, inner))


def _indented(text: str, indent: int) -> Iterator[str]:
    for line in text.split("\n"):
        yield f"\n{' ' * indent}{line}" if line else "\n"
