"""E-mail addresses of people, however they are spelt."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import parse_qsl, unquote, urlsplit

from talanoa.checks.privacy.agreed import Agreed
from talanoa.checks.privacy.finding import Finding
from talanoa.checks.privacy.pieces import Piece, without_addresses

_LABEL = r"[^\s@.,;:!?<>()\[\]{}\"'/|*`]{1,63}"
_EMAIL = re.compile(
    r"(?<![\w.%+'@/-])([\w.%+'-]{1,64})@((?:"
    + _LABEL
    + r"\.){1,8}(?:[A-Za-z]{2,24}(?![A-Za-z0-9-])|[^\x00-\x7f\s.,;:]{2,24}))"
    r"(?!:[\w~/])"
)
_AT = r"(?:\s{0,2}[\[({<]\s?(?:at|@|arroba|ät|et)\s?[\])}>]\s{0,2}|\s@\s)"
_DOT = (
    r"(?:\.|\s(?:dot|titik|punto|ponto|point)\s|\s{0,2}[\[({<]\s?(?:dot|\.|titik|punto|ponto|point)\s?[\])}>]\s{0,2})"
)
_HIDDEN_EMAIL = re.compile(
    r"(?<![\w.%+-])([\w.%+-]{1,64})"
    + _AT
    + r"([A-Za-z0-9-]{1,63}(?:"
    + _DOT
    + r"[A-Za-z0-9-]{1,63}){1,5})(?![A-Za-z0-9])",
    re.IGNORECASE,
)
_SPELT_EMAIL = re.compile(
    r"(?<![\w.%+-])([\w.%+-]{1,64}) (?:AT|at|arroba) ([A-Za-z0-9-]{1,63}(?: (?:DOT|dot|punto|ponto|titik) [A-Za-z0-9-]{1,63}){1,5})"
    r"(?![A-Za-z0-9])"
)
_BETWEEN_LABELS = re.compile(_DOT + "| (?:dot|punto|ponto|titik) ", re.IGNORECASE)
_AT_IN_BRACKETS = re.compile(r"[\[({<]\s?(?:at|@|arroba|ät|et)\s?[\])}>]", re.IGNORECASE)
_SPELT_DOTS = (" dot ", " punto ", " ponto ", " titik ")
_ROLES = frozenset(
    """
    abuse access accounts admin admissions advocacy apply alerts bookings campaign campaigns coalition communication
    communications comms community complaints consultation contact contacts coordinator coordination data desk director
    donate dpo editor editorial editors education email enquiries enquiry event events feedback finance foi forum general
    git grants group hello help helpdesk hi hotline hq hr info information inquiries inquiry intern internships jobs join
    kontak legal letters library list mail mailbox media meetings member members membership network news newsletter no
    nepal noreply office ombudsman opengov outreach partners partnerships pers policy post postmaster prensa press privacy
    procurement program programme programmes programs projects publications redaksi register registration registrations
    registry reply report reports research researchers rti sales secretariat secretary security sekretariat service services
    social speakers sponsor submission submissions subscribe support survey surveys team tech training transparency
    unsubscribe volunteer volunteers web webmaster webinar webinars workshop workshops
    """.split()
)
_WITHOUT_OWNER = re.compile(
    r"(?:^|\.)(?:example\.(?:org|com|net)|[\w-]+\.(?:example|test|invalid|localhost)|(?:example|test|invalid))$"
)


_FULL_WIDTH = {0xFEE0 + character: character for character in range(0x21, 0x7F)}


def email_in_text(piece: Piece, agreed: Agreed) -> Iterator[Finding]:
    """An address of someone, not of an office, that no one agreed to publish."""
    for name, host, needle in emails(piece):
        host = host.lower().rstrip(".")
        if is_of_an_office(name) or _WITHOUT_OWNER.search(host) or agreed.has_email(f"{name}@{host}"):
            continue
        yield Finding(
            "email-in-text",
            needle,
            "this is a person's e-mail address",
            "give a form or an office's address instead (info@…); a member's own goes under `contact:`, with its `consent`",
        )


def emails(piece: Piece) -> Iterator[tuple[str, str, str]]:
    """Name, host, and the needle."""
    if piece.is_address:
        yield from _emails_of_address(piece.text)
        return
    if "@" in piece.text or "＠" in piece.text:
        written = without_addresses(piece.prose)
        for match in _EMAIL.finditer(written.translate(_FULL_WIDTH)):
            # Scripts without spaces may be right before it.
            name = re.sub(r"^.*[^\x00-\x7f](?=[\x00-\x7f])", "", match[1]) or match[1]
            yield name, match[2], written[match.end() - len(f"{name}@{match[2]}") : match.end()]
    for pattern, hint in (
        (_HIDDEN_EMAIL, " @ " in piece.text or _AT_IN_BRACKETS.search(piece.text)),
        (_SPELT_EMAIL, piece.says(_SPELT_DOTS)),
    ):
        for match in pattern.finditer(without_addresses(piece.prose)) if hint else ():
            host = _BETWEEN_LABELS.sub(".", match[2])
            if re.search(r"\.[A-Za-z]{2,24}$", host):
                yield match[1], host, match[0]


def _emails_of_address(href: str) -> Iterator[tuple[str, str, str]]:
    """In a mailto: any; in a web address those of its query, because `@` in a path is a name on some platform."""
    if "@" not in href and "%40" not in href:
        return
    try:
        parts = urlsplit(href.strip())
    except ValueError:
        return
    # The name of a file of the contributor's is a text as any other.
    is_text = parts.scheme.lower() == "mailto" or not (parts.scheme or parts.netloc)
    values = [unquote(parts.path) if is_text else "", *(value for _, value in parse_qsl(parts.query)[:20])]
    for match in (match for value in values for match in _EMAIL.finditer(value)):
        yield match[1], match[2], match[0] if match[0] in href else href


def is_of_an_office(name: str) -> bool:
    """info@, press-fiji@, ogp.secretariat@."""
    parts = [part for part in re.split(r"[._+-]|\d+", name.casefold()) if part]
    return bool(parts) and (parts[0] in _ROLES or parts[-1] in _ROLES)
