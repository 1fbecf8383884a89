"""What a command costs: processor time and memory of all its processes, and time on the clock."""

import os
import subprocess
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from threading import Event, Thread
from typing import Final

_SAMPLE_EVERY: Final = 0.05


class BuildError(Exception):
    """A measured command ended with an error; the message has its last lines."""


@dataclass(frozen=True)
class Cost:
    """CPU and wall in seconds, memory in MB (its peak)."""

    cpu: float
    wall: float
    memory: float


def measure(command: Sequence[str | Path], folder: Path, environment: Mapping[str, str], log: Path) -> Cost:
    """Run a command to its end; its processes' time is added up by the kernel as each is waited for."""
    with log.open("w", encoding="utf-8") as output:
        began = time.perf_counter()
        process = subprocess.Popen(command, cwd=folder, env=environment, stdout=output, stderr=subprocess.STDOUT)
        with _watch(process.pid) as tree:
            _, status, usage = os.wait4(process.pid, 0)
        wall = time.perf_counter() - began
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        tail = "\n".join(log.read_text(encoding="utf-8", errors="replace").splitlines()[-15:])
        raise BuildError(f"{' '.join(map(str, command))} (in {folder}) ended with {process.returncode}:\n{tail}")
    return Cost(usage.ru_utime + usage.ru_stime, wall, max(usage.ru_maxrss * 1024, tree.peak) / 1e6)


def medians(costs: Sequence[Cost]) -> Cost:
    """The median of each figure on its own."""
    return Cost(
        median(cost.cpu for cost in costs), median(cost.wall for cost in costs), median(cost.memory for cost in costs)
    )


@dataclass
class _Tree:
    """The most memory that a process and its children were seen to have at one moment."""

    peak: int = 0


@contextmanager
def _watch(pid: int) -> Iterator[_Tree]:
    """The kernel tells the largest single process; several at once have to be looked at while they run."""
    tree, ended = _Tree(), Event()

    def look() -> None:
        while not ended.wait(_SAMPLE_EVERY):
            children = list(_descendants(pid))
            if children:
                tree.peak = max(tree.peak, sum(map(_memory, [pid, *children])))

    thread = Thread(target=look, daemon=True)
    thread.start()
    try:
        yield tree
    finally:
        ended.set()
        thread.join()


def _descendants(pid: int) -> Iterator[int]:
    with suppress(OSError):  # a process may end while it is looked at, and only Linux has this folder
        for path in Path(f"/proc/{pid}/task").glob("*/children"):
            for child in map(int, path.read_text("utf-8").split()):
                yield child
                yield from _descendants(child)


def _memory(pid: int) -> int:
    """The proportional share, so that pages which forked workers have in common count once."""
    with suppress(OSError):
        for line in Path(f"/proc/{pid}/smaps_rollup").read_text("utf-8").splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1]) * 1024
    return 0
