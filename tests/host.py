"""A host that reads `_headers` as Netlify and Cloudflare Pages do: every rule whose path fits, in one response."""

from __future__ import annotations

import http.server
import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

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


@contextmanager
def hosting(folder: Path, *, with_headers: bool = False) -> Iterator[Host]:
    host = Host(folder, with_headers=with_headers)

    class Handler(http.server.SimpleHTTPRequestHandler):
        def __init__(self, *arguments: Any) -> None:
            super().__init__(*arguments, directory=str(host.folder))

        def do_GET(self) -> None:
            host.asked.append(self.path)
            super().do_GET()

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

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        host.address = f"http://127.0.0.1:{server.server_port}"
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        yield host
        server.shutdown()
        thread.join()
