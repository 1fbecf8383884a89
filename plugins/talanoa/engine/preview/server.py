"""An address at which the preview is, until Ctrl-C."""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
import socket
import sys
from collections.abc import Iterator
from pathlib import Path
from types import FrameType

import uvicorn

from talanoa import processes
from talanoa.engine.preview.answers import Answers, Bell
from talanoa.engine.preview.preview import Preview, Report, Say
from talanoa.engine.preview.watching import Watch

HOST = "127.0.0.1"
SWITCH = 0.001  # seconds after which a rebuild lets an answer through


class PortTaken(Exception):
    """Another program has the port, or the system keeps it; says what to do."""


def serve(root: Path, port: int, jobs: int, say: Say, report: Report) -> None:
    """Shows the site of a folder until Ctrl-C, which ends the process; raises PortTaken."""
    listening = _bound(port)
    say = even_unheard(say)
    bell = Bell()
    preview = Preview(root, jobs, say, report, bell.ring)
    for signal_ in (signal.SIGINT, signal.SIGTERM):
        signal.signal(signal_, _end)
    sys.setswitchinterval(SWITCH)
    say(f"The preview is at http://{HOST}:{port}{preview.mount} (Ctrl-C ends it). Reading the files …")
    Watch(root, preview.changed, say).start()
    preview.start()
    asyncio.run(_Server(preview, bell, port).serve([listening]))


def even_unheard(say: Say) -> Say:
    """The terminal or program that listened may be gone, and the preview goes on."""

    def said(text: str) -> None:
        with contextlib.suppress(OSError):
            say(text)

    return said


def _bound(port: int) -> socket.socket:
    listening = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    if os.name == "posix":  # elsewhere it would let two programs have one port
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((HOST, port))
        listening.listen(100)
    except PermissionError:
        raise PortTaken(f"Port {port} is reserved for the system. Choose another: talanoa serve --port 8000") from None
    except OSError:
        free = next((other for other in range(port + 1, 65536) if _is_free(other)), 8000)
        raise PortTaken(
            f"Port {port} is in use by another program, perhaps another preview. Stop that one, or choose another port: "
            f"talanoa serve --port {free}"
        ) from None
    return listening


def _is_free(port: int) -> bool:
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        return probe.connect_ex((HOST, port)) != 0


def _end(signal_: int, frame: FrameType | None) -> None:
    """At once: what a browser is being sent, and a rebuild under way, are waited for by no one any more.

    What a rebuild keeps for the next time is whole at any moment.
    """
    with contextlib.suppress(OSError):
        if sys.stderr:  # None is one that was closed before
            sys.stderr.flush()
    processes.end_all()
    os._exit(0)


class _Server(uvicorn.Server):
    """Leaves the signals to us."""

    def __init__(self, preview: Preview, bell: Bell, port: int) -> None:
        self.bell = bell
        app = Answers(preview, bell, port).app
        super().__init__(
            uvicorn.Config(
                app,
                log_config=None,
                log_level="error",  # not what programs send that speak no HTTP
                access_log=False,
                lifespan="off",
                loop="asyncio",
                http="h11",
                ws="none",
                server_header=False,
            )
        )

    async def serve(self, sockets: list[socket.socket] | None = None) -> None:
        self.bell.loop = asyncio.get_running_loop()
        await super().serve(sockets)

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield
