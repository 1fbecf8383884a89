"""What runs on strangers' texts runs without network and tokens, and what it prints steers nothing."""

from __future__ import annotations

import json
import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.cli.test_workflows import SCRIPTS

# What a command learns of the world around it.
LOOK = """
import json, os, socket, sys
def reaches(family, address):
    try:
        with socket.socket(family, socket.SOCK_STREAM) as made:
            made.settimeout(2)
            made.connect(address)
            return True
    except OSError:
        return False
port = int(sys.argv[1])
print(json.dumps({
    "reaches": [reaches(socket.AF_INET, ("127.0.0.1", port)), reaches(socket.AF_INET, ("192.0.2.1", 80)),
                reaches(socket.AF_INET6, ("::1", port))],
    "variables": sorted(os.environ), "owner": os.stat(sys.argv[2]).st_uid == os.geteuid()}))
"""


@pytest.fixture(scope="module")
def port() -> Iterator[int]:
    """Someone listens."""
    with socket.create_server(("127.0.0.1", 0), backlog=50) as server:
        yield int(server.getsockname()[1])


def isolated(*words: str | Path, path: str = os.environ["PATH"], **variables: str) -> subprocess.CompletedProcess[str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("GITHUB_", "CI"))}
    return subprocess.run(
        ["sh", SCRIPTS / "isolated.sh", *words],
        env={**kept, "PATH": path, **variables},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


def without(tmp_path: Path, *programs: str) -> str:
    """A PATH on which these programs fail, as they do in a container that forbids it."""
    folder = tmp_path / "programs"
    folder.mkdir()
    for name in programs:
        (folder / name).write_text("#!/bin/sh\nexit 1\n", "utf-8")
        (folder / name).chmod(0o755)
    if "python3" not in programs:
        (folder / "python3").symlink_to(sys.executable)
    return f"{folder}{os.pathsep}{os.environ['PATH']}"


def look(port: int, *words: str, **settings: str) -> dict[str, object]:
    done = isolated(*words, sys.executable, "-I", "-c", LOOK, str(port), sys.executable, **settings)
    assert done.returncode == 0, done.stdout + done.stderr
    found = json.loads(done.stdout)
    assert isinstance(found, dict)
    return found


def test_without_it_someone_is_reached(port: int) -> None:
    done = subprocess.run([sys.executable, "-I", "-c", LOOK, str(port), "/"], capture_output=True, check=True)
    assert json.loads(done.stdout)["reaches"][0] is True


@pytest.mark.parametrize("missing", [(), ("unshare", "sudo")], ids=["by the machine's best way", "by the filter"])
def test_no_one_is_reached_and_no_token_is_seen(port: int, tmp_path: Path, missing: tuple[str, ...]) -> None:
    found = look(port, path=without(tmp_path, *missing), CI_JOB_TOKEN="x", GH_TOKEN="x", GITHUB_ENV="/dev/null")
    assert found["reaches"] == [False, False, False]
    assert set(found["variables"]) <= {"HOME", "PATH", "LC_ALL", "XDG_CACHE_HOME", "PWD", "LC_CTYPE"}  # type: ignore[call-overload]


@pytest.mark.skipif(os.geteuid() != 0 or not shutil.which("setpriv"), reason="needs root to become another")
@pytest.mark.parametrize("missing", [(), ("unshare", "sudo")], ids=["by the machine's best way", "by the filter"])
def test_the_same_for_a_plain_user(port: int, missing: tuple[str, ...]) -> None:
    """With Debian's Python, because another user may not look into the environment of the tests."""
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        folder.chmod(0o755)
        for name in ("isolated.sh", "offline.py"):
            shutil.copy(SCRIPTS / name, folder / name)
        (folder / "look.py").write_text(LOOK, "utf-8")
        path = f"{folder}/programs:/usr/bin:/bin"
        (folder / "programs").mkdir()
        for name in missing:
            (folder / "programs" / name).write_text("#!/bin/sh\nexit 1\n", "utf-8")
            (folder / "programs" / name).chmod(0o755)
        done = subprocess.run(
            [
                "setpriv",
                "--reuid=65534",
                "--regid=65534",
                "--clear-groups",
                "sh",
                folder / "isolated.sh",
                "/usr/bin/python3",
                "-I",
                str(folder / "look.py"),
                str(port),
                "/",
            ],
            env={"PATH": path, "HOME": "/"},
            cwd="/",
            capture_output=True,
            encoding="utf-8",
            check=False,
        )
        assert done.returncode == 0, done.stdout + done.stderr
        assert json.loads(done.stdout)["reaches"] == [False, False, False]


def test_where_the_network_stays_nothing_runs(tmp_path: Path) -> None:
    done = isolated("touch", tmp_path / "ran", path=without(tmp_path, "unshare", "sudo", "python3"))
    assert (done.returncode, "no way to take the network away" in done.stderr) == (1, True)
    assert not (tmp_path / "ran").exists()


def test_the_filter_leaves_what_a_build_needs() -> None:
    code = "import multiprocessing as m, socket; socket.socketpair(); print(m.Pool(2).map(abs, [-1, -2]))"
    done = subprocess.run(
        [sys.executable, "-I", SCRIPTS / "offline.py", sys.executable, "-c", code],
        capture_output=True,
        encoding="utf-8",
    )
    assert (done.returncode, done.stdout) == (0, "[1, 2]\n"), done.stderr


HOSTILE = (
    "::add-mask::x",
    "::set-output name=a::b",
    "::stop-commands::x",
    "  ::add-matcher::x.json",
    "##[save-state name=a]b",
    "::error::no file",
    "::error nothing ends it ##[add-mask]x",
    " ::error file=x::not at the beginning",
    "::error file=a::b\r::add-mask::c",
    "\x1b[0Ksection_start:1:x[collapsed=true]\r\x1b[0Kx",
    "\x1b[2J\x1b]8;;https://evil.example/\x07x\x1b]8;;\x07",
    "\u009b2Jx\0\b\x7f",
)
HONEST = "::warning file=posts/a%2Cb.md,line=3,title=broken-link::කියවීම 100%25 ‘ok’"


@pytest.mark.parametrize("where", ["GITHUB_ACTIONS", "GITLAB_CI"])
def test_what_is_printed_is_no_command(tmp_path: Path, where: str) -> None:
    (tmp_path / "said").write_text("\n".join((*HOSTILE, HONEST, "the end", "")), "utf-8", newline="")
    done = isolated("sh", "-c", 'cat "$1"; echo ::debug::y >&2; exit 3', "x", tmp_path / "said", **{where: "true"})
    assert (done.returncode, done.stderr) == (3, "")
    assert all(letter.isprintable() for letter in done.stdout.replace("\n", ""))
    lines = done.stdout.splitlines()
    if where == "GITLAB_CI":
        assert HONEST in lines
        return
    token = lines[0].removeprefix("::stop-commands::")
    assert re.fullmatch("[0-9a-f]{32}", token)
    end = lines.index(f"::{token}::")
    assert lines[end + 1 :] == ["::error file=a::b", HONEST], "only annotations come after the silence"
    assert {"::add-mask::x", "::add-mask::c", "::debug::y", "the end"} <= set(lines[1:end])


def test_a_command_that_is_missing() -> None:
    done = isolated("no-such-program", GITHUB_ACTIONS="true")
    assert done.returncode == 127
    assert done.stdout.splitlines()[-1].startswith("::")
