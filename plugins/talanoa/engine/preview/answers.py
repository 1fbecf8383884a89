"""A request → a page, a file, or the stream that says when to reload.

Only requests that name this very address are answered: a page of another site can have its own name lead here (DNS
rebinding), and would read drafts.
"""

from __future__ import annotations

import asyncio
import mimetypes
import re
from collections.abc import AsyncIterator, Mapping
from urllib.parse import quote

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response, StreamingResponse
from starlette.routing import Route

from talanoa.engine.preview.letters import DIGEST
from talanoa.engine.preview.notice import OURS, REPORTS, own
from talanoa.engine.preview.preview import Preview
from talanoa.engine.preview.ranges import part_or_all
from talanoa.outputs.headers import FETCHED

_KINDS: Mapping[str, str] = {
    ".css": "text/css; charset=utf-8",
    ".csv": "text/csv; charset=utf-8",
    ".html": "text/html; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".svg": "image/svg+xml",
    ".txt": "text/plain; charset=utf-8",
    ".webp": "image/webp",
    ".woff2": "font/woff2",
    ".xml": "application/xml",
}
_MORE = mimetypes.MimeTypes()  # what the machine's own files say is not the same everywhere
_NAMED_BY_CONTENT = re.compile(r"\.[0-9a-f]{8}\.(css|js)$")
_EVERYWHERE: Mapping[str, str] = {
    "Content-Security-Policy": "frame-ancestors 'none'",  # pages have the rest of it themselves
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
}
_SEEN = re.compile(rb'data-seen="([0-9a-f]*)"')


class Bell:
    """Rung in any thread, heard in the event loop."""

    def __init__(self) -> None:
        self.loop: asyncio.AbstractEventLoop | None = None
        self._next = asyncio.Event()

    def ring(self) -> None:
        if self.loop and not self.loop.is_closed():
            self.loop.call_soon_threadsafe(self._ring)

    def _ring(self) -> None:
        rung, self._next = self._next, asyncio.Event()
        rung.set()

    def next(self) -> asyncio.Event:
        """The event of the next time it rings."""
        return self._next


class Answers:
    """What the preview on a port answers."""

    def __init__(self, preview: Preview, bell: Bell, port: int) -> None:
        self.preview = preview
        self.bell = bell
        hosts = ("localhost", "127.0.0.1", "[::1]")
        self.hosts = {f"{host}:{port}" for host in hosts} | ({*hosts} if port == 80 else set())

    @property
    def app(self) -> Starlette:
        return Starlette(routes=[Route("/{path:path}", self.answer)])

    async def answer(self, request: Request) -> Response:
        response = await self._answer(request)
        response.headers.update({"Cache-Control": "no-cache", **_EVERYWHERE, **response.headers})
        return response

    async def _answer(self, request: Request) -> Response:
        if request.headers.get("host", "").lower() not in self.hosts:
            return PlainTextResponse("This preview is at 127.0.0.1 and answers to no other name.\n", 421)
        while self.preview.state is None:
            await self.bell.next().wait()
        path, mount = str(request.scope["path"]), self.preview.mount
        if not path.startswith(mount):
            away = path in ("/", mount.rstrip("/"))
            return RedirectResponse(quote(mount)) if away else await self._not_found(path)
        path = path.removeprefix(mount)
        if path.startswith(OURS):
            return await self._own(path.removeprefix(OURS), request)
        return await self._file(path, mount, request)

    async def _file(self, path: str, mount: str, request: Request) -> Response:
        folder = path.endswith("/") or not path
        data = await run_in_threadpool(self.preview.file, f"{path}index.html" if folder else path)
        if data is not None:
            self.preview.fetched.set()
            kind = "text/html; charset=utf-8" if folder else _kind(path)
            return await run_in_threadpool(part_or_all, data, kind, request.headers, _kept(path))
        if not folder and await run_in_threadpool(self.preview.file, f"{path}/index.html") is not None:
            query = request.url.query
            return RedirectResponse(quote(f"{mount}{path}/") + (query and f"?{query}"))
        return await self._not_found(path)

    async def _not_found(self, path: str) -> Response:
        """Shown until there is something: a page may be opened before it is written."""
        page = path if path.endswith(".html") else f"{path.rstrip('/')}/index.html"
        data = await run_in_threadpool(self.preview.not_found, page)
        return Response(data, 404, media_type="text/html; charset=utf-8")

    async def _own(self, name: str, request: Request) -> Response:
        if name == "changes":
            page, seen = request.query_params.get("page", ""), request.query_params.get("seen", "")
            return StreamingResponse(self._changes(page, seen), media_type="text/event-stream")
        if name in ("preview.css", "preview.js"):
            return Response(own(name), media_type=_kind(name))
        if f"{OURS}{name}" == DIGEST:
            page = f"{DIGEST}?{request.url.query}"
            return Response(await run_in_threadpool(self.preview.letter, page), media_type="text/html; charset=utf-8")
        if name and name not in REPORTS:
            return await self._not_found(OURS + name)
        data = await run_in_threadpool(self.preview.report, name) if name else self.preview.overview()
        return Response(data, media_type="text/html; charset=utf-8")

    async def _changes(self, page: str, seen: str) -> AsyncIterator[bytes]:
        """Says once that a page is another than the one that was seen."""
        yield b"retry: 500\n\n"
        self.preview.watched[page] += 1
        try:
            while True:
                waiting = self.bell.next()
                if await run_in_threadpool(self._seen, page) != seen:
                    yield b"data: changed\n\n"
                    return
                await waiting.wait()
        finally:
            self.preview.watched[page] -= 1

    def _seen(self, page: str) -> str:
        if page.startswith(DIGEST):
            data: bytes | None = self.preview.letter(page)
        else:
            data = self.preview.file(page) if page else self.preview.overview()
        found = _SEEN.search(data or self.preview.not_found(page))
        return found[1].decode() if found else ""


def _kind(path: str) -> str:
    name = path.rpartition("/")[2].lower()
    if kind := next((kind for end, kind in FETCHED if name.endswith(end)), None):
        return kind
    ending = name[name.rfind(".") :] if "." in name else ""
    return _KINDS.get(ending) or _MORE.guess_type(f"a{ending}")[0] or "application/octet-stream"


def _kept(path: str) -> Mapping[str, str]:
    """Browsers needn't ask again for what is named by its content."""
    return {"Cache-Control": "max-age=31536000, immutable"} if _NAMED_BY_CONTENT.search(path) else {}
