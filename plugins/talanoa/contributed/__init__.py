"""What a contribution would make known of people, and add to the site: what a stranger's word is not enough for."""

from __future__ import annotations

from datetime import datetime

from talanoa.checks import Checked, privacy
from talanoa.contributed import growth
from talanoa.images import Images
from talanoa.load import Content
from talanoa.model.zones import aware
from talanoa.problems import Problem
from talanoa.site import Site

__all__ = ["problems"]


def problems(before: Content, after: Content, now: datetime) -> list[Problem]:
    """What is in the folder's files now and was not in those files before."""
    then, later = _checked(before, now), _checked(after, now)
    return [*privacy.in_contribution(then, later), *growth.problems(then, later)]


def _checked(content: Content, now: datetime) -> Checked:
    site = Site.of(content, aware(now, content.network.timezone), "https://example.org/", everything=True)
    return Checked(content, site, frozenset(), frozenset(), Images(content.root, judging=True), lambda address: "")
