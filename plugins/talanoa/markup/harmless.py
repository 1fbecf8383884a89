"""The HTML that posts may use, and the last cleaning of the HTML that they become.

What a text types as HTML is read tag by tag: one of the subset becomes what it says, with none but harmless attributes;
anything else shows as it was typed, so that no word is lost, and is reported with its line. What comes out of the renderer
goes through nh3 all the same: whatever slips in above, nothing leaves that isn't listed here.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from html import unescape
from typing import Literal

import nh3
from markdown_it.common.html_re import HTML_TAG_RE
from markdown_it.common.utils import escapeHtml
from markdown_it.token import Token
from msgspec import Struct

from talanoa.addresses import MARK

# The kinds of box that the theme has a look for; any other word after `!!!` makes a plain one.
ADMONITIONS = frozenset(
    "note abstract info tip success question warning failure danger bug example quote important caution".split()
)
# What a text may type, besides `a` and `img`, which become the links and pictures of Markdown.
SUBSET = frozenset(
    "abbr b bdi bdo blockquote br caption cite code dd del details dfn div dl dt em figcaption figure h2 h3 h4 h5 h6 hr i "
    "ins kbd li mark ol p pre q rp rt ruby s samp small span strong sub summary sup table tbody td tfoot th thead time tr "
    "u ul var wbr".split()
)
ATTRIBUTES: Mapping[str, frozenset[str]] = {
    "*": frozenset({"dir", "lang", "title"}),
    "a": frozenset({"href"}),
    "details": frozenset({"open"}),
    "img": frozenset({"src", "alt"}),
    "li": frozenset({"value"}),
    "ol": frozenset({"reversed", "start"}),
    "td": frozenset({"colspan", "rowspan"}),
    "th": frozenset({"colspan", "rowspan", "scope"}),
    "time": frozenset({"datetime"}),
}
_VOID = frozenset({"br", "hr", "img", "wbr"})
# Elements of the subset that may open in one block and close in a later one; no real text nests them deep.
_SPANNING = frozenset(
    "blockquote caption dd details div dl dt figcaption figure h2 h3 h4 h5 h6 li ol p pre summary table tbody td tfoot th "
    "thead tr ul".split()
)
MAX_DEPTH = 40
# Elements that run, load, send or lead away.
_ACTIVE = frozenset("applet base embed form frame frameset iframe link meta object portal script style".split())
_ENDS = {"<!--": "-->", "<![C": "]]>", "<?": "?>"}
_NAME = re.compile(r"</?([A-Za-z][A-Za-z0-9-]*)")
_ATTRIBUTE = re.compile(r"""([A-Za-z_:][\w:.-]*)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^"'=<>`\s]+)))?""")
# What is rewritten in finished HTML, if it is in a tag: links within the site, and those of a feed's own text.
_OURS = (f'="{MARK}', ' href="#')
# A tag as nh3 writes it: each value between quotation marks, and none within a value.
_TAG = re.compile(r'<[^<>"]*(?:"[^"]*"[^<>"]*)*>')
_GAP = re.compile(r'<img src="gap:(\d+)">|(?<=<a) href="gap:(\d+)"')


class Refused(Struct, frozen=True):
    """Typed HTML that doesn't become what it says; `line` counts from 0 at the text's first line."""

    what: str
    line: int
    # As typed; an attribute or comment, without a trace; as typed, and dangerous; more brackets or cells than a text may have.
    how: Literal["shown", "left out", "active", "too long"]


def tame(tokens: Sequence[Token]) -> list[Refused]:
    """Makes every typed tag in the tokens one of the subset, or text; tells which were refused."""
    tamer = _Tamer()
    for token in tokens:
        line = token.map[0] if token.map else 0
        if token.type == "html_block":
            token.type, token.children = "inline", _paragraph(tamer.balanced(tamer.read(token.content, line)))
        elif token.type == "inline" and "<" in token.content:
            token.children = tamer.balanced(tamer.tamed(token.children or (), line))
    return sorted(tamer.refused, key=lambda refused: refused.line)


