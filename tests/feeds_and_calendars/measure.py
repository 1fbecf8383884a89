"""Measures what feeds, calendars and exports cost, in CPU seconds of one process.

    python -m tests.feeds_and_calendars.measure           # the shipped network, with 5,000 posts
    python -m tests.feeds_and_calendars.measure DIR       # another site's folder; bench/corpus.py makes some

The pages are made first, as in a build, and convert the texts. Each step is done in a site of its own, so that none
profits from another.
"""

from __future__ import annotations

import json
import re
import shutil
import sys
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.conftest import REPOSITORY
from tests.made import made_pages

from talanoa.load import load
from talanoa.outputs import exports, feeds
from talanoa.outputs.calendars import calendar
from talanoa.outputs.output import File
from talanoa.outputs.view import View
from talanoa.site import Site

POSTS = 5000
# What only one post can have, or what depends on others.
OF_ONE_POST = re.compile(r"(?m)^(?:translation_of|formerly|id|publish_at|expires|draft|image):.*\n")
NOW = datetime(2026, 11, 21, tzinfo=UTC)


def measure(root: Path, name: str, make: Callable[[View], Iterator[File]]) -> None:
    content, problems = load(root)
    assert content is not None, problems
    view, pages = made_pages(Site.of(content, NOW, "https://example.org/"))
    for page in pages:
        page.render(False)
    begin = time.process_time()
    sizes: list[int] = []
    most = 0
    for file in make(view):
        data = file.made(view)
        sizes.append(len(data))
        if file.address.endswith("feed.json"):
            most = max(most, len(json.loads(data)["items"]))
    took = time.process_time() - begin
    print(
        f"{name}: {took:.2f} s for {len(sizes)} files of {sum(sizes) / 1e6:.1f} MB, {took / len(sizes) * 1000:.2f} ms each"
    )
    if most:
        print(f"the longest feed has {most} items")


def only_of_everything(view: View) -> Iterator[File]:
    """The feeds of all posts, and those of all events."""
    return (file for file in feeds.files(view) if file.address.count("/") == 1 or file.address.startswith("/events/"))


def write_many_posts(root: Path) -> None:
    """The shipped network, its posts repeated until there are POSTS."""
    for name in ("network.yml", "members.yml", "events.yml"):
        shutil.copy(REPOSITORY / name, root / name)
    shutil.copytree(REPOSITORY / "posts", root / "posts")
    shutil.copytree(REPOSITORY / "docs", root / "docs")
    paths = sorted(path for path in (REPOSITORY / "posts").rglob("*.md") if path.name != "index.md")
    texts = [OF_ONE_POST.sub("", path.read_text("utf-8")) for path in paths]
    for number in range(POSTS - len(list((root / "posts").rglob("*.md")))):
        (root / f"posts/copy-{number}.md").write_text(texts[number % len(texts)], "utf-8")


def main(root: Path) -> None:
    for name, make in (
        ("the feeds of / and /events/", only_of_everything),
        ("all feeds", feeds.files),
        ("all calendars", calendar.files),
        ("all exports", exports.files),
    ):
        measure(root, name, make)


if __name__ == "__main__":
    with TemporaryDirectory() as made:
        if len(sys.argv) == 1:
            write_many_posts(Path(made))
        main(Path(sys.argv[1] if len(sys.argv) > 1 else made))
