"""Lists get items, entries get fields, and what goes takes nothing with it: every other byte stays."""

from __future__ import annotations

import copy
import re
from collections.abc import Sequence
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from tests.amend.trees import fields

from talanoa import source
from talanoa.amend import Change, Insert, Plain, Put, Remove, amended
from talanoa.amend.written import braces, entry, lines

Path = tuple[str | int, ...]


def put(*path: str | int, value: Any, after: Sequence[str] = ()) -> Put:
    return Put("x.yml", None, path, value, tuple(after))


def insert(*path: str | int, value: Any, at: int | None = None) -> Insert:
    return Insert("x.yml", None, path, value, at)


def remove(*path: str | int) -> Remove:
    return Remove("x.yml", None, path)


def changed(text: str, *changes: Change) -> str:
    new, done = amended(text.encode(), "x.yml", changes)
    assert len(done) == len(changes), text
    return new.decode()


@pytest.mark.parametrize(
    "was, change, now",
    [
        ("a:\n  - x\n  - y\n", insert("a", value="z"), "a:\n  - x\n  - y\n  - z\n"),
        ("a:\n- x # first\n# end\n", insert("a", value="z"), "a:\n- x # first\n- z\n# end\n"),
        ("a:\n- x\n- z\nb: 1\n", insert("a", value="v", at=1), "a:\n- x\n- v\n- z\nb: 1\n"),
        ("a:\n  - x\n", insert("a", value="w", at=0), "a:\n  - w\n  - x\n"),
        ("a: [x, y]  # two\n", insert("a", value="it's: so"), "a: [x, y, 'it''s: so']  # two\n"),
        ("a: []\n", insert("a", value="x"), "a: [x]\n"),
        ("a: [\n  x,\n]\n", insert("a", value="v"), "a: [\n  x, v,\n]\n"),
        ("a:\nb: 1\n", insert("a", value="x"), "a:\n  - x\nb: 1\n"),
        ("b: 1\n", insert("a", value="x"), "b: 1\na:\n  - x\n"),
        ("b: 1", insert("a", value="x"), "b: 1\na:\n  - x"),
        ("a:\r\n  - x\r\n", insert("a", value="v"), "a:\r\n  - x\r\n  - v\r\n"),
        (
            "a:\n  - id: x\n    t: |\n      one\n\n      two\n\n# end\n",
            insert("a", value={"id": "v", "m": Plain("2")}),
            "a:\n  - id: x\n    t: |\n      one\n\n      two\n\n  - id: v\n    m: 2\n# end\n",
        ),
        (
            "a:\n  - id: x\n    b: [1,\n      2]\n",
            insert("a", value={"id": "v", "t": "one\n\ntwo\n"}),
            "a:\n  - id: x\n    b: [1,\n      2]\n  - id: v\n    t: |\n      one\n\n      two\n",
        ),
        ("o:\n  d1:\n    b: 1\n", insert("o", "d2", "a", value="x"), "o:\n  d1:\n    b: 1\n  d2:\n    a:\n      - x\n"),
        ("o:\n  a:\n    - x\n", insert("o", "a", value="v"), "o:\n  a:\n    - x\n    - v\n"),
        ("a: 1\n", put("o", 1, "s", value="x"), "a: 1\no:\n  '1':\n    s: x\n"),
        ("o: {d1: {b: 1}}\n", insert("o", "d1", "a", value="x"), "o: {d1: {b: 1, a: [x]}}\n"),
        ("a: 1\n", put("o", "d", "s", value="x"), "a: 1\no:\n  d:\n    s: x\n"),
        ("a:\n  - x\n  - y\nb: 1\n", put("a", value=["z"]), "a:\n  - z\nb: 1\n"),
        ("a: |\n  one\n  two\nb: 1\n", put("a", value="three"), "a: three\nb: 1\n"),
        ("a: one # why\nb: 1\n", put("a", value="two"), "a: two # why\nb: 1\n"),
        ("a: 'one'\n", put("a", value="two"), "a: 'two'\n"),
        ("a: one\n", put("a", value="2026"), "a: '2026'\n"),
        ("a: one\nb: 1\n", put("a", value="two\nlines"), "a: |-\n  two\n  lines\nb: 1\n"),
        ("a: one\nb: 1\n", put("c", value="#1", after=["a"]), "a: one\nc: '#1'\nb: 1\n"),
        ("a: 1\nb: 2 # two\nc: 3\n", remove("b"), "a: 1\nc: 3\n"),
        ("a: 1\nb:\n  - x\n  # in it\n  - y\nc: 3\n", remove("b"), "a: 1\nc: 3\n"),
        ("- a: 1\n  b: 2\n", remove(0, "a"), "- b: 2\n"),
        ("{a: 1, b: 2, c: 3}\n", remove("b"), "{a: 1, c: 3}\n"),
        ("{a: 1, b: 2}\n", remove("a"), "{b: 2}\n"),
        ("a:\n  - x\n  - y # it\n  - z\n", remove("a", 1), "a:\n  - x\n  - z\n"),
        ("a: [x, y, z]\n", remove("a", 0), "a: [y, z]\n"),
        ("a: [x, y, z]\n", remove("a", 2), "a: [x, y]\n"),
    ],
)
def test_what_people_write(was: str, change: Change, now: str) -> None:
    assert changed(was, change) == now


