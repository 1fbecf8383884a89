"""What else Markdown of posts and fields may not have; docs/ is MkDocs' Markdown, where both are allowed."""

from __future__ import annotations

from collections.abc import Iterator

from talanoa.checks.checked import Checked
from talanoa.checks.texts import texts
from talanoa.markup.convert import convert
from talanoa.model.scalars import shown
from talanoa.problems import Problem, Severity


def raw_html(checked: Checked) -> Iterator[Problem]:
    """HTML is shown as it is typed, which nobody means; the first tag of a line stands for all."""
    for text in texts(checked):
        for plain in () if text.hand_written else convert(text.markdown).tags:
            yield Problem(
                "raw-html",
                f"readers will see '{shown(plain.tag)}' as it is typed here",
                text.place(checked, (plain.tag,), plain.line, plain.line),
                "use Markdown instead of HTML, or put the tag between backticks if you write about it",
                severity=Severity.WARNING,
            )


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
