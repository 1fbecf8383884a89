"""What an output asks of the day is noted, whichever way it asks."""

from __future__ import annotations

import operator
from datetime import date

import pytest

from talanoa.load import ReadingCache
from talanoa.outputs.noted import NotedView

NETWORK = "id: n\nauthority: example.org,2026\nname: N\ntimezone: UTC\nlanguages: [en]\n"


@pytest.mark.parametrize("compare", [operator.eq, operator.lt, operator.le, operator.gt, operator.ge])
def test_a_day_is_compared_as_it_would_be_and_the_question_is_noted(site_of, compare):
    site = site_of({"network.yml": NETWORK}, now="2026-07-31T12:00").site
    view = NotedView(site, frozenset(), None, {}, ReadingCache())
    for other in (date(2026, 7, 30), date(2026, 7, 31), date(2026, 8, 1)):
        with view.reads.frame() as reads:
            assert compare(other, view.site.today) is compare(other, site.today)
        assert len(reads) == 1
        (read,) = reads
        assert read[0] == "today" and read[-1] == other.isoformat()
