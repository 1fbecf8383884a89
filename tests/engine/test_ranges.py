"""A part of a file, for those who ask for one."""

from __future__ import annotations

import pytest
from starlette.datastructures import Headers

from talanoa.engine.preview.ranges import part_or_all

TEN = b"0123456789"


def answered(**asked: str) -> tuple[int, bytes, str | None]:
    """Status, bytes, and which of all they are."""
    headers = Headers({name.replace("_", "-"): value for name, value in asked.items()})
    answer = part_or_all(TEN, "video/mp4", headers, {})
    return answer.status_code, bytes(answer.body), answer.headers.get("Content-Range")


@pytest.mark.parametrize(
    ("asked", "status", "data", "which"),
    [
        ("bytes=0-3", 206, b"0123", "bytes 0-3/10"),
        ("bytes=8-", 206, b"89", "bytes 8-9/10"),
        ("bytes=8-99999", 206, b"89", "bytes 8-9/10"),
        ("bytes=-3", 206, b"789", "bytes 7-9/10"),
        ("bytes=-99", 206, TEN, "bytes 0-9/10"),
        ("bytes=10-", 416, b"", "bytes */10"),
        ("bytes=-0", 416, b"", "bytes */10"),
    ],
)
def test_a_part(asked: str, status: int, data: bytes, which: str) -> None:
    assert answered(range=asked) == (status, data, which)


@pytest.mark.parametrize(
    "asked",
    ["", "bytes=-", "bytes=5-2", "bytes=0-1,4-5", "lines=0-1", "bytes=\N{SUPERSCRIPT TWO}-", f"bytes={'9' * 5000}-"],
)
def test_all_of_it_for_what_is_no_single_part(asked: str) -> None:
    assert answered(range=asked) == (200, TEN, None)


def test_what_a_browser_has_is_not_sent_again() -> None:
    tag = part_or_all(TEN, "video/mp4", Headers(), {}).headers["ETag"]
    assert answered(if_none_match=f'"other", W/{tag}') == (304, b"", None)
    assert answered(if_none_match='"other"') == (200, TEN, None)
    assert answered(range="bytes=0-0", if_range=tag) == (206, b"0", "bytes 0-0/10")
    assert answered(range="bytes=0-0", if_range='"other"') == (200, TEN, None), "a part of another file is of no use"
