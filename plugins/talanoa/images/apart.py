"""Work that may take no more than its share: each piece in a process of its own, which the system ends at a limit.

A decoder is a large program in C that reads a stranger's bytes. Whatever it does with them (runs for hours, asks for all
the memory, crashes), this process gets an answer.
"""

from __future__ import annotations

import os
import resource
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from itertools import islice
from multiprocessing import get_context
from multiprocessing.connection import wait
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any, TypeVar

T = TypeVar("T")

SECONDS = 20  # of a processor's time
MEMORY = 2_000_000_000  # bytes, on top of what the process begins with


def each(work: Callable[[T], bytes], items: Iterable[T], jobs: int) -> Iterator[tuple[T, bytes | None]]:
    """What becomes of each item, in the order in which they are done; None if it took too much, or crashed."""
    context = get_context("fork")
    waiting = iter(items)
    running: dict[Any, tuple[T, BaseProcess]] = {}
    try:
        while True:
            for item in islice(waiting, jobs - len(running)):
                receiver, sender = context.Pipe(duplex=False)
                process: BaseProcess = context.Process(target=_work, args=(work, item, sender), daemon=True)
                process.start()
                sender.close()  # so that the child's end is the only one, and closes with it
                running[receiver] = (item, process)
            if not running:
                return
            for ready in wait(list(running)):
                item, done = running.pop(ready)
                yield item, _received(ready)
                done.join()
    finally:
        for _, left in running.values():
            left.kill()
            left.join()


def _received(receiver: Any) -> bytes | None:
    with receiver:
        try:
            data: bytes = receiver.recv_bytes()
            return data
        except (EOFError, OSError):
            return None


def _work(work: Callable[[T], bytes], item: T, sender: Any) -> None:
    try:
        _limit()
        sender.send_bytes(work(item))
    except BaseException:  # the parent sees a closed pipe, and nobody wants two tracebacks
        os._exit(1)


def _limit() -> None:
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    with suppress(OSError, ValueError):  # not every system says how much there is, or keeps to a limit
        pages = int(Path("/proc/self/statm").read_text().split()[0])
        most = pages * resource.getpagesize() + MEMORY
        resource.setrlimit(resource.RLIMIT_AS, (most, most))
