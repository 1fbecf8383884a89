"""Markdown → HTML with gaps where links go, by markdown-it-py: CommonMark, GitHub's extensions, definition lists, admonitions.

Typed HTML is tamed, and the whole is cleaned (harmless.py). The renderer leaves a gap for each link's and image's address, since where they lead
is the site's knowledge and not the text's; so a conversion depends on nothing but the text, and can be kept.
"""

from __future__ import annotations

import logging
import re
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.common.utils import mdTrim
from markdown_it.rules_block import StateBlock
from markdown_it.rules_core import StateCore
from markdown_it.token import Token
from mdit_py_plugins.admon import admon_plugin
from mdit_py_plugins.admon.index import admonition
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.gfm import gfm_plugin

from talanoa.markup.bare_addresses import end_addresses, has_bare_address
from talanoa.markup.converted import Converted, Heading, Link
from talanoa.markup.emphasis import is_unspaced_break, parse_inline
from talanoa.markup.harmless import Refused, clean, tame
from talanoa.markup.headings import HeadingIds
from talanoa.markup.highlight import highlighted
from talanoa.markup.renderer import Renderer
from talanoa.markup.unread import unread

WORDS_OF_SUMMARY = 40


# The package has a function of the same name in the module's place.
tables: Any = sys.modules["markdown_it.rules_block.table"]

_remembered: dict[str, Converted] = {}
_kept: Mapping[str, Callable[[], Converted | None]] = {}


def remember(conversions: Mapping[str, Converted], kept: Mapping[str, Callable[[], Converted | None]]) -> None:
    """Makes these the texts whose conversion is at hand, and forgets all others; those that are `kept` are taken apart when they are
    asked for, which few are where little changed.
    """
    global _remembered, _kept
    _remembered, _kept = {**conversions}, kept


def forget() -> None:
    """No conversion is at hand any more."""
    remember({}, {})


def remembered(texts: Iterable[str]) -> dict[str, Converted]:
    """Those of the texts whose conversion is at hand."""
    at_hand = _remembered
    return {text: at_hand[text] for text in texts if text in at_hand}


def convert(text: str) -> Converted:
    """Reads a Markdown text; never fails, whatever the text. Listings, feeds and checks share the result."""
    found = _remembered.get(text)
    if found is None:
        found = _kept[text]() if text in _kept else None  # None of what is damaged
        found = _remembered[text] = found or new_conversion(text)
    return found


MAX_BRACKETS = 10_000  # of a text; the library looks at the whole paragraph for the end of each


def new_conversion(text: str) -> Converted:
    """What `convert` answers, made and not remembered."""
    if text.count("[") > MAX_BRACKETS:
        return Converted(("",), (), (), (Refused("[", text[: text.index("[")].count("\n"), "too long"),), (), "", "")
    env: dict[str, Any] = {"gaps": [], "unread": []}
    parser = _parser(has_bare_address(text))
    tokens = parser.parse(text, env)
    _bound(tokens, len(text))
    refused = tame(tokens)
    if env.get("cells", 0) < 0:
        refused.append(Refused("|", 0, "too long"))
    headings = _name_headings(tokens)
    pieces, numbers = clean(parser.renderer.render(tokens, parser.options, env))
    return Converted(
        html=pieces,
        gaps=tuple(env["gaps"][number] for number in numbers),
        headings=tuple(headings),
        refused=tuple(refused),
        unread=tuple(env["unread"]),
        text=" ".join(" ".join(_texts(tokens)).split()),
        first_paragraph=_first_paragraph(tokens),
    )


EMPTY_CELLS = 1_000  # of the tables of a text, besides one for every other letter
AROUND_A_LINK = 40  # letters that a page needs besides an address
AROUND_A_PICTURE = 350  # the same, with the addresses of its other widths


def html_length(converted: Converted) -> int:
    """About how many letters the text is on a page, its gaps filled. A picture counts from the second time on: the first
    time, its file is what was contributed.
    """
    length, seen = sum(map(len, converted.html)), set()
    for gap in converted.gaps:
        if isinstance(gap, Link):
            length += AROUND_A_LINK + len(gap.href)
        elif gap.src in seen:
            length += AROUND_A_PICTURE + len(gap.src) + len(gap.alt) + len(gap.title)
        else:
            seen.add(gap.src)
    return length


