"""The live preview: a real server that shows what is saved."""

from __future__ import annotations

import contextlib
import http.client
import re
import socket
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.conftest import MKDOCS, Files, run, write_network
from tests.previewed import Preview, previewed

POST = "---\ntitle: {title}\ndate: 2026-01-02\nauthors: [open-reef]\nkind: news\n---\n{text}\n"
MEMBERS = "members:\n  - {{id: open-reef, name: {name}, country: FJ}}\n"
FILES: Files = {
    "members.yml": MEMBERS.format(name="Open Reef"),
    "events.yml": "events:\n  - {id: first, title: The first, type: call, start: 2026-03-01 10:00}\n",
    "posts/draft.md": POST.format(title="Not yet", text="Text").replace("kind:", "draft: true\nkind:"),
    "posts/later.md": POST.format(title="Later", text="Text").replace("2026-01", "2090-01"),
    "docs/drawing.svg": '<svg xmlns="http://www.w3.org/2000/svg"/>',
}


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A network whose site is in a folder of its domain."""
    mkdocs = MKDOCS.replace("reef.example.org/", "reef.example.org/net/")
    return write_network(tmp_path_factory.mktemp("preview"), {**FILES, "mkdocs.yml": mkdocs})


@pytest.fixture(scope="module")
def preview(root: Path) -> Iterator[Preview]:
    with previewed(root) as found:
        found.wait_until_said("Ready after")
        yield found


def test_the_coordinators_reports_are_pages_of_the_preview_alone(preview: Preview) -> None:
    status, _, desk = preview.get("/net/.talanoa/desk")
    assert status == 200 and re.search(r"\d things? to look at on", desk) and 'href="/net/.talanoa/review"' in desk
    assert "noindex" in desk
    assert "doesn't say enough" in preview.get("/net/.talanoa/review")[2]
    assert 'href="/net/.talanoa/desk"' in preview.get("/net/.talanoa/")[2]


def test_changes_are_seen(root: Path, preview: Preview) -> None:
    assert "Not yet" in preview.wait_for("/net/posts/draft/", "Draft"), "drafts are shown and marked"
    assert "Scheduled" in preview.wait_for("/net/posts/later/", "Later")

    (root / "members.yml").write_text(MEMBERS.format(name="Open Reef Trust"), "utf-8")
    preview.wait_for("/net/members/", "Open Reef Trust")
    (root / "posts/fresh.md").write_text(POST.format(title="Fresh", text="First"), "utf-8")
    preview.wait_for("/net/posts/fresh/", "First")
    (root / "posts/fresh.md").write_text(POST.format(title="Fresher", text="Second"), "utf-8")
    preview.wait_for("/net/posts/fresh/", "Second")
    preview.wait_for("/net/posts/", "Fresher")
    (root / "docs/about.md").write_text("# About\n\nRewritten.\n", "utf-8")
    preview.wait_for("/net/about/", "Rewritten")
    (root / "members.yml").replace(root / "moved.yml")  # as editors save: another file in its place
    (root / "moved.yml").write_text(MEMBERS.format(name="Reef Alliance"), "utf-8")
    (root / "moved.yml").replace(root / "members.yml")
    preview.wait_for("/net/members/", "Reef Alliance")
    (root / "events").mkdir()
    (root / "events/call.yml").write_text(
        "{id: call, title: A new call, type: call, start: 2026-12-01 10:00}\n", "utf-8"
    )
    preview.wait_for("/net/events/", "A new call")
    (root / "posts/fresh.md").unlink()
    preview.wait_for("/net/posts/fresh/", "(?i)not found|isn’t here")
    said = preview.wait_until_said("posts/fresh.md changed: the whole site is shown after [0-9.]+ s, no problems")
    assert re.search(r"posts/fresh.md changed: shown after [0-9.]+ s\n", said)


def test_a_mistake_leaves_the_last_good_site(root: Path, preview: Preview) -> None:
    before = (root / "members.yml").read_text("utf-8")
    (root / "members.yml").write_text("members:\n  - {id: open-reef, country: FJ}\n", "utf-8")
    shown = preview.wait_for("/net/members/", "missing-field")
    assert "Reef" in shown and "as it was before them" in shown
    preview.wait_until_said(r"members.yml:2:10: error\[missing-field\]")
    preview.wait_until_said(r"members.yml changed: checked after [0-9.]+ s, the site stays as it was, 1 error")
    assert "missing-field" in preview.get("/net/.talanoa/")[2]
    (root / "members.yml").write_text(before, "utf-8")
    preview.wait_for("/net/members/", "^(?s:(?!missing-field).)*$")


def test_the_digest_that_is_due_is_shown_and_has_no_draft(root: Path, preview: Preview) -> None:
    address = "/net/.talanoa/digest/?since=2026-01-01&until=2026-02-28"
    assert "The first" in preview.wait_for(address, "srcdoc=")
    (root / "digests").mkdir()
    (root / "digests/greeting.md").write_text("Talofa to *all*!\n", "utf-8")
    shown = preview.wait_for(address, "Talofa to &lt;em&gt;all")
    assert "Not yet" not in shown and "Later" not in shown, "drafts are on pages of the preview only"
    assert "Talofa to all!" in preview.get(f"{address}&as=text")[2]
    assert "Nothing new" in preview.get("/net/.talanoa/digest/?since=2031-01-01&until=2031-01-02")[2]
    assert preview.get("/net/.talanoa/digest/?since=soon&language=%3Cscript%3E")[0] == 200
    changed = preview.get("/net/.talanoa/changes?page=.talanoa/digest/&seen=other")[2]
    assert "data: changed" in changed, "it is shown again when something is saved"
    (root / "digests/greeting.md").unlink()


def test_warnings_are_on_their_pages(root: Path, preview: Preview) -> None:
    (root / "posts/linked.md").write_text(POST.format(title="Linked", text="See [this](nothing.md)."), "utf-8")
    assert "Problems on this page" in preview.wait_for("/net/posts/linked/", "broken-link")
    assert "broken-link" not in preview.get("/net/members/")[2]


def test_addresses_and_types(preview: Preview) -> None:
    assert preview.get("/")[:2] == (307, "/net/")
    assert preview.get("/net/members?kind=ngo")[:2] == (307, "/net/members/?kind=ngo")
    for address, kind in {
        "/net/rss.xml": "application/rss+xml; charset=utf-8",
        "/net/feed.json": "application/feed+json; charset=utf-8",
        "/net/events/calendar.ics": "text/calendar; charset=utf-8",
        "/net/drawing.svg": "image/svg+xml",
        "/net/search/": "text/html; charset=utf-8",
    }.items():
        assert preview.get(address)[:2] == (200, kind), address
    for address in (
        "/net/nothing/",
        "/net/.talanoa/nothing",
        "/net/.talanoa/%2e%2e/preview.py",
        "/net//example.org",
        "/net/../members.yml",
        "/net/%2e%2e/members.yml",
        "/other/",
    ):
        status, _, text = preview.get(address)
        assert status == 404 and "open-reef" not in text, address


def test_a_player_gets_the_part_that_it_asks_for(preview: Preview) -> None:
    with contextlib.closing(http.client.HTTPConnection("127.0.0.1", preview.port, timeout=60)) as player:
        player.request("GET", "/net/drawing.svg", headers={"Range": "bytes=1-3"})
        answer = player.getresponse()
        assert (answer.status, answer.read()) == (206, b"svg")
        player.request("GET", "/net/drawing.svg", headers={"If-None-Match": answer.headers["ETag"]})
        again = player.getresponse()
        assert (again.status, again.read()) == (304, b"")


@pytest.mark.parametrize("address", ["/net/", "/net/.talanoa/changes?page=index.html&seen=0", "/net/rss.xml"])
def test_another_name_gets_no_answer(preview: Preview, address: str) -> None:
    for host in (
        "evil.example",
        f"evil.example:{preview.port}",
        "127.0.0.1:1",
        "localhost",
        f"127.0.0.1.:{preview.port}",
    ):
        assert preview.get(address, host)[0] == 421, host
    for host in (f"localhost:{preview.port}", f"LOCALHOST:{preview.port}", f"[::1]:{preview.port}"):
        assert preview.get("/net/rss.xml", host)[0] == 200, host


def test_a_taken_port_is_named(root: Path) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        found = run(root, "talanoa", "serve", "--port", str(port))
    assert found.returncode == 1
    assert re.fullmatch(rf"Port {port} is in use .* talanoa serve --port \d+\n", found.stderr)


def test_it_starts_with_errors_and_ends_at_once(tmp_path: Path) -> None:
    root = write_network(tmp_path, {**FILES, "network.yml": "name: [\n"})
    with previewed(root) as preview:
        assert "yaml-syntax" in preview.wait_for("/posts/draft/", "yaml-syntax"), "a page at every address"
        (root / "network.yml").write_text("id: reef\nauthority: reef.example.org,2016\nname: Reef\n", "utf-8")
        assert "missing-field" in preview.wait_for("/members/", "Open Reef"), "what can be shown is shown"
        stream = http.client.HTTPConnection("127.0.0.1", preview.port, timeout=60)
        seen = re.search('data-seen="([^"]+)"', preview.get("/members/")[2])
        assert seen
        with contextlib.closing(stream):
            stream.request("GET", f"/.talanoa/changes?page=members/index.html&seen={seen[1]}")
            assert stream.getresponse().readline() == b"retry: 500\n"
            assert preview.end() < 10, "it waits for no one who listens"
            assert preview.process.returncode == (1 if sys.platform == "win32" else 0), (
                "ended from outside, or by its user"
            )
            assert "Traceback" not in preview.said


def test_no_other_command_reads_what_speaks_http() -> None:
    code = "import sys, talanoa.cli.check, talanoa.engine; print({'anyio', 'starlette', 'uvicorn', 'watchfiles'} & {*sys.modules})"
    found = run(Path(), "python", "-c", code, environment={})
    assert found.stdout == "set()\n", found.stderr


def test_mkdocs_shows_changes_too(tmp_path: Path) -> None:
    root = write_network(tmp_path, FILES)
    with previewed(root, "mkdocs", "serve", "--livereload", "--dev-addr", "127.0.0.1:{port}") as preview:
        assert "Not yet" in preview.wait_for("/posts/draft/", "Draft")
        (root / "members.yml").write_text(MEMBERS.format(name="Open Reef Trust"), "utf-8")
        preview.wait_for("/members/", "Open Reef Trust")