@pytest.mark.parametrize(
    "was, at, now",
    [
        # Where entries have empty lines between them, the new one has them too.
        ("{1}\n{2}b: 1\n", None, "{1}\n{2}\n{v}b: 1\n"),
        ("{1}\n{2}\nb: 1\n", None, "{1}\n{2}\n{v}\nb: 1\n"),
        ("{1}\n{2}\nb: 1\n", 1, "{1}\n{v}\n{2}\nb: 1\n"),
        ("{1}\n{2}\nb: 1\n", 0, "{v}\n{1}\n{2}\nb: 1\n"),
        ("{1}{2}\nb: 1\n", 0, "{v}{1}{2}\nb: 1\n"),
        # It is as the entries are there.
        ("{1}{2}\n{3}", 1, "{1}{v}{2}\n{3}"),
        ("{1}{2}\n{3}", 2, "{1}{2}\n{v}\n{3}"),
        ("{1}\n{2}{3}", 0, "{v}\n{1}\n{2}{3}"),
        ("{1}\n{2}{3}", 2, "{1}\n{2}{v}{3}"),
        ("{1}\n{2}{3}", 3, "{1}\n{2}{3}{v}"),
        ("{1}{2}{3}\n{4}", 2, "{1}{2}{v}{3}\n{4}"),
        # A text in lines of its own has the empty lines below it.
        ("{t}\n{u}\n# end\n", None, "{t}\n{u}\n{v}\n# end\n"),
        ("{t}\n{u}b: 1\n", None, "{t}\n{u}\n{v}b: 1\n"),
        ("{t}\n{u}\n", None, "{t}\n{u}\n{v}"),
        ("{t}\n{2}", 1, "{t}\n{v}\n{2}"),
        ("{k}\n{l}", None, "{k}\n{l}{v}"),
        ("{k}\n{l}\nb: 1\n", None, "{k}\n{l}\n{v}\nb: 1\n"),
    ],
)
def test_a_new_entry_has_an_empty_line_where_the_others_have_one(was: str, at: int | None, now: str) -> None:
    texts = {letter: f"  - t: {mark}\n      one\n" for letter, mark in zip("tukl", ("|", "|", "|+", "|+"))}
    parts = {letter: f"  - t: {letter}\n" for letter in "v1234"} | texts
    was, now = (re.sub(r"\{(.)\}", lambda found: parts[found[1]], text) for text in (was, now))
    assert changed(f"a:\n{was}", insert("a", value={"t": "v"}, at=at)) == f"a:\n{now}"


