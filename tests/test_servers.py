"""The servers' settings of the manual, in a real nginx and a real Caddy: each file of a site as `_headers` asks for it."""

from __future__ import annotations

import gzip
import re
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path

import pytest

from talanoa import manual
from tests.conftest import NOW, run, tree, write_network
from tests.host import headers_at, rules_of
from tests.once import made_once

SERVERS = {
    "nginx.conf": ["/usr/sbin/nginx", "-e", "stderr", "-c"],
    "Caddyfile": ["caddy", "run", "--adapter", "caddyfile", "--config"],
}
WRAPPED = {
    "nginx.conf": "daemon off; master_process off; pid nginx.pid; error_log stderr; events {{}}\nhttp {{ access_log off; {temporary}\n{text}\n}}\n",
    "Caddyfile": "{{\nadmin off\nauto_https off\nstorage file_system {folder}\n}}\n{text}",
}
POST = "---\ntitle: Hello\ndate: 2026-11-02\nauthors: [{ name: A guest }]\nkind: blog\n---\nText\n"
EVENTS = "events:\n  - { id: call, title: The call, type: call, start: 2026-12-02 15:00 }\n"
FOR_HOSTS = {
    "docs/CNAME": "www.example.org\n",
    "docs/robots.txt": "User-agent: *\n",
    "docs/_redirects": "/old /new 301\n",
    "docs/.domains": "www.example.org\n",
    "docs/.nojekyll": "",
    "docs/.htaccess": "# Apache\n",
    "docs/.well-known/security.txt": "Contact: https://example.org/\n",
    "docs/.well-known/matrix/server": "{}\n",
}
PRIVATE = {"docs/.secret": "a", "docs/.git/config": "b", "docs/old/.htaccess": "c", "docs/.well-known/.draft": "d"}
Answer = tuple[int, dict[str, str], bytes]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    def make(folder: Path) -> None:
        root = write_network(folder, {"posts/hello.md": POST, "events.yml": EVENTS, **FOR_HOSTS, **PRIVATE})
        done = run(root, "talanoa", "build", "--now", NOW)
        assert done.returncode == 0, done.stderr

    return made_once(tmp_path_factory, "served", make) / "site"


@contextmanager
def serving(name: str, site: Path, folder: Path) -> Iterator[HTTPConnection]:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port = found.getsockname()[1]
    text = manual.server(name).replace("/srv/www.example.org", str(site))
    here = f"127.0.0.1:{port}" if name == "nginx.conf" else f"http://127.0.0.1:{port}"
    text = re.sub(
        r"listen 80;|^www\.example\.org",
        lambda old: f"listen {here};" if "listen" in old[0] else here,
        text,
        flags=re.M,
    )
    temporary = " ".join(
        f"{kind}_temp_path {folder}/{kind};" for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    settings = folder / name
    settings.write_text(WRAPPED[name].format(text=text, folder=folder, temporary=temporary), "utf-8")
    with subprocess.Popen([*SERVERS[name], str(settings)], cwd=folder, stderr=subprocess.PIPE) as server:
        try:
            connection = HTTPConnection("127.0.0.1", port, timeout=10)
            _connect(connection, server)
            yield connection
            connection.close()
        finally:
            server.terminate()
            server.communicate()


def _connect(connection: HTTPConnection, server: subprocess.Popen[bytes]) -> None:
    for _ in range(200):
        assert server.poll() is None, server.stderr and server.stderr.read().decode()
        try:
            connection.connect()
            return
        except OSError:
            time.sleep(0.05)
    pytest.fail("the server doesn't answer")


def get(connection: HTTPConnection, address: str, **headers: str) -> Answer:
    connection.request("GET", address, headers={name.replace("_", "-"): value for name, value in headers.items()})
    answer = connection.getresponse()
    return answer.status, {name.lower(): value for name, value in answer.getheaders()}, answer.read()


def test_what_hosts_and_standards_look_for_is_at_the_top_of_the_site_and_nothing_else_that_begins_with_a_dot(
    site: Path,
) -> None:
    files = tree(site)
    assert {
        f"docs/{path}": content.decode() for path, content in files.items() if f"docs/{path}" in FOR_HOSTS
    } == FOR_HOSTS
    hidden = {path for path in files if path.startswith(".") or "/." in path}
    assert hidden == {path[5:] for path in FOR_HOSTS if "/." in path} | {".talanoa-site"}


@pytest.mark.parametrize("name", SERVERS)
def test_a_site_is_served_as_it_asks(name: str, site: Path, tmp_path: Path) -> None:
    rules = rules_of((site / "_headers").read_text("utf-8"))
    with serving(name, site, tmp_path) as connection:
        for path, content in tree(site).items():
            address = "/" + path.removesuffix("index.html")
            status, headers, body = get(connection, address)
            assert (status, body) == (200, content), address
            asked = {key.lower(): value for key, value in headers_at(rules, address)}
            assert {key: headers.get(key) for key in asked} == asked, address
            assert headers["cache-control"] == asked.get("cache-control", "no-cache"), address
            kind = headers.get("content-type", "").lower()
            assert "charset=utf-8" in kind or "json" in kind or not kind.startswith("text/"), address
            assert kind or not Path(path).suffix, "browsers guess nothing, as `nosniff` asks"


@pytest.mark.parametrize("name", SERVERS)
def test_what_is_known_is_not_sent_again_and_texts_go_out_compressed(name: str, site: Path, tmp_path: Path) -> None:
    with serving(name, site, tmp_path) as connection:
        for address in (
            "/",
            "/rss.xml",
            "/atom.xml",
            "/feed.json",
            "/events/calendar.ics",
            "/data/posts.json",
            "/feeds.opml",
        ):
            status, headers, body = get(connection, address, Accept_Encoding="gzip")
            assert (status, headers["content-encoding"]) == (200, "gzip"), address
            file = site / (address[1:] + "index.html" * address.endswith("/"))
            assert gzip.decompress(body) == file.read_bytes(), address
            again, kept, _ = get(connection, address, Accept_Encoding="gzip", If_None_Match=headers["etag"])
            assert (again, "accept-encoding" in kept.get("vary", headers["vary"]).lower()) == (304, True), address


@pytest.mark.parametrize("name", SERVERS)
def test_what_is_not_there(name: str, site: Path, tmp_path: Path) -> None:
    with serving(name, site, tmp_path) as connection:
        for address in ("/nothing", "/posts/nothing/", "/../network.yml", "/data/nothing.json"):
            status, headers, body = get(connection, address)
            assert (status, body) == (404, (site / "404.html").read_bytes()) or (
                address.startswith("/..") and status == 400
            )
            assert "content-security-policy" in headers or status == 400, address
        status, headers, _ = get(connection, "/posts/hello")
        assert status in (301, 308)
        assert re.sub(r"^https?://[^/]+", "", headers["location"]).removeprefix("/posts/") == "hello/"
