"""A page as a browser reads it: its elements, where each is, and what it says of itself."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from html.parser import HTMLParser

Shape = tuple[str, frozenset[str], str]  # an element's name, its attributes' names, its class

THEIRS = frozenset({"t-body", "t-intro"})  # the classes of what holds a text of someone's
JSON_LD = {"type": "application/ld+json"}


@dataclass
class Element:
    tag: str
    attributes: dict[str, str]
    is_theirs: bool = True  # is in a text of someone's, or anywhere in a feed

    @property
    def classes(self) -> list[str]:
        return self.attributes.get("class", "").split()

    @property
    def shape(self) -> Shape:
        return self.tag, frozenset(self.attributes), self.attributes.get("class", "")


@dataclass
class Page:
    """A page as a tokeniser that follows HTML5 sees it (html.parser), and what is in it."""

    elements: list[Element] = field(default_factory=list)
    text: str = ""
    json_ld: list[object] = field(default_factory=list)
    code: list[str] = field(default_factory=list)
    comments: list[str] = field(default_factory=list)

    def all(self, tag: str) -> Iterable[Element]:
        return (element for element in self.elements if element.tag == tag)


class _Reader(HTMLParser):
    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.page = Page()
        self.in_script = False
        self.region = ""  # the element that holds a text of someone's, and how many of its name are open in it
        self.depth = 0
        self.texts: list[str] = []
        self.feed(html)
        self.close()
        self.page.text = "".join(self.texts)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = [name for name, _ in attrs]
        assert len(names) == len(set(names)), (
            f"<{tag}> has an attribute twice: browsers take the first, others the last"
        )
        element = Element(tag, {name: value or "" for name, value in attrs}, self.depth > 0)
        self.page.elements.append(element)
        self.in_script = tag == "script"
        if self.depth:
            self.depth += tag == self.region
        elif THEIRS.intersection(element.classes):
            self.region, self.depth = tag, 1

    def handle_endtag(self, tag: str) -> None:
        self.in_script = False
        if self.depth and tag == self.region:
            self.depth -= 1

    def handle_data(self, data: str) -> None:
        if self.in_script and self.page.elements[-1].attributes == JSON_LD:
            self.page.json_ld.append(json.loads(data))
        elif self.in_script:
            self.page.code.append(data)
        else:
            self.texts.append(data)

    def handle_comment(self, data: str) -> None:
        self.page.comments.append(data)

    def handle_pi(self, data: str) -> None:
        self.page.comments.append(data)

    def unknown_decl(self, data: str) -> None:
        self.page.comments.append(data)


@lru_cache(maxsize=8192)
def read(data: bytes) -> Page:
    return _Reader(data.decode("utf-8")).page
