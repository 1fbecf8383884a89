"""What a YAML text says, to compare texts by it."""

from __future__ import annotations

from typing import Any

from talanoa import source


def fields(data: bytes) -> Any:
    """The data of a YAML text, every scalar as its text."""
    found = source.decode(data, "x.yml", [])
    return _plain(source.parse_yaml(found, [])) if found else None


def _plain(node: source.Node | None) -> Any:
    if isinstance(node, source.Mapping):
        return {key: _plain(value) for key, (_, value) in node.entries.items()}
    if isinstance(node, source.Sequence):
        return [_plain(item) for item in node.items]
    return node.text if isinstance(node, source.Scalar) else None
