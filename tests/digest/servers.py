"""A mail server on this machine, over real TCP, that takes mail or refuses it in one of the ways that servers have."""

from __future__ import annotations

import asyncio
import ssl
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

USER, PASSWORD = "coordinator", "correct horse"


def certificate(folder: Path) -> Path:
    """A certificate of localhost with its key, in one file."""
    file = folder / "localhost.pem"
    words = "req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -subj /CN=localhost"
    subprocess.run(
        [
            "openssl",
            *words.split(),
            "-addext",
            "subjectAltName=DNS:localhost,IP:127.0.0.1",
            "-keyout",
            file,
            "-out",
            folder / "c",
        ],
        check=True,
        capture_output=True,
    )
    file.write_bytes(file.read_bytes() + (folder / "c").read_bytes())
    return file


@dataclass
class Post:
    """What a server took, and how it answers; a word for a command that it refuses, with the answer."""

    answers: dict[str, str] = field(default_factory=dict)
    mails: list[bytes] = field(default_factory=list)
    to: list[str] = field(default_factory=list)
    data_begun: int = 0
    was_encrypted: bool = False
    port: int = 0


class _Handler:
    def __init__(self, post: Post) -> None:
        self.post = post

    async def handle_MAIL(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        envelope.mail_from = address
        return self.post.answers.get("MAIL", "250 OK")

    async def handle_RCPT(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        answer = self.post.answers.get("RCPT", "250 OK")
        if answer.startswith("2"):
            envelope.rcpt_tos.append(address)
        return answer

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        self.post.data_begun += 1
        answer = self.post.answers.get("DATA", "250 OK")
        if answer == "slow":
            await asyncio.sleep(5)
        if answer in ("slow", "drop"):
            assert server.transport
            server.transport.abort()
            return "250 too late"
        if answer.startswith("2"):
            self.post.mails.append(envelope.original_content or b"")
            self.post.to += envelope.rcpt_tos
            self.post.was_encrypted = session.ssl is not None
        if answer == "250 then gone":
            assert server.transport
            server.transport.write(b"250 OK\r\n")
            server.transport.close()
        return answer


class _Server(SMTP):
    """With DATA itself refused, or the connection dropped before it, if that is asked for."""

    async def smtp_DATA(self, arg: str) -> None:
        post: Post = self.event_handler.post
        answer = post.answers.get("DATA COMMAND", "")
        if answer == "drop":
            assert self.transport
            self.transport.abort()
        elif answer:
            await self.push(answer)
        else:
            await super().smtp_DATA(arg)


class _Controller(Controller):
    def factory(self) -> SMTP:
        return _Server(self.handler, **self.SMTP_kwargs)

    def _trigger_server(self) -> None:
        assert self.server
        self.port = self.server.sockets[0].getsockname()[1]
        super()._trigger_server()


def _knows(server: SMTP, session: Session, envelope: Envelope, mechanism: str, data: Any) -> AuthResult:
    known = isinstance(data, LoginPassword) and (data.login, data.password) == (USER.encode(), PASSWORD.encode())
    return AuthResult(success=known, handled=False)


@contextmanager
def server(file: Path | None, **answers: str) -> Iterator[Post]:
    """`file` has the certificate; without one the server offers no STARTTLS. A space in a command's name is written `_`."""
    post = Post({name.replace("_", " "): answer for name, answer in answers.items()})
    context = None
    if file:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(file)
    controller = _Controller(
        _Handler(post),
        hostname="127.0.0.1",
        port=0,
        tls_context=context,
        require_starttls=context is not None,
        authenticator=_knows,
        auth_required=context is not None,
    )
    controller.start()
    try:
        post.port = controller.port
        yield post
    finally:
        controller.stop()
