"""Pictures that a text names: the names alone, since the files are sent in another way.

What people drag into an issue lies on the host, under an address; such a picture gets a name here, and its address is kept
for those who add the file.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import unquote, urlsplit

from msgspec import Struct

from talanoa.files import IMAGE_ENDINGS, ending_of
from talanoa.intake import safety
from talanoa.markup import Image, convert
from talanoa.names import is_hidden, is_writable_everywhere, steers_host

MOST = 50

_ATTACHED = re.compile(
    r"https://github\.com/user-attachments/assets/[0-9a-f-]{36}"
    r"|https://user-images\.githubusercontent\.com/[\w./-]+"
    r"|/uploads/[0-9a-f]{32}/[^\s()<>\"']+"
)
_AS_HTML = re.compile(r"<img\b[^<>\n]{0,500}>", re.IGNORECASE)
_ATTRIBUTE = re.compile(r"""\b(alt|src)\s*=\s*"([^"]*)\"""", re.IGNORECASE)
_NO_NAME = re.compile(r"[^a-z0-9]+")


class Picture(Struct, frozen=True):
    """A file that a text needs next to it, and where it lies now, as far as that is known."""

    name: str
    address: str = ""


def attached(text: str) -> tuple[str, tuple[Picture, ...]]:
    """The text with names in the place of addresses of pictures that lie on the host of the issue; names with spaces as Markdown has them."""
    text = _bracketed(_AS_HTML.sub(_as_markdown, text))
    known: dict[str, str] = {}
    for match in _ATTACHED.finditer(text):
        if match[0] not in known:
            known[match[0]] = _name(match[0], len(known) + 1)
    named = _ATTACHED.sub(lambda match: known[match[0]], text)
    return named, tuple(Picture(name, address) for address, name in known.items())


def _bracketed(text: str) -> str:
    """`![A well](IMG 1.jpg)` is no picture to Markdown, `![A well](<IMG 1.jpg>)` is one; what is in code stays."""
    unread = convert(text).unread if "![" in text and text.count("<") <= safety.MOST_OF_HTML else ()
    lines = text.split("\n")
    for found in unread:
        if found.kind == "spaces" and found.what.startswith("![") and found.line < len(lines):
            words, _, name = found.what.removesuffix(")").rpartition("](")
            lines[found.line] = lines[found.line].replace(found.what, f"{words}](<{name.strip()}>)")
    return "\n".join(lines)


def _as_markdown(match: re.Match[str]) -> str:
    attributes = {name.lower(): value for name, value in _ATTRIBUTE.findall(match[0])}
    if not _ATTACHED.fullmatch(attributes.get("src", "")) or set("[]\\") & set(attributes.get("alt", "")):
        return match[0]
    return f"![{attributes.get('alt', '')}]({attributes['src']})"


def _name(address: str, number: int) -> str:
    stem, dot, ending = address.rpartition("/")[2].rpartition(".")
    if f"{dot}{ending.lower()}" not in IMAGE_ENDINGS:
        return f"picture-{number}.jpg"
    return f"{_NO_NAME.sub('-', unquote(stem).lower()).strip('-')[:40] or 'picture'}-{number}.{ending.lower()}"


def pictures(text: str) -> Iterator[tuple[Image, str]]:
    """Every picture of a text, and what is the matter with its name; "" for a good one."""
    for gap in convert(text).gaps if "![" in text or "<" in text else ():
        if isinstance(gap, Image):
            yield gap, _fault(unquote(gap.src))


def _fault(name: str) -> str:
    if urlsplit(name).scheme or name.startswith(("//", "#")):
        return "this picture is on another host"
    if "/" in name or "\\" in name or ".." in name:
        return "this picture's name leads to another folder"
    if ending_of(name) not in IMAGE_ENDINGS:
        return "this is no name of a picture that the site can show"
    if is_hidden(name) or steers_host(name) or not is_writable_everywhere(name) or len(name) > 100:
        return "not every computer can write a file of this name"
    return ""
