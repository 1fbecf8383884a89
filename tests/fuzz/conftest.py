"""How long the fuzzers look: a bounded run with every `make test`, always the same, and longer ones by `make fuzz`."""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import Any

from hypothesis import HealthCheck, Phase, settings

LONG = "FUZZ_MINUTES" in os.environ


def fuzzed(examples: int) -> Callable[[Any], Any]:
    """So many examples in a bounded run. They are the same every time, so that no one's change fails by chance."""
    return settings(
        max_examples=examples * 20 if LONG else examples,
        derandomize=not LONG,
        database=None,
        deadline=None,
        phases=(Phase.generate, Phase.shrink),
        suppress_health_check=list(HealthCheck),
    )
