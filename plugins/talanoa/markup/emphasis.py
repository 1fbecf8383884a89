"""`**bold**` in scripts that put no spaces between words.

CommonMark tells by the spaces and punctuation around asterisks whether they open or close. `**정보공개(FOI)**를` and
`**「重要」**です` would show them, since a closing bracket is before and a letter behind. What is changed here is what
the CommonMark CJK-friendly Amendments ask for, and in the same way for Thai, Lao, Khmer, Burmese, Tibetan, Javanese and
their kin: next to such a character, punctuation decides nothing. Texts without one are read as GitHub reads them.
"""

from __future__ import annotations

import re
from collections.abc import MutableMapping, Sequence
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.rules_inline.state_inline import Scanned, StateInline
from markdown_it.token import Token

# Full-width punctuation, kana, Chinese characters, Yi, and what goes with them.
_WIDE = (
    "\u2329\u232a\u2e80-\u303e\u3041-\u312f\u3190-\ua4cf\uf900-\ufaff\ufe10-\ufe1f\ufe30-\ufe6f\uff01-\uff9f\uffe0-\uffee"
    "\U0001b000-\U0001b2ff\U00020000-\U0003ffff"
)
_HANGUL = "\u1100-\u11ff\u3130-\u318f\ua960-\ua97f\uac00-\ud7ff\uffa0-\uffdf"
# Thai, Lao, Tibetan, Burmese, Khmer, Tai Le, New Tai Lue, Tai Tham, Balinese, Javanese, Tai Viet.
_SOUTH_EAST = "\u0e00-\u0fff\u1000-\u109f\u1780-\u17ff\u1950-\u19ff\u1a20-\u1aaf\u1b00-\u1b7f\ua980-\ua9ff\uaa60-\uaadf"
_UNSPACED = re.compile(f"[{_WIDE}{_HANGUL}{_SOUTH_EAST}]")
_JOINED = re.compile(f"[{_WIDE}]")
_SELECTORS = re.compile("[\ufe00-\ufe0e\U000e0100-\U000e01ef]")  # say how the character before them is drawn


def is_unspaced(character: str) -> bool:
    return _UNSPACED.match(character) is not None


class _Inline(StateInline):
    """The library's state, but for what is next to such a character."""

    def scanDelims(self, start: int, canSplitWord: bool) -> Scanned:
        found = super().scanDelims(start, canSplitWord)
        before, after = self._before(start), self.src[start + found.length : start + found.length + 1]
        if not before.strip() or not after.strip() or not (is_unspaced(before) or is_unspaced(after)):
            return found
        if canSplitWord:
            return Scanned(True, True, found.length)
        if found.length > 1:  # one underscore alone is a part of names such as 報告_最終版
            return Scanned(found.can_open or is_unspaced(before), found.can_close or is_unspaced(after), found.length)
        return found

    def _before(self, start: int) -> str:
        while start > 0 and _SELECTORS.match(self.src[start - 1]):
            start -= 1
        return self.src[start - 1 : start] if start > 0 else ""


def parse_inline(src: str, md: MarkdownIt, env: MutableMapping[str, Any], tokens: list[Token]) -> list[Token]:
    """As `ParserInline.parse` does it."""
    state = _Inline(src, md, env, tokens)
    md.inline.tokenize(state)
    for rule in md.inline.ruler2.getRules(""):
        rule(state)
    return state.tokens


def is_unspaced_break(tokens: Sequence[Token], index: int) -> bool:
    """True for a line break between two characters that have no space between them, as in 日本↵語; Korean has spaces."""
    before, after = _neighbour(tokens, index, -1), _neighbour(tokens, index, 1)
    return bool(before and after and _JOINED.match(before[-1]) and _JOINED.match(after[0]))


_BREAK = re.compile(f"(?<=[{_WIDE}])((?:</[a-z]+>)*)\n((?:<[a-z]+>)*)(?=[{_WIDE}])")
_CODE = re.compile(r"(<pre\b.*?(?:</pre>|\Z)|<textarea\b.*?(?:</textarea>|\Z))", re.DOTALL)


def without_unspaced_breaks(html: str) -> str:
    """The same in finished HTML, whatever made it."""
    pieces = _CODE.split(html)
    return "".join(piece if number % 2 else _BREAK.sub(r"\1\2", piece) for number, piece in enumerate(pieces))


def _neighbour(tokens: Sequence[Token], index: int, step: int) -> str:
    """The next text in this direction; marks around it don't count."""
    index += step
    while 0 <= index < len(tokens):
        token = tokens[index]
        if token.type == "text" and token.content:
            return token.content
        if token.type != "text" and not token.nesting:
            return ""
        index += step
    return ""
