"""The values of mkdocs.yml: as Python-Markdown's extensions take them, lists of names, and what is said of another shape."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import yaml

from talanoa.problems import Problem
from talanoa.source import Mapping, Node, Scalar, Sequence

Problems = list[Problem]


def plain(node: Node) -> Any:
    """Texts, numbers, true and false, lists and groups."""
    if isinstance(node, Mapping):
        return {key: plain(child) for key, (_, child) in node.entries.items()}
    if isinstance(node, Sequence):
        return [plain(item) for item in node.items]
    assert isinstance(node, Scalar)
    if not node.plain:
        return node.text
    try:
        value = yaml.safe_load(node.text)
    except yaml.YAMLError:
        return node.text
    return value if isinstance(value, (bool, int, float, type(None))) else node.text


def named(node: Node, problems: Problems) -> Iterator[tuple[Scalar, Node | None]]:
    """The names of a list of plugins or extensions, with what each is set to; a group of them is as good as a list."""
    if isinstance(node, Mapping):
        yield from node.entries.values()
    elif isinstance(node, Sequence):
        for item in node.items:
            if isinstance(item, Scalar):
                yield item, None
            elif isinstance(item, Mapping) and len(item.entries) == 1:
                yield from item.entries.values()
            else:
                problems.append(other_shape(item, "a name, or `name:` with its settings below"))
    elif not (isinstance(node, Scalar) and node.is_null):
        problems.append(other_shape(node, "a list of names (`[a, b]`, or a line `- a` for each)"))


def other_shape(node: Node, wanted: str) -> Problem:
    found = "a text" if isinstance(node, Scalar) else "a list" if isinstance(node, Sequence) else "a group of settings"
    return Problem("wrong-shape", f"this is {found} instead of {wanted}", node.place, f"write {wanted}")
