"""The one place that asks what time it is."""

from __future__ import annotations

import os
from datetime import UTC, datetime

from talanoa.model.zones import FIRST_YEAR, LAST_YEAR

VARIABLE = "SOURCE_DATE_EPOCH"


def now() -> datetime:
    """Now, or what the variable SOURCE_DATE_EPOCH says (the reproducible-builds convention)."""
    fixed = os.environ.get(VARIABLE)
    return datetime.fromtimestamp(int(fixed), UTC) if fixed else datetime.now(UTC)


def is_set_wrongly() -> bool:
    """True if it says what is no moment of the years that content can be about."""
    try:
        return not FIRST_YEAR <= now().year <= LAST_YEAR
    except (ValueError, OverflowError, OSError):
        return True
