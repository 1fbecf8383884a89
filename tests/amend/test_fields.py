"""Fields are set in the text itself, and every other byte stays as someone wrote it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.amend.trees import fields

from talanoa import source
from talanoa.amend import Plain, Put, amend, amended, entries
from talanoa.problems import Place


def wish(at: Place, key: str, value: str, after: str = "id") -> Put:
    return Put(at.file, at, (key,), Plain(value), (after, "id"))


def wished(data: bytes, key: str = "sequence", value: str = "3", after: str = "start") -> tuple[bytes, list[str]]:
    """Sets a field of every entry of a text."""
    found = source.decode(data, "x.yml", [])
    root = source.parse_yaml(found, []) if found else None
    assert root, "the story is about nothing"
    text, done = amended(data, "x.yml", [wish(at, key, value, after) for at in sorted(entries(root))])
    return text, [str(one) for one in done]


@pytest.mark.parametrize(
    "was, now",
    [
        ("id: x\nsequence: 2\n", "id: x\nsequence: 3\n"),
        ("id: x\nsequence:   2   # two\nb: 1\n", "id: x\nsequence:   3   # two\nb: 1\n"),
        ("id: x\nsequence: '2'\n", "id: x\nsequence: '3'\n"),
        ('id: x\n"sequence": "2"\n', 'id: x\n"sequence": "3"\n'),
        ("id: x\nsequence:\nb: 1\n", "id: x\nsequence: 3\nb: 1\n"),
        ("id: x\nsequence: # none\n", "id: x\nsequence: 3 # none\n"),
        ("id: x\nsequence: ~\n", "id: x\nsequence: 3\n"),
        ("id: x\nsequence:\n  2\n", "id: x\nsequence:\n  3\n"),
        ("id: x", "id: x\nsequence: 3"),
        ("id: x\n", "id: x\nsequence: 3\n"),
        ("id: x\n# end\n", "id: x\nsequence: 3\n# end\n"),
        ("id: x # it\nstart: 1  # then\nb: 1\n", "id: x # it\nstart: 1  # then\nsequence: 3\nb: 1\n"),
        ("id: x\nstart: >\n  1\nb: 1\n", "id: x\nstart: >\n  1\nsequence: 3\nb: 1\n"),
        ("id: x\nstart: a\n  b\nb: 1\n", "id: x\nstart: a\n  b\nsequence: 3\nb: 1\n"),
        ("id: x\nstart: [1,\n  2]\nb: 1\n", "id: x\nstart: [1,\n  2]\nsequence: 3\nb: 1\n"),
        ("a:\n- b: 1\n  id: x\n", "a:\n- b: 1\n  id: x\n  sequence: 3\n"),
        ("a:\n    -   id: x\n        b: 1\n", "a:\n    -   id: x\n        sequence: 3\n        b: 1\n"),
        ("- - id: x\n", "- - id: x\n    sequence: 3\n"),
        ("a:\r\n  - id: x\r\n  - id: y\r\n", "a:\r\n  - id: x\r\n    sequence: 3\r\n  - id: y\r\n    sequence: 3\r\n"),
        ("id: x\r\nb: 1\n", "id: x\r\nsequence: 3\r\nb: 1\n"),
        ("id: x\rb: 1\r", "id: x\rsequence: 3\rb: 1\r"),
        ("\ufeffid: x\n", "\ufeffid: x\nsequence: 3\n"),
        ("id: x\nb: e\u0301\nc: é\n", "id: x\nsequence: 3\nb: e\u0301\nc: é\n"),
        ("---\nid: x\n...\n", "---\nid: x\nsequence: 3\n...\n"),
        ("{id: x}", "{id: x, sequence: 3}"),
        ("{id: x, start: 1, b: 2}", "{id: x, start: 1, sequence: 3, b: 2}"),
        ("{\n  id: x, # it\n  start: [1],\n}\n", "{\n  id: x, # it\n  start: [1], sequence: 3,\n}\n"),
        ('{"id":"x"}', '{"id":"x", sequence: 3}'),
        ("{id: x, sequence: 2}", "{id: x, sequence: 3}"),
        ("{id: x, sequence: }", "{id: x, sequence: 3 }"),
        ("- {id: ශ්‍රී, b: '#'} # ශ්‍රී\n", "- {id: ශ්‍රී, sequence: 3, b: '#'} # ශ්‍රී\n"),
        ("occurrences:\n  d: {}\n", "occurrences:\n  d: {sequence: 3}\n"),
        ("occurrences:\n  d: {b: [1]}\n", "occurrences:\n  d: {b: [1], sequence: 3}\n"),
        ("occurrences:\n  d:\n    # c\n    b: [1]\n", "occurrences:\n  d:\n    # c\n    b: [1]\n    sequence: 3\n"),
        ("&a {id: x}", "&a {id: x, sequence: 3}"),
        ("id: x\nsequence: ''\n", "id: x\nsequence: '3'\n"),
        ('id: x\nsequence: "\\x32"\n', 'id: x\nsequence: "3"\n'),
        # An alias has its value elsewhere, and where an empty value ends no one sees.
        ("- {b: &n 1}\n- {id: x, start: *n}\n", "- {b: &n 1}\n- {id: x, sequence: 3, start: *n}\n"),
        ("b: &n 1\nid: x\nstart: *n\n", "b: &n 1\nid: x\nsequence: 3\nstart: *n\n"),
        ("{id: x, start: , b: 1}", "{id: x, sequence: 3, start: , b: 1}"),
        ("id: x\nstart:\nb: 1\n", "id: x\nstart:\nsequence: 3\nb: 1\n"),
        ("id: x\nstart: 1", "id: x\nstart: 1\nsequence: 3"),
    ],
)
def test_what_people_write(was: str, now: str) -> None:
    text, done = wished(was.encode())
    assert text.decode() == now
    assert done
    assert wished(text)[0] == text, "once is enough"


@pytest.mark.parametrize(
    "text",
    [
        "- {id: x, sequence: &n 2}\n- {id: y, b: *n}\n",
        "a: &n 2\nid: x\nsequence: *n\n",
        "id: x\nsequence: |\n  2\n",
        "id: x\nsequence: [2]\n",
        "id: x\nsequence: 2\n  3\n",
        "? id\n: x\n",
        "[id: x]\n",
        "id: x\n? sequence\n: 2\nb: &a {id: y}\n",
    ],
)
def test_what_is_left_alone(text: str) -> None:
    """Where setting it in the text could change something else."""
    changed, done = wished(text.encode())
    if changed.decode() != text:  # as far as it could be done safely
        assert fields(changed) != fields(text.encode())
        assert stripped(fields(changed)) == stripped(fields(text.encode()))
    else:
        assert done == []


def test_what_was_done_is_reported_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "x.yml"
    path.write_bytes(b"- id: x\n- id: y\n  sequence: 1\n")
    wishes = [wish(Place("x.yml", 1, 7, 1, 8), "sequence", "1"), wish(Place("x.yml", 2, 7, 2, 8), "sequence", "2")]
    assert [str(one) for one in amend(tmp_path, wishes)] == ["x.yml:2: sequence none → 1", "x.yml:4: sequence 1 → 2"]
    assert path.read_bytes() == b"- id: x\n  sequence: 1\n- id: y\n  sequence: 2\n"


def test_wishes_for_two_files_in_any_order(tmp_path: Path) -> None:
    """A file is read and written once: where its entries are is known of the file as it was."""
    for name in ("x.yml", "y.yml"):
        (tmp_path / name).write_bytes(b"- id: a\n- id: b\n")
    wishes = [
        wish(Place(file, line, 7, line, 8), "sequence", "1")
        for line, file in ((1, "x.yml"), (1, "y.yml"), (2, "x.yml"), (2, "y.yml"))
    ]
    assert len(list(amend(tmp_path, wishes))) == 4
    for name in ("x.yml", "y.yml"):
        assert (tmp_path / name).read_bytes() == b"- id: a\n  sequence: 1\n- id: b\n  sequence: 1\n"


def test_a_file_that_is_too_large_loses_nothing(tmp_path: Path) -> None:
    start = b"- id: x\n  sequence: 1\n#"  # a value as long as the one that is wished: the file grows by nothing
    data = start + b"." * (source.MAX_BYTES + 1 - len(start))
    (tmp_path / "x.yml").write_bytes(data)
    assert list(amend(tmp_path, [wish(Place("x.yml", 1, 7, 1, 8), "sequence", "2")])) == []
    assert (tmp_path / "x.yml").read_bytes() == data


def test_an_entry_that_is_named_twice_hides_no_other() -> None:
    text = b"a: {id: x}\nb: &b {id: y}\nc: *b\n"
    changed, done = wished(text)
    assert changed == b"a: {id: x, sequence: 3}\nb: &b {id: y, sequence: 3}\nc: *b\n" and len(done) == 2


def test_an_entry_that_is_not_there(tmp_path: Path) -> None:
    (tmp_path / "x.yml").write_bytes(b"- id: x\n")
    assert list(amend(tmp_path, [wish(Place("x.yml", 9, 9, 9, 10), "sequence", "1")])) == []


def test_only_the_file_itself_is_written(tmp_path: Path) -> None:
    (tmp_path / "other.yml").write_bytes(b"- id: x\n")
    (tmp_path / "x.yml").symlink_to("other.yml")
    with pytest.raises(OSError):
        list(amend(tmp_path, [wish(Place("x.yml", 1, 7, 1, 8), "sequence", "1")]))
    assert (tmp_path / "other.yml").read_bytes() == b"- id: x\n"


# Whatever YAML.

TEXTS = st.sampled_from(
    ["x", "1", "ශ්‍රී", "'it''s'", '"a: b"', "[1, 2]", "{a: 1}", "~", "", "e\u0301", "2026-01-02 10:00"]
)
COMMENTS = st.sampled_from(["", "", " # why", "  # ශ්‍රී: {["])
OWN_LINES = st.sampled_from(["", "", "\n", "# - id: no\n", "   # in between\n"])
KEYS = ("id", "start", "status", "sequence", "updated", "place")


@st.composite
def blocks(draw: st.DrawFn, depth: int) -> str:
    """An entry of lines."""
    keys = ["id", *draw(st.lists(st.sampled_from(KEYS[1:]), unique=True))]
    keys = draw(st.permutations(keys))
    lines = []
    for key in keys:
        value = draw(st.sampled_from(["x", "y-1"])) if key == "id" else draw(TEXTS)
        if key in ("start", "place") and draw(st.booleans()):
            value = draw(st.sampled_from(["|\n  a\n  b", ">-\n  a\n\n  b", "\n  - a\n  - b", "\n  a: 1", "a\n  b"]))
        first, *rest = value.split("\n")
        indented = "".join("\n" + " " * depth + line if line else "\n" for line in rest)
        comment = draw(COMMENTS) if not rest or not first else ""
        lines.append(f"{key}:{' ' if first else ''}{first}{comment}{indented}\n")
        lines.append(draw(OWN_LINES))
    first_line, *others = [line for line in lines if line]
    return first_line + "".join(line if line[0] in "\n# " else " " * depth + line for line in others)


@st.composite
def braces(draw: st.DrawFn) -> str:
    keys = ["id", *draw(st.lists(st.sampled_from(KEYS[1:]), unique=True))]
    between = draw(st.sampled_from([", ", ",\n      ", " , # c\n      "]))
    values = [f"{key}: {'x' if key == 'id' else draw(TEXTS)}" for key in draw(st.permutations(keys))]
    return "{" + between.join(values) + draw(st.sampled_from(["", ",", " "])) + "}" + draw(COMMENTS) + "\n"


@st.composite
def files(draw: st.DrawFn) -> bytes:
    depth = draw(st.integers(2, 5))
    dashes = " " * (depth - 2) + "- "
    items = draw(st.lists(st.one_of(blocks(depth=depth), braces()), min_size=1, max_size=4))
    text = "events:\n" + "".join(dashes + item for item in items)
    text = draw(st.sampled_from([text, text.rstrip("\n")]))
    text = text.replace("\n", draw(st.sampled_from(["\n", "\r\n", "\r"])))
    return draw(st.sampled_from([b"", b"\xef\xbb\xbf"])) + text.encode()


@given(files(), st.sampled_from(KEYS[:3]), st.data())
def test_nothing_else_changes(data: bytes, after: str, draws: st.DataObject) -> None:
    told: list[Any] = []
    found = source.decode(data, "x.yml", told)
    assert found
    root = source.parse_yaml(found, told)
    if root is None:
        return
    places = draws.draw(st.lists(st.sampled_from(sorted(entries(root))), unique=True))
    wishes = [wish(at, *pair, after) for at in places for pair in (("sequence", "7"), ("updated", "2026-11-22"))]
    text, done = amended(data, "x.yml", wishes)
    assert amended(text, "x.yml", []) == (text, [])
    assert stripped(fields(text)) == stripped(fields(data))
    assert is_within(kept(data), text), "what was taken away is no more than the old values"
    if done and len(done) == len(wishes):
        now = fields(text)
        changed = sum(entry.get("sequence") == "7" for entry in now["events"])
        assert changed >= len(places)
        # Once more: nothing is left to do.
        again = source.decode(text, "x.yml", [])
        node = source.parse_yaml(again, []) if again else None
        assert node
        by_order = dict(zip(sorted(entries(root)), sorted(entries(node))))
        repeated = [wish(by_order[one.entry], str(one.path[0]), str(one.value), after) for one in wishes if one.entry]
        assert amended(text, "x.yml", repeated)[0] == text
    elif not done:
        assert text == data


@given(st.data())
def test_most_of_it_can_be_done(draws: st.DataObject) -> None:
    """The property above would hold of a program that never does anything."""
    data = b"events:\n" + b"  - " + draws.draw(braces().filter(lambda text: "sequence" not in text)).encode()
    assert len(wished(data)[1]) == 1


def stripped(value: Any) -> Any:
    """Without the fields that may differ."""
    if isinstance(value, dict):
        return {key: stripped(one) for key, one in value.items() if key not in ("sequence", "updated")}
    return [stripped(one) for one in value] if isinstance(value, list) else value


def kept(data: bytes) -> Sequence[bytes]:
    """The bytes around the values of `sequence` and `updated`, which may be replaced."""
    found = source.decode(data, "x.yml", [])
    node = source.parse_yaml(found, []) if found else None
    assert found and node
    plain_text = found.text.encode()
    assert plain_text.count(b"\n") == len(data.splitlines()) - (0 if data.endswith((b"\n", b"\r")) else 1)
    raw = data.decode("utf-8-sig")
    pieces, at = [], 0
    spans = []
    for entry in entries(node).values():
        for key in ("sequence", "updated"):
            written, value = entry.entries.get(key, (None, None))
            if isinstance(value, source.Scalar) and not value.block:
                spans.append((value.start, value.end))
            elif written and value:
                spans.append((written.end + 1, value.end))
    step = 2 if "\r\n" in raw else 1
    for start, end in sorted(spans):
        begin, stop = (index + (step - 1) * found.text.count("\n", 0, index) for index in (start, end))
        pieces.append(raw[at:begin].encode())
        at = stop
    return [*pieces, raw[at:].encode()]


def is_within(pieces: Sequence[bytes], text: bytes) -> bool:
    """True if the bytes of all pieces are in the text, in their order."""
    letters = iter(text)
    return all(letter in letters for piece in pieces for letter in piece)


@pytest.mark.parametrize(
    "instead",
    [
        "id: x\nsequence: 3\nb: [1\n",  # is no YAML any more
        "id: x\nsequence: 3\nb: [1, 2]\nb: 4\n",  # has a problem that wasn't there
        "id: x\nsequence: 4\nb: [1, 2]\n",  # another value than was wished
        "id: x\nsequence: [3]\nb: [1, 2]\n",
        "id: x\nb: [1, 2]\n",  # none
        "id: y\nsequence: 3\nb: [1, 2]\n",  # something else changed
        "id: x\nsequence: 3\nb: [1, '2']\n",  # a number that became a text
        "id: x\nsequence: 3\nb: [1]\n",
        "id: x\nsequence: 3\nb: {1: 2}\n",
        "b: [1, 2]\nsequence: 3\nid: x\n",
        "id: x\nsequence: 3\nb: [1, 2]\nc: 4\n",
    ],
)
def test_what_would_become_anything_else_stays_as_it_is(instead: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The new text is read again before it is written: an editor of bytes may be wrong, and a file may not be lost."""
    was = b"id: x\nsequence: 2\nb: [1, 2]\n"
    monkeypatch.setattr("talanoa.amend.applied._applied", lambda *_: instead.encode())
    assert wished(was) == (was, [])
    monkeypatch.setattr("talanoa.amend.applied._applied", lambda *_: was.replace(b"2\nb", b"3\nb"))
    assert wished(was) == (was.replace(b"2\nb", b"3\nb"), ["x.yml:2: sequence 2 → 3"])
