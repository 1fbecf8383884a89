"""A second of the processor's time for each KB, two at least, and what to do with an input that takes more or breaks something.

A slower machine, or one that is busy, may take as many times longer as it takes for other work.
"""

from __future__ import annotations

import shutil
import signal
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

from tests.fuzz.seeds import REPOSITORY
from tests.pace import slowness

FOUND = REPOSITORY / ".fuzz"
AT_MOST = 10  # times as long, until what hangs is ended


class _Hanging(BaseException):
    """Ends what hangs; no `except Exception` may take it for something else."""


@contextmanager
def within(files: Mapping[str, bytes], story: str) -> Iterator[None]:
    """Judges the time that goes by inside. An input that fails is kept as files; Hypothesis makes it small, the smallest last."""
    seconds = max(2.0, sum(map(len, files.values())) / 1000)
    before = signal.signal(signal.SIGPROF, _end)
    signal.setitimer(signal.ITIMER_PROF, seconds * AT_MOST)
    begin = time.process_time()
    try:
        yield
        signal.setitimer(signal.ITIMER_PROF, 0)
        took = time.process_time() - begin
        limit = seconds if took < seconds else seconds * slowness()
        assert took < limit, f"took {took:.1f} s of the processor, more than {limit:.1f} s"
    except _Hanging as hanging:
        _keep(files, story)
        raise AssertionError(f"still at it after {AT_MOST * seconds:.1f} s of the processor") from hanging
    except Exception:
        _keep(files, story)
        raise
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)


def _end(number: int, frame: FrameType | None) -> None:
    raise _Hanging


def _keep(files: Mapping[str, bytes], story: str) -> None:
    root = FOUND / story
    shutil.rmtree(root, ignore_errors=True)
    write(files, root)


def write(files: Mapping[str, bytes], root: Path) -> None:
    for path, data in files.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(data)
