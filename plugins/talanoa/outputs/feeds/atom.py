"""Atom 1.0 (RFC 4287), by lxml: feedgen's Atom loses `rel`, `type` and `length` of every link (python-feedgen #135)."""

from __future__ import annotations

from copy import deepcopy
from datetime import datetime
from functools import lru_cache
from typing import Any

from lxml import etree

from talanoa import addresses
from talanoa.model.zones import rfc3339
from talanoa.outputs.feeds.feed import Author, Feed, Item
from talanoa.outputs.structured import absolute
from talanoa.outputs.view import View
from talanoa.reads import AT_HAND

_NAME = "http://www.w3.org/2005/Atom"
_ATOM = f"{{{_NAME}}}"
_NAMES: Any = {None: _NAME}  # lxml's None for the default namespace is unknown to its stubs
_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"


class Writer:
    """Each entry is made once, however many feeds it is in."""

    name = "atom.xml"
    type = "application/atom+xml"

    def __init__(self, view: View) -> None:
        self.view = view
        self._entry = lru_cache(AT_HAND)(_entry)

    def feed(self, feed: Feed) -> bytes:
        """Section 4.1.1; without an author of its own an entry has the feed's, the network."""
        root = etree.Element(f"{_ATOM}feed", {_LANGUAGE: feed.language}, nsmap=_NAMES)
        _text(root, "id", feed.id)
        _text(root, "title", feed.title)
        _text(root, "subtitle", feed.description)
        _text(root, "updated", _stamp(feed.updated))
        _author(root, Author(self.view.name, self.view.site.url))
        address = absolute(self.view, addresses.feed(feed.page, self.name))
        etree.SubElement(root, f"{_ATOM}link", {"rel": "self", "type": self.type, "href": address})
        page = absolute(self.view, feed.page)
        etree.SubElement(root, f"{_ATOM}link", {"rel": "alternate", "type": "text/html", "href": page})
        _text(root, "generator", "Talanoa")
        for item in feed.items:
            root.append(deepcopy(self._entry(item)))
        return etree.tostring(root, encoding="utf-8", xml_declaration=True)


def _entry(item: Item) -> etree._Element:
    """Section 4.1.2."""
    entry = etree.Element(f"{_ATOM}entry", {_LANGUAGE: item.language}, nsmap=_NAMES)
    _text(entry, "id", item.id)
    _text(entry, "title", item.title)
    _text(entry, "published", _stamp(item.published))
    _text(entry, "updated", _stamp(item.updated))
    for author in item.authors:
        _author(entry, author)
    link = {"rel": "alternate", "type": "text/html", "hreflang": item.language, "href": item.url}
    etree.SubElement(entry, f"{_ATOM}link", link)
    if item.picture:
        enclosure = {"rel": "enclosure", "type": item.picture.type, "length": str(item.picture.length)}
        etree.SubElement(entry, f"{_ATOM}link", {**enclosure, "href": item.picture.url})
    for category in item.categories:
        etree.SubElement(entry, f"{_ATOM}category", {"term": category.term, "label": category.label})
    if item.summary:
        _text(entry, "summary", item.summary)
    content = _text(entry, "content", item.content)
    content.set("type", "html")
    return entry


def _author(parent: etree._Element, author: Author) -> None:
    element = etree.SubElement(parent, f"{_ATOM}author")
    _text(element, "name", author.name)
    if author.url:
        _text(element, "uri", author.url)


def _text(parent: etree._Element, name: str, text: str) -> etree._Element:
    element = etree.SubElement(parent, f"{_ATOM}{name}")
    element.text = text
    return element


def _stamp(moment: datetime) -> str:
    """RFC 3339, in whole seconds, with its offset."""
    return rfc3339(moment)
