"""Files that belong together are written together: all of them, or none."""

from __future__ import annotations

from pathlib import Path

import pytest

from talanoa.files import put_all
from tests.conftest import tree


def test_all_are_as_they_are_to_be(tmp_path: Path) -> None:
    (tmp_path / "members.yml").write_bytes(b"old")
    (tmp_path / "gone.md").write_bytes(b"here")
    put_all(tmp_path, {"members.yml": b"new", "posts/2026/a.md": b"text", "gone.md": None, "never.md": None})
    assert tree(tmp_path) == {"members.yml": b"new", "posts/2026/a.md": b"text"}


@pytest.mark.parametrize("last", ["members.yml/a.md", "posts"], ids=["a file is in the way", "a folder is in the way"])
def test_where_one_cannot_be_written_nothing_is_changed(last: str, tmp_path: Path) -> None:
    (tmp_path / "posts").mkdir()
    (tmp_path / "posts/old.md").write_bytes(b"old")
    (tmp_path / "members.yml").write_bytes(b"old")
    before = tree(tmp_path)
    with pytest.raises(OSError):
        put_all(tmp_path, {"members.yml": b"new", "posts/old.md": None, "posts/new.md": b"new", last: b"x"})
    assert tree(tmp_path) == before
