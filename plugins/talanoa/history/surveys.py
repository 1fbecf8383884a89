"""Answers of which figures were published stay as they were: two sets of figures, one answer apart, say what that answer was."""

from __future__ import annotations

from collections.abc import Iterator

from talanoa.history.compared import Compared, Finding
from talanoa.problems import Problem, Severity


def answers(compared: Compared) -> Iterator[Finding]:
    for id, shown in compared.published.surveys.items():
        event, now = compared.events.get(id), compared.after.surveys.get(id)
        if (
            shown.questions
            and now
            and now.questions
            and now != shown
            and event
            and event.survey
            and event.survey.results
        ):
            yield Finding(
                Problem(
                    "published-answers-changed",
                    "the answers changed after the site had published their figures",
                    event.survey.results.place,
                    "put the file back as it was: from both sets of figures, people can work out how someone answered; or remove `results`",
                    severity=Severity.WARNING,
                )
            )
