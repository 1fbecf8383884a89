"""What a browser makes of a page: its elements, and its texts."""

from __future__ import annotations

from html.parser import HTMLParser
from typing import Any


class Parts(HTMLParser):
    """A page as a list of what it consists of; scripts as they are, texts joined."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.parts: list[Any] = []
        self.scripts: list[str] = []
        self._in_script = False
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.parts.append((tag, *(part for attribute in attrs for part in attribute)))
        self._in_script = tag == "script" and ("type", "application/ld+json") in attrs

    def handle_endtag(self, tag: str) -> None:
        self.parts.append(f"</{tag}>")
        self._in_script = False

    def handle_data(self, data: str) -> None:
        if self._in_script:
            self.scripts.append(data)
        elif isinstance(self.parts[-1], list):
            self.parts[-1][0] += data
        else:
            self.parts.append([data])

    def handle_comment(self, data: str) -> None:
        self.parts.append(("comment", data))

    def handle_decl(self, decl: str) -> None:
        self.parts.append(("declaration", decl))

    def unknown_decl(self, data: str) -> None:
        self.parts.append(("unknown", data))

    def handle_pi(self, data: str) -> None:
        self.parts.append(("instruction", data))
