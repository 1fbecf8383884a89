"""The commands, ready to start: a process that has read their modules and built a site, and forks for each command that is asked for.

Python takes a second to read `talanoa` and all that it needs, and the manual is converted once a process; the tests start hundreds of
commands. Each is a process of
its own with its own folder, variables, output and exit status, as if a shell had started it; only that is shared.
"""

from __future__ import annotations

import contextlib
import gc
import json
import os
import socket
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping
from functools import cache
from importlib import import_module
from pathlib import Path
from threading import Lock

TIMEOUT = 300
_ONE_AT_A_TIME = Lock()


def run(words: tuple[str, ...], folder: Path, environment: Mapping[str, str]) -> subprocess.CompletedProcess[str]:
    """A command of `talanoa`, as subprocess.run does it; threads wait for each other."""
    asked = json.dumps([words, str(folder.resolve()), dict(environment)]).encode()
    with _ONE_AT_A_TIME, tempfile.TemporaryFile() as output, tempfile.TemporaryFile() as errors:
        to, _ = _started()
        socket.send_fds(to, [len(asked).to_bytes(4)], [output.fileno(), errors.fileno()])
        to.sendall(asked)
        status = to.recv(4)
        assert status, "the process that starts commands has ended"
        said = [file.seek(0) or file.read().decode() for file in (output, errors)]
    return subprocess.CompletedProcess(words, int.from_bytes(status, signed=True), *said)


def end() -> None:
    """The process that forks ends, if there is one."""
    if _started.cache_info().currsize:
        to, process = _started()
        to.close()
        process.wait(TIMEOUT)
        _started.cache_clear()


@cache
def _started() -> tuple[socket.socket, subprocess.Popen[bytes]]:
    """The process that forks, and the way to it."""
    ours, theirs = socket.socketpair()
    ours.settimeout(TIMEOUT)
    with theirs:
        words = [sys.executable, "-P", __file__, str(theirs.fileno())]
        return ours, subprocess.Popen(words, pass_fds=[theirs.fileno()], stdin=subprocess.DEVNULL)


def _serve(asked: socket.socket) -> list[str]:
    """Returns in the process that is to be a command, with its words; otherwise when no one asks any longer."""
    while True:
        size, descriptors, _, _ = socket.recv_fds(asked, 4, 2)
        if not size:
            sys.exit()
        words, folder, environment = json.loads(asked.recv(int.from_bytes(size), socket.MSG_WAITALL))
        child = os.fork()
        if not child:
            asked.close()
            for descriptor, number in zip(descriptors, (1, 2), strict=True):
                os.dup2(descriptor, number)
                os.close(descriptor)
            os.chdir(folder)
            os.environ.clear()
            os.environ.update(environment)
            return list(words)
        for descriptor in descriptors:
            os.close(descriptor)
        _, status = os.waitpid(child, 0)
        asked.sendall(os.waitstatus_to_exitcode(status).to_bytes(4, signed=True))


_NETWORK = {
    "network.yml": "id: warm\nauthority: warm.example.org,2026\nname: Warm\ntimezone: UTC\nlanguages: [en]\n",
    "mkdocs.yml": "site_name: Warm\nsite_url: https://warm.example.org/\ntheme: material\nplugins: [talanoa]\n",
    "docs/about.md": "# About\n",
}


def _warm_up(main: Callable[..., object]) -> None:
    with tempfile.TemporaryDirectory() as folder, open(os.devnull, "w", encoding="utf-8") as nowhere:
        for name, text in _NETWORK.items():
            path = Path(folder, name)
            path.parent.mkdir(exist_ok=True)
            path.write_text(text, "utf-8")
        with contextlib.chdir(folder), contextlib.redirect_stdout(nowhere), contextlib.redirect_stderr(nowhere):
            main(["build", "--no-cache"], standalone_mode=False)
            assert Path("site").is_dir(), "the first site is built"


if __name__ == "__main__":
    from talanoa.cli import main, run

    for name in ("check", "digest"):  # which are read when they are asked for
        import_module(f"talanoa.cli.{name}")
    _warm_up(main)
    gc.freeze()  # what a fork doesn't touch, it needn't copy
    sys.argv = _serve(socket.socket(fileno=int(sys.argv[1])))
    run()
