"""JSON Feed 1.1, beyond what its schema (tests/validators/json-feed.schema.json) can say."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from tests.feeds_and_calendars.built import Built, unrepeated
from tests.feeds_and_calendars.lint_dates import lint_date, lint_order, rfc_3339
from tests.feeds_and_calendars.lint_html import lint_html, lint_plain, lint_text
from tests.feeds_and_calendars.lint_xml import LANGUAGE, TAG_URI, lint_enclosure


def lint_json_feed(built: Built, address: str, content: bytes) -> Iterator[str]:
    if content.startswith(b"\xef\xbb\xbf"):
        yield "a byte order mark"
    try:
        feed = json.loads(content.decode("utf-8"), object_pairs_hook=_once)
    except ValueError as problem:
        yield f"no JSON: {problem}"
        return
    yield from _empty(feed, "")
    if next(iter(feed)) != "version":
        yield "the version doesn't come first"
    if feed.get("feed_url") != built.whole(address):
        yield f"feed_url is {feed.get('feed_url')}"
    if feed.get("home_page_url") != built.page_of(address) or built.misses(feed.get("home_page_url", "")):
        yield f"home_page_url is {feed.get('home_page_url')}"
    if not LANGUAGE.fullmatch(feed.get("language", "")):
        yield f"its language is {feed.get('language')}"
    if "author" in feed:
        yield "`author` is of version 1"
    if not feed.get("authors"):
        yield "no authors"
    yield from (f"title: {finding}" for finding in lint_text(feed.get("title", "")))
    items = feed.get("items", [])
    if len(items) > 40:
        yield f"{len(items)} items"
    for repeated in unrepeated([str(item.get("id")) for item in items]):
        yield f"two items with the id {repeated}"
    for item in items:
        yield from (f"{item.get('id')}: {finding}" for finding in _item(built, item))
    dated = [(stamp, item["id"]) for item in items if (stamp := rfc_3339(item.get("date_published", "")))]
    yield from lint_order(dated)


def _item(built: Built, item: dict[str, Any]) -> Iterator[str]:
    if not TAG_URI.fullmatch(str(item.get("id"))):
        yield "its id is no tag: URI"
    if not built.is_own(item.get("url", "")) or built.misses(item["url"]):
        yield f"its address {item.get('url')} leads to nothing"
    for name in ("image", "banner_image"):
        if name in item and (not built.is_own(item[name]) or built.misses(item[name])):
            yield f"its {name} {item[name]} is not on this site"
    if not LANGUAGE.fullmatch(item.get("language", "")):
        yield f"its language is {item.get('language')}"
    if "author" in item:
        yield "`author` is of version 1"
    for name in ("title", "content_html", "date_published"):
        if name not in item:
            yield f"no {name}"
    for name in ("date_published", "date_modified"):
        if name in item:
            yield from lint_date(built, name, item[name], rfc_3339(item[name]))
    yield from (f"title: {finding}" for finding in lint_text(item.get("title", "")))
    yield from (f"summary: {finding}" for finding in lint_plain(item.get("summary", "")) if "twice" not in finding)
    yield from (f"content: {finding}" for finding in lint_html(built, item.get("content_html", "")))
    for attachment in item.get("attachments", []):
        size = attachment.get("size_in_bytes")
        yield from lint_enclosure(built, attachment.get("url"), str(size), attachment.get("mime_type"))


def _empty(value: Any, path: str) -> Iterator[str]:
    """What is empty or null; a feed without items says so by an empty list."""
    children = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, child in children:
        if child is None or (child in ("", [], {}) and (path, key) != ("", "items")):
            yield f"{path}/{key} is empty"
        yield from _empty(child, f"{path}/{key}")


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    if len({key for key, _ in pairs}) < len(pairs):
        raise ValueError("a key stands twice")
    return dict(pairs)
