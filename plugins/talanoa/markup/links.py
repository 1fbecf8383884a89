"""Where the links in a text lead: to another site, to a page or a file of this one, or to nothing."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from urllib.parse import unquote, urlsplit

from talanoa import addresses
from talanoa.load import may_be_published
from talanoa.model.scalars import is_web_address
from talanoa.site import Site


class Target(Enum):
    """What a link turned out to be."""

    OUTSIDE = "outside"  # another site, or mailto:
    INSIDE = "inside"  # a page or a file of this site
    SAME_PAGE = "same page"
    MISSING = "missing"
    UNSAFE = "unsafe"  # a scheme that no link may have
    REFUSED = "refused"  # another scheme, or a malformed address
    WITHHELD = "withheld"  # a file of a kind that the site doesn't publish for a contributor


@dataclass(frozen=True, slots=True)
class Destination:
    """Where a link leads; `address` is absolute for OUTSIDE and a path from the site's root for INSIDE."""

    target: Target
    address: str = ""
    fragment: str = ""
    file: str = ""  # the repository's file, if it is a picture or another asset
    withheld: str = ""  # the repository's file, if it must not become one


# A letter to one address, with a subject and a text at most (RFC 6068 would allow any header).
_MAIL = re.compile(
    r"mailto:[^@\s?&,;:<>\"]+@[\w.-]+(\?(subject|body)=[^&#\s]*(&(subject|body)=[^&#\s]*)*)?", re.IGNORECASE
)
_UNSAFE = frozenset({"javascript", "data", "vbscript", "file", "blob"})


class Links:
    """Resolves what texts of this site link to."""

    def __init__(self, site: Site, pages: frozenset[str]) -> None:
        """`pages` are the addresses of all pages and files that the site generates."""
        self.site = site
        self.pages = pages
        self.by_path: Mapping[str, str] = {
            **{path: addresses.doc(path) for path in site.docs},
            **{post.path: addresses.post(post.slug) for post in site.posts},
        }

    def resolve(self, href: str, path: str, address: str) -> Destination:
        """Where `href` leads in the file `path`, whose page stands at `address`."""
        try:
            parts = urlsplit(href.strip())
        except ValueError:
            return Destination(Target.REFUSED)
        scheme = parts.scheme.lower()
        if scheme in ("http", "https"):
            return (
                Destination(Target.OUTSIDE, href.strip())
                if is_web_address(href.strip())
                else Destination(Target.REFUSED)
            )
        if scheme == "mailto":
            return Destination(Target.OUTSIDE if _MAIL.fullmatch(href.strip()) else Target.REFUSED, href.strip())
        if scheme or parts.netloc or href.startswith("//"):
            return Destination(Target.UNSAFE if scheme in _UNSAFE else Target.REFUSED)
        fragment = unquote(parts.fragment)
        if not parts.path:
            return Destination(Target.SAME_PAGE, "", fragment) if parts.fragment else Destination(Target.MISSING)
        return self._inside(unquote(parts.path), fragment, path, address)

    def _inside(self, to: str, fragment: str, path: str, address: str) -> Destination:
        if to.startswith("/"):
            return self._page(to, fragment) or self._asset(to, fragment) or Destination(Target.MISSING)
        file = posixpath.normpath(posixpath.join(posixpath.dirname(path), to))
        if file in self.by_path:
            return Destination(Target.INSIDE, self.by_path[file], fragment)
        if file in self.site.files and not may_be_published(file):
            return Destination(Target.WITHHELD, withheld=file)
        if file in self.site.files:
            return Destination(Target.INSIDE, self.asset_address(file, path, address), fragment, file)
        beside = posixpath.normpath(posixpath.join(address, to)) + ("/" if to.endswith("/") else "")
        if path.startswith("docs/") and to.endswith(".md"):  # MkDocs' way to name a generated page
            beside = addresses.doc(file)
        return self._page(beside, fragment) or Destination(Target.MISSING)

    def _page(self, to: str, fragment: str) -> Destination | None:
        for candidate in (to, to.rstrip("/") + "/", to.removesuffix("index.html")):
            if candidate in self.pages:
                return Destination(Target.INSIDE, candidate, fragment)
        return None

    def _asset(self, to: str, fragment: str) -> Destination | None:
        file = "docs" + posixpath.normpath(to)
        return Destination(Target.INSIDE, to, fragment, file) if file in self.site.files else None

    def asset_address(self, file: str, path: str, address: str) -> str:
        """Where a file that a text names stands on the site: beside its page, or where MkDocs puts it."""
        if file.startswith("docs/"):
            return "/" + file.removeprefix("docs/")
        folder = posixpath.dirname(path)
        beside = file.removeprefix(folder + "/") if folder else file
        return address + beside
