"""A site to be searched, and a reader who looks for something in it."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import yaml
from playwright.sync_api import BrowserContext, Page, expect
from tests.browser.test_policy import TELL
from tests.conftest import MKDOCS, NOW, Files, run
from tests.host import Host, hosting
from tests.search.made import indexed

from talanoa.search import Record

IN_INDEX = re.compile(r"/search/(index\.json|[srt]/)")
SCRIPTS = yaml.safe_load(Path(__file__).with_name("scripts.yml").read_text("utf-8"))

NETWORK = """\
id: reef-network
authority: reef.example.org,2016
name: Reef Network
timezone: Pacific/Auckland
languages: [en, th]
themes:
  - {id: water, title: {en: Clean water, th: น้ำสะอาด}, description: Wells and rivers}
countries:
  - {code: FJ}
"""
MEMBERS = """\
members:
  - {id: open-reef, name: Open Reef, country: FJ, themes: [water], about: Watches *anchorages*., people: [{id: sefa, name: Sefa Tui, role: Navigator}]}
  - {id: quiet, name: Quietname Shoal, country: TO, about: quietabout, visibility: name-only}
  - {id: unseen, name: Unseenname, country: TV, about: unseenabout, visibility: hidden}
"""
EVENTS = """\
events:
  - {id: regatta, title: Regatta of ideas, type: meeting, start: 2026-12-01, summary: Bring a canoe, agenda: [{title: Mooring rules}], online: {url: 'https://meet.example.org/unseenlink', platform: Boats}}
  - {id: secret, title: Unseenevent, type: meeting, start: 2026-12-02, visibility: hidden}
"""


def post(title: str, body: str, **fields: str) -> str:
    front = {
        "title": json.dumps(title, ensure_ascii=False),
        "date": "2026-03-02",
        "authors": "[sefa]",
        "kind": "blog",
        **fields,
    }
    return "---\n" + "".join(f"{key}: {value}\n" for key, value in front.items()) + f"---\n{body}\n"


FILES = {
    "network.yml": NETWORK,
    "members.yml": MEMBERS,
    "events.yml": EVENTS,
    "docs/about.md": "# About us\n\nWe began in a boathouse.\n",
    "docs/writing.md": "# Writing\n\nA lagoon, lagoon, lagoon is the example:\n\n```yaml\ntitle: outrigger\n```\n",
    "posts/letters.md": post("Signs", "We call them o, x, q, w, y, z, b; then ก ง ฮ, 가 뷁, က ဃ, and بچوں کی کتاب."),
    "posts/lagoon.md": post("The lagoon", "A *lagoon* & <b>mangroves</b> `<img src=x onerror=alert(1)>` at dawn.", themes="[water]", countries="[FJ]"),
    "posts/tides.md": post("Tides & <i>times</i>", "Tide tables for the lagoon.", kind="news"),
    "posts/minutes.md": post("Minutes", "情報公開を求める。", language="ja"),
    "posts/draft.md": post("Unseendraft", "unseenwords", draft="true"),
    "posts/later.md": post("Unseenlater", "unseenwords", publish_at="2027-01-01"),
    "posts/over.md": post("Unseenover", "unseenwords", expires="2026-06-01"),
    **{f"posts/many-{number}.md": post(f"Canoe number {number}", "Paddling along.") for number in range(1, 26)},
    **{
        f"posts/script-{number}.md": post(f"Text {number}", script["text"], language=script["language"])
        for number, script in enumerate(SCRIPTS)
    },
}  # fmt: skip


def built(root: Path, files: Files) -> Path:
    for name, text in {"mkdocs.yml": MKDOCS, **files}.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_bytes(text if isinstance(text, bytes) else text.encode())
    done = run(root, "talanoa", "build", "--now", NOW)
    assert done.returncode == 0, done.stderr
    return root / "site"


@dataclass
class Reader:
    page: Page
    host: Host
    wrong: list[str]

    def goes_to(self, path: str) -> None:
        self.page.goto(self.host.address + path)

    def looks_for(self, words: str) -> list[str]:
        """The addresses of what is found."""
        self.page.get_by_role("searchbox").fill(words)
        self.page.get_by_role("searchbox").press("Enter")
        return self.found()

    def found(self) -> list[str]:
        expect(self.page.get_by_role("status")).to_have_text(re.compile("^(Results|Nothing)"))
        expect(self.page.locator(".t-found[aria-busy=true]")).to_have_count(0)
        paths = self.page.locator(".t-found a").evaluate_all("links => links.map(link => link.pathname)")
        return [str(path) for path in paths]


def reader_of(context: BrowserContext, host: Host) -> Reader:
    wrong: list[str] = []
    context.expose_binding("told", lambda _, text: wrong.append(text))
    context.add_init_script(TELL)
    page = context.new_page()
    page.on("console", lambda message: wrong.append(message.text))
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on(
        "request",
        lambda request: None if request.url.startswith((host.address, "data:")) else wrong.append(request.url),
    )
    return Reader(page, host, wrong)


@contextmanager
def with_records(folder: Path, root: Path, records: Sequence[Record]) -> Iterator[Host]:
    """The page to search on, with an index of these records."""
    for part in ("search", "assets"):
        shutil.copytree(folder / part, root / "site" / part)
    shutil.copy(folder / "_headers", root / "site")
    put(root / "site", indexed(records).items())
    with hosting(root / "site", with_headers=True) as host:
        yield host


def put(site: Path, files: Iterable[tuple[str, bytes]]) -> None:
    """In place of the index that was there."""
    for part in ("s", "r", "t"):
        shutil.rmtree(site / "search" / part, ignore_errors=True)
    for path, data in files:
        (site / path).parent.mkdir(parents=True, exist_ok=True)
        (site / path).write_bytes(data)
