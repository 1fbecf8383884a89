"""What is shown of a survey, as a table: exactly the figures of the event's page."""

from __future__ import annotations

from collections.abc import Iterator

from talanoa import addresses
from talanoa.outputs.exports.lines import as_line, sheet
from talanoa.outputs.output import Planned
from talanoa.outputs.view import View

_COLUMNS = ("question", "answer", "count", "answers")


def files(view: View) -> Iterator[Planned[bytes]]:
    for id, found in view.site.surveys.items():
        if found.questions:
            yield Planned(addresses.survey(id), _csv, (id,))


def _csv(view: View, id: str) -> bytes:
    found, others = view.site.surveys[id], view.localizer().gettext("all other answers, or none")
    lines = (
        (question.title, figure.answer or others, str(figure.count), str(found.answers))
        for question in found.questions
        for figure in question.figures
    )
    return sheet(_COLUMNS, map(as_line, lines))
