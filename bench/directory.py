"""Measures the directory of a network with a thousand members, in Chromium: `python bench/directory.py [--members 1000]`.

What it costs to load, and how long a reader waits for each filter. Read the processor's time where the machine has other
things to do. The browser is Debian's, driven by Playwright; both come with the tests' environment.
"""

import functools
import gzip
import http.server
import subprocess
import sys
import tempfile
import threading
from argparse import ArgumentParser
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from shutil import which
from statistics import median
from typing import Final

from playwright.sync_api import CDPSession, Page, Response, sync_playwright

from corpus import DEFAULT_SEED
from lists import TODAY, Size
from ours import write_ours
from world import make_world

ROUNDS: Final = 7

# What is chosen, and then taken back: each takes many rows away or brings them.
CHOICES: Final = {
    "country": "fj",
    "theme": "civic-space",
    "kind": "media",
    "activity": "outreach",
    "status": "partner",
    "q": "union",
}

# From the event to the frame that shows what came of it.
CHANGE: Final = """([name, value]) => new Promise(done => {
  const control = document.querySelector(`.t-filter [name=${name}]`);
  const began = performance.now();
  control.value = value;
  control.dispatchEvent(new Event("input", { bubbles: true }));
  requestAnimationFrame(() => setTimeout(() => done(performance.now() - began)));
})"""
WORK: Final = ("ScriptDuration", "RecalcStyleDuration", "LayoutDuration")


class Quiet(http.server.SimpleHTTPRequestHandler):
    """A host that doesn't speak."""

    def log_message(self, *_: object) -> None:
        """Nothing."""


@contextmanager
def hosting(folder: Path) -> Iterator[str]:
    """The address at which a folder can be read."""
    handler = functools.partial(Quiet, directory=str(folder))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


def build(members: int, folder: Path) -> Path:
    """The site of a network with so many members, and hardly anything else."""
    source, site = folder / "source", folder / "site"
    write_ours(make_world(Size(10, members, 10), DEFAULT_SEED), source)
    talanoa = Path(sys.executable).with_name("talanoa")
    command: list[str | Path] = [talanoa, "build", "--now", TODAY.isoformat(), "--site-dir", site]
    subprocess.run(command, cwd=source, check=True, capture_output=True)
    return site


def weights(page: Page, address: str) -> dict[str, tuple[int, int]]:
    """What a first view of the page loads: bytes as they are, and as a host that compresses sends them."""
    found: list[Response] = []

    def note(response: Response) -> None:
        found.append(response)

    page.on("response", note)
    page.goto(f"{address}/members/", wait_until="networkidle")
    page.remove_listener("response", note)
    bodies = {response.url.removeprefix(address): response.body() for response in found}
    return {name: (len(data), len(gzip.compress(data, 6))) for name, data in bodies.items()}


def waits(page: Page) -> dict[str, list[tuple[float, float]]]:
    """What each change costs, in milliseconds: the processor's time for script, styles and layout, and the reader's."""
    cdp = page.context.new_cdp_session(page)
    cdp.send("Performance.enable", {"timeDomain": "threadTicks"})
    found: dict[str, list[tuple[float, float]]] = {}
    for _ in range(ROUNDS):
        page.reload(wait_until="networkidle")
        for name, value in CHOICES.items():
            for chosen in (value, ""):
                before = worked(cdp)
                shown = page.evaluate(CHANGE, [name, chosen])
                found.setdefault(f"{name}={chosen}", []).append((worked(cdp) - before, shown))
    return found


def worked(cdp: CDPSession) -> float:
    """How long the page's thread has worked so far, in milliseconds."""
    metrics = cdp.send("Performance.getMetrics")["metrics"]
    return 1_000 * sum(float(metric["value"]) for metric in metrics if metric["name"] in WORK)


def report(page: Page, address: str) -> None:
    """Both tables, to standard output."""
    print("| first view | bytes | gzip |\n| --- | ---: | ---: |")
    for name, (plain, packed) in weights(page, address).items():
        print(f"| `{name}` | {plain:,} | {packed:,} |")
    print("\n| change | CPU, ms | shown, ms |\n| --- | ---: | ---: |")
    for change, costs in waits(page).items():
        cpu, shown = (median(cost[part] for cost in costs) for part in (0, 1))
        print(f"| `{change}` | {cpu:.0f} | {shown:.0f} |")


def main() -> None:
    """The command line."""
    parser = ArgumentParser(description="Measure the directory of a large network in a browser.")
    parser.add_argument("--members", type=int, default=1_000)
    parser.add_argument("--chromium", default=which("chromium-headless-shell") or which("chromium"))
    given = parser.parse_args()
    with (
        tempfile.TemporaryDirectory() as folder,
        hosting(build(given.members, Path(folder))) as address,
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(executable_path=given.chromium, args=["--no-sandbox"])
        report(browser.new_page(viewport={"width": 375, "height": 800}), address)
        browser.close()


if __name__ == "__main__":
    main()
