"""Web and mail addresses as programs take them: URIs (RFC 3986), whatever people typed or copied from a browser."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from urllib.parse import quote, unquote, urlsplit, urlunsplit

# What may be in a path, a query and a fragment, besides letters and digits; brackets belong to hosts alone.
_SAFE = "-._~!$&'()*+,;=:@/?%"
_LONE_PERCENT = re.compile("%(?![0-9A-Fa-f]{2})")
_DOTS = re.compile("[\u3002\uff0e\uff61]")
_ENCODED = re.compile("(?:%[89A-Fa-f][0-9A-Fa-f])+")


@lru_cache(maxsize=50_000)
def uri(address: str) -> str:
    """The address with nothing but what a URI may have; of one that is a URI already, the same text.

    A host in other letters becomes its `xn--` name, as browsers ask for it; other characters are percent-encoded. What was
    percent-encoded stays so. Raises nothing for what `is_web_address` takes, or for `mailto:`.
    """
    parts = urlsplit(address)
    if not parts.netloc:
        return quote(_LONE_PERCENT.sub("%25", address), safe=_SAFE + "#")
    path, query, fragment = (quote(_LONE_PERCENT.sub("%25", part), safe=_SAFE) for part in parts[2:])
    return urlunsplit((parts.scheme, _authority(parts.netloc), path.replace("?", "%3F"), query, fragment))


def _authority(netloc: str) -> str:
    """Host and port."""
    if netloc.startswith("["):
        return netloc
    host, colon, port = netloc.partition(":")
    host = _DOTS.sub(".", unicodedata.normalize("NFKC", unquote(host)))
    if not host.isascii():
        host = ".".join(map(_label, host.lower().replace("\xad", "").split(".")))
    return quote(host, safe="-._~!$&'()*+,;=") + (colon + port if port else "")


def _label(label: str) -> str:
    """A part of a host's name in ASCII (RFC 5891), as today's browsers write it: `ß` stays a letter of its own."""
    return label if label.isascii() else "xn--" + label.encode("punycode").decode()


def licence_page(licence: str) -> str:
    """Where a licence (its SPDX id) can be read."""
    return f"https://spdx.org/licenses/{licence}.html"


def mail(mailbox: str) -> str:
    """A link to a mailbox (RFC 6068)."""
    return "mailto:" + quote(mailbox, safe="-._~!$'*+@")


def readable(address: str) -> str:
    """An address for people: letters of their script where `uri` has written codes."""
    parts = urlsplit(address)
    host = ".".join(map(_in_letters, parts.netloc.split(".")))
    rest = (_ENCODED.sub(_decoded, part) for part in parts[2:])
    return urlunsplit((parts.scheme, host, *rest))


def _in_letters(label: str) -> str:
    """A part of a host's name; one that would show anything but letters stays in its codes, as in browsers."""
    if not label.startswith("xn--"):
        return label
    try:
        text = label.removeprefix("xn--").encode().decode("punycode")
    except ValueError:
        return label
    return text if _are_letters(text.replace("-", "")) else label


def _decoded(codes: re.Match[str]) -> str:
    text = unquote(codes[0], errors="replace")
    return text if _are_letters(text) else codes[0]


def _are_letters(text: str) -> bool:
    """True if there is nothing but letters, the marks on them, and digits."""
    return all(unicodedata.category(character)[0] in "LMN" for character in text)
