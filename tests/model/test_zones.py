"""Times that clocks jump over or show twice."""

from __future__ import annotations

from datetime import datetime

import pytest

from talanoa.model.zones import is_missing, is_twofold


@pytest.mark.parametrize(
    ("time", "zone", "twofold", "missing"),
    [
        ("2026-03-29 02:30", "Europe/Berlin", True, True),
        ("2026-10-25 02:30", "Europe/Berlin", True, False),
        ("2026-10-25 03:00", "Europe/Berlin", False, False),
        ("2026-10-04 02:15", "Australia/Lord_Howe", True, True),  # half an hour
        ("2026-04-05 01:45", "Australia/Lord_Howe", True, False),
        ("2011-12-30 12:00", "Pacific/Apia", True, True),  # the day that Samoa left out
        ("2026-03-29 02:30", "Asia/Manila", False, False),
    ],
)
def test_a_time_that_is_not_there_once(time: str, zone: str, twofold: bool, missing: bool) -> None:
    local = datetime.fromisoformat(time)
    assert (is_twofold(local, zone), is_missing(local, zone)) == (twofold, missing)
