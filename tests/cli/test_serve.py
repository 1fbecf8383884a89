"""The live preview: a real server that rebuilds when content changes."""

from __future__ import annotations

import contextlib
import os
import re
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from tests.conftest import Files

FILES: Files = {
    "members.yml": "members:\n  - {id: open-reef, name: Open Reef, country: FJ}\n",
    "events.yml": "events: []\n",
    "posts/draft.md": "---\ntitle: Not yet\ndate: 2026-01-01\nauthors: [open-reef]\nkind: news\ndraft: true\n---\nText\n",
    "posts/later.md": "---\ntitle: Later\ndate: 2030-01-01\nauthors: [open-reef]\nkind: news\n---\nText\n",
}


@contextlib.contextmanager
def served(root: Path, *words: str) -> Iterator[str]:
    """Starts the preview on a free port, and stops it by its process."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    program, *rest = [word.format(port=port) for word in words]
    process = subprocess.Popen(
        [str(Path(sys.executable).parent / program), *rest],
        cwd=root,
        env={**os.environ, "NO_MKDOCS_2_WARNING": "1"},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(timeout=20)


def wait_for(address: str, pattern: str, seconds: float = 40) -> str:
    """The page, as soon as it matches."""
    last = ""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        try:
            with urllib.request.urlopen(address, timeout=5) as answer:
                last = answer.read().decode()
            if re.search(pattern, last):
                return last
        except (urllib.error.URLError, ConnectionError, TimeoutError) as error:
            last = str(error)
        time.sleep(0.2)
    raise AssertionError(f"{address} never showed {pattern!r}; the last answer was {last[:2000]}")


@pytest.mark.parametrize(
    "words",
    [("talanoa", "serve", "--port", "{port}"), ("mkdocs", "serve", "--livereload", "--dev-addr", "127.0.0.1:{port}")],
    ids=["talanoa", "mkdocs"],
)
def test_changes_are_seen(network: Callable[[Files], Path], words: tuple[str, ...]) -> None:
    root = network(FILES)
    with served(root, *words) as url:
        assert "Not yet" in wait_for(f"{url}/posts/draft/", "Draft"), "drafts are shown and marked"

        assert "Scheduled" in wait_for(f"{url}/posts/later/", "Later")

        (root / "members.yml").write_text("members:\n  - {id: open-reef, name: Open Reef Trust, country: FJ}\n")
        wait_for(f"{url}/members/", "Open Reef Trust")

        (root / "posts/fresh.md").write_text(
            "---\ntitle: Fresh\ndate: 2026-01-02\nauthors: [open-reef]\nkind: news\n---\nT\n"
        )
        wait_for(f"{url}/posts/fresh/", "Fresh")

        (root / "events.yml").write_text(
            "events:\n  - {id: call, title: A new call, type: call, start: 2026-12-01 10:00}\n"
        )
        wait_for(f"{url}/events/", "A new call")

        # A mistake leaves the last good preview standing, and mending it goes on.
        (root / "members.yml").write_text("members:\n  - {id: open-reef, country: FJ}\n")
        told = wait_for(f"{url}/members/", "missing-field")
        assert "Open Reef Trust" in told
        (root / "members.yml").write_text("members:\n  - {id: open-reef, name: Mended Reef, country: FJ}\n")
        wait_for(f"{url}/members/", "Mended Reef")
