"""What counts as content: one list for reading, watching, comparing, and taking over from contributions."""

from __future__ import annotations

import pytest

from talanoa.files import is_contributed, is_read


@pytest.mark.parametrize(
    ("path", "read", "contributed"),
    [
        ("network.yml", True, False),
        ("members.yml", True, True),
        ("events.yaml", False, False),
        ("posts/reefs.md", True, True),
        ("posts/2026/reefs/index.md", True, True),
        ("posts/reefs.yml", False, False),
        ("posts/Reefs.MD", False, False),
        ("posts/reefs.JPG", False, True),
        ("members/reef-watch.yaml", True, True),
        ("members/about.md", False, False),
        ("events/fair/poster.webp", False, True),
        ("events/fair/poster.svg", False, False),
        ("docs/about.md", True, False),
        ("docs/photo.png", False, False),
        ("mkdocs.yml", False, False),
        ("README.md", False, False),
        ("photo.png", False, False),
        ("posts.md", False, False),
        ("posts", False, False),
        ("postscript/a.md", False, False),
        ("members.yml/a.md", False, False),
        ("members.yml/a.png", False, False),
    ],
)
def test_what_counts_as_content(path: str, read: bool, contributed: bool) -> None:
    assert (is_read(path), is_contributed(path)) == (read, contributed)
