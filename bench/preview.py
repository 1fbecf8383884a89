"""Measures how long a writer waits in `talanoa serve`, in Chromium: `python bench/preview.py [--size M] [--rounds 7]`.

A post of the corpus is open in the browser; a line is added to its file; the clock runs until the line is on the screen, and goes on
until the whole site is up to date. The browser is Debian's, driven by Playwright; both come with the tests' environment.
"""

import re
import socket
import subprocess
import sys
import tempfile
import time
from argparse import ArgumentParser
from pathlib import Path
from shutil import which
from statistics import median
from typing import IO

from playwright.sync_api import sync_playwright

from corpus import DEFAULT_SEED
from lists import SIZES
from ours import write_ours
from world import make_world

PORT = re.compile(r"http://127\.0\.0\.1:(\d+)/")
PATIENCE = 120  # seconds
WHOLE = "the whole site is shown"


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def wait_for(log: IO[str], pattern: str, since: int = 0) -> str:
    """What the preview says, as soon as it matches."""
    deadline = time.monotonic() + PATIENCE
    while True:
        if time.monotonic() > deadline:
            raise TimeoutError(pattern)
        log.seek(since)
        if re.search(pattern, text := log.read()):
            return text
        time.sleep(0.02)


def measured(root: Path, rounds: int) -> tuple[float, list[float], list[float]]:
    """Seconds until the preview is ready, until a saved line is on the screen, and until all is up to date."""
    post = sorted((root / "posts").glob("*.md"))[len(list((root / "posts").glob("*.md"))) // 2]
    slug = re.sub(r"^\d{4}-\d\d-\d\d-", "", post.stem)
    shown, whole = [], []
    said = root.parent / "said"
    with said.open("ab") as out, said.open(encoding="utf-8") as log, sync_playwright() as play:
        began = time.perf_counter()
        command: list[str | Path] = [Path(sys.executable).with_name("talanoa"), "serve", "--port", str(free_port())]
        server = subprocess.Popen(command, cwd=root, stdout=out, stderr=out)
        try:
            found = PORT.search(wait_for(log, PORT.pattern))
            assert found
            wait_for(log, "Ready after")
            ready = time.perf_counter() - began
            path = which("chromium-headless-shell") or which("chromium")
            browser = play.chromium.launch(executable_path=path, args=["--no-sandbox"])
            page = browser.new_page()
            page.goto(f"{found[0]}posts/{slug}/")
            for number in range(rounds):
                log.seek(0, 2)
                before = log.tell()
                began = time.perf_counter()
                with post.open("a", encoding="utf-8") as file:
                    file.write(f"\n\nA line of round {number}.\n")
                page.get_by_text(f"A line of round {number}.", exact=True).wait_for(timeout=60_000)
                shown.append(time.perf_counter() - began)
                wait_for(log, WHOLE, before)
                whole.append(time.perf_counter() - began)
                page.wait_for_timeout(1_000)
        finally:
            server.terminate()
            server.wait()
    return ready, shown, whole


def main() -> None:
    parser = ArgumentParser(description=__doc__)
    parser.add_argument("--size", choices=[*SIZES], default="M")
    parser.add_argument("--rounds", type=int, default=7)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder, "network")
        write_ours(make_world(SIZES[options.size], DEFAULT_SEED), root)
        ready, shown, whole = measured(root, options.rounds)
    print(f"{options.size}: ready after {ready:.1f} s")
    for what, seconds in (("a saved line is on the screen", shown), ("the whole site is up to date", whole)):
        print(f"{what}: median {median(seconds):.2f} s, most {max(seconds):.2f} s")


if __name__ == "__main__":
    main()
