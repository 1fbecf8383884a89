"""Addresses that are in a text as they are, without any mark.

GitHub links one only behind a space. In scripts that put no spaces between words it is right behind a letter or a
full-width bracket, and the sentence goes on right behind it: 詳しくはhttps://example.org/aをご覧ください.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable
from typing import Any

from markdown_it.token import Token

from talanoa.markup.emphasis import is_unspaced

Match = tuple[str, int] | None  # an address, and how many letters of the text it is

# What can't be meant to belong to an address that is in the middle of a sentence.
_WIDE_PUNCTUATION = re.compile(
    "[\u3000-\u3003\u3008-\u3011\u3014-\u301f\uff01-\uff0f\uff1a-\uff20\uff3b-\uff3d\uff5b-\uff65“”]"
)
_HOST = re.compile(r"(?:https?://)?[^/?#]*")
_NEXT = re.compile(r"(?<=[^\x00-\x7f])https?://")  # another address, with no space between
# A host that ends in Latin letters, with something else right behind them.
_LATIN_HOST = re.compile(r"(?:https?://)?(?:[^/?#:@\s.]+\.)+[a-zA-Z]{2,}(?=[^\x00-\x7f])")


def has_bare_address(text: str) -> bool:
    """True if an address may be in the text as it is; those in `](https://…)` and `<https://…>` are links already."""
    folded = text.lower()
    if any(character in folded for character in ("www.", "@", "mailto:", "xmpp:")):
        return True
    found = folded.find("://")
    while found >= 0:
        if not folded.endswith(("](http", "](https", "<http", "<https"), 0, found):
            return True
        found = folded.find("://", found + 1)
    return False


def begins_address(before: str) -> bool:
    """True for a character behind which an address may be."""
    return bool(_library.check_prev(before)) or is_unspaced(before)


def _within(match: Callable[[str], Match]) -> Callable[[str], Match]:
    """The library's function for a text that begins with an address, but it sees no more than may belong to one."""

    def bounded(text: str) -> Match:
        ends = [found.start() for found in (_WIDE_PUNCTUATION.search(text), _NEXT.search(text)) if found]
        host = _LATIN_HOST.match(text)
        if host and is_unspaced(text[host.end()]):
            ends.append(host.end())
        return match(text[: min(ends)] if ends else text)

    return bounded


# The package has a function of the same name in the module's place.
_plugin: Any = sys.modules["mdit_py_plugins.gfm_autolink.index"]
_library: Any = sys.modules["mdit_py_plugins.gfm_autolink._match"]
_plugin.check_prev = begins_address
_plugin.match_http = _within(_library.match_http)
_plugin.match_www = _within(_library.match_www)


def end_addresses(tokens: list[Token]) -> None:
    """Where no space is before an address, none is meant to be behind it: …はhttps://example.org/aを…"""
    for index in range(len(tokens) - 3, 0, -1):
        link, text = tokens[index], tokens[index + 1]
        before = "".join(token.content for token in tokens[max(0, index - 2) : index])[-1:]
        if link.info != "auto" or link.type != "link_open" or not before:
            continue
        if not is_unspaced(before) or _WIDE_PUNCTUATION.match(before):
            continue
        host = _HOST.match(text.content)
        end = next(
            (at for at in range(host.end() if host else 0, len(text.content)) if is_unspaced(text.content[at])), 0
        )
        if end:
            rest = Token("text", "", 0, content=text.content[end:], level=link.level)
            link.attrs["href"] = str(link.attrs["href"]).removesuffix(rest.content)
            text.content = text.content[:end]
            tokens.insert(index + 3, rest)
