"""Where the links in a text lead: to another site, to a page or a file of this one, or to nothing."""

from __future__ import annotations

import posixpath
import re
import unicodedata
from collections.abc import Mapping
from enum import Enum
from urllib.parse import SplitResult, quote, unquote, urlsplit

from msgspec import Struct
from msgspec.structs import replace

from talanoa import addresses
from talanoa.load import may_be_published
from talanoa.model.reach import is_web_address
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


class Destination(Struct, frozen=True):
    """Where a link leads; `address` is absolute for OUTSIDE and a path from the site's root for INSIDE."""

    target: Target
    address: str = ""
    fragment: str = ""
    file: str = ""  # the repository's file, if it is a picture or another asset
    withheld: str = ""  # the repository's file, if it must not become one
    query: str = ""


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
        # Some systems write é as e and an accent; people see the same name.
        self._composed = {_composed(path): path for path in (*self.by_path, *site.files)}
        self._own = urlsplit(site.url)

    @property
    def known(self) -> tuple[object, ...]:
        """All that it depends on where links lead."""
        posts = tuple((post.slug, post.path) for post in self.site.posts)
        return sorted(self.pages), sorted(self.site.files), posts, self.by_path, self.site.moved

    def resolve(self, href: str, path: str, address: str) -> Destination:
        """Where `href` leads in the file `path`, whose page is at `address`."""
        try:
            parts = urlsplit(href.strip())
        except ValueError:
            return Destination(Target.REFUSED)
        scheme = parts.scheme.lower()
        if scheme in ("http", "https") and (within := self._within(parts)):
            parts = within
        elif scheme in ("http", "https"):
            return (
                Destination(Target.OUTSIDE, href.strip())
                if is_web_address(href.strip())
                else Destination(Target.REFUSED)
            )
        elif scheme == "mailto":
            return Destination(Target.OUTSIDE if _MAIL.fullmatch(href.strip()) else Target.REFUSED, href.strip())
        elif scheme or parts.netloc or href.startswith("//"):
            return Destination(Target.UNSAFE if scheme in _UNSAFE else Target.REFUSED)
        if named := self._named(unquote(href.strip()), path):
            return self._inside(named, "", path, address)
        fragment = unquote(parts.fragment)
        if not parts.path:
            return Destination(Target.SAME_PAGE, "", fragment) if parts.fragment else Destination(Target.MISSING)
        found = self._inside(unquote(parts.path), fragment, path, address)
        return replace(found, query=quote(parts.query, safe="-._~!$&'()*+,;=:@/?%")) if parts.query else found

    def _named(self, href: str, path: str) -> str:
        """A file whose name has a # or a ?, as people write it; "" if there is none."""
        if not ("#" in href or "?" in href) or href.startswith(("#", "?")):
            return ""
        file = _composed(posixpath.normpath(posixpath.join(posixpath.dirname(path), href)))
        return href if self._composed.get(file) in self.site.files else ""

    def _within(self, parts: SplitResult) -> SplitResult | None:
        """A whole address of this very site, as a path from its root; None if it leads elsewhere."""
        path = parts.path or "/"
        if parts.netloc.lower() != self._own.netloc.lower() or not f"{path}/".startswith(self._own.path):
            return None
        return SplitResult("", "", "/" + path[len(self._own.path) :], parts.query, parts.fragment)

    def _inside(self, to: str, fragment: str, path: str, address: str) -> Destination:
        if to.startswith("/"):
            return self._page(to, fragment) or self._asset(to, fragment) or Destination(Target.MISSING)
        file = posixpath.normpath(posixpath.join(posixpath.dirname(path), to))
        file = self._composed.get(_composed(file), file)
        if file in self.by_path:
            return Destination(Target.INSIDE, self.by_path[file], fragment)
        if file in self.site.files and not may_be_published(file):
            return Destination(Target.WITHHELD, withheld=file)
        if file in self.site.files:
            return Destination(Target.INSIDE, self.asset_address(file, path, address), fragment, file)
        for text in (f"{file}.md", f"{file}/index.md"):
            if text in self.by_path:
                return Destination(Target.INSIDE, self.by_path[text], fragment)
        if path.startswith("docs/") and file.startswith("docs/"):  # MkDocs' way to name a generated page or file
            made = addresses.doc(file) if to.endswith(".md") else file.removeprefix("docs")
            if found := self._page(made, fragment):
                return found
        near = posixpath.normpath(posixpath.join(address, to)) + ("/" if to.endswith("/") else "")
        return self._page(near, fragment) or self._asset(near, fragment) or Destination(Target.MISSING)

    def _page(self, to: str, fragment: str) -> Destination | None:
        for candidate in (to, to.rstrip("/") + "/", to.removesuffix("index.html")):
            if candidate in self.pages:
                return Destination(Target.INSIDE, candidate, fragment)
            if candidate in self.site.moved:
                return self._page(self.site.moved[candidate], fragment)
        return None

    def _asset(self, to: str, fragment: str) -> Destination | None:
        """A file of docs/, or one next to a post, by its address."""
        to = posixpath.normpath(to)
        file = self._composed.get(_composed(f"docs{to}"), "")
        if file in self.site.files:
            return Destination(Target.INSIDE, file.removeprefix("docs"), fragment, file)
        _, section, slug, *rest = [*to.split("/", 3), "", ""][:4]
        post = self.site.post.get(slug) if section == "posts" else None
        if post is None:
            return None
        file = self._composed.get(_composed(posixpath.join(posixpath.dirname(post.path), *rest)), "")
        if file not in self.site.files:
            return None
        if not may_be_published(file):
            return Destination(Target.WITHHELD, withheld=file)
        return Destination(Target.INSIDE, self.asset_address(file, post.path, addresses.post(slug)), fragment, file)

    def asset_address(self, file: str, path: str, address: str) -> str:
        """Where a file that a text names is on the site: below its page, or, of docs/, at its own path."""
        if file.startswith("docs/"):
            return "/" + file.removeprefix("docs/")
        folder = posixpath.dirname(path)
        return address + (file.removeprefix(f"{folder}/") if folder else file)


def _composed(path: str) -> str:
    return unicodedata.normalize("NFC", path)
