"""The coordinator's reports as pages of the preview. No site has them: they are made when they are asked for, and for this computer alone."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from talanoa.desk import ages, participation_formats, today
from talanoa.desk.papers import Paper
from talanoa.desk.participation import participation
from talanoa.desk.review import NoTerm, network, period, review
from talanoa.engine.preview.notice import REPORTS, rendered
from talanoa.load import Content
from talanoa.model.zones import there
from talanoa.problems import Problem


def page(name: str, content: Content, now: datetime, problems: Sequence[Problem], root: Path, mount: str) -> bytes:
    """One of REPORTS, as it is now."""
    day = there(now, content.network.timezone).date()
    found = participation(content, day)
    paper: Paper | None = None
    if name == "desk":
        tasks = today.tasks(content, day, found, ages.last_changed(root, content.members), problems)
        paper = today.paper(content, day, tasks, checked=True)
    elif name == "participation":
        paper = participation_formats.paper(found) if found else None
    else:
        try:
            span = period(content.network, day)
            paper = review(content, span) if name == "review" else network(content, span)
        except NoTerm:
            paper = None
    return rendered("report.html", mount, name=name, paper=paper, reports=REPORTS).encode()
