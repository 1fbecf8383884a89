"""Follows every address on a built site, as readers, their programs and search engines do."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote, urldefrag, urljoin, urlsplit

from lxml import html

_ATTRIBUTES = ("href", "src", "poster", "action", "data-src", "formaction", "cite")
_META = ("og:image", "og:url", "twitter:image", "og:image:secure_url")
_CSS = re.compile(r"""url\(\s*["']?([^"')]+)""")
_TEXTS = (".xml", ".json", ".opml", ".ics", ".csv", ".txt", ".webmanifest")


class Site:
    """A built folder, each page of which is read once."""

    def __init__(self, folder: Path, url: str) -> None:
        self.folder, self.url = folder, url
        self.files = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
        self.pages = {
            name: html.fromstring((folder / name).read_bytes()) for name in sorted(self.files) if name.endswith(".html")
        }
        self.ids = {name: {*page.xpath("//@id"), *page.xpath("//a/@name")} for name, page in self.pages.items()}

    def strays(self) -> list[str]:
        """Every address that leads to nothing on this site, with the file that it is in."""
        found = [(name, address) for name, page in self.pages.items() for address in _of_page(page)]
        found += [(name, address) for name in sorted(self.files) for address in self._of_file(name)]
        return [f"{name}: {address}" for name, address in dict.fromkeys(found) if not self._arrives(name, address)]

    def _of_file(self, name: str) -> Iterator[str]:
        if name.endswith(".css"):
            yield from _CSS.findall((self.folder / name).read_text("utf-8"))
        elif name.endswith(_TEXTS) and not name.startswith(("search/s/", "search/t/", "search/r/")):
            text = (self.folder / name).read_text("utf-8")
            text = text.replace("\n ", "") if name.endswith(".ics") else text.replace("\\/", "/")
            # In what feeds show of a post, entities stand for entities.
            text = text.replace("&amp;", "&").replace("&quot;", '"')
            yield from re.findall(re.escape(self.url) + r"""[^\s"'<>\\,;)\]}|]*""", text)

    def _arrives(self, name: str, address: str) -> bool:
        here = urljoin(self.url, name.removesuffix("index.html"))
        whole, fragment = urldefrag(urljoin(here, re.sub(r"^webcal:", "https:", address.strip())))
        parts, own = urlsplit(whole), urlsplit(self.url)
        if parts.scheme not in ("http", "https") or parts.netloc != own.netloc:
            return True
        if not parts.path.startswith(own.path):
            return False  # out of the folder that the site is in
        file = unquote(parts.path[len(own.path) :])
        file = file if file in self.files else f"{file}index.html" if file.endswith("/") or not file else ""
        return file in self.files and (not fragment or unquote(fragment) in self.ids.get(file, {unquote(fragment)}))


def _of_page(page: html.HtmlElement) -> Iterator[str]:
    for name in _ATTRIBUTES:
        yield from page.xpath(f"//@{name}")
    for each in page.xpath("//@srcset"):
        yield from (part.split()[0] for part in each.split(",") if part.split())
    for meta in page.xpath("//meta[@content]"):
        if (meta.get("property") or meta.get("name")) in _META:
            yield meta.get("content")
        elif (meta.get("http-equiv") or "").lower() == "refresh":
            yield meta.get("content").partition("url=")[2]
    for script in page.xpath("//script[@type='application/ld+json']"):
        yield from _in_json(json.loads(script.text))


def _in_json(value: object) -> Iterator[str]:
    if isinstance(value, dict):
        for part in value.values():
            yield from _in_json(part)
    elif isinstance(value, list):
        for part in value:
            yield from _in_json(part)
    elif isinstance(value, str) and value.startswith(("http://", "https://")):
        yield value