class _Tamer:
    """Reads the typed tags of one text."""

    def __init__(self) -> None:
        self.refused: list[Refused] = []
        self.depth = 0  # of elements that may reach over several blocks

    def tamed(self, children: Sequence[Token], line: int) -> Iterator[Token]:
        """The tokens of a paragraph or the like."""
        for child in children:
            if child.type == "html_inline":
                yield from self.read(child.content, line)
                line += child.content.count("\n")
            else:
                yield child
                line += child.type in ("softbreak", "hardbreak")

    def read(self, html: str, line: int) -> Iterator[Token]:
        """Text and tags in their order. Only well-formed tags are tags (CommonMark 0.31, 6.6); all else is text."""
        done = begin = counted = 0
        last = {end: html.rfind(end) for end in (">", *_ENDS.values())}
        while (start := html.find("<", begin)) >= 0:
            # What never ends isn't looked through again at every mark that would begin it.
            end = _ENDS.get(html[start : start + 4], _ENDS.get(html[start : start + 2], ">"))
            match = HTML_TAG_RE.match(html, start) if last[end] > start else None
            begin = match.end() if match else start + 1
            if match:
                yield _text(unescape(html[done:start]))
                line, counted = line + html.count("\n", counted, start), start
                yield self._tag(match[0], line)
                done = begin
        yield _text(unescape(html[done:]))

    def balanced(self, tokens: Iterable[Token]) -> list[Token]:
        """A style or a link that is opened and not closed in its block (or the reverse) is text: it would go on for ever."""
        found = list(tokens)
        open_: list[Token] = []
        names: Counter[str] = Counter()
        for token in found:
            name = token.meta.get("typed")
            if name is None or name in _SPANNING or name in _VOID:
                continue
            if token.nesting > 0:
                open_.append(token)
                names[name] += 1
            elif names[name]:
                while (other := open_.pop()).meta["typed"] != name:
                    names[other.meta["typed"]] -= 1
                    self._show(other)
                names[name] -= 1
            else:
                self._show(token)
        for token in open_:
            self._show(token)
        return found

    def _show(self, token: Token) -> None:
        self.refused.append(Refused(token.info, token.meta["line"], "shown"))
        token.type, token.tag, token.nesting, token.content, token.meta = "text", "", 0, token.info, {}

    def _tag(self, tag: str, line: int) -> Token:
        if tag.startswith("<!--"):
            self.refused.append(Refused(tag, line, "left out"))
            return _text("")
        match = _NAME.match(tag)
        if match is None:  # <!DOCTYPE …>, <?php … ?>, <![CDATA[…]]>
            self.refused.append(Refused(tag, line, "shown"))
            return _text(tag)
        name, closes = match[1].lower(), tag.startswith("</")
        attributes = dict(_attributes(tag[match.end() :]))
        active = {key for key in attributes if key.startswith("on") or key == "srcdoc"}
        if active or (name in _ACTIVE and not closes):
            self.refused.append(Refused(tag, line, "active"))
        if not self._is_allowed(name, closes, attributes):
            if not active and name not in _ACTIVE and not closes:
                self.refused.append(Refused(tag, line, "shown"))
            return _text(tag)
        allowed = ATTRIBUTES["*"] | ATTRIBUTES.get(name, frozenset())
        if extra := sorted(attributes.keys() - allowed - active):
            self.refused.append(Refused(f"{extra[0]}=", line, "left out"))
        token = _element(name, closes, {key: value for key, value in attributes.items() if key in allowed})
        token.info, token.meta = tag, {"typed": name, "line": line}
        return token

    def _is_allowed(self, name: str, closes: bool, attributes: Mapping[str, str]) -> bool:
        if name == "a":
            return closes or "href" in attributes
        if name == "img":
            return "src" in attributes and not closes
        if name not in SUBSET or (name in _VOID and closes):
            return False
        if name in _SPANNING:
            self.depth = max(self.depth + (-1 if closes else 1), 0)
            return self.depth <= MAX_DEPTH
        return True


def _paragraph(tokens: list[Token]) -> list[Token]:
    """A block of which nothing but words are left is a paragraph."""
    if any(token.type != "text" for token in tokens) or not any(token.content.strip() for token in tokens):
        return tokens
    return [Token("html_inline", "", 1, content="<p>"), *tokens, Token("html_inline", "", -1, content="</p>\n")]


def _text(text: str) -> Token:
    return Token("text", "", 0, content=text)


def _attributes(text: str) -> Iterator[tuple[str, str]]:
    for match in _ATTRIBUTE.finditer(text):
        yield match[1].lower(), unescape(match[2] or match[3] or match[4] or "")


