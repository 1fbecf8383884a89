"""A built site as its subscribers' programs find it: files with addresses."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import cached_property
from html import unescape
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit
from zoneinfo import ZoneInfo

_REDIRECT = re.compile(r'http-equiv="refresh" content="0; *url=([^"]*)"')
FEEDS = {"rss.xml": "application/rss+xml", "atom.xml": "application/atom+xml", "feed.json": "application/feed+json"}


@dataclass(frozen=True)
class Built:
    """The folder of a site that is to be at `url`, as it was built on the day `today` of the network's `zone`."""

    folder: Path
    url: str
    today: date
    zone: ZoneInfo

    @cached_property
    def files(self) -> dict[str, Path]:
        """Every file, by its address on the site."""
        found = (path for path in sorted(self.folder.rglob("*")) if path.is_file())
        return {"/" + path.relative_to(self.folder).as_posix(): path for path in found}

    def named(self, *endings: str) -> dict[str, Path]:
        """The files whose names end so: named("/rss.xml"), named(".ics"). Not those at an address of former days."""
        found = ((address, path) for address, path in self.files.items() if address.endswith(endings))
        return {address: path for address, path in found if _folder(address) not in self.moved}

    @cached_property
    def moved(self) -> dict[str, str]:
        """Every folder that has moved, and the folder in which its page's visitors end up."""
        found = {}
        for address, path in self.files.items():
            if address.endswith("/index.html") and (match := _REDIRECT.search(path.read_text("utf-8"))):
                found[_folder(address)] = urlsplit(urljoin(self.whole(_folder(address)), unescape(match[1]))).path
        root = urlsplit(self.url).path.removesuffix("/")
        return {old: new.removeprefix(root) for old, new in found.items()}

    def whole(self, address: str) -> str:
        return self.url + address.removeprefix("/")

    def page_of(self, feed: str) -> str:
        """The whole address of the page that a feed is beside."""
        return self.whole(feed.rpartition("/")[0] + "/")

    def is_own(self, url: str) -> bool:
        return url.startswith(self.url)

    def file_at(self, url: str) -> Path | None:
        """The file that a server sends for one of the site's own addresses."""
        path = "/" + unquote(urlsplit(url).path)[len(urlsplit(self.url).path) :]
        return self.files.get(path + "index.html" if path.endswith("/") else path)

    def misses(self, url: str) -> bool:
        """True for an address of this site at which nothing is."""
        return self.is_own(url) and self.file_at(url) is None

    @property
    def last_moment(self) -> datetime:
        """The end of the day on which it was built: what is later than this is the future."""
        return datetime.combine(self.today, time(23, 59, 59), self.zone)


def _folder(address: str) -> str:
    return address.rpartition("/")[0] + "/"


def unrepeated(things: list[str]) -> Iterator[str]:
    """Those that appear more than once."""
    return (thing for thing in dict.fromkeys(things) if things.count(thing) > 1)
