"""What YAML takes away from a text without a word: what looks like a comment, a fold of lines, an escape.

A comment after a value is good YAML and everywhere (`kind: story   # or blog`). So a `#` is taken for text only where people
write it so: with one space in front (`Jazz in A # minor`), or right before a letter or a digit (`Network call  #5`), or with
nothing behind it. A comment has two spaces in front, or a line of its own that isn't inside the text. Fields that aren't free
text are not asked: what is left of their value is judged on its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from talanoa.characters import named
from talanoa.problems import Problem, Severity
from talanoa.source.nodes import Scalar
from talanoa.source.text import nfc

_COMMENT = re.compile(r"[ \t]+(#[^\n]*)")
_MEANT_AS_TEXT = re.compile(r" #| {2}#(?:\w|[ \t]*$)")
_NUMBER = re.compile(r" {1,2}#\d")  # behind a closed quotation mark everything else is a comment
# Where there is no value, people write a comment on what will be there.
_YEAR_OR_WORD = re.compile(r" {1,2}#(?: ?\d+\b|\w)")
_COMMENT_BEHIND = re.compile(r"(?<![ \t])(?:[ \t]{2,}#(?!\w)[^\n]*|[ \t]+)$")
_LINE_BELOW = re.compile(r"\s*\n( *)(#[^\n]*)")
_ITEM = re.compile(r"^[ \t]*(?:[-*+•][ \t]|\d{1,3}[.)][ \t])", re.MULTILINE)
# What programs write to continue a text in the next line loses nothing: it ends in \ and goes on with \ and a space.
_ESCAPE = re.compile(r"\\(?:\n[ \t]*\\[ \t]|([t_NLP \n])|(?s:.))")
_READ_AS = {"t": "a tab", "\n": "joining this line with the next"} | {
    escape: named(character)
    for escape, character in {"_": "\u00a0", "N": "\u0085", "L": "\u2028", "P": "\u2029", " ": " "}.items()
}
_FOLDER = re.compile(r"\b[A-Za-z]:\\[nr]")  # C:\new


def losses(scalar: Scalar, *, markdown: bool) -> Iterator[Problem]:
    """Warnings of what a text has lost."""
    written = scalar.source.text[scalar.start : scalar.end]
    if scalar.plain or scalar.block:
        yield from _lines(scalar, written.rstrip(), markdown=markdown)
    if not scalar.block:
        yield from commented_out(scalar)
        if written.startswith('"') and "\\" in written:
            yield from _escaped(scalar, written, markdown=markdown)
    if not markdown and "\n" in written and len(_ITEM.findall(written)) > 1:
        help = "write it as one sentence; only Markdown fields can have lists"
        yield _lost("YAML reads the lines of this list as one line", scalar, scalar.start, scalar.end, help)


def commented_out(scalar: Scalar) -> Iterator[Problem]:
    """A `#` that began a comment and was probably meant as text."""
    text = scalar.source.text
    found = _COMMENT.match(text, scalar.end)
    text_like = _YEAR_OR_WORD if scalar.is_null else _MEANT_AS_TEXT if scalar.plain else _NUMBER
    if not found or not text_like.match(found[0]):
        return
    behind = _COMMENT_BEHIND.search(text, found.start(1), found.end())
    end = behind.start() if behind else found.end()
    whole = text[scalar.start : end].strip()
    fits = scalar.plain and "\n" not in whole
    yield _lost(
        f"'{_short(text[found.start(1) : end])}' is left out: a # after a space begins a comment",
        scalar,
        scalar.start if fits and scalar.text else found.start(1),
        end,
        "put the whole text in quotation marks; if it is a comment, write two spaces before the # and one after it",
        quoted(whole) if fits else None,
    )


def _lines(scalar: Scalar, written: str, *, markdown: bool) -> Iterator[Problem]:
    """Lines that begin with a `#`, above or below the text and as far in as the text."""
    text = scalar.source.text
    help = "begin a text with such lines with `|` after the key; write comments above the key"
    begin, line = _line_before(text, scalar.start + 1)
    if scalar.plain and not line[: scalar.start - begin].strip():  # the key has a line of its own
        begin, line = _line_before(text, begin)
        while begin and line.lstrip()[:1] in ("", "#"):
            if markdown and line.strip():
                at = begin + len(line) - len(line.lstrip())
                yield _lost(
                    f"'{_short(line.strip())}' is left out: YAML reads the line as a comment",
                    scalar,
                    at,
                    begin + len(line),
                    help,
                )
            begin, line = _line_before(text, begin)
    below = _LINE_BELOW.match(text, scalar.start + len(written))
    if below and len(below[1]) > len(line) - len(line.lstrip(" -")):
        yield _lost(f"'{_short(below[2])}' is left out: YAML reads the line as a comment", scalar, *below.span(2), help)


def _line_before(text: str, end: int) -> tuple[int, str]:
    """The line that ends before a character, and where it begins."""
    begin = text.rfind("\n", 0, max(end - 1, 0)) + 1
    return begin, text[begin:end].rstrip("\n")


def _escaped(scalar: Scalar, written: str, *, markdown: bool) -> Iterator[Problem]:
    # In a text of one line, the end of a line is an error already.
    read = "t_NLP \n" if markdown else "t_ \n"
    escape = next((match for match in _ESCAPE.finditer(written) if match[1] and match[1] in read), None)
    if escape:
        what, read_as = escape[0].rstrip("\n"), _READ_AS[escape[1]]
    elif markdown and (folder := _FOLDER.search(written)):
        what, read_as = folder[0][-2:], "the end of a line"
    else:
        return
    message = f"in double quotation marks, '{what}' is read as {read_as}"
    help = "put the text in single quotation marks, which keep \\ as it is"
    plain = written[1:-1].replace('\\"', '"').replace("\\\\", "\\")
    yield _lost(message, scalar, scalar.start, scalar.end, help, None if "\n" in plain else quoted(plain))


def _lost(message: str, scalar: Scalar, start: int, end: int, help: str, suggestion: str | None = None) -> Problem:
    return Problem("lost-text", message, scalar.source.place(start, end), help, suggestion, Severity.WARNING)


def unfolded(scalar: Scalar) -> str:
    """A Markdown text in the lines in which it was typed.

    YAML folds a text after `>`, or in lines without `|`, so that paragraphs and lists run together. Markdown folds lines
    itself, where that does no harm.
    """
    written = scalar.source.text[scalar.start : scalar.end]
    if "\n" not in written or written.lstrip().startswith("|") or (written.startswith('"') and "\\" in written):
        return scalar.text
    if written[0] in "&!":  # an anchor is before the text
        return scalar.text
    if scalar.block:
        lines = written.split("\n")[1:]
        return nfc("\n".join(_dedented(lines)).strip("\n") + "\n")
    if written[0] == "'":
        written = written[1:-1].replace("''", "'")
    elif written[0] == '"':
        written = written[1:-1]
    first, *rest = written.split("\n")
    return nfc("\n".join([first, *_dedented(rest)]).strip())


def _dedented(lines: list[str]) -> list[str]:
    depth = min((len(line) - len(line.lstrip(" ")) for line in lines if line.strip()), default=0)
    return [line[depth:] for line in lines]


def quoted(text: str) -> str:
    """The text in quotation marks that take it as it is."""
    return "'" + text.replace("'", "''") + "'"


def _short(text: str) -> str:
    return text if len(text) <= 60 else text[:57] + "…"