@pytest.mark.parametrize(
    "was, change, now",
    [
        ("a:\n  - |\n    one\nb: 1\n", insert("a", value="v"), "a:\n  - |\n    one\n  - v\nb: 1\n"),
        ("a:\n  - x\n\n  - y\n", insert("a", value="v"), "a:\n  - x\n\n  - y\n  - v\n"),
        ("a:\n  - x\n  -\nb: 1\n", insert("a", value="v"), "a:\n  - x\n  -\n  - v\nb: 1\n"),
        ("a: [x, y]\n", insert("a", value="v", at=0), "a: [v, x, y]\n"),
        ("a: [x, y]\n", insert("a", value="v", at=1), "a: [x, v, y]\n"),
        ("a: [x, y]\n", insert("a", value="v", at=9), "a: [x, y, v]\n"),
        ("a: |\n  one\nb: 1\n", put("c", value="v", after=["a"]), "a: |\n  one\nc: v\nb: 1\n"),
        # What the check warns of may be written again.
        ("a: Call #5\nb: 1\n", put("a", value="Call 5"), "a: Call 5 #5\nb: 1\n"),
        ("a: &n x\nb: 1\n", put("a", value="v"), "a: v\nb: 1\n"),
        ("a: ! x\n", put("a", value="v"), "a: v\n"),
        ("a: {b: 1, d: 2}\n", put("a", "c", value="v", after=["b"]), "a: {b: 1, c: v, d: 2}\n"),
        ("a: {}\n", put("a", "c", value="v"), "a: {c: v}\n"),
        ("a:\n  - t: |\n      one\n  - t: 2\nb: 1\n", remove("a", 0), "a:\n  - t: 2\nb: 1\n"),
        ("a:\n  - x\n  - |\n    one\n  - y\nb: 1\n", remove("a", 1), "a:\n  - x\n  - y\nb: 1\n"),
        ("a:\n  - x\n  - y", remove("a", 1), "a:\n  - x\n"),
        ("- - x\n  - y\n", remove(0, 0), "- - y\n"),
        ("a: 1\nb: |\n  one\n  two\nc: 1\n", remove("b"), "a: 1\nc: 1\n"),
        ("a: 1\nb: x", remove("b"), "a: 1\n"),
        ("a: 1\nb: # c\nc: 1\n", remove("b"), "a: 1\nc: 1\n"),
        ("a: {b: [1, 2], c: 1}\n", remove("a", "c"), "a: {b: [1, 2]}\n"),
        ("y: {b: , c: 1}\n", remove("y", "b"), "y: {c: 1}\n"),
        ("y: {b: 1, c: }\n", remove("y", "c"), "y: {b: 1}\n"),
        ("x: &n 1\ny: {b: 1, c: *n}\n", remove("y", "b"), "x: &n 1\ny: {c: *n}\n"),
    ],
)
def test_what_is_around_stays(was: str, change: Change, now: str) -> None:
    assert changed(was, change) == now


def test_several_at_once() -> None:
    was = "a:\n  - id: x\n    c: 1\n  - id: y # it\nb: {}\n"
    changes = [put("a", 0, "c", value=Plain("2")), insert("a", value={"id": "z"}), insert("a", 1, "d", value="w")]
    assert changed(was, *changes) == "a:\n  - id: x\n    c: 2\n  - id: y # it\n    d:\n      - w\n  - id: z\nb: {}\n"


