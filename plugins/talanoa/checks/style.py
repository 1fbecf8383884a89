"""What else Markdown of posts and fields may not have; docs/ is MkDocs' Markdown, where both are allowed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape

from talanoa.characters import BIDIRECTIONAL, FORBIDDEN
from talanoa.checks.checked import Checked
from talanoa.checks.texts import texts
from talanoa.markup.convert import Converted, Link, convert
from talanoa.markup.harmless import Refused
from talanoa.model.scalars import shown
from talanoa.problems import Place, Problem, Severity


def raw_html(checked: Checked) -> Iterator[Problem]:
    """HTML beyond the harmless subset; the first finding of a kind in a line stands for all."""
    for text in texts(checked):
        seen = set()
        for refused in () if text.hand_written else convert(text.markdown).refused:
            if (refused.line, refused.how) not in seen:
                seen.add((refused.line, refused.how))
                needles = (refused.what, refused.what.split("\n")[0])
                yield _refused(refused, text.place(checked, needles, refused.line, refused.line))


def _refused(refused: Refused, place: Place) -> Problem:
    what = shown(refused.what)
    if refused.how == "active":
        message = f"'{what}' would run, load or send something in readers' browsers"
        return Problem("unsafe-html", message, place, _UNSAFE)
    if refused.what.startswith("<!--"):
        return Problem("raw-html", "the comment is left out of the site", place, _COMMENT, severity=Severity.WARNING)
    if refused.how == "left out":
        message = f"'{what}' is left out: here HTML has no such attribute"
        return Problem("raw-html", message, place, _ATTRIBUTE, severity=Severity.WARNING)
    message = f"readers will see '{what}' as it is typed here"
    return Problem("raw-html", message, place, _TAG, severity=Severity.WARNING)


_UNSAFE = "take it out, and link to what it shows; code that you write about stands between backticks"
_COMMENT = "take it out if it isn't for everybody: the file is public, its older versions too"
_ATTRIBUTE = "how things look is the site's to say; see docs/contribute.md for the HTML that a text may use"
_TAG = (
    "use Markdown, or close the tag if it is one that a text may use (docs/contribute.md); if you write about it, put it "
    "between backticks"
)


def numbered_signs(checked: Checked) -> Iterator[Problem]:
    """Signs that no text may have, written as `&#x202e;` so that the file doesn't show them."""
    for text in texts(checked):
        if "&#" not in text.markdown:
            continue
        become = _shown_by(convert(text.markdown))
        for line, part in enumerate(text.markdown.split("\n")):
            for number in _NUMBERED.findall(part):
                sign = unescape(number)
                if sign in become and (code := _code_of(sign)):
                    message = f"'{shown(number)}' writes a sign that no text may have"
                    yield Problem(code, message, text.place(checked, (number,), line, line), "delete it")


def _shown_by(converted: Converted) -> str:
    """All that readers and their programs get; in code a numbered sign stays as it is written."""
    words = (
        word
        for gap in converted.gaps
        for word in ((gap.href, gap.text) if isinstance(gap, Link) else (gap.src, gap.alt, gap.title))
    )
    return "".join((*converted.html, *words))


def _code_of(sign: str) -> str | None:
    if BIDIRECTIONAL.match(sign):
        return "bidirectional-control"
    return "control-character" if FORBIDDEN.match(sign) else None


_NUMBERED = re.compile(r"&#(?:[0-9]{1,7}|[xX][0-9a-fA-F]{1,6});")


def first_level_headings(checked: Checked) -> Iterator[Problem]:
    """The title is the first-level heading of its page."""
    for text in texts(checked):
        for heading in () if text.hand_written else convert(text.markdown).headings:
            if heading.level == 1:
                yield Problem(
                    "first-level-heading",
                    f"'{shown(heading.text)}' is a first-level heading, which only the title of the page is",
                    text.place(checked, ("# " + heading.text, heading.text), heading.line, heading.line),
                    "begin the line with ## (two signs)",
                    severity=Severity.WARNING,
                )
