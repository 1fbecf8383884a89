"""What git keeps with the network's files and shouldn't."""

from __future__ import annotations

import os
from collections.abc import Iterator

from talanoa.checks.checked import Checked
from talanoa.git import Git, Unanswered
from talanoa.problems import Place, Problem, Severity

_CACHE = ".cache"


def tracked_cache(checked: Checked) -> Iterator[Problem]:
    """The cache of an earlier version: drafts may be in it, and that version would believe it."""
    if not os.path.lexists(checked.content.root / _CACHE):
        return
    try:
        tracked = Git(checked.content.root).tracks(_CACHE)
    except Unanswered:  # no git, or no repository: then no one receives it with the files
        return
    if tracked:
        yield Problem(
            "tracked-cache",
            f"git keeps {_CACHE}, which earlier versions made; it may contain drafts and hidden entries",
            Place.start_of(_CACHE),
            f"take it out of git: git rm -r --cached {_CACHE}; then delete it",
            severity=Severity.WARNING,
        )
