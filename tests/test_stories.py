"""What once broke, each by its story."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from talanoa.engine import check
from talanoa.markup import convert
from talanoa.report import as_text
from tests.conftest import MKDOCS, NOW, Command, Files, of_linux_names, tree
from tests.made import built

POST = "---\ntitle: Reefs\ndate: 2026-01-02\nauthors: [{name: Ann}]\nkind: blog\n---\n"
Network = Callable[[Files], Path]


def codes(root: Path) -> list[str]:
    return [problem.code for problem in check(root, datetime(2026, 11, 21, tzinfo=UTC))]


def test_an_end_with_a_time_after_a_start_without_one(network: Network) -> None:
    """The months of the calendar compared a day with a time."""
    event = "  - {id: fair, title: Fair, type: other, start: 2026-03-02, end: 2026-03-02 12:00}\n"
    assert codes(network({"events.yml": "events:\n" + event})) == ["bad-time"]


def test_a_report_shows_no_file_that_a_link_leads_to(network: Network, tmp_path: Path) -> None:
    """The lines of the target were in the log of a pull request."""
    root = network({"posts/reefs.md": POST})
    (tmp_path / "secret").write_text("password\n", "utf-8")
    (root / "posts/link.md").symlink_to(tmp_path / "secret")
    problems = check(root, datetime(2026, 11, 21, tzinfo=UTC))
    assert [problem.code for problem in problems] == ["stray-file"]
    assert "password" not in as_text(problems, root)


def test_a_report_does_not_wait_for_a_pipe(network: Network, command: Command) -> None:
    root = network({})
    for path in ("posts.md", "docs/pipe.md", "members.yml"):
        os.mkfifo(root / path)
    done = command(root, "talanoa", "check")
    assert done.returncode == 1
    assert done.stdout.count("error[") == 2


def test_a_folder_of_content_that_is_a_link(network: Network, tmp_path: Path) -> None:
    """All its posts were left out without a word."""
    root = network({})
    (tmp_path / "elsewhere").mkdir()
    (root / "posts").symlink_to(tmp_path / "elsewhere")
    assert codes(root) == ["stray-file"]


@pytest.mark.parametrize("make", [Path.mkdir, os.mkfifo])
def test_mkdocs_yml_is_no_file(network: Network, command: Command, make: Callable[[Path], object]) -> None:
    root = network({})
    (root / "mkdocs.yml").unlink()
    make(root / "mkdocs.yml")
    done = command(root, "talanoa", "build")
    assert done.returncode == 1
    assert "mkdocs.yml:1:1: error[unreadable-file]" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    "line, said",
    [
        ("use_directory_urls: false", "use_directory_urls"),
        ("docs_dir: posts", "docs_dir"),
        ("site_dir: posts", "posts/"),
        ("site_dir: posts/site", "posts/"),
        ("site_dir: notes", "plan.txt"),
        ("site_dir: network.yml", "it is a file"),
    ],
)
def test_settings_that_the_site_cannot_do_with(network: Network, command: Command, line: str, said: str) -> None:
    """Links led nowhere, or the folder named as the site's was replaced with all that it held."""
    key = line.partition(":")[0]
    kept = MKDOCS.replace("theme:\n  name: material\n  font: false\n", "") if key == "theme" else MKDOCS
    root = network({"mkdocs.yml": f"{kept}{line}\n", "posts/reefs.md": POST, "notes/plan.txt": "x"})
    before = tree(root)
    for program in ("talanoa", "mkdocs") if line == "site_dir: notes" else ("talanoa",):  # it begins slowly
        done = command(root, program, "build")
        assert done.returncode == 1
        assert said in done.stderr
        assert "Traceback" not in done.stderr
    assert tree(root).keys() == before.keys()


def test_a_site_folder_that_is_a_link(network: Network, command: Command) -> None:
    root = network({})
    (root / "public").mkdir()
    (root / "site").symlink_to("public")
    for _ in range(2):
        assert command(root, "talanoa", "build", "--now", NOW).returncode == 0
    assert (root / "site").is_symlink()
    assert (root / "public/index.html").is_file()


def test_a_template_named_by_a_hand_written_page(network: Network, command: Command) -> None:
    root = network({"docs/about.md": "---\ntemplate: ../../nothing.html\n---\n# About\n"})
    done = command(root, "talanoa", "build", "--now", NOW)
    assert done.returncode == 0, done.stderr


def test_a_hand_written_page_at_the_address_of_a_feed(network: Network, command: Command) -> None:
    done = command(network({"docs/rss.xml.md": "# RSS\n"}), "talanoa", "build", "--now", NOW)
    assert done.returncode == 1
    assert "docs/rss.xml.md" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_remote_picture_inside_a_link(network: Network) -> None:
    """The picture became a link in a link: a badge, in nearly every foreign post."""
    badge = "[![Build](https://example.org/badge.svg)](https://example.org/)\n"
    page = built(network({"posts/reefs.md": POST + badge}))["posts/reefs/index.html"].decode()
    assert '<a href="https://example.org/" rel="noopener external">Build</a>' in page


def test_headings_never_share_an_id() -> None:
    """`a-1` is a heading of its own, and `t-main` the id of the page's main part."""
    converted = convert("# a\n\n# a\n\n# a-1\n\n# T Main\n\n# Content\n")
    assert [heading.id for heading in converted.headings] == ["a", "a-1", "a-1-1", "section-t-main", "content"]


@of_linux_names
def test_every_format_tells_of_a_broken_name(network: Network, command: Command) -> None:
    root = network({})
    (root / "posts").mkdir()
    (root / "posts" / os.fsdecode(b"\xff.md")).touch()
    (root / "posts" / "a\nb.md").touch()
    for format in ("text", "github", "json", "sarif"):
        done = command(root, "talanoa", "check", "--format", format)
        assert done.returncode == 1
        assert "Traceback" not in done.stderr
        if format in ("json", "sarif"):
            json.loads(done.stdout)
