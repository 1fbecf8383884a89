"""A paper or a recording that belongs to an event or to a step of a series."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Literal

from msgspec import Struct

from talanoa.model.values import FilePath, Language, Text, Url
from talanoa.problems import Problem
from talanoa.source import Mapping

DocumentKind = Literal["concept-note", "survey", "draft", "validated", "presentation", "notes", "recording", "other"]


class Document(Struct, frozen=True):
    title: Text
    url: Url | None = None
    file: FilePath | None = None
    kind: DocumentKind = "other"
    language: Language | None = None
    date: date | None = None

    def rules(self, node: Mapping) -> Iterator[Problem]:
        if (self.url is None) == (self.file is None) and not (node.get("url") or node.get("file")):
            yield Problem(
                "document-without-place",
                "the document has no address and no file",
                node.key_place("title"),
                "add `url:` or `file:`",
            )
        elif self.url and self.file:
            yield Problem(
                "document-without-place",
                "the document has both an address and a file",
                node.key_place("file"),
                "keep `url:` or `file:`",
            )
