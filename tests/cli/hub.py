"""A stand-in of GitHub's interface on this computer: it keeps pull requests and comments, and fails in all the ways that it is told."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

TOKEN = "token-of-the-job"
BOT = {"login": "github-actions[bot]"}


@dataclass
class Fault:
    """What becomes of the next request of a kind; `is_done` says whether the host does what it was asked all the same."""

    method: str
    path: str
    status: int = 500  # 0: the connection is dropped
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes = b'{"message": "no"}'
    is_done: bool = False
    times: int = 1


@dataclass
class Hub:
    url: str = ""
    pulls: list[dict[str, Any]] = field(default_factory=list)
    comments: list[dict[str, Any]] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)

    def fault(self, method: str, path: str) -> Fault | None:
        for fault in self.faults:
            if fault.times > 0 and fault.method in (method, "*") and fault.path in path:
                fault.times -= 1
                return fault
        return None

    def answer(self, method: str, path: str, query: dict[str, list[str]], data: dict[str, Any]) -> tuple[int, Any]:
        _, _, _, what, *rest = path.strip("/").split("/")
        if what == "pulls" and method == "GET":
            wanted = [
                one for one in self.pulls if one["state"] == "open" and f"reef:{one['head']['ref']}" == query["head"][0]
            ]
            return 200, _page(wanted, query)
        if what == "pulls" and method == "POST":
            if any(one["state"] == "open" and one["head"]["ref"] == data["head"] for one in self.pulls):
                return 422, {"message": "A pull request already exists"}
            head = {"ref": data["head"], "repo": {"full_name": "reef/site"}}
            number = 100 + len(self.pulls)
            self.pulls.append(
                {**data, "number": number, "html_url": f"https://hub/pull/{number}", "state": "open", "head": head}
            )
            return 201, self.pulls[-1]
        if what == "pulls":
            pull = next(one for one in self.pulls if one["number"] == int(rest[0]))
            pull.update(data)
            return 200, pull
        if method == "GET":
            return 200, _page(self.comments, query)
        if method == "POST":
            self.comments.append({"id": len(self.comments) + 1, "user": BOT, **data})
            return 201, self.comments[-1]
        self.comments[int(rest[1]) - 1].update(data)
        return 200, self.comments[int(rest[1]) - 1]


def _page(entries: list[dict[str, Any]], query: dict[str, list[str]]) -> list[dict[str, Any]]:
    number = int(query["page"][0])
    return entries[100 * (number - 1) : 100 * number]


@contextmanager
def hub() -> Iterator[Hub]:
    state = Hub()

    class Handler(BaseHTTPRequestHandler):
        def handle_any(self) -> None:
            parts = urlsplit(self.path)
            sent = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            state.asked.append(f"{self.command} {parts.path}")
            assert self.headers["Authorization"] == f"Bearer {TOKEN}"
            fault = state.fault(self.command, parts.path)
            if fault is None or fault.is_done:
                status, answer = state.answer(
                    self.command, parts.path, parse_qs(parts.query), json.loads(sent or b"{}")
                )
            if fault and fault.status == 0:
                self.close_connection = True
                return
            body = fault.body if fault else json.dumps(answer).encode()
            self.send_response(fault.status if fault else status)
            for name, value in (fault.headers if fault else {}).items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        do_GET = do_POST = do_PATCH = do_PUT = handle_any

        def log_message(self, format: str, *args: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    state.url = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield state
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
