"""A digest → the bytes of a mail: the same on every machine and with every Python, for what was reviewed is what is sent.

Python's own writer folds and encodes headers in another way from version to version, breaks `List-*` into encoded words, and draws
boundaries by lot.
"""

from __future__ import annotations

import base64
import quopri
import re
import textwrap
from collections.abc import Iterator
from datetime import date, datetime, time
from email.utils import format_datetime
from hashlib import sha256
from urllib.parse import urlsplit

from msgspec import Struct

from talanoa.digest.made import Digest
from talanoa.model.network import Network
from talanoa.model.zones import zone
from talanoa.outputs.view import View
from talanoa.uris import uri

LINE = 76  # letters of a header's line
LONGEST = 990  # of a line that may not be folded
_WORD = 39  # bytes in an encoded word, so that one fits behind the header's name
_MAILBOX = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~.-]+@[^\s@<>,;:\"()\[\]\\]+")
_SPECIALS = re.compile(r'[()<>@,;:\\".\[\]]')


class Ends(Struct, frozen=True):
    """From whom a mail is, and to whom; `to` is "" as long as no one has said it."""

    sender: str
    to: str = ""
    is_test: bool = False


def mailbox(text: str) -> str | None:
    """An e-mail address as mail servers take it; None if it isn't one."""
    text = text.strip()
    if not _MAILBOX.fullmatch(text):
        return None
    local, _, domain = text.rpartition("@")
    host = urlsplit(uri(f"http://{domain}/")).netloc
    return f"{local}@{host}" if host and host.isascii() else None


def message_id(network: Network, until: date, language: str, *, is_test: bool = False) -> str:
    """A test has another one: mail programs show a message once, and the true one comes after it."""
    host = urlsplit(uri(f"http://{network.authority.domain}/")).netloc
    return f"<digest-{until.isoformat()}.{language}{'.test' if is_test else ''}@{host}>"


def message(digest: Digest, view: View, ends: Ends) -> bytes:
    """Lines end as mail's do."""
    bodies = [_part("plain", digest.text), _part("html", digest.html)]
    boundary = f"=_{sha256(b''.join(bodies)).hexdigest()[:40]}"
    kind = f'Content-Type: multipart/alternative;\r\n boundary="{boundary}"'
    head = "\r\n".join((*_headers(digest, view, ends), kind))
    parts = b"".join(f"--{boundary}\r\n".encode() + body for body in bodies)
    return f"{head}\r\n\r\n".encode("ascii") + parts + f"--{boundary}--\r\n".encode()


def _headers(digest: Digest, view: View, ends: Ends) -> Iterator[str]:
    until, language, network = digest.span.until, digest.language, view.site.network
    name = view.localizer(language).name
    yield _folded("From", f"{_phrase(name)} <{ends.sender}>")
    if ends.to:
        yield f"To: {ends.to}"
    yield _folded("Subject", _text(f"[Test] {digest.subject}" if ends.is_test else digest.subject))
    yield f"Date: {format_datetime(datetime.combine(until, time(), zone(network.timezone)))}"
    yield f"Message-ID: {message_id(network, until, language, is_test=ends.is_test)}"
    list_page = network.mailing_list.url if network.mailing_list else None
    if list_page and len(list_page) <= LONGEST:
        yield f"List-Unsubscribe: <{uri(list_page)}>"
    yield "MIME-Version: 1.0"
    yield f"Content-Language: {language}"


def _text(text: str) -> str:
    """As a header has it: encoded if it has more than plain letters, in words that spaces part."""
    text = " ".join(text.split())
    if text.isascii() and text.isprintable() and "=?" not in text and all(len(it) < LINE - 10 for it in text.split()):
        return text
    return " ".join(_encoded(text))


def _phrase(name: str) -> str:
    """A name before an address."""
    text = _text(name)
    if text.startswith("=?") or not _SPECIALS.search(text):
        return text
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _encoded(text: str) -> Iterator[str]:
    """Encoded words (RFC 2047), each of whole characters, and of whole words where these fit: some programs show a space between them."""
    word = b""
    for part in re.findall(r"\S+ ?", text):
        whole = len(part.encode("utf-8", "replace")) <= _WORD
        for piece in (part,) if whole else part:
            data = piece.encode("utf-8", "replace")
            if len(word) + len(data) > _WORD:
                yield _encoded_word(word)
                word = b""
            word += data
    yield _encoded_word(word)


def _encoded_word(data: bytes) -> str:
    return f"=?utf-8?B?{base64.b64encode(data).decode()}?="


def _folded(name: str, value: str) -> str:
    """Folded between words; what follows begins with a space, which is the space between them."""
    lines = textwrap.wrap(
        f"{name}: {value}", LINE, subsequent_indent=" ", break_long_words=False, break_on_hyphens=False
    )
    return "\r\n".join(lines)


def _part(kind: str, text: str) -> bytes:
    """In whichever of the two encodings is shorter: letters of English, or of all others."""
    data = text.encode()
    quoted = quopri.encodestring(data) + b"\n"  # the last line break belongs to the boundary
    coded = base64.encodebytes(data.replace(b"\n", b"\r\n"))
    name, body = ("quoted-printable", quoted) if len(quoted) <= len(coded) else ("base64", coded)
    head = f"Content-Type: text/{kind}; charset=utf-8\r\nContent-Transfer-Encoding: {name}\r\n\r\n"
    return head.encode() + body.replace(b"\n", b"\r\n")
