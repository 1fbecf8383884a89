"""What all XML feeds have in common."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree
from tests.feeds_and_calendars.built import Built

LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")
# RFC 4151, with an authority of a domain and a date.
TAG_URI = re.compile(r"tag:[a-z0-9.-]+,\d{4}(?:-\d\d(?:-\d\d)?)?:[A-Za-z0-9;/?:@&=+$.\-_!~*'()%,]+")
MAGIC = {"image/png": b"\x89PNG", "image/jpeg": b"\xff\xd8\xff", "image/gif": b"GIF8", "image/webp": b"RIFF"}


def parsed(content: bytes) -> tuple[etree._Element | None, list[str]]:
    """The root, and what is wrong with the file as a file."""
    findings = []
    if content.startswith(b"\xef\xbb\xbf"):
        findings.append("a byte order mark")
    head = content[:100].replace(b"'", b'"').lower()
    if not head.startswith(b'<?xml version="1.0" encoding="utf-8"'):
        findings.append("no XML declaration that says UTF-8")
    if b"<!DOCTYPE" in content:
        findings.append("a document type")
    try:
        content.decode("utf-8")
        return etree.fromstring(content, etree.XMLParser(resolve_entities=False, no_network=True)), findings
    except (etree.XMLSyntaxError, UnicodeDecodeError) as problem:
        return None, [*findings, f"not well-formed: {problem}"]


def lint_enclosure(built: Built, url: str | None, length: str | None, kind: str | None) -> Iterator[str]:
    """An enclosure's file is on the site, as long and of the kind that is said."""
    file = built.file_at(url or "") if built.is_own(url or "") else None
    if file is None:
        yield f"the enclosure {url} is not on this site"
        return
    content = file.read_bytes()
    if length != str(len(content)):
        yield f"the enclosure {url} has {len(content)} bytes, not {length}"
    if not content.startswith(MAGIC.get(kind or "", b"\0")):
        yield f"the enclosure {url} is no {kind}"
