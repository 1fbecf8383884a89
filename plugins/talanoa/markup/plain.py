"""Finished HTML → plain text for programs that show nothing else: calendars, letters, exports.

Nothing that is said gets lost: lists keep their numbers and levels, tables their cells, links their addresses.
"""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree, html

_BLOCKS = frozenset(
    "blockquote dd details div dl dt figcaption figure h1 h2 h3 h4 h5 h6 hr li ol p pre section summary table tbody td tfoot "
    "th thead tr ul caption".split()
)
_AROUND = {"q": ("“", "”"), "del": ("~~", "~~"), "s": ("~~", "~~"), "rt": ("(", ")")}
# Only what was typed wraps lines; line breaks of the source are spaces.
_BREAK = "\0"


def plain_text(text: str) -> str:
    """The text of sanitised HTML whose links have whole addresses. An empty line is between paragraphs."""
    if not text.strip():
        return ""
    root = html.fragment_fromstring(text, create_parent="div")
    return "\n\n".join("\n".join(block) for block in _blocks(root))


def _blocks(element: html.HtmlElement) -> Iterator[list[str]]:
    """The paragraphs of an element, each in lines."""
    words = element.text or ""
    for child in element:
        if child.tag in _BLOCKS:
            yield from _paragraph(words)
            words = ""
            yield from _block(child)
        else:
            words += _inline(child)
        words += child.tail or ""
    yield from _paragraph(words)


def _paragraph(words: str) -> Iterator[list[str]]:
    lines = [" ".join(line.split()) for line in words.split(_BREAK)]
    while lines and not lines[-1]:
        lines.pop()
    if any(lines):
        yield lines


def _block(element: html.HtmlElement) -> Iterator[list[str]]:
    tag = element.tag
    if tag in ("ul", "ol"):
        if items := [line for item in _items(element) for line in item]:
            yield items
    elif tag == "dl":
        if lines := [line for part in element for line in _indented(part, "  " if part.tag == "dd" else "")]:
            yield lines
    elif tag == "blockquote":
        lines = _joined(_blocks(element))
        yield [f"> {line}".rstrip() for line in lines]
    elif tag == "pre":
        yield [f"    {line}" for line in element.text_content().strip("\n").split("\n")]
    elif tag == "table":
        yield from _table(element)
    elif tag == "hr":
        if element.get("class") != "footnotes-sep":
            yield ["* * *"]
    else:
        yield from _blocks(element)


def _joined(blocks: Iterator[list[str]]) -> list[str]:
    lines: list[str] = []
    for block in blocks:
        lines += ["", *block] if lines else block
    return lines


def _indented(element: html.HtmlElement, indent: str) -> list[str]:
    return [f"{indent}{line}".rstrip() for line in _joined(_blocks(element))]


def _items(element: html.HtmlElement) -> Iterator[list[str]]:
    """The entries of a list, each behind its mark and all its lines as far in."""
    notes = element.get("class") == "footnotes-list"
    entries = [child for child in element if child.tag == "li"]
    step = -1 if "reversed" in element.attrib else 1
    first = len(entries) if step < 0 else 1
    number = _whole(element.get("start"), first)
    for entry in entries:
        number = _whole(entry.get("value"), number)
        mark = f"[{number}] " if notes else f"{number}. " if element.tag == "ol" else "- "
        lines = _entry(entry)
        yield (
            [mark + lines[0], *(f"{' ' * len(mark)}{line}".rstrip() for line in lines[1:])]
            if lines
            else [mark.rstrip()]
        )
        number += step


def _entry(entry: html.HtmlElement) -> list[str]:
    """An entry's lines; a list within it follows at once."""
    lines: list[str] = []
    for block in _blocks(entry):
        follows = block[0].startswith(("- ", "1. "))
        lines += block if not lines or follows else ["", *block]
    return lines


def _whole(text: str | None, otherwise: int) -> int:
    try:
        return int(text or "")
    except ValueError:
        return otherwise


def _table(table: html.HtmlElement) -> Iterator[list[str]]:
    for caption in table.iter("caption"):
        yield from _blocks(caption)
    rows = [
        " | ".join(" ".join(" ".join(block) for block in _blocks(cell)) for cell in row if cell.tag in ("th", "td"))
        for row in table.iter("tr")
    ]
    if rows:
        yield rows


def _inline(element: html.HtmlElement) -> str:
    tag = element.tag
    if isinstance(element, etree._Comment) or tag in ("rp", "wbr"):
        return ""
    if tag == "br":
        return _BREAK
    if tag == "img":
        return f"[{element.get('alt')}]" if element.get("alt") else ""
    words = (element.text or "") + "".join(_within(child) + (child.tail or "") for child in element)
    if tag == "a":
        return _link(words, element.get("href") or "", element.get("class") or "")
    if tag == "sup" and element.get("class") != "footnote-ref":
        return f"^{words}"
    before, after = _AROUND.get(str(tag), ("", ""))
    return f"{before}{words}{after}"


def _within(element: html.HtmlElement) -> str:
    """A part of a line; a block that was typed within one begins a line of its own."""
    if element.tag not in _BLOCKS:
        return _inline(element)
    return _BREAK + _BREAK.join(_BREAK.join(block) for block in _blocks(element)) + _BREAK


def _link(words: str, address: str, kind: str) -> str:
    if kind == "footnote-backref":
        return ""
    said = " ".join(words.split())
    if not address or address.startswith("#"):
        return words
    target = address.removeprefix("mailto:")
    if not said or said.rstrip("/") in (target.rstrip("/"), target.partition("://")[2].rstrip("/")):
        return target
    return f"{words} ({target})"
