"""Marks that a writer plainly meant and Markdown doesn't read: they would be shown as they are typed, without a word.

Only what is in the text as readers see it is looked at: not code, not what is escaped, not what became a link.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Literal

from markdown_it.token import Token
from msgspec import Struct

Kind = Literal["bold", "spaces", "quotes", "gap", "open", "wide", "reversed", "undefined", "note", "heading", "list"]
_OTHER = "\ufffc"  # code, a picture, an escaped character


class Unread(Struct, frozen=True):
    """What is shown as it was typed; `line` counts from 0 at the text's first line."""

    what: str
    line: int
    kind: Kind


_ADDRESS = re.compile(
    r"(?:[a-z]{2,10}:|www\.|\.{0,2}[/\\]|#\w|[\w.-]+\.[a-z]{2,6}(?:[/#?\s]|$)|.*\.(?:md|html?|pdf|docx?|xlsx?|pptx?|od[tsp]|csv|"
    r"txt|jpe?g|png|webp|gif|mp3|ogg)(?:#\S*)?(?:\s+[\"'(“‘„«「].*)?$)",
    re.IGNORECASE,
)
_WHOLE = re.compile(r"(?:https?://|www\.|mailto:)", re.IGNORECASE)
_LINK = re.compile(
    r"(!?)([\[［【])([^\[\]\n［］【】]{0,300})([\]］】])([ \t\u3000]{0,3})([(（])((?:[^()（）\n]|\([^()\n]{0,100}\)){1,300})([)）]|$)",
    re.MULTILINE,
)
_REVERSED = re.compile(r"\(([^()\n]{1,300})\)\[([^\[\]\s]{1,300})\]")
_REFERENCE = re.compile(r"(?<![\w\])])\[([^\[\]\n^][^\[\]\n]{0,300})\]\[([^\[\]\n]{0,300})\]")
_NOTE = re.compile(r"\[\^\w[\w-]{0,30}\](?!:)")
_HALF = re.compile(r"\[([^\[\]()\n]{1,200})\(([^()\s]{1,300})\)(?![^\[\n]{0,300}\])|\]\(([^()\s]{1,300})\)")
_BOLD = re.compile(r"(?<!\*)\*\*(?!\*)([^*\n]{1,300}(?:\n[^*\n]{1,300})?)(?<!\*)\*\*(?!\*)")
_LETTER = re.compile(r"[^\W\d_]")
_QUOTES = re.compile(r"\s[“”„‘’«»「『]")
_HEADING = re.compile(r"＃{2,6}[^＃]|＃[ \u3000]\S|#{1,6}\u3000|#{2,6}(?=[^#\s\d])")
# One line alone may begin so; of several the writer meant a list, and they run together.
_ITEMS = (
    re.compile(r"[＊・●○■□◆◇▪▫•‣◦∙]\s*\S"),
    re.compile(r"(?:(?![0-9])\d){1,3}[.)．）、]\s*\S|[0-9]{1,3}(?:[．）、]\s*\S|[.)](?=[^\s\d.,]))"),
    re.compile(r"[-+*＋－](?=[^\W\d_])"),
)
_ITEM = re.compile(r"＊[ \u3000]\S")


def unread(token: Token, line: int) -> Iterator[Unread]:
    """What a block shows as it was typed."""
    text = _shown(token)
    if not text or text.isalnum():
        return
    for start, what, kind in (*_links(text), *_bold(text)):
        yield Unread(what, line + text.count("\n", 0, start), kind)
    yield from (Unread(what, line + number, kind) for number, what, kind in _lines(text.split("\n")))


def _shown(token: Token) -> str:
    """The text that readers see; "\\n" stands for a line break that they don't."""
    if not token.children:
        return token.content
    parts = []
    for child in token.children:
        if child.type == "text":
            parts.append(child.content)
        elif child.type in ("softbreak", "hardbreak"):
            parts.append("\n" if child.type == "softbreak" else f"{_OTHER}\n")
        elif not child.nesting:
            parts.append(_OTHER + "\n" * child.content.count("\n"))
    return "".join(parts)


def _links(text: str) -> Iterator[tuple[int, str, Kind]]:
    if not any(bracket in text for bracket in "[]［］【】"):
        return
    covered = bytearray(len(text))  # a 1 for each letter of what was found

    def is_new(match: re.Match[str]) -> bool:
        stretch = slice(*match.span())
        new = not any(covered[stretch])
        covered[stretch] = b"\1" * len(match[0])
        return new

    for match in _LINK.finditer(text):
        if (kind := _kind(match)) and is_new(match):
            yield match.start(), match[0], kind
    for match in _REVERSED.finditer(text):
        if _ADDRESS.match(match[2]) and is_new(match):
            yield match.start(), match[0], "reversed"
    for match in _REFERENCE.finditer(text):
        if not (match[1].isdigit() and match[2].isdigit()) and is_new(match):
            yield match.start(), match[0], "undefined"
    for match in _HALF.finditer(text):
        if _ADDRESS.match(match[2] or match[3]) and not (match[2] and _WHOLE.match(match[2])) and is_new(match):
            yield match.start(), match[0], "open"
    for match in _NOTE.finditer(text):
        if is_new(match):
            yield match.start(), match[0], "note"


def _kind(match: re.Match[str]) -> Kind | None:
    """Why this is no link, if it was meant to be one."""
    image, opens, words, closes, gap, begins, to, ends = match.groups()
    to = to.strip()
    if not (image or _ADDRESS.match(to)) or _OTHER in match[0]:
        return None
    if {opens, closes, begins, ends} & set("［］【】（）"):
        # 【資料】（https://…） is a title and an address that can be followed.
        return None if opens != "[" and _WHOLE.match(to) else "wide"
    if gap:
        return None if words.isdigit() else "gap"
    if not ends:
        return "open"
    return "quotes" if _QUOTES.search(to) else "spaces"


def _bold(text: str) -> Iterator[tuple[int, str, Kind]]:
    for match in _BOLD.finditer(text) if "**" in text else ():
        inside = match[1]
        spaced = inside[0].isspace() and inside[-1].isspace() and match.start() != 0  # 2 ** n ** 2
        if _LETTER.search(inside) and not spaced and not inside.rstrip().endswith(","):  # f(**a, **b)
            yield match.start(), match[0], "bold"


def _lines(lines: Sequence[str]) -> Iterator[tuple[int, str, Kind]]:
    before: re.Pattern[str] | None = None
    for number, line in enumerate(lines):
        if heading := _HEADING.match(line):
            yield number, heading[0].strip(), "heading"
        item = next((pattern for pattern in _ITEMS if pattern.match(line)), None)
        ended = number > 0 and lines[number - 1].endswith(_OTHER)  # by a hard break
        if number == 0 and _ITEM.match(line):
            yield number, line, "list"
        elif item and item is before and not ended:
            yield number, line, "list"
            return
        before = item
