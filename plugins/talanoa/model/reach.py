"""Scalars → where someone or something can be reached: addresses of the web, hosts, e-mail."""

from __future__ import annotations

import re
from urllib.parse import unquote, urlsplit

from msgspec.structs import replace

from talanoa.characters import is_deceptive_host
from talanoa.model.values import Email, PublicContact, Reach, Url
from talanoa.model.wrong import Wrong, shown
from talanoa.source import Scalar
from talanoa.uris import mail, uri

_NOT_IN_URLS = re.compile(r'[\s\x00-\x20\x7f<>"\\]')
# No URI has them, but browsers leave them in what people copy; `uri` encodes them.
_BEHIND_HOSTS = re.compile(r"[\^`{|}]")
_NOT_IN_HOSTS = re.compile(r"[\x00-\x20\x7f#%/:<>?@\[\\\]^|]")  # the URL standard's, for a name that is no number
# As nearly all addresses are written: nothing in them needs a closer look, and they are URIs as they are.
_USUAL = re.compile(r"https?://(?!\S{1990})(?!\S*xn--)(?:[a-z0-9-]{1,63}\.)+[a-z]{2,24}(?:/[A-Za-z0-9._~/-]*)?")
_LIKE_A_HOST = re.compile(r"[^\s.,;()&'!]+(\.[^\s.,;()&'!]+)+")  # so that Pacific/Fiji isn't guessed to be a site
MAILBOX = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}")
_TELEPHONE = re.compile(r"[+＋]?[\s(]{0,2}\d(?:[\s().\-‐‑‒–/]{0,3}\d){2,19}")
HOST = re.compile(r"(?=.{1,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z0-9-]{2,63}")


def read_url(scalar: Scalar) -> Url:
    text = scalar.text.strip()
    if _USUAL.fullmatch(text):
        return Url(text)
    if not is_web_address(text):
        has_scheme = text.lower().startswith(("http://", "https://"))
        guess = text.replace(" ", "%20") if has_scheme else "https://" + text
        sound = is_web_address(guess) and "@" not in text and not is_deceptive_host(host_of(guess))
        sound = sound and (has_scheme or (":" not in text and bool(_LIKE_A_HOST.fullmatch(host_of(guess)))))
        raise Wrong(
            "bad-url",
            f"'{shown(text)}' is not a web address",
            "write the full address, beginning with https:// or http://",
            guess if sound else None,
        )
    if is_deceptive_host(host_of(text)):
        raise Wrong(
            "deceptive-link",
            f"the host of '{shown(text)}' can be mistaken for another one",
            "it mixes letters of different scripts that look alike; type the address again, or copy it from the browser",
        )
    return Url(uri(text))


def read_reach(scalar: Scalar) -> Reach:
    scheme, _, address = scalar.text.strip().partition(":")
    if scheme.lower() == "mailto":
        return Reach(mail(read_email(replace(scalar, text=address))))
    return Reach(read_url(scalar))


def host_of(address: str) -> str:
    """The host of a web address, as it is written."""
    return urlsplit(address).hostname or ""


def is_web_address(text: str) -> bool:
    """True for an absolute http(s) address with a host and without spaces, controls, or a user's name."""
    if len(text) > 2000 or _NOT_IN_URLS.search(text):
        return False
    try:
        parts = urlsplit(text)
        parts.port  # noqa: B018  raises ValueError if it is no number
    except ValueError:
        return False
    host = parts.hostname or ""
    if _BEHIND_HOSTS.search(parts.netloc):
        return False
    if "%" in host and _NOT_IN_HOSTS.search(unquote(host)):
        return False
    return parts.scheme in ("http", "https") and bool(host) and "@" not in parts.netloc


def read_email(scalar: Scalar) -> Email:
    text = scalar.text.strip()
    name, _, host = text.rpartition("@")
    if not MAILBOX.fullmatch(name) or not HOST.fullmatch(host.lower()):
        raise Wrong("bad-email", f"'{shown(text)}' is not an e-mail address", "write it as name@example.org")
    return Email(text)


def read_public_contact(scalar: Scalar) -> PublicContact:
    text = scalar.text.strip()
    if "://" in text:
        return PublicContact(read_url(scalar))
    bare = re.sub(r"^(?:mailto|tel):", "", text, flags=re.IGNORECASE)
    if "@" in bare:
        return PublicContact(read_email(replace(scalar, text=bare)))
    if not _TELEPHONE.fullmatch(bare):
        raise Wrong(
            "bad-number",
            f"'{shown(text)}' is not an e-mail address, a telephone number or a link",
            "write name@example.org, +679 330 1234 or https://…",
        )
    return PublicContact(bare)
