"""How long something takes, judged alike on every machine: by how it grows, and never by seconds alone."""

from __future__ import annotations

import math
import sys
import time
from collections.abc import Callable, Sequence
from typing import Any

TIMES = 5
TOO_MUCH = 8
# Seconds; the time of what takes less says nothing about how it grows.
_LEAST = TOO_MUCH / 64 if sys.platform == "win32" else 0.001  # the clock of Windows ticks 64 times a second
# Seconds that the work below takes on the machine for which limits in seconds were chosen.
_USUAL = 0.06


def grows_too_much(run: Callable[[Any], object], pair: Sequence[Any]) -> bool:
    """Whether a text takes eight times as long as a quarter of it; what is quadratic takes sixteen times as long.

    Measured again if so: a machine with other work takes longer now and then.
    """
    quickest = [math.inf, math.inf]
    for _ in range(TIMES):
        for place, text in enumerate(pair):
            quickest[place] = min(quickest[place], seconds(run, text))
        if quickest[1] < max(_LEAST, TOO_MUCH * quickest[0]):
            return False
    return True


def seconds(run: Callable[[Any], object], given: Any) -> float:
    """Of the processor."""
    began = time.process_time()
    run(given)
    return time.process_time() - began


def slowness() -> float:
    """How many times slower this machine is at the moment than a usual one."""
    return max(1.0, max(seconds(_work, 100_000) for _ in range(TIMES)) / _USUAL)


def _work(many: int) -> int:
    return len({str(number): [number] for number in range(many)})
