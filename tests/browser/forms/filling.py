"""How a test fills in a form, and reads the addresses that it would be sent to."""

from __future__ import annotations

import re
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import yaml
from playwright.sync_api import Locator, Page
from tests.conftest import REPOSITORY

from talanoa.clock import now
from talanoa.engine import check
from talanoa.intake import Wish, wish
from talanoa.load import load

HUB = "https://github.example.org/ogp-asia-pacific/website"
MAILBOX = "coordinator@ogp-asia-pacific.example.org"
MOST = 8000
MEMBER = "example-public-documents-clinic"
TOO_WIDE = "document.documentElement.scrollWidth > document.documentElement.clientWidth"


def form(page: Page, id: str) -> Locator:
    return page.locator(f"form[data-form={id}]")


def prepare(form: Locator) -> Locator:
    """Presses the one button that prepares; gives the ways to send that follow."""
    form.get_by_role("button", name=re.compile("^Prepare")).click()
    return form.locator(".t-result")


def address(ways: Locator, name: str) -> str:
    return ways.get_by_role("link", name=re.compile(name)).get_attribute("href") or ""


def parts(address: str) -> dict[str, str]:
    """What an address asks, by name, to the letter."""
    return {name: values[0] for name, values in parse_qs(urlsplit(address).query, keep_blank_values=True).items()}


def write_post(page: Page, **typed: str) -> Locator:
    post = form(page, "post")
    for id, text in {
        "headline": "What our wells cost",
        "text": "Two villages.\n",
        "authors": "Ayu Example",
        **typed,
    }.items():
        post.locator(f"#post-{id}").fill(text)
    post.get_by_label("Kind", exact=True).select_option("Story")
    return post


def checked(folder: Path, path: str, text: str) -> list[str]:
    """What the check says of a file beside this site's lists."""
    return checked_together(folder, {path: text})


def checked_together(folder: Path, files: dict[str, str]) -> list[str]:
    """What the check says of these files."""
    for name in ("network.yml", "members.yml", "events.yml", "mkdocs.yml"):
        shutil.copy(REPOSITORY / name, folder)
    for path, text in files.items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, "utf-8")
    return [f"{problem.code}: {problem.message}" for problem in check(folder, now()) if problem.place.file in files]


def wished(sent: str) -> Mapping[str, bytes]:
    """The files that `talanoa intake` makes of what was sent to this network."""
    files, _ = load(REPOSITORY)
    made = wish(sent.encode(), files, now().date()) if files else None
    assert isinstance(made, Wish), made
    return made.files


def taken_over(sent: str) -> tuple[dict[str, Any], str]:
    """The fields, but for the day, and the text of the post that `talanoa intake` makes of what was sent."""
    (data,) = wished(sent).values()
    _, top, text = data.decode().split("---\n", 2)
    fields = yaml.safe_load(top)
    del fields["date"]
    return fields, text.removeprefix("\n")


def proposed(link: str) -> tuple[str, str]:
    """The path and the text of the file that a new-file address of GitHub fills in."""
    url = urlsplit(link)
    folder = url.path.removeprefix(urlsplit(HUB).path + "/new/main").strip("/")
    asked = parts(link)
    assert link.startswith(HUB + "/new/main") and asked.keys() <= {"filename", "value"}
    return "/".join(filter(None, (folder, asked["filename"]))), asked.get("value", "")
