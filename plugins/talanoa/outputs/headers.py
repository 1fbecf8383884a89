"""The file `_headers`: what hosts that read it (Netlify, Cloudflare Pages) say beside each file of the site.

It says again what the pages say themselves, and what only a header can. Rules add up, so no two rules set the same header
for one address. Strict-Transport-Security isn't here: it would bind the whole domain, which may hold more than this site.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from urllib.parse import urlsplit

from talanoa import addresses
from talanoa.outputs.output import File
from talanoa.outputs.policy import POLICY, REFERRER, allowing
from talanoa.outputs.scripts import INLINE, inline
from talanoa.outputs.view import View

Headers = Sequence[tuple[str, str]]

EVERYWHERE: Headers = (
    # A header says what browsers take from a header alone: who may show the page in a frame.
    ("Content-Security-Policy", f"{allowing(POLICY, inline(INLINE))}; frame-ancestors 'none'"),
    ("Referrer-Policy", REFERRER),
    ("X-Content-Type-Options", "nosniff"),
    ("Cross-Origin-Opener-Policy", "same-origin"),
    (
        "Permissions-Policy",
        "accelerometer=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), magnetometer=(), "
        "microphone=(), midi=(), payment=(), publickey-credentials-get=(), usb=()",
    ),
)
# What programs and other websites fetch: by the end of its address.
FETCHED: Sequence[tuple[str, str]] = (
    ("rss.xml", "application/rss+xml; charset=utf-8"),
    ("atom.xml", "application/atom+xml; charset=utf-8"),
    ("feed.json", "application/feed+json; charset=utf-8"),
    ("feeds.opml", "text/x-opml; charset=utf-8"),
    (".ics", "text/calendar; charset=utf-8"),
)
BY_ANYBODY: Headers = (("Access-Control-Allow-Origin", "*"),)
FOR_EVER: Headers = (("Cache-Control", "public, max-age=31536000, immutable"),)


def headers(view: View, named_by_content: Iterable[str], more: str = "") -> File:
    """`named_by_content` are the addresses of files whose name changes with them; `more` are rules of the network's own."""
    # A host compares whole paths, and reads the file only at its root, also where the site is in a folder.
    root = urlsplit(view.site.url).path
    rules = [f"# Belongs in the folder above {root}\n"] if root != "/" else []
    rules.append(_rule(f"{root}*", EVERYWHERE))
    for end, kind in FETCHED:
        rules.append(_rule(f"{root}*{end}", (("Content-Type", kind), *BY_ANYBODY)))
    rules.append(_rule(f"{root}data/*", BY_ANYBODY))
    rules += [_rule(root + address.removeprefix("/"), FOR_EVER) for address in named_by_content]
    return File(addresses.HEADERS, "\n".join([*rules, more]).strip().encode() + b"\n")


def _rule(path: str, values: Headers) -> str:
    return "".join((f"{path}\n", *(f"  {name}: {value}\n" for name, value in values)))
