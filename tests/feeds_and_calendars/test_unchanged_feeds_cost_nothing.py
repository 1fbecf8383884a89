"""A real nginx answers a subscriber's program with 304 for whatever a new build left as it was.

nginx.conf beside this file is a sample for others, too. The way to copy a build is rsync's: by content, not by time.
"""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from http.client import HTTPConnection
from pathlib import Path

import pytest
from tests.feeds_and_calendars import corner_cases
from tests.feeds_and_calendars.test_stable_bytes import OF_PLAIN, built, replaced, subscribed

KINDS = {
    "rss.xml": "application/rss+xml; charset=utf-8",
    "atom.xml": "application/atom+xml; charset=utf-8",
    "feed.json": "application/feed+json; charset=utf-8",
    ".opml": "text/x-opml; charset=utf-8",
    ".ics": "text/calendar; charset=utf-8",
}
AN_HOUR = 3600


class Host:
    """A folder that nginx serves, and a program that subscribes to it."""

    def __init__(self, www: Path, port: int) -> None:
        self.www = www
        self.connection = HTTPConnection("127.0.0.1", port, timeout=10)

    def get(self, address: str, etag: str = "") -> tuple[int, dict[str, str], bytes]:
        headers = {"Accept-Encoding": "gzip"} | ({"If-None-Match": etag} if etag else {})
        self.connection.request("GET", address, headers=headers)
        response = self.connection.getresponse()
        return response.status, {name.lower(): value for name, value in response.getheaders()}, response.read()

    def statuses(self, etags: dict[str, str]) -> dict[str, int]:
        return {address: self.get(address, etag)[0] for address, etag in etags.items()}

    def age(self) -> None:
        """An hour goes by: nothing that is copied from now on has the time of what is there."""
        for path in self.www.rglob("*"):
            past = path.stat().st_mtime - AN_HOUR
            os.utime(path, (past, past))


@pytest.fixture
def host(tmp_path: Path) -> Iterator[Host]:
    www = tmp_path / "www"
    www.mkdir()
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port = found.getsockname()[1]
    text = (Path(__file__).parent / "nginx.conf").read_text("utf-8")
    (tmp_path / "nginx.conf").write_text(text.replace("PORT", str(port)).replace("ROOT", str(www)), "utf-8")
    command = ["/usr/sbin/nginx", "-e", "stderr", "-p", str(tmp_path), "-c", str(tmp_path / "nginx.conf")]
    with subprocess.Popen(command, stderr=subprocess.PIPE) as server:
        try:
            _wait(port, server)
            subscriber = Host(www, port)
            yield subscriber
            subscriber.connection.close()
        finally:
            server.terminate()


def _wait(port: int, server: subprocess.Popen[bytes]) -> None:
    for _ in range(100):
        assert server.poll() is None, server.stderr and server.stderr.read().decode()
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
            return
        except OSError:
            time.sleep(0.05)
    pytest.fail("nginx doesn't answer")


def test_only_what_changed_is_sent_again(host: Host, tmp_path: Path) -> None:
    root = tmp_path / "network"
    corner_cases.write(root)
    built(root)
    copied_by_content(root / "site", host.www)
    host.age()
    etags = {}
    for address, content in subscribed(root / "site").items():
        status, headers, _ = host.get(address)
        assert (status, headers["content-type"]) == (200, next(KINDS[end] for end in KINDS if address.endswith(end)))
        etags[address] = headers["etag"]
        assert content
    assert len(etags) > 100
    assert set(host.statuses(etags).values()) == {304}

    # A member edits a post: its feeds are sent again, and no others.
    replaced("posts/plain.md", "Plain text.", "Plainer text.")(root)
    built(root)
    copied_by_content(root / "site", host.www)
    answers = host.statuses(etags)
    assert {address for address, status in answers.items() if status == 200} == OF_PLAIN
    assert set(answers.values()) == {200, 304}

    # Copied without a look at the content, as `cp` does, everything is new to everyone.
    shutil.rmtree(host.www)
    shutil.copytree(root / "site", host.www, copy_function=shutil.copyfile)
    assert set(host.statuses(etags).values()) == {200}


def copied_by_content(site: Path, www: Path) -> None:
    """As a deployment does it: without --times, or rsync gives what is the same the time of the new build."""
    subprocess.run(["rsync", "--recursive", "--checksum", "--delete", f"{site}/", f"{www}/"], check=True)
