"""No process is left behind by one that has ended, whichever way: it would keep its parent's port, and wait for ever."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

import pytest

WORKING = """
import os, sys, threading, time
from talanoa import processes

def work(item: str) -> bytes:
    with open(item, "w", encoding="utf-8") as file:
        file.write(str(os.getpid()))
    time.sleep({seconds})
    return b"x" * 1_000_000  # more than a pipe holds

def end() -> None:
    while not all(os.path.exists(item) and os.path.getsize(item) for item in sys.argv[1:]):
        time.sleep(0.01)
    {end}

threading.Thread(target=end).start()
for _ in processes.each(work, sys.argv[1:], 2):
    pass
"""


def _is_running(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text("ascii").rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


@pytest.mark.skipif(sys.platform != "linux", reason="asks Linux what runs")
@pytest.mark.parametrize(
    ("end", "seconds"),
    [("os.kill(os.getpid(), 9)", 0.5), ("processes.end_all(); os._exit(0)", 1000)],
    ids=["killed", "ended"],
)
def test_no_process_outlives_its_parent(tmp_path: Path, end: str, seconds: float) -> None:
    items = [tmp_path / "one", tmp_path / "two"]
    subprocess.run([sys.executable, "-c", WORKING.format(end=end, seconds=seconds), *items], timeout=60, check=False)
    left = [int(item.read_text("utf-8")) for item in items]
    until = time.monotonic() + 60
    while any(map(_is_running, left)):
        assert time.monotonic() < until, "it still runs"
        time.sleep(0.05)
