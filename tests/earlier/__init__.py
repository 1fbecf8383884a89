"""What earlier versions of the sample promised, and what a site promises: addresses, ids in feeds, UIDs in calendars.

A file here is named after a commit, and has what that commit's program made of that commit's content on 21 November 2026. At
a release, one more is made of the site as it is then:

    .venv/bin/python -m tests.earlier > tests/earlier/$(git rev-parse --short HEAD).txt

`names/` has every field, word to choose and problem code that there has been; test_earlier_versions.py says how new ones are added.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

# Files whose names change with what they hold, and the parts of the search, which only our own page asks for.
_UNPROMISED = re.compile(r"[.-][0-9a-f]{8,}[.-]|^/(?:search|assets)/.+")
_IDS = re.compile(r"<(?:id|guid[^>]*)>([^<]*)<")
_UIDS = re.compile(r"^UID:(.*)$", re.MULTILINE)


def promises(site: Path) -> list[str]:
    """A line each: `address`, and `id` of a feed or of what is in one, and `uid` of what is in a calendar."""
    return sorted({promise for path in site.rglob("*") if path.is_file() for promise in _promises(site, path)})


def _promises(site: Path, path: Path) -> Iterator[str]:
    address = "/" + path.relative_to(site).as_posix()
    if not _UNPROMISED.search(address):
        yield f"address {address.removesuffix('index.html')}"
    if path.suffix == ".xml":
        yield from (f"id {id}" for id in _IDS.findall(path.read_text("utf-8")))
    if path.name == "feed.json":
        yield from (f"id {item['id']}" for item in json.loads(path.read_bytes())["items"])
    if path.suffix == ".ics":
        whole_lines = path.read_bytes().decode().replace("\r\n ", "").replace("\r\n", "\n")
        yield from (f"uid {uid}" for uid in _UIDS.findall(whole_lines))
