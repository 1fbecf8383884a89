"""What a contribution would make known of people: there an error, because a stranger's word is no consent."""

from __future__ import annotations

from datetime import datetime

from talanoa.checks import Checked, privacy
from talanoa.images import Images
from talanoa.load import Content
from talanoa.model.zones import aware
from talanoa.problems import Problem
from talanoa.site import Site


def problems(before: Content, after: Content, now: datetime) -> list[Problem]:
    """Private addresses, numbers and places in the folder's files that those files did not have before."""
    return list(privacy.in_contribution(_checked(before, now), _checked(after, now)))


def _checked(content: Content, now: datetime) -> Checked:
    site = Site.of(content, aware(now, content.network.timezone), "https://example.org/", everything=True)
    return Checked(content, site, frozenset(), frozenset(), Images(content.root), lambda address: "")
