"""talanoa check --against: what a change would do to those who rely on what was published, or to people."""

from __future__ import annotations

import sys
from collections.abc import Callable
from datetime import datetime

from talanoa import contributed, contribution, history
from talanoa.amend import amend
from talanoa.cli.options import ROOT, say
from talanoa.files import refusal
from talanoa.git import Unanswered
from talanoa.history import Finding
from talanoa.load import load
from talanoa.problems import Problem

IsAsked = Callable[[Problem], bool]


def problems(revision: str, is_contribution: bool, fixes: bool, now: datetime, is_asked: IsAsked) -> list[Problem]:
    """What is wrong with the changes since a revision, after fixing what can be."""
    try:
        found = contribution.check(ROOT, revision) if is_contribution else []
        before = history.past(ROOT, revision)
    except Unanswered as reason:
        say(str(reason))
        sys.exit(2)
    after, _ = load(ROOT)
    if after is None:  # which is a problem of its own
        return found
    if is_contribution:
        found += contributed.problems(before, after, now)
    findings = history.compare(before, after, now)
    if fixes and _fixed(findings, is_asked):
        after, _ = load(ROOT)
        findings = history.compare(before, after, now) if after else []
    return [*found, *(finding.problem for finding in findings)]


def _fixed(findings: list[Finding], is_asked: IsAsked) -> bool:
    """True if something was; what, is said."""
    done = False
    try:
        for amendment in amend(ROOT, history.wishes(one for one in findings if is_asked(one.problem))):
            say(str(amendment))
            done = True
    except OSError as error:
        say(refusal(error, "written"))
    return done