def _element(name: str, closes: bool, attributes: dict[str, str]) -> Token:
    """What Markdown would have made of a link or a picture; anything else as it is."""
    nesting: Literal[-1, 0, 1] = -1 if closes else 0 if name in _VOID else 1
    if name == "a":
        return Token("link_close" if closes else "link_open", "a", nesting, attrs=dict(attributes))
    if name == "img":
        return Token("image", "img", 0, attrs=dict(attributes), children=[_text(attributes.get("alt", ""))])
    written = "".join(f' {key}="{escapeHtml(value)}"' for key, value in attributes.items())
    return Token("html_inline", "", nesting, content=f"</{name}>" if closes else f"<{name}{written}>")


def clean(html: str) -> tuple[tuple[str, ...], tuple[int, ...]]:
    """The harmless part of rendered HTML, in pieces, and the number of the gap that follows each but the last.

    A link's gap is written `<a href="gap:0">`, a picture's `<img src="gap:0">`.
    """
    html = _with_quotes_escaped(_cleaner().clean(html))
    pieces, gaps, done = [], [], 0
    for match in _GAP.finditer(html):
        pieces.append(html[done : match.start()])
        gaps.append(int(match[1] or match[2]))
        done = match.end()
    return (*pieces, html[done:]), tuple(gaps)


def _with_quotes_escaped(html: str) -> str:
    """With the quotation marks of words escaped if one looks like an address to `addresses.rebased` or to feeds."""
    if not any(character in html for character in _OURS) or not any(
        character in _TAG.sub("", html) for character in _OURS
    ):
        return html
    pieces, done = [], 0
    for tag in _TAG.finditer(html):
        pieces += [html[done : tag.start()].replace('"', "&quot;"), tag[0]]
        done = tag.end()
    return "".join((*pieces, html[done:].replace('"', "&quot;")))


@lru_cache(maxsize=1)
def _cleaner() -> nh3.Cleaner:
    """nh3, with what the subset and our own renderer make."""
    from pygments.token import STANDARD_TYPES

    ours = {
        "a": {"id", "role", "aria-labelledby"},  # to a footnote, and back
        "div": {"role", "tabindex"},  # a table that scrolls
        **{f"h{level}": {"id"} for level in range(2, 7)},
        "li": {"id"},
    }
    attributes = {name: set(ATTRIBUTES.get(name, ())) | ours.get(name, set()) for name in {*ATTRIBUTES, *ours}}
    align = {"align-left", "align-center", "align-right"}
    classes = {
        "a": {"footnote-backref"},
        "div": {"admonition", "footnotes", "table-scroll", *ADMONITIONS},
        "hr": {"footnotes-sep"},
        "li": {"footnote-item", "task-list-item"},
        "ol": {"footnotes-list"},
        "p": {"admonition-title"},
        "pre": {"highlight"},
        "span": {name for name in STANDARD_TYPES.values() if name},
        "sup": {"footnote-ref"},
        "td": align,
        "th": align,
        "ul": {"contains-task-list"},
    }
    return nh3.Cleaner(
        tags={*SUBSET, "a", "img"},
        attributes=attributes,
        allowed_classes=classes,
        url_schemes={"gap"},
        link_rel=None,
        clean_content_tags=set(),
    )


def for_feeds(html: str) -> str:
    """Finished HTML with whole addresses, as feed readers take it: what they and feed validators don't know goes.

    The elements are those that the W3C's feed validator knows; of others the words stay.
    """
    return _feed_cleaner().clean(html)


@lru_cache(maxsize=1)
def _feed_cleaner() -> nh3.Cleaner:
    unknown = {"bdi", "bdo", "details", "figcaption", "mark", "rp", "rt", "ruby", "summary", "wbr"}
    attributes = {name: set(allowed) for name, allowed in ATTRIBUTES.items()}
    attributes["a"] |= {"id", "rel"}
    attributes["li"] |= {"id"}
    attributes["img"] |= {"width", "height"}
    return nh3.Cleaner(
        tags={*SUBSET, "a", "img"} - unknown,
        attributes=attributes,
        url_schemes={"http", "https", "mailto"},
        link_rel=None,
        clean_content_tags=set(),
    )
