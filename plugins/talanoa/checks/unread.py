"""Markdown that isn't read as such, and how to write it."""

from __future__ import annotations

from collections.abc import Iterator

from talanoa.checks.checked import Checked
from talanoa.checks.texts import Text
from talanoa.markup.convert import convert
from talanoa.markup.links import Target
from talanoa.markup.unread import Kind, Unread
from talanoa.model.wrong import shown
from talanoa.problems import Problem, Severity

_HELP: dict[Kind, str] = {
    "bold": "write **bold text** with no space inside the asterisks; for real asterisks, \\*\\*",
    "spaces": "write an address that has spaces between < and >: [Our report](<Our Report.pdf>)",
    "quotes": 'write the title between straight quotation marks: [report](report.pdf "Our report")',
    "gap": "write the address right after the words, without a space: [words](address)",
    "open": "close both brackets: [words](address)",
    "wide": "write half-width brackets: [words](address)",
    "reversed": "the words come first, in square brackets: [words](address)",
    "undefined": "write the address here, [words](address), or add a line with it: [name]: address",
    "note": "add a line with the note, such as [^1]: The note.",
    "heading": "begin the heading with half-width ## and a space: ## Heading",
    "list": "these lines run together; begin each with '- ' for a list, or with '1. ' for a numbered one",
}


def unread_marks(checked: Checked) -> Iterator[Problem]:
    """Marks that readers will see."""
    for text in checked.texts:
        for found in convert(text.markdown).unread:
            if not (text.hand_written and _is_read_there(found, text, checked)):
                what = found.what.split("\n")[0]
                yield Problem(
                    "unread-markdown",
                    f"readers will see '{shown(what)}' as it is typed here",
                    text.place(checked.source, (what,), found.line, found.line),
                    _HELP[found.kind],
                    severity=Severity.WARNING,
                )


def _is_read_there(found: Unread, text: Text, checked: Checked) -> bool:
    """Python-Markdown, which makes the pages of docs/, takes addresses with spaces."""
    if found.kind not in ("spaces", "quotes"):
        return False
    to = found.what.rpartition("](")[2].removesuffix(")")
    return checked.links.resolve(to, text.path, text.address).target is not Target.MISSING
