"""What a page may load, run and give away: its Content-Security-Policy, and what in a hand-written page that policy blocks.

Everything that isn't granted here is refused. Nothing is taken from a finished page: what a stranger smuggled into one is
never let through because it is there (decision 0012).
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterable, Iterator
from hashlib import sha256
from html.parser import HTMLParser
from urllib.parse import urlsplit

from msgspec import Struct

# What other hosts learn about where a reader comes from: nothing.
REFERRER = "same-origin"


POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",  # small pictures in styles of the network's own
        "media-src 'self'",
        "font-src 'self'",
        "connect-src 'self'",
        "manifest-src 'self'",
        "frame-src 'none'",
        "object-src 'none'",
        "base-uri 'none'",
        "form-action 'none'",
    )
)
"""The Content-Security-Policy of pages that have no script inline."""
# MkDocs' preview reloads pages by a script that it writes into them, another one each time.
PREVIEW_POLICY = POLICY.replace("script-src 'self'", "script-src 'self' 'unsafe-inline'")


def allowing(policy: str, inline: Iterable[str]) -> str:
    """The policy of a page with these scripts of ours in it, word for word: their hashes let them run. A file is better."""
    if policy == PREVIEW_POLICY:  # lets any script run, but not if it names one
        return policy
    hashes = (f" 'sha256-{b64encode(sha256(script.encode()).digest()).decode()}'" for script in inline)
    return policy.replace("script-src 'self'", "".join(("script-src 'self'", *hashes)))


class Blocked(Struct, frozen=True):
    """Something in a page that a browser won't do; `written` is what to look for in the text that the page is made of."""

    message: str
    help: str
    written: tuple[str, ...]


ELSEWHERE = "put the file into docs/ and name it there: a page asks no other host for anything"
_SCRIPT = "put the code into a file under docs/, and the file's path under `extra_javascript` in mkdocs.yml"
_STYLE = "give the element a class, and its look in a file under docs/ that mkdocs.yml has under `extra_css`"
_FRAME = "write a link to it instead"
_FORM = "write a link to the page of the form instead"

_FRAMES = frozenset({"applet", "embed", "frame", "iframe", "object"})
_ADDRESSES = frozenset({"background", "data", "poster", "src"})
_LINKS_THAT_LOAD = frozenset(
    "stylesheet icon apple-touch-icon manifest preload prefetch modulepreload preconnect dns-prefetch".split()
)
_CODE_TYPES = frozenset({"", "module", "text/javascript", "application/javascript", "importmap", "speculationrules"})


def blocked(html: str, site: str) -> Iterator[Blocked]:
    """What the policy blocks in a page of the site at the address `site`."""
    found = _Page(site)
    found.feed(html)
    found.close()
    yield from found.blocked


class _Page(HTMLParser):
    """Reads a page as a browser's parser does, near enough to report what it blocks."""

    def __init__(self, site: str) -> None:
        super().__init__()
        self.site = urlsplit(site)
        self.blocked: list[Blocked] = []

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        values = {name: (value or "").strip() for name, value in attributes}
        self._element(tag, values)
        for name, value in values.items():
            self._attribute(tag, name, value)
        for address in _loaded(tag, values):
            if self._is_elsewhere(tag, address):
                self._report(f"browsers won't load {address} into this page", ELSEWHERE, address)

    def _element(self, tag: str, values: dict[str, str]) -> None:
        if tag == "script" and "src" not in values and values.get("type", "").lower() in _CODE_TYPES:
            self._report("browsers won't run the code in `<script>`", _SCRIPT)
        elif tag == "style":
            self._report("browsers won't apply the styles in `<style>`", _STYLE)
        elif tag in _FRAMES:
            self._report(f"browsers won't show what is in `<{tag}>`", _FRAME)
        elif tag == "form":
            self._report("browsers won't send a `<form>`", _FORM)
        elif tag == "base":
            self._report("browsers will ignore `<base>`", "write each link whole")

    def _attribute(self, tag: str, name: str, value: str) -> None:
        if name.startswith("on"):
            self._report(f"browsers won't run the code in `{name}`", _SCRIPT, f"{name}=")
        elif name == "style":
            self._report(f"browsers won't apply the `style` of `<{tag}>`", _STYLE, f'style="{value}"', "style=")
        elif "".join(value.split()).lower().startswith("javascript:"):
            self._report(f"browsers won't run the code in the address of `{name}`", _SCRIPT, value)

    def _is_elsewhere(self, tag: str, address: str) -> bool:
        try:
            parts = urlsplit(address)
        except ValueError:
            return True
        if not parts.scheme and not parts.netloc:
            return False
        if parts.scheme == "data":
            return tag in ("script", "video", "audio", "track")
        return parts.netloc != self.site.netloc

    def _report(self, message: str, help: str, *written: str) -> None:
        self.blocked.append(Blocked(message, help, (self.get_starttag_text() or "", *written)))


def _loaded(tag: str, values: dict[str, str]) -> Iterator[str]:
    """The addresses that a browser fetches because of an element, frames excepted."""
    if tag in _FRAMES:
        return
    yield from (value for name, value in values.items() if name in _ADDRESSES)
    yield from (entry.split()[0] for entry in values.get("srcset", "").split(", ") if entry.strip())
    yield from values.get("ping", "").split()
    if tag in ("image", "use", "feimage"):
        yield from (value for name, value in values.items() if name in ("href", "xlink:href"))
    if tag == "link" and _LINKS_THAT_LOAD & {*values.get("rel", "").lower().split()}:
        yield values.get("href", "")
