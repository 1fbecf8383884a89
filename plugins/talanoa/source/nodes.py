"""What a YAML file holds: texts, lists and groups of fields, each with its place."""

from __future__ import annotations

from typing import TypeGuard

from msgspec import Struct, field

from talanoa.problems import Place
from talanoa.source.text import Source


class Node(Struct, eq=False):
    """A value of a YAML file and where it is (character indexes into its source)."""

    source: Source
    start: int
    end: int

    @property
    def place(self) -> Place:
        return self.source.place(self.start, self.end)


class Scalar(Node, eq=False):
    """A text. `plain` means unquoted; `block` that it is in lines of its own after `|` or `>`."""

    text: str
    plain: bool
    block: bool = False

    @property
    def is_null(self) -> bool:
        return self.plain and self.text in ("", "~", "null", "Null", "NULL")


class Sequence(Node, eq=False):
    """A list."""

    items: list[Node] = field(default_factory=list)


class Mapping(Node, eq=False):
    """Keys with their values, in the order of the file."""

    entries: dict[str, tuple[Scalar, Node]] = field(default_factory=dict)

    def get(self, key: str) -> Node | None:
        entry = self.entries.get(key)
        return entry[1] if entry else None

    def key_place(self, key: str) -> Place:
        return self.entries[key][0].place


def has_value(node: Node | None) -> TypeGuard[Node]:
    """False for what isn't there, and for what is there and empty (`key:`)."""
    return node is not None and not (isinstance(node, Scalar) and node.is_null)
