"""Links in the finished HTML of hand-written pages, by the same rules as in posts; whatever made the HTML."""

from __future__ import annotations

import re
from html import unescape

from markupsafe import escape

from talanoa.markup.links import Links, Target
from talanoa.markup.markup import href_of

# A tag that leads somewhere, with its attributes; and an address in it.
_TAG = re.compile(r"""<(?:a|area|img|source|video|audio|track)\s(?:[^<>"']|"[^"]*"|'[^']*')*>""", re.IGNORECASE)
_ADDRESS = re.compile(r"""(\s(?:href|src|poster)\s*=\s*)("[^"]*"|'[^']*'|[^\s"'>]+)""", re.IGNORECASE)


def linked(html: str, links: Links, path: str, address: str) -> tuple[str, tuple[tuple[str, str], ...]]:
    """The HTML of the text `path` with links within the site as `addresses.link` writes them, all others as they were.

    And the address and path of each file that it leads to.
    """
    files: list[tuple[str, str]] = []

    def one(found: re.Match[str]) -> str:
        to = links.resolve(unescape(found[2].strip("\"'")), path, address)
        if to.target is Target.MISSING and "href" in found[1].lower():
            return ""  # the words stay, as in posts
        if to.target is not Target.INSIDE:
            return found[0]
        if to.file:
            files.append((to.address, to.file))
        return f'{found[1]}"{escape(href_of(to))}"'

    return _TAG.sub(lambda tag: _ADDRESS.sub(one, tag[0]), html), tuple(files)
