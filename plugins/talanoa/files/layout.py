"""What a network's folder holds: the names that are read, and what a name says of a file."""

from __future__ import annotations

import posixpath

SETTINGS = "mkdocs.yml"
LISTS = ("network.yml", "members.yml", "events.yml")
FOLDERS = ("docs", "events", "members", "posts")
IMAGE_ENDINGS = frozenset({".jpg", ".jpeg", ".png", ".webp", ".gif"})


def ending_of(path: str) -> str:
    return posixpath.splitext(path)[1].lower()


def is_image(path: str) -> bool:
    """True for a file that its name calls a picture."""
    return ending_of(path) in IMAGE_ENDINGS
