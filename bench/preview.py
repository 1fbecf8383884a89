"""Measures how long a writer waits in `talanoa serve`, in Chromium: `python bench/preview.py [--size M] [--rounds 5]`.

The page that a writer looks at is open in the browser, and a file is saved. The clock runs until the page shows what was saved, and goes on
until the whole site is up to date. The browser is Debian's, driven by Playwright; both come with the tests' environment.
"""

import os
import re
import socket
import subprocess
import sys
import tempfile
import time
from argparse import ArgumentParser
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from shutil import which
from statistics import median
from typing import IO, NamedTuple

from PIL import Image
from playwright.sync_api import Page, sync_playwright

from corpus import DEFAULT_SEED
from lists import SIZES
from ours import write_ours
from world import make_world

ADDRESS = re.compile(r"http://127\.0\.0\.1:\d+/")
PATIENCE = 900  # seconds: the first start makes every picture
WHOLE = "the whole site is shown"
PAUSE = 1_500  # milliseconds between two edits


class Edit(NamedTuple):
    """What is saved in a round, and what the page at an address shows then, as Playwright's selector."""

    name: str
    address: str
    save: Callable[[int], object]
    shows: Callable[[int], str]
    comes: bool = True  # False if it is gone then


def edits(root: Path) -> Iterator[Edit]:
    """Kinds of edits; each leaves a network in order."""
    posts = sorted((root / "posts").glob("*.md"))
    post, latest = posts[len(posts) // 2], max(posts, key=lambda post: _field(post, "date"))
    member, event = (_one_of(root / f"{what}.yml") for what in ("members", "events"))
    pictured, picture = next(
        (post, root / "posts" / found[1])
        for post in posts
        if (found := re.search(r"\]\((pictures/own-[^)]+)", post.read_text("utf-8")))
    )

    def new(number: int) -> Path:
        return root / f"posts/a-new-text-{number}.md"

    def begin(number: int) -> None:
        title, text = f"title: A new text, {number}", latest.read_text("utf-8")
        new(number).write_text(re.sub("^title: .*", title, text, count=1, flags=re.MULTILINE), "utf-8")

    def draw(number: int) -> None:
        Image.linear_gradient("L").resize((1600, 1000 + number % 500)).convert("RGB").save(picture, quality=95)

    yield Edit("a line of a post", _page(post), lambda n: _add(post, f"Line {n}."), lambda n: f"text=Line {n}.")
    yield Edit("a post's title, in the list of posts", "posts/", _setting(latest, "title", "Title"), _said("Title"))
    yield Edit("a new post, in the list of posts", "posts/", begin, _said("A new text,"))
    yield Edit("the same deleted", "posts/", lambda n: new(n).unlink(), _said("A new text,"), comes=False)
    rename = _setting(root / "members.yml", "name", "Member", after=f"id: {member}\n")
    yield Edit("a member's name", f"members/{member}/", rename, _said("Member"))
    yield Edit("the same, in the directory", "members/", rename, _said("Member"))
    entitle = _setting(root / "events.yml", "title", "Event", after=f"id: {event}\n")
    yield Edit("an event's title", f"events/{event}/", entitle, _said("Event"))
    yield Edit("the network's tagline", "", _setting(root / "network.yml", "tagline", "Tagline"), _said("Tagline"))
    about = root / "docs/about.md"
    yield Edit("a page of docs/", "about/", lambda n: _add(about, f"Line {n}."), lambda n: f"text=Line {n}.")
    yield Edit("a picture", _page(pictured), draw, lambda n: f"img[height='{1000 + n % 500}']")


def _add(file: Path, line: str) -> None:
    with file.open("a", encoding="utf-8") as text:
        text.write(f"\n\n{line}\n")


def _setting(file: Path, field: str, value: str, after: str = "") -> Callable[[int], object]:
    """Gives the first such field (after some text) another value in each round."""

    def set(number: int) -> None:
        before, found, rest = file.read_text("utf-8").rpartition(after) if after else ("", "", file.read_text("utf-8"))
        rest = re.sub(rf"^( *){field}: .*", rf"\1{field}: {value} {number}", rest, count=1, flags=re.MULTILINE)
        file.write_text(before + found + rest, "utf-8")

    return set


def _said(words: str) -> Callable[[int], str]:
    return lambda number: f"main >> text=/{words} {number}\\b/"


def _field(post: Path, name: str) -> str:
    found = re.search(rf"^{name}: (.*)", post.read_text("utf-8"), re.MULTILINE)
    return found[1] if found else ""


def _page(post: Path) -> str:
    slug = re.sub(r"^\d{4}-\d\d-\d\d-", "", post.stem)
    return f"posts/{slug}/"


def _one_of(file: Path) -> str:
    """The id of an entry in the middle of a list that is called the same in all languages."""
    ids = re.findall(r"^- id: (.*)\n  (?:name|title): ", file.read_text("utf-8"), re.MULTILINE)
    return str(ids[len(ids) // 2])


class Preview(NamedTuple):
    """A preview of a folder: where it is, what it has said so far, and the seconds until it was ready."""

    address: str
    log: IO[str]
    ready: float


@contextmanager
def started(root: Path) -> Iterator[Preview]:
    with tempfile.NamedTemporaryFile() as said, open(said.name, encoding="utf-8") as log:
        began = time.perf_counter()
        command: list[str | Path] = [Path(sys.executable).with_name("talanoa"), "serve", "--port", str(_free_port())]
        server = subprocess.Popen(command, cwd=root, stdout=said, stderr=said)
        try:
            found = ADDRESS.search(_wait_for(log, ADDRESS.pattern, 0))
            _wait_for(log, "Ready after", 0)
            assert found
            yield Preview(found[0], log, time.perf_counter() - began)
        finally:
            server.terminate()
            server.wait()


def _free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def _wait_for(log: IO[str], pattern: str, since: int) -> str:
    """What the preview says, as soon as it matches."""
    deadline = time.monotonic() + PATIENCE
    while True:
        log.seek(since)
        if re.search(pattern, text := log.read()):
            return text
        if time.monotonic() > deadline:
            raise TimeoutError(f"{pattern!r} isn't in {text!r}")
        time.sleep(0.02)


def measured(edit: Edit, page: Page, preview: Preview, rounds: range) -> tuple[list[float], list[float]]:
    """Seconds until the page shows what was saved, and until all is up to date."""
    page.goto(preview.address + edit.address)
    page.wait_for_timeout(PAUSE)
    shown, whole = [], []
    for number in rounds:
        before = preview.log.seek(0, 2)
        began = time.perf_counter()
        edit.save(number)
        page.wait_for_selector(
            edit.shows(number), state="attached" if edit.comes else "detached", timeout=PATIENCE * 1000
        )
        shown.append(time.perf_counter() - began)
        _wait_for(preview.log, WHOLE, before)
        whole.append(time.perf_counter() - began)
        page.wait_for_timeout(PAUSE)
    return shown, whole


def main() -> None:
    parser = ArgumentParser(description=__doc__)
    parser.add_argument("--size", choices=[*SIZES], default="M")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--folder", type=Path, help="a folder that has such a corpus, and keeps what is saved")
    parser.add_argument("--only", default="", help="the kinds of edits that have this in their names")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as play:
        root = options.folder or Path(folder, "network")
        if not root.exists():
            write_ours(make_world(SIZES[options.size], DEFAULT_SEED), root)
        with started(root) as preview:
            print(f"{options.size}: ready after {preview.ready:.1f} s", flush=True)
        browser = play.chromium.launch(
            executable_path=which("chromium-headless-shell") or which("chromium"), args=["--no-sandbox"]
        )
        with started(root) as preview:
            print(f"started again: {preview.ready:.1f} s\n\n| saved | seen: median | slowest | all: median | slowest |")
            print("| --- | ---: | ---: | ---: | ---: |", flush=True)
            base = int(time.time()) % 100_000  # so that what is saved is new, whatever ran before
            for edit in edits(root):
                if options.only in edit.name:
                    shown, whole = measured(edit, browser.new_page(), preview, range(base, base + options.rounds))
                    figures = median(shown), max(shown), median(whole), max(whole)
                    print(f"| {edit.name} | {' | '.join(f'{figure:.2f} s' for figure in figures)} |", flush=True)
            print(f"\nload {os.getloadavg()[0]:.1f}")


if __name__ == "__main__":
    main()