LONG_PARAGRAPH = 5_000  # letters; beyond that no one writes prose
MAX_CODE = 20_000  # letters of highlighted code in a text
_ADDRESS_RULES = ("gfm_autolink_www", "gfm_autolink_protocol", "gfm_autolink_email")
# The characters at which an inline rule of ours can begin or end. The library also stops at hyphens, colons and others, and
# asks every rule at each.
_STOPS = "\n!&*<[\\]_`~"


@lru_cache(maxsize=2)
def _parser(bare_addresses: bool) -> MarkdownIt:
    """One parser a process for texts with bare addresses, one for those without, which needn't stop at every `w`."""
    _silence_debug_log()
    parser = MarkdownIt("commonmark", {"html": True, "highlight": highlighted}, renderer_cls=Renderer)
    parser.use(gfm_plugin).use(deflist_plugin).use(admon_plugin)
    if not bare_addresses:
        parser.disable(list(_ADDRESS_RULES))
    parser.inline.terminator_re = re.compile(f"[{re.escape(_STOPS + (':@w' if bare_addresses else ''))}]")
    parser.block.ruler.at("admonition", _admonition, {"alt": ["paragraph", "reference", "blockquote", "list"]})
    parser.block.ruler.at("table", _table, {"alt": ["paragraph", "reference"]})
    parser.core.ruler.at("inline", _inline)
    parser.inline.parse = parse_inline  # type: ignore[method-assign]
    parser.block.ruler.before("table", "plain_paragraph", _plain_paragraph)
    # Every address makes a link here, as it was typed; `Links` judges it, so that a refused one can be reported.
    parser.validateLink = lambda url: True  # type: ignore[method-assign]
    parser.normalizeLink = lambda url: url  # type: ignore[method-assign]
    # As typed: the library would decode %00 and %E2%80%AE in what it shows.
    parser.normalizeLinkText = lambda link: link  # type: ignore[method-assign]
    renderer = parser.renderer
    assert isinstance(renderer, Renderer)
    # The plugins' own: the one would let any class through, the other's link has a symbol for a name.
    renderer.rules["admonition_open"] = renderer.admonition_open  # type: ignore[assignment]
    renderer.rules["footnote_block_open"] = renderer.footnote_block_open  # type: ignore[assignment]
    renderer.rules["footnote_block_close"] = renderer.footnote_block_close  # type: ignore[assignment]
    renderer.rules["footnote_anchor"] = renderer.footnote_anchor  # type: ignore[assignment]
    return parser


def _silence_debug_log() -> None:
    """The library's rules write to the debug log whenever they are asked: a fourteenth of a build, for no one."""
    for name, logger in logging.root.manager.loggerDict.items():
        if (
            name.startswith("markdown_it.")
            and isinstance(logger, logging.Logger)
            and not logger.isEnabledFor(logging.DEBUG)
        ):
            logger.debug = _nothing  # type: ignore[method-assign]


def _nothing(*_: object, **__: object) -> None:
    pass


def _admonition(state: StateBlock, line: int, end: int, silent: bool) -> bool:
    """The plugin's rule, which looks past the end of a text that ends in an empty quotation (mdit-py-plugins 0.7.0)."""
    return state.bMarks[line] + state.tShift[line] < len(state.src) and admonition(state, line, end, silent)


