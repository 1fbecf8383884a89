"""Files changed whole or not at all, and what is said of it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from tests.amend.test_changes import insert, put, remove

from talanoa import source
from talanoa.amend import Change, Plain, Put, amend, amended, entry_at, preview, root_of
from talanoa.amend.changes import are_same, data_of
from talanoa.problems import Place


def test_a_preview_says_what_would_be_done_and_does_nothing(tmp_path: Path) -> None:
    for name in ("a.yml", "b.yml"):
        (tmp_path / name).write_bytes(b"x: 1\n")
    changes = [Put(name, None, ("x",), Plain("2")) for name in ("b.yml", "a.yml")]
    said = preview(tmp_path, changes)
    assert [str(one) for one in said] == ["a.yml:1: x 1 → 2", "b.yml:1: x 1 → 2"]
    assert (tmp_path / "a.yml").read_bytes() == b"x: 1\n"
    assert list(amend(tmp_path, changes)) == said
    assert (tmp_path / "a.yml").read_bytes() == b"x: 2\n"


def test_what_is_wished_of_an_entry_that_is_gone_keeps_nothing_from_the_others() -> None:
    data = b"- id: x\n"
    nowhere, there = (Put("x.yml", Place("x.yml", line, 7, line, 8), ("m",), Plain("1")) for line in (9, 1))
    new, done = amended(data, "x.yml", [nowhere, there])
    assert (new, len(done)) == (b"- id: x\n  m: 1\n", 1)


def test_what_can_not_be_changed_keeps_nothing_from_the_others() -> None:
    """An alias has its value elsewhere."""
    new, done = amended(b"a: &n x\nb: *n\nc: 1\n", "x.yml", [put("b", value="v"), put("c", value=Plain("2"))])
    assert (new, [one.key for one in done]) == (b"a: &n x\nb: *n\nc: 2\n", ["c"])


@pytest.mark.parametrize(
    ("was", "now"),
    [("---\ntitle: A\n---\ntitle: B\n", "---\ntitle: C\n---\ntitle: B\n"), ("title: B\n", "title: B\n")],
)
def test_of_a_post_the_fields_above_its_text_are_changed(was: str, now: str) -> None:
    assert amended(was.encode(), "x.md", [put("title", value="C")])[0].decode() == now


def test_an_entry_is_found_by_its_place_and_the_whole_by_none() -> None:
    root = root_of(b"a: 1\nb:\n  - id: x\n", "x.yml", [])
    assert isinstance(root, source.Mapping)
    (item,) = root.get("b").items  # type: ignore[union-attr]
    assert entry_at(root, None) is root
    assert entry_at(root, Place("x.yml", 3, 9, 3, 10)) is item
    assert entry_at(root, Place("x.yml", 1, 1, 1, 2)) is None
    assert entry_at(None, None) is entry_at(None, Place("x.yml", 3, 9, 3, 10)) is None


def test_a_new_line_ends_as_the_one_above_it() -> None:
    new, _ = amended(b"a: 1\nb:\r\n  - x\r\nc: 1\n", "x.yml", [insert("b", value="v")])
    assert new == b"a: 1\nb:\r\n  - x\r\n  - v\r\nc: 1\n"
    new, _ = amended(b"a: 1\nb:\r\n  - x\nc: 1\r\n", "x.yml", [insert("b", value="v")])
    assert new == b"a: 1\nb:\r\n  - x\n  - v\nc: 1\r\n"


def test_each_change_is_reported_with_the_line_on_which_it_is_afterwards() -> None:
    """In the order in which they were wished, whatever was taken out or put in above them."""
    was = b"a: 1\nb: |\n  one\n  two\nc: 1\nd:\n  - x\ne: 1\n"
    changes = [
        put("e", value=Plain("2")),
        insert("d", value="v"),
        put("c", value=Plain("2")),
        put("b", value="short"),
        put("new", value=Plain("1"), after=["a"]),
    ]
    new, done = amended(was, "x.yml", changes)
    assert new == b"a: 1\nnew: 1\nb: short\nc: 2\nd:\n  - x\n  - v\ne: 2\n"
    assert [str(one) for one in done] == [
        "x.yml:8: e 1 → 2",
        "x.yml:7: d none → changed",
        "x.yml:4: c 1 → 2",
        "x.yml:3: b one\ntwo\n → short",
        "x.yml:2: new none → 1",
    ]


def test_what_a_field_had_is_said_however_deep_it_is() -> None:
    _, (done,) = amended(b"c: 1\na:\n  - c: 2\n", "x.yml", [put("a", 0, "c", value=Plain("3"))])
    assert str(done) == "x.yml:3: a.0.c 2 → 3"


def test_items_are_known_by_the_numbers_that_they_had() -> None:
    changes: list[Change] = [
        insert("a", value="new", at=1),
        remove("a", 2),
        put("a", 3, "d", value=Plain("5")),
        insert("a", value="last", at=4),
        insert("a", value="end"),
    ]
    was = b"a:\n  - w\n  - x\n  - y\n  - d: 1\n  - z\n"
    new, done = amended(was, "x.yml", changes)
    assert new == b"a:\n  - w\n  - new\n  - x\n  - d: 5\n  - last\n  - z\n  - end\n"
    assert len(done) == 5


def data_in(text: str) -> Any:
    root = root_of(text.encode(), "x.yml", [])
    assert root
    return data_of(root)[0]


@pytest.mark.parametrize(
    ("wished", "found", "expected"),
    [
        ("a: 1\nb: [x]\n", "a: 1\nb: [x]\n", True),
        ("a: 1\n", "a: '1'\n", False),
        ("a: 1\n", "a: [1]\n", False),
        ("a: [1]\n", "a: 1\n", False),
        ("a: [1]\n", "a: {b: 1}\n", False),
        ("a: {b: 1}\n", "a: [b]\n", False),
        ("a: {b: 1}\n", "a: b\n", False),
        ("a: [1, 2]\n", "a: [1]\n", False),
        ("a: [1, 2]\n", "a: [1, 3]\n", False),
        ("a: 1\nb: 2\n", "b: 2\na: 1\n", False),
        ("a: 1\n", "a: 1\nb: 2\n", False),
    ],
)
def test_a_new_text_says_what_was_wished_or_it_is_not_written(wished: str, found: str, expected: bool) -> None:
    root = root_of(found.encode(), "x.yml", [])
    assert root
    assert are_same(data_in(wished), root) is expected
