"""Addresses that stand in a text as they are, without any mark."""

from __future__ import annotations

import re

from markdown_it.token import Token

# What can't be meant to belong to an address that stands in the middle of a sentence.
_WIDE_PUNCTUATION = re.compile(
    "[\u3000-\u3003\u3008-\u3011\u3014-\u301f\uff01-\uff0f\uff1a-\uff20\uff3b-\uff3d\uff5b-\uff65“”]"
)


def has_bare_address(text: str) -> bool:
    """True if an address may stand in the text as it is; those in `](https://…)` and `<https://…>` are links already."""
    folded = text.lower()
    if any(sign in folded for sign in ("www.", "@", "mailto:", "xmpp:")):
        return True
    found = folded.find("://")
    while found >= 0:
        if not folded.endswith(("](http", "](https", "<http", "<https"), 0, found):
            return True
        found = folded.find("://", found + 1)
    return False


def end_addresses(tokens: list[Token]) -> None:
    """A bare address ends where a sentence in a script without spaces goes on: https://example.org/a。次に."""
    for index in range(len(tokens) - 3, -1, -1):
        link, text = tokens[index], tokens[index + 1]
        if link.info == "auto" and link.type == "link_open" and (end := _WIDE_PUNCTUATION.search(text.content)):
            rest = Token("text", "", 0, content=text.content[end.start() :], level=link.level)
            link.attrs["href"] = str(link.attrs["href"]).removesuffix(rest.content)
            text.content = text.content[: end.start()]
            tokens.insert(index + 3, rest)
