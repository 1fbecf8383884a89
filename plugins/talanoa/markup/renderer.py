"""Tokens → HTML with gaps where addresses go."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from markdown_it.common.utils import escapeHtml
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token

from talanoa.markup.converted import Image, Link
from talanoa.markup.emphasis import is_unspaced_break
from talanoa.markup.harmless import ADMONITIONS


class Renderer(RendererHTML):
    """markdown-it's renderer, with gaps for addresses and without inline styles."""

    def link_open(self, tokens: Sequence[Token], index: int, options: Any, env: Any) -> str:
        token = tokens[index]
        line, last = env.get("lines", (0, 0))
        label = "".join(
            token.content
            for token in tokens[index + 1 : _closing(tokens, index)]
            if token.type in ("text", "code_inline")
        )
        env["gaps"].append(Link(str(token.attrs.get("href", "")), line, last, label))
        env["in_link"] = True
        title = token.attrs.get("title")
        return f'<a href="gap:{len(env["gaps"]) - 1}"' + (f' title="{escapeHtml(str(title))}">' if title else ">")

    def link_close(self, tokens: Sequence[Token], index: int, options: Any, env: Any) -> str:
        env["in_link"] = False
        return "</a>"

    def image(self, tokens: Sequence[Token], index: int, options: Any, env: Any) -> str:
        token = tokens[index]
        line, last = env.get("lines", (0, 0))
        alt = self.renderInlineAsText(token.children, options, env) if token.children else ""
        env["gaps"].append(
            Image(
                str(token.attrs.get("src", "")),
                alt.strip(),
                str(token.attrs.get("title", "")),
                line,
                last,
                env.get("in_link", False),
            )
        )
        return f'<img src="gap:{len(env["gaps"]) - 1}">'

    def render(self, tokens: Sequence[Token], options: Any, env: Any) -> str:
        """As the base class does, remembering the lines of the block that an inline part belongs to."""
        pieces = []
        for index, token in enumerate(tokens):
            if token.type == "inline":
                if token.map:
                    env["lines"] = (token.map[0], max(token.map[1] - 1, token.map[0]))
                inner = self.renderInline(token.children, options, env) if token.children else escapeHtml(token.content)
                pieces.append(inner)
            elif token.type in self.rules:
                pieces.append(self.rules[token.type](tokens, index, options, env))
            else:
                pieces.append(self.renderToken(tokens, index, options, env))
        return "".join(pieces)

    def softbreak(self, tokens: Sequence[Token], index: int, options: Any, env: Any) -> str:
        return "" if is_unspaced_break(tokens, index) else "\n"

    def list_item_open(self, tokens: Sequence[Token], index: int, options: Any, env: Any) -> str:
        token = tokens[index]
        if "checked" not in token.meta:
            return self.renderToken(tokens, index, options, env)
        # A symbol instead of a form control: it needs no label, and feeds may carry it.
        return '<li class="task-list-item">' + ("☑ " if token.meta["checked"] else "☐ ")

    def admonition_open(self, tokens: Sequence[Token], index: int, options: Any, env: Any) -> str:
        kind = str(tokens[index].meta.get("tag", ""))
        return f'<div class="admonition {kind}">\n' if kind in ADMONITIONS else '<div class="admonition">\n'

    def footnote_block_open(self, *_: Any) -> str:
        """No section, as theirs is: that would want a heading."""
        return '<hr class="footnotes-sep">\n<div class="footnotes">\n<ol class="footnotes-list">\n'

    def footnote_block_close(self, *_: Any) -> str:
        return "</ol>\n</div>\n"

    def footnote_anchor(self, tokens: Sequence[Token], index: int, options: Any, env: Any) -> str:
        # Named by the number in the text that it leads back to; the role is said in the reader's own language.
        note, number = int(tokens[index].meta["id"]) + 1, int(tokens[index].meta["subId"])
        place = f"fnref{note}" + (f":{number}" if number else "")
        label = f'role="doc-backlink" aria-labelledby="{place}"'
        return f' <a href="#{place}" class="footnote-backref" {label}>\u21a9\ufe0e</a>'

    def alert_open(self, tokens: Sequence[Token], index: int, options: Any, env: Any) -> str:
        return f'<div class="admonition {str(tokens[index].meta["kind"]).lower()}">\n'

    def alert_title_open(self, tokens: Sequence[Token], index: int, options: Any, env: Any) -> str:
        return '<p class="admonition-title">'

    def th_open(self, tokens: Sequence[Token], index: int, options: Any, env: Any) -> str:
        return _cell(tokens[index])

    def td_open(self, tokens: Sequence[Token], index: int, options: Any, env: Any) -> str:
        return _cell(tokens[index])

    def table_open(self, tokens: Sequence[Token], index: int, options: Any, env: Any) -> str:
        # A wide table scrolls on its own; keyboards reach it by the tab stop. A group needs no name in the text's language.
        return '<div class="table-scroll" role="group" tabindex="0"><table>\n'

    def table_close(self, tokens: Sequence[Token], index: int, options: Any, env: Any) -> str:
        return "</table></div>\n"


def _cell(token: Token) -> str:
    align = str(token.attrs.get("style", "")).removeprefix("text-align:")
    return f'<{token.tag} class="align-{align}">' if align else f"<{token.tag}>"


def _closing(tokens: Sequence[Token], index: int) -> int:
    """Where the link that opens at `index` closes; links don't nest."""
    for position in range(index + 1, len(tokens)):
        if tokens[position].type == "link_close":
            return position
    return len(tokens)
