"""The one place that asks what time it is."""

from __future__ import annotations

import os
from datetime import UTC, datetime


def now() -> datetime:
    """Now, or what SOURCE_DATE_EPOCH says (the reproducible-builds convention)."""
    fixed = os.environ.get("SOURCE_DATE_EPOCH")
    return datetime.fromtimestamp(int(fixed), UTC) if fixed else datetime.now(UTC)