def _table(state: StateBlock, line: int, end: int, silent: bool) -> bool:
    """The library's rule, which fills short rows with up to 65,536 empty cells in each table; here a text has room for some."""
    if silent:
        return bool(tables.table(state, line, end, silent))
    left: int = state.env.setdefault("cells", EMPTY_CELLS + len(state.src) // 2)
    if left < 0:
        return False
    before = len(state.tokens)
    tables.MAX_AUTOCOMPLETED_CELLS = left
    found: bool = tables.table(state, line, end, silent)
    left -= sum(token.type == "inline" and not token.content for token in state.tokens[before:])
    columns = sum(token.type == "th_open" for token in state.tokens[before:])
    broken_off = found and left < columns and state.line < end and not state.isEmpty(state.line)
    state.env["cells"] = -1 if broken_off else left
    return found


def _plain_paragraph(state: StateBlock, line: int, end: int, silent: bool) -> bool:
    """A single line that begins with a letter is a paragraph; a dozen rules needn't be asked first.

    Only a definition could still follow it, after its empty line.
    """
    if silent or state.sCount[line] - state.blkIndent > 3:
        return False
    begin, after = state.bMarks[line] + state.tShift[line], line + 1
    if not state.src[begin : begin + 1].isalpha() or (after < state.lineMax and not state.isEmpty(after)):
        return False
    if after + 1 < state.lineMax:
        next_begin = state.bMarks[after + 1] + state.tShift[after + 1]
        if state.src[next_begin : next_begin + 1] in (":", "~"):
            return False
    state.line = after
    state.push("paragraph_open", "p", 1).map = [line, after]
    token = state.push("inline", "", 0)
    token.content = mdTrim(state.getLines(line, after, state.blkIndent, False))
    token.map = [line, after]
    token.children = []
    state.push("paragraph_close", "p", -1)
    return True


def _inline(state: StateCore) -> None:
    """The library's rule, but for text without any mark, two thirds of all: it is its own content, without children.

    In a very long paragraph no bare address becomes a link: the plugin looks through the rest of it at each (mdit-py-plugins 0.7.0).
    """
    line = 0
    for token in state.tokens:
        if token.type == "inline":
            token.children = []
            line = token.map[0] if token.map else line
            md = state.md if len(token.content) <= LONG_PARAGRAPH else _parser(False)
            if md.inline.terminator_re.search(token.content):
                md.inline.parse(token.content, md, state.env, token.children)
                end_addresses(token.children)
            state.env.setdefault("unread", []).extend(unread(token, line))


def _bound(tokens: Sequence[Token], length: int) -> None:
    """A definition `[a]: address "title"` that is used again and again makes no more of a text than another text of its length.

    And no more than so much code is highlighted.
    """
    attributes, code = length + 100_000, MAX_CODE
    for token in tokens:
        if token.type == "fence":
            code -= len(token.content)
            if code < 0:
                token.info = ""
        waiting = list(token.children or ())
        while waiting:
            child = waiting.pop()
            waiting += child.children or ()
            if child.type in ("link_open", "image"):
                attributes -= sum(len(str(value)) for value in child.attrs.values())
                if attributes < 0:
                    child.attrs = {}


def _name_headings(tokens: Sequence[Token]) -> Iterator[Heading] | list[Heading]:
    """Gives headings the ids that GitHub gives them; a first-level one becomes second-level (the title is the first)."""
    headings: list[Heading] = []
    ids = HeadingIds()
    for index, token in enumerate(tokens):
        if token.type != "heading_open":
            continue
        text = _inline_text(tokens[index + 1])
        name = ids.name(text)
        token.attrSet("id", name)
        headings.append(Heading(int(token.tag[1]), name, text, token.map[0] if token.map else 0))
        if token.tag == "h1":
            token.tag = tokens[index + 2].tag = "h2"
    return headings


def _inline_text(token: Token) -> str:
    """The words of a block, without marks and pictures."""
    if not token.children:
        return token.content
    words = []
    for index, child in enumerate(token.children):
        if child.type in ("text", "code_inline"):
            words.append(child.content)
        elif child.type == "hardbreak" or (child.type == "softbreak" and not is_unspaced_break(token.children, index)):
            words.append(" ")
    return "".join(words)


def _texts(tokens: Sequence[Token]) -> Iterator[str]:
    for token in tokens:
        if token.type == "inline":
            yield _inline_text(token)
        elif token.type in ("fence", "code_block"):
            yield token.content


def _first_paragraph(tokens: Sequence[Token]) -> str:
    for index, token in enumerate(tokens):
        if token.type == "paragraph_open" and token.level == 0:
            text = " ".join(_inline_text(tokens[index + 1]).split())
            if text:
                return text
    return ""
