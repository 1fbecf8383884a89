"""JSON Feed 1.1 (jsonfeed.org). What is empty is left out: the format knows no null."""

from __future__ import annotations

import json
from functools import lru_cache
from typing import Any

from talanoa import addresses
from talanoa.model.zones import rfc3339
from talanoa.outputs.feeds.feed import Author, Feed, Item
from talanoa.outputs.structured import absolute
from talanoa.outputs.view import View
from talanoa.reads import AT_HAND

_ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))


class Writer:
    """Each item is encoded once, however many feeds it is in."""

    name = "feed.json"
    type = "application/feed+json"

    def __init__(self, view: View) -> None:
        self.view = view
        self._item = lru_cache(AT_HAND)(lambda item: _ENCODER.encode(_item(item)))

    def feed(self, feed: Feed) -> bytes:
        head = {
            "version": "https://jsonfeed.org/version/1.1",
            "title": feed.title,
            "home_page_url": absolute(self.view, feed.page),
            "feed_url": absolute(self.view, addresses.feed(feed.page, self.name)),
            "description": feed.description,
            "language": feed.language,
            "authors": [_author(Author(self.view.name, self.view.site.url))],
        }
        items = ",\n".join(map(self._item, feed.items))
        return f'{_ENCODER.encode(head)[:-1]},"items":[\n{items}\n]}}\n'.encode()


def _item(item: Item) -> dict[str, Any]:
    data = {
        "id": item.id,
        "url": item.url,
        "title": item.title,
        "content_html": item.content,
        "summary": item.summary,
        "image": item.picture.url if item.picture else "",
        "date_published": rfc3339(item.published),
        "date_modified": rfc3339(item.updated) if item.updated != item.published else "",
        "authors": [_author(author) for author in item.authors],
        "tags": [category.label for category in item.categories],
        "language": item.language,
        "attachments": [{"url": item.picture.url, "mime_type": item.picture.type, "size_in_bytes": item.picture.length}]
        if item.picture
        else [],
    }
    return {key: value for key, value in data.items() if value}


def _author(author: Author) -> dict[str, str]:
    return {"name": author.name, "url": author.url} if author.url else {"name": author.name}
