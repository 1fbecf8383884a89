"""The HTML inside feeds, by an independent reading: HTML's grammar, and what W3C's feed validator and readers object to."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from urllib.parse import urlsplit

from tests.feeds_and_calendars.built import Built

VOID = frozenset("area br col hr img wbr".split())
# What a post can be made of. All of it is known to be harmless by W3C's feed validator.
ELEMENTS = VOID | frozenset(
    "a abbr b bdi blockquote caption cite code dd del details dfn div dl dt em figcaption figure h1 h2 h3 h4 h5 h6 i ins "
    "kbd li mark ol p pre q rp rt ruby s samp section small span strong sub summary sup table tbody td tfoot th thead "
    "time tr u ul var".split()
)
# No `role` and no `aria-…`: W3C's feed validator calls them a security risk.
ATTRIBUTES = frozenset(
    "abbr alt cite class colspan datetime dir headers height href hreflang id lang loading open rel reversed rowspan "
    "scope sizes src srcset start tabindex title type value width".split()
)
ADDRESSES = frozenset("href src cite poster".split())
SCHEMES = frozenset("http https mailto".split())
# C0 but for white space, C1, the two non-characters, and the sign for "this was no text".
BAD_CHARACTERS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffd\ufffe\uffff]")
TYPED_TAG = re.compile(
    r"</?(?:a|p|em|strong|code|span|div|img|br|ul|ol|li|h\d|table|blockquote)\b[^<>]*>", re.IGNORECASE
)


def lint_html(built: Built, html: str) -> Iterator[str]:
    reader = _Reader(built)
    reader.feed(html)
    reader.close()
    yield from dict.fromkeys(reader.findings)
    if reader.open:
        yield f"<{reader.open[-1]}> is never closed"
    yield from lint_text(html)


def lint_text(text: str) -> Iterator[str]:
    if found := BAD_CHARACTERS.search(text):
        yield f"U+{ord(found[0]):04X} is in the text"


def lint_plain(text: str) -> Iterator[str]:
    """A text that is no HTML: neither tags nor what escaping leaves behind."""
    yield from lint_text(text)
    if found := TYPED_TAG.search(text):
        yield f"{found[0]} is in a plain text"
    if found := re.search(r"&(?:amp|lt|gt|quot|#39|#34|#x27|nbsp);", text):
        yield f"{found[0]} is in a plain text: it was escaped twice"
    if text != text.strip():
        yield "a text begins or ends with white space"


class _Reader(HTMLParser):
    def __init__(self, built: Built) -> None:
        super().__init__(convert_charrefs=True)
        self.built = built
        self.findings: list[str] = []
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        if tag not in ELEMENTS:
            self.findings.append(f"<{tag}> is in the HTML")
        names = [name for name, _ in attributes]
        if len(set(names)) < len(names):
            self.findings.append(f"<{tag}> has an attribute twice")
        for name, value in attributes:
            self._attribute(tag, name, value or "")
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open[-1] != tag:
            self.findings.append(f"</{tag}> closes <{self.open[-1] if self.open else 'nothing'}>")
        else:
            self.open.pop()

    def handle_comment(self, data: str) -> None:
        self.findings.append(f"a comment: {data[:40]}")

    def handle_decl(self, decl: str) -> None:
        self.findings.append(f"a declaration: {decl[:40]}")

    def handle_pi(self, data: str) -> None:
        self.findings.append(f"a processing instruction: {data[:40]}")

    def unknown_decl(self, data: str) -> None:
        self.findings.append(f"a marked section: {data[:40]}")

    def _attribute(self, tag: str, name: str, value: str) -> None:
        if name == "style":
            if not re.fullmatch(r"text-align:\s*(?:left|right|center);?", value):
                self.findings.append(f'<{tag} style="{value}">')
        elif name not in ATTRIBUTES and not name.startswith("data-"):
            self.findings.append(f"<{tag} {name}> is in the HTML")
        if name == "class" and "headerlink" in value.split():
            self.findings.append("a permalink mark is in the HTML")
        if name in ADDRESSES:
            self._address(tag, name, value)
        if name == "srcset":
            for candidate in value.split(","):
                self._address(tag, name, candidate.split()[0] if candidate.split() else "")

    def _address(self, tag: str, name: str, value: str) -> None:
        scheme = urlsplit(value).scheme
        if scheme not in SCHEMES:
            self.findings.append(f'<{tag} {name}="{value}"> is not an absolute address')
        elif self.built.misses(value):
            self.findings.append(f'<{tag} {name}="{value}"> leads to nothing')
        elif self.built.is_own(value) and "#" in value and not self._has_place(value):
            self.findings.append(f'<{tag} {name}="{value}"> leads to no place of its page')

    def _has_place(self, value: str) -> bool:
        file = self.built.file_at(value)
        place = urlsplit(value).fragment
        return file is not None and f'id="{place}"' in file.read_text("utf-8")
