"""Processes as a system knows them: how they begin, and how much they may take.

A decoder of pictures is a large program in C that reads a stranger's bytes. Whatever it does with them (runs for hours, asks for all
the memory, crashes), `each` gives an answer: every piece of work is in a process of its own, which is ended at a limit.

What a system can't do is written in decision 0031: where there is no limit of a processor's time, a clock ends the process, and its
memory has no limit but that of the picture's size.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from itertools import islice
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from msgspec import Struct

if TYPE_CHECKING:  # what most commands never need is imported where it is used
    from concurrent.futures import Executor
    from multiprocessing.connection import Connection
    from multiprocessing.context import BaseContext
    from multiprocessing.process import BaseProcess

try:
    import resource
except ImportError:  # Windows
    resource = None  # type: ignore[assignment]

T = TypeVar("T")

SECONDS = 20  # of a processor's time
PATIENCE = None if resource else 3  # seconds of a clock for each of a processor, where no one counts those
MEMORY = 2_000_000_000  # bytes, on top of what the process begins with
MOST = 60  # processes that Windows can wait for

_starting = Lock()


def start_method() -> str:
    """A fork costs the least. Windows has none, and on macOS the system's own libraries may crash in one."""
    return "fork" if hasattr(os, "fork") and sys.platform != "darwin" else "spawn"


def pool(jobs: int) -> Executor:
    """Several processes for work that is trusted. What is given to them has to be found by its name in a module."""
    from concurrent.futures import ProcessPoolExecutor

    return ProcessPoolExecutor(min(jobs, MOST), mp_context=_context())


def _context() -> BaseContext:
    from multiprocessing import get_context

    return get_context(start_method())


def end_all() -> None:
    """Ends those that work for this process, so that it can end at once: a fork would keep its parent's port. No other begins."""
    from multiprocessing import active_children

    _starting.acquire(timeout=5)  # one that is just beginning isn't among them yet
    for process in active_children():
        process.kill()


class _Running(Struct, Generic[T], frozen=True):
    item: T
    process: BaseProcess
    receiver: Connection[Any, Any]
    until: float  # by the clock that is asked for durations


def each(
    work: Callable[[T], bytes], items: Iterable[T], jobs: int, seconds: int = SECONDS
) -> Iterator[tuple[T, bytes | None]]:
    """What becomes of each item, in the order in which they are done; None if it took too much, or crashed."""
    waiting = iter(items)
    running: list[_Running[T]] = []
    try:
        while True:
            running += (_started(work, item, seconds) for item in islice(waiting, min(jobs, MOST) - len(running)))
            if not running:
                return
            for one in _ended(running):
                running.remove(one)
                yield one.item, _received(one.receiver)
                one.process.kill()  # it has nothing more to say
                one.process.join()
    finally:
        for left in running:
            left.process.kill()
            left.process.join()


def _started(work: Callable[[T], bytes], item: T, seconds: int) -> _Running[T]:
    context: Any = _context()
    receiver, sender = context.Pipe(duplex=False)
    # A fork has the receiver too. It closes it, or it would wait for ever to send something when its parent was killed.
    inherited = receiver if start_method() == "fork" else None
    process: BaseProcess = context.Process(target=_work, args=(work, item, sender, inherited, seconds), daemon=True)
    with _starting:
        process.start()
    sender.close()  # so that the child's end is the only one, and closes with it
    return _Running(item, process, receiver, time.monotonic() + PATIENCE * seconds if PATIENCE else float("inf"))


def _ended(running: list[_Running[T]]) -> list[_Running[T]]:
    """Those that have sent something, have ended without, or have taken too long."""
    from multiprocessing.connection import wait

    by_handle: dict[Any, _Running[T]] = {
        handle: one for one in running for handle in (one.receiver, one.process.sentinel)
    }
    left = min(one.until for one in running) - time.monotonic()
    ready = {id(by_handle[handle]) for handle in wait([*by_handle], None if left == float("inf") else max(left, 0))}
    now = time.monotonic()
    return [one for one in running if id(one) in ready or one.until <= now]


def _received(receiver: Connection[Any, Any]) -> bytes | None:
    with receiver:
        try:
            return receiver.recv_bytes() if receiver.poll() else None
        except (EOFError, OSError):
            return None


def _work(
    work: Callable[[T], bytes],
    item: T,
    sender: Connection[Any, Any],
    inherited: Connection[Any, Any] | None,
    seconds: int,
) -> None:
    try:
        if inherited:
            inherited.close()
        _limit(seconds)
        sender.send_bytes(work(item))
    except BaseException:  # the parent sees a closed pipe, and no one wants two tracebacks
        os._exit(1)


def _limit(seconds: int) -> None:
    if resource is None:
        return
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    with suppress(OSError, ValueError):  # not every system says how much there is, or keeps to a limit
        pages = int(Path("/proc/self/statm").read_bytes().split()[0])
        most = pages * resource.getpagesize() + MEMORY
        resource.setrlimit(resource.RLIMIT_AS, (most, most))


def give_back_memory() -> None:
    """What was freed goes back to the system, where the C library does that when it is asked (glibc); elsewhere it waits for new use."""
    import ctypes

    with suppress(AttributeError, OSError, TypeError):
        ctypes.CDLL(None).malloc_trim(0)