@pytest.mark.parametrize(
    "text, change",
    [
        ("a: &n [x]\nb: *n\n", insert("b", value="v")),  # an alias
        ("a: &n x\nb: *n\n", put("a", value="v")),  # what an alias stands for would change with it
        ("- &n {a: x}\n- *n\n", put(1, "a", value="v")),  # an alias as an item
        ("a: &n {b: x}\nc: [*n]\n", put("c", 0, "b", value="v")),
        ("a: x\n", insert("a", value="v")),  # no list
        ("a: [x]\n", put("a", "b", value="v")),  # no group of fields
        ("a: [x]\n", remove("b")),  # nothing
        ("a: {b: 1}\n", remove("a", "b")),  # would leave an empty group
        ("x: &n 1\na:\n  - *n\nb: 2\n", remove("a")),  # an alias in it
        ("x: &n 1\na: *n\nb: 2\n", remove("a")),
        ("a: [x, y]\n", remove("a", 2)),
        ("a: [x, y]\n", remove("a", -1)),
        ("a: [x]\n", remove("a", 0)),  # would leave an empty list
        ("a:\n  - x\n", remove("a", 0)),
        ("a: 1\nb: 2\n", remove(0)),  # no list
        ("- x\n- y\n", remove("a")),  # no group
        ("a: [x]\n", put("a", "b", "c", value="v")),
        ("a: {'0': {c: 1}}\n", put("a", 0, "c", value="v")),
        ("a:\n  - b: 1\n", put("a", 1, "c", value="v")),  # one item too few
    ],
)
def test_what_is_left_alone(text: str, change: Change) -> None:
    assert amended(text.encode(), "x.yml", [change]) == (text.encode(), [])


# Whatever values.

TEXTS = st.one_of(
    st.text(st.characters(exclude_categories=["Cs", "Cc", "Co", "Cn"]), max_size=12),
    st.text(" \n\t-?:,[]{}#&*!|>'\"%@`~\\=.0123456789eEynoxf\x85\u2028é", max_size=9),
    st.sampled_from(
        ["", "null", "Yes", "- a", "a: b", "a #b", "# a", "---", "...", "2026-01-02", " a", "a ", "a\n", "\na"]
    ),
)
KEYS = st.sampled_from(["a", "b", "title", "on", "2026-06-10", "a b"])
VALUES = st.recursive(
    TEXTS, lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(KEYS, inner, max_size=3)), max_leaves=6
)


def is_refused(value: Any) -> bool:
    """True for what no YAML of ours has: the parser takes these ends of lines for ends, and no one else does."""
    return any(character in repr(value) for character in ("\\x85", "\\u2028", "\\u2029", "\\ufeff"))


@given(KEYS, VALUES)
def test_what_is_written_is_read_again(key: str, value: Any) -> None:
    if is_refused(value):
        return
    for text in (f"{lines(key, value, 0)}\n", f"{{{key}: {braces(value)}}}\n"):
        assert yaml.load(text, yaml.BaseLoader) == {key: value}, text
        assert fields(text.encode()) == composed({key: value}), text
    assert yaml.load(f"{entry(value, 0)}\n", yaml.BaseLoader) == [value]


@pytest.mark.parametrize("text", ["\n", "\n\n", "a\n\n", "\na", "a:\tb", "a\t#b", "a\tb\nc"])
def test_a_text_with_odd_spaces_is_read_again(text: str) -> None:
    for written in (f"{lines('a', text, 0)}\nb: 1\n", f"{{a: {braces(text)}, b: 1}}\n"):
        assert fields(written.encode()) == {"a": text, "b": "1"}, written


def test_quotation_marks_are_only_where_they_are_needed() -> None:
    assert braces({"a, b": "c", "d": "e: f"}) == "{'a, b': c, d: 'e: f'}"
    assert lines("a, b", "c", 0) == "a, b: c"
    assert braces("é\x01") == '"é\\u0001"'


def composed(value: Any) -> Any:
    """As all texts are read: in Unicode's composed form."""
    if isinstance(value, dict):
        return {key: composed(one) for key, one in value.items()}
    return [*map(composed, value)] if isinstance(value, list) else source.nfc(value)


# Whatever file.

