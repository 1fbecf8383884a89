"""The time of a change as --fix writes it: later than the last, in the style of the one before."""

from __future__ import annotations

import shutil
from datetime import UTC, datetime

import pytest
from tests.history.stories import (
    NOON,
)

from talanoa.history.stamps import later
from talanoa.model.dates import read_stamp
from talanoa.model.zones import zone
from talanoa.source import Scalar, Source

pytestmark = pytest.mark.skipif(not shutil.which("git"), reason="needs git")


@pytest.mark.parametrize(
    "like, than, expected",
    [
        ("", None, "2026-11-22"),
        ("2026-11-01", "2026-11-01T00:00+13:00", "2026-11-22"),
        ("2026-11-22", "2026-11-22T00:00+13:00", "2026-11-22 01:00"),
        ("2026-11-01 10:00", "2026-11-01T10:00+13:00", "2026-11-22 01:00"),
        ("2026-11-01T10:00:00Z", "2026-11-01T10:00+00:00", "2026-11-21T12:00:00Z"),
        ("2026-11-01 10:00 +0530", "2026-11-01T10:00+05:30", "2026-11-21 17:30 +0530"),
        ("2026-11-01 10:00-03:00", "2026-11-01T10:00-03:00", "2026-11-21 09:00-03:00"),
        ("2062-11-22", "2062-11-22T00:00+13:00", "2062-11-22 00:01"),
        ("2026-11-22 01:00", "2026-11-22T01:00:30+13:00", "2026-11-22 01:01"),
        # In the hour that happens twice, a local time means the first of the two.
        ("2027-04-04 02:59", "2027-04-04T02:59+13:00", "2027-04-04 03:00"),
    ],
)
def test_a_later_stamp(like: str, than: str | None, expected: str) -> None:
    """In the style of the one before; a day if that is enough; never earlier than what was published."""
    before = datetime.fromisoformat(than) if than else None
    text, at = later(NOON, before, like, zone("Pacific/Auckland"))
    assert text == expected
    assert before is None or at > before
    stamp = read_stamp(Scalar(Source("x", text), 0, len(text), text, True))
    assert stamp.instant(zone("Pacific/Auckland")) == at, "what is written is what is meant"


def test_where_clocks_go_back_two_hours_a_later_time_is_found_all_the_same() -> None:
    """Everywhere else it is one hour or less."""
    troll = zone("Antarctica/Troll")
    before = datetime(2026, 10, 25, 0, 59, tzinfo=UTC)  # 02:59, a minute before clocks show 01:00
    assert later(datetime(2026, 10, 1, tzinfo=UTC), before, "2026-10-25 02:59", troll)[0] == "2026-10-25 03:00"
