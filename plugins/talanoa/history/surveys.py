"""Answers of which figures were published stay as they were: two sets of figures, one answer apart, say what that answer was."""

from __future__ import annotations

from collections.abc import Iterator

from talanoa.history.compared import Compared, Finding
from talanoa.problems import Problem, Severity


def answers(compared: Compared) -> Iterator[Finding]:
    for id, shown in compared.published.surveys.items():
        now = compared.after.surveys.get(id)
        if now and shown.questions and now.questions and now != shown:
            survey = compared.events[id].survey
            assert survey and survey.results, "or there were no answers"
            yield Finding(
                Problem(
                    "published-answers-changed",
                    "the answers changed after the site had published their figures",
                    survey.results.place,
                    "put the file back as it was: from both sets of figures, people can work out how someone answered; or remove `results`",
                    severity=Severity.WARNING,
                )
            )