COMMENTS = st.sampled_from(["", "", " # why", "  # ශ්‍රී: {["])
INLINE = st.sampled_from(["x", "'it''s'", '"a: b"', "[]", "[x, y]", "{}", "{a: 1, b: [x]}", "", "1"])


@st.composite
def blocks(draw: st.DrawFn, indent: int, depth: int = 0) -> str:
    """The lines of a group of fields."""
    text = ""
    for key in draw(st.lists(st.sampled_from(["a", "b", "c", "d"]), min_size=1, max_size=3, unique=True)):
        text += draw(st.sampled_from(["", "", "\n", " " * indent + "# own line\n"])) + " " * indent + f"{key}:"
        kind = draw(st.sampled_from(["inline", "text", "list", "group"] if depth < 2 else ["inline", "text"]))
        if kind == "inline":
            value = draw(INLINE)
            text += f"{' ' if value else ''}{value}{draw(COMMENTS)}\n"
        elif kind == "text":
            mark = draw(st.sampled_from(["|", ">-", "|+"]))
            text += f" {mark}\n{' ' * indent}  one\n\n{' ' * indent}  two\n" + draw(st.sampled_from(["", "\n"]))
        elif kind == "list":
            less = draw(st.sampled_from([0, 2]))
            items = [
                draw(st.one_of(st.sampled_from(["x", "[y]", "{a: 1}"]), blocks(indent + less + 2, depth + 2)))
                for _ in range(2)
            ]
            text += "\n" + "".join(
                f"{' ' * (indent + less)}- {item.lstrip()}{'' if item.endswith(chr(10)) else chr(10)}" for item in items
            )
        else:
            text += "\n" + draw(blocks(indent + 2, depth + 1))
    return text


def paths(data: Any, before: Path = ()) -> list[Path]:
    steps = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    return [path for step, value in steps for path in ((*before, step), *paths(value, (*before, step)))]


def at(data: Any, path: Path) -> Any:
    for step in path:
        data = data[step]
    return data


@given(blocks(0), st.sampled_from(["\n", "\r\n"]), st.data())
def test_nothing_else_changes(text: str, line_end: str, draws: st.DataObject) -> None:
    before = fields(text.encode())
    if before is None or before != yaml.load(text, yaml.BaseLoader):
        return
    path = draws.draw(st.sampled_from(paths(before)))
    kind = draws.draw(st.sampled_from(["put", "new", "insert", "remove"]))
    value = draws.draw(VALUES.filter(lambda value: not is_refused(value)))
    expected = copy.deepcopy(before)
    change: Change
    if kind == "put":
        change = put(*path, value=value)
        at(expected, path[:-1])[path[-1]] = value
    elif kind == "new" and isinstance(at(before, path), dict):
        change = put(*path, "z", value=value)
        at(expected, path)["z"] = value
    elif kind == "insert" and isinstance(at(before, path), list):
        change = insert(*path, value=value)
        at(expected, path).append(value)
    else:
        change = remove(*path)
        del at(expected, path[:-1])[path[-1]]
    data = text.replace("\n", line_end).encode()
    new, done = amended(data, "x.yml", [change])
    if not done:
        assert new == data
        return
    found = new.decode().replace("\r\n", "\n")
    assert yaml.load(found, yaml.BaseLoader) == expected, (text, change, found)
    if line_end == "\r\n":
        assert new.count(b"\n") == new.count(b"\r\n")
    start = next(
        (i for i, (one, two) in enumerate(zip(text, found, strict=False)) if one != two), min(len(text), len(found))
    )
    rest = min(len(text), len(found)) - start
    same = next((i for i in range(rest) if text[-1 - i] != found[-1 - i]), rest)
    gone = text[start : len(text) - same]
    if kind in ("new", "insert") and isinstance(change, (Put, Insert)) and change.path != path[:0]:
        assert not gone or isinstance(change, Put) or not at(before, path), (text, found)
