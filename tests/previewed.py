"""A preview that runs as a user would start it."""

from __future__ import annotations

import contextlib
import os
import re
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

PATIENCE = 60  # seconds; other tests run at the same time


@dataclass(frozen=True)
class Preview:
    """Where it is, its process, and the file of what it says."""

    url: str
    port: int
    process: subprocess.Popen[bytes]
    log: Path

    @property
    def said(self) -> str:
        return self.log.read_text("utf-8")

    def get(self, address: str, host: str | None = None) -> tuple[int, str, str]:
        """Status, content type and text; redirections aren't followed."""
        opener = urllib.request.build_opener(_Unfollowed)
        request = urllib.request.Request(self.url + address, headers={"Host": host} if host else {})
        with contextlib.closing(opener.open(request, timeout=PATIENCE)) as answer:
            where = answer.headers.get("Location") or answer.headers.get("Content-Type") or ""
            return answer.status, where, answer.read().decode("utf-8", "replace")

    def wait_for(self, address: str, pattern: str) -> str:
        """The page, as soon as it matches."""
        return until(lambda: self.get(address)[2], pattern, f"{self.url}{address}")

    def wait_until_said(self, pattern: str) -> str:
        return until(lambda: self.said, pattern, "the preview")

    def end(self, number: signal.Signals = signal.SIGINT) -> float:
        """Seconds until the process was gone."""
        began = time.monotonic()
        is_heard = sys.platform != "win32"  # there, a process can only be ended from outside
        self.process.send_signal(number if is_heard else signal.SIGTERM)
        self.process.wait(PATIENCE)
        return time.monotonic() - began


class _Unfollowed(urllib.request.HTTPRedirectHandler, urllib.request.HTTPDefaultErrorHandler):
    def redirect_request(self, *_: object) -> None:
        return None

    def http_error_default(self, req, fp, code, msg, hdrs):  # type: ignore[no-untyped-def]
        return fp


def until(look: object, pattern: str, what: str) -> str:
    """What is seen, as soon as it matches."""
    last, end = "", time.monotonic() + PATIENCE
    while time.monotonic() < end:
        try:
            last = look()  # type: ignore[operator]
            if re.search(pattern, last):
                return last
        except (urllib.error.URLError, ConnectionError, TimeoutError) as error:
            last = str(error)
        time.sleep(0.05)
    raise AssertionError(f"{what} never showed {pattern!r}; the last was {last[:2000]}")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@contextlib.contextmanager
def previewed(root: Path, *words: str) -> Iterator[Preview]:
    """Starts the preview on a free port, and ends it by its process; `words` start another program than ours."""
    port = free_port()
    program, *rest = [word.format(port=port) for word in words or ("talanoa", "serve", "--port", "{port}")]
    with tempfile.TemporaryDirectory() as folder, Path(folder, "log").open("wb") as log:
        process = subprocess.Popen(
            [str(Path(sys.executable).parent / program), *rest],
            cwd=root,
            env={**os.environ, "NO_MKDOCS_2_WARNING": "1"},
            stdout=log,
            stderr=log,
        )
        try:
            yield Preview(f"http://127.0.0.1:{port}", port, process, Path(log.name))
        finally:
            process.kill()
            process.wait(PATIENCE)
