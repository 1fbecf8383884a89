"""What else Markdown of posts and fields may not have; docs/ is MkDocs' Markdown, where both are allowed."""

from __future__ import annotations

import re
from collections.abc import Iterator

from talanoa.characters import BIDIRECTIONAL, FORBIDDEN
from talanoa.checks.checked import Checked
from talanoa.markup.convert import convert
from talanoa.markup.converted import Converted, Link
from talanoa.markup.harmless import Refused
from talanoa.model.wrong import shown
from talanoa.problems import Place, Problem, Severity


def raw_html(checked: Checked) -> Iterator[Problem]:
    """HTML beyond the harmless subset; the first finding of a kind in a line stands for all."""
    for text in checked.texts:
        seen = set()
        for refused in () if text.hand_written else convert(text.markdown).refused:
            if refused.how != "too long" and (refused.line, refused.how) not in seen:
                seen.add((refused.line, refused.how))
                needles = (refused.what, refused.what.split("\n")[0])
                yield _refused(refused, text.place(checked.source, needles, refused.line, refused.line))


def _refused(refused: Refused, place: Place) -> Problem:
    what = shown(refused.what)
    if refused.how == "active":
        message = f"'{what}' would run, load or send something in readers' browsers"
        return Problem("unsafe-html", message, place, _UNSAFE)
    if refused.what.startswith("<!--"):
        return Problem("raw-html", "the comment is left out of the site", place, _COMMENT, severity=Severity.WARNING)
    if refused.how == "left out":
        message = f"'{what}' is left out: HTML can't have this attribute here"
        return Problem("raw-html", message, place, _ATTRIBUTE, severity=Severity.WARNING)
    message = f"readers will see '{what}' as it is typed here"
    return Problem("raw-html", message, place, _TAG, severity=Severity.WARNING)


_UNSAFE = "take it out, and link to what it shows; put code that you write about between backticks"
_COMMENT = "take it out if it isn't for everyone: the file is public, its older versions too"
_ATTRIBUTE = "the site decides how things look; see /contribute/writing/ for the HTML that a text may use"
_TAG = (
    "use Markdown, or close the tag if it is one that a text may use (see /contribute/writing/); if you write about it, put it "
    "between backticks"
)


def numbered_characters(checked: Checked) -> Iterator[Problem]:
    """Characters that no text may have, written as `&#x202e;` so that the file doesn't show them."""
    for text in checked.texts:
        if "&#" not in text.markdown:
            continue
        become = _shown_by(convert(text.markdown))
        for line, part in enumerate(text.markdown.split("\n")):
            for match in _NUMBERED.finditer(part):
                if found := _misused(match, become):
                    code, message, severity = found
                    place = text.place(checked.source, (match[0],), line, line)
                    yield Problem(code, f"'{shown(match[0])}' {message}", place, "delete it", severity=severity)


def _misused(match: re.Match[str], become: str) -> tuple[str, str, Severity] | None:
    number = int(match[1]) if match[1] else int(match[2], 16)
    character = chr(number) if number < 0x110000 else ""
    if character and BIDIRECTIONAL.match(character) and character in become:
        return "bidirectional-control", "is a character that reverses the reading order", Severity.ERROR
    if character and FORBIDDEN.match(character) and character in become:
        return "control-character", "is a character that no text may have", Severity.ERROR
    if (not character or FORBIDDEN.match(character) or character == "\x85") and "\ufffd" in become:
        return "control-character", "is not a character; readers will see �", Severity.WARNING
    return None


def _shown_by(converted: Converted) -> str:
    """All that readers and their programs get; in code a numbered character stays as it is written."""
    words = (
        word
        for gap in converted.gaps
        for word in ((gap.href, gap.text) if isinstance(gap, Link) else (gap.src, gap.alt, gap.title))
    )
    return "".join((*converted.html, *words))


_NUMBERED = re.compile(r"&#(?:([0-9]{1,7})|[xX]([0-9a-fA-F]{1,6}));", re.ASCII)


def first_level_headings(checked: Checked) -> Iterator[Problem]:
    """The title is the first-level heading of its page."""
    for text in checked.texts:
        for heading in () if text.hand_written else convert(text.markdown).headings:
            if heading.level == 1:
                yield Problem(
                    "first-level-heading",
                    f"'{shown(heading.text)}' is a first-level heading, which only the page's title can be",
                    text.place(checked.source, ("# " + heading.text, heading.text), heading.line, heading.line),
                    "begin the line with ## (two of them)",
                    severity=Severity.WARNING,
                )
