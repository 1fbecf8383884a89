"""A host as networks use them: texts go out compressed, and `_headers` is read as Netlify and Cloudflare Pages read it,
every rule whose path fits in one response.
"""

from __future__ import annotations

import gzip
import http.server
import io
import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from typing import Any, BinaryIO

TEXTS = {".html", ".css", ".js", ".json", ".xml", ".svg", ".ics", ".csv", ".opml"}
Rules = list[tuple[str, list[tuple[str, str]]]]


def rules_of(text: str) -> Rules:
    rules: Rules = []
    for line in text.splitlines():
        if not line.strip() or line.startswith("#"):
            continue
        if line[0].isspace():
            name, _, value = line.strip().partition(": ")
            rules[-1][1].append((name, value))
        else:
            rules.append((line, []))
    return rules


def headers_at(rules: Rules, path: str) -> list[tuple[str, str]]:
    """Every header of an address; `*` is anything, `:name` one part of a path."""
    found = []
    for pattern, values in rules:
        parts = re.split(r"(\*|:\w+)", pattern)
        regex = "".join(".*" if p == "*" else "[^/]+" if p.startswith(":") else re.escape(p) for p in parts)
        if re.fullmatch(regex, path):
            found += values
    return found


class Host:
    """A folder behind an address; `asked` is what was asked of it."""

    def __init__(self, folder: Path, *, with_headers: bool) -> None:
        self.folder = folder
        self.rules = rules_of((folder / "_headers").read_text("utf-8")) if with_headers else []
        self.asked: list[str] = []
        self.address = ""


@lru_cache(maxsize=1000)
def _compressed(path: Path, _changed: int) -> bytes:
    return gzip.compress(path.read_bytes(), 6, mtime=0)


class _Server(http.server.ThreadingHTTPServer):
    request_queue_size = 100  # of connections: a browser whose connection is refused on a busy machine waits long


@contextmanager
def hosting(folder: Path, *, with_headers: bool = False) -> Iterator[Host]:
    host = Host(folder, with_headers=with_headers)

    class Handler(http.server.SimpleHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        disable_nagle_algorithm = True

        def __init__(self, *arguments: Any) -> None:
            super().__init__(*arguments, directory=str(host.folder))

        def do_GET(self) -> None:
            host.asked.append(self.path)
            super().do_GET()

        def send_head(self) -> io.BytesIO | BinaryIO | None:
            path = Path(self.translate_path(self.path))
            if path.is_dir() and self.path.partition("?")[0].endswith("/"):
                path /= "index.html"
            accepted = "gzip" in self.headers.get("Accept-Encoding", "")
            if not (accepted and path.suffix in TEXTS and path.is_file()):
                return super().send_head()
            data = _compressed(path, path.stat().st_mtime_ns)
            self.send_response(200)
            self.send_header("Content-Type", self.guess_type(path))
            self.send_header("Content-Encoding", "gzip")
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            return io.BytesIO(data)

        def do_POST(self) -> None:
            host.asked.append(self.path)
            self.send_error(405)

        def send_header(self, keyword: str, value: str) -> None:
            told = {name.lower() for name, _ in headers_at(host.rules, self.path)}
            if keyword.lower() not in told:
                super().send_header(keyword, value)

        def end_headers(self) -> None:
            for name, value in headers_at(host.rules, self.path) or [("Cache-Control", "no-store")]:
                super().send_header(name, value)
            super().end_headers()

        def log_message(self, *_: Any) -> None:
            pass

    with _Server(("127.0.0.1", 0), Handler) as server:
        host.address = f"http://127.0.0.1:{server.server_port}"
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        yield host
        server.shutdown()
        thread.join()
