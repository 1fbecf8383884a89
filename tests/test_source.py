"""Text → located entries."""

from __future__ import annotations

import pytest

from talanoa.problems import Place, Problem
from talanoa.source import MAX_BYTES, Mapping, Node, Scalar, Sequence, Source, decode, parse_front_matter, parse_yaml
from tests.pace import grows_too_much


def parsed(text: str) -> tuple[Node | None, list[Problem]]:
    problems: list[Problem] = []
    return parse_yaml(Source("f.yml", text), problems), problems


def mapping(text: str) -> Mapping:
    node, problems = parsed(text)
    assert not problems
    assert isinstance(node, Mapping)
    return node


def scalar(text: str, key: str = "a") -> Scalar:
    node = mapping(text).get(key)
    assert isinstance(node, Scalar)
    return node


def codes(problems: list[Problem]) -> list[str]:
    return [problem.code for problem in problems]


@pytest.mark.parametrize("value", ["NO", "12:30", "1_000", "0o17", "2026-03-17", "1e3", "yes", ".inf", "=", "<<"])
def test_a_scalar_stays_the_text_that_was_typed(value: str) -> None:
    assert scalar(f"a: {value}").text == value


@pytest.mark.parametrize(
    ("value", "null"), [("", True), ("~", True), ("null", True), ('""', False), ("'~'", False), ("0", False)]
)
def test_null_is_only_plain(value: str, null: bool) -> None:
    assert scalar(f"a: {value}").is_null is null


def test_every_key_and_value_has_its_place() -> None:
    node = mapping("a:\n  - b: 'c d'\n    e: [f, g]\n")
    items = node.get("a")
    assert isinstance(items, Sequence)
    entry = items.items[0]
    assert isinstance(entry, Mapping)
    assert entry.key_place("b") == Place("f.yml", 2, 5, 2, 6)
    b, e = entry.get("b"), entry.get("e")
    assert b is not None and e is not None
    assert b.place == Place("f.yml", 2, 8, 2, 13)
    assert e.place == Place("f.yml", 3, 8, 3, 14)
    assert entry.place == Place("f.yml", 2, 5, 3, 14)


def test_places_count_characters_and_not_bytes() -> None:
    assert mapping("ภาษา: ก\nb: c").key_place("b") == Place("f.yml", 2, 1, 2, 2)
    assert scalar("{ 'é': x, a: y }").place == Place("f.yml", 1, 14, 1, 15)


def test_texts_are_composed() -> None:
    assert scalar("a: cafe\u0301").text == "café"


def test_a_block_knows_that_it_is_one() -> None:
    assert scalar("a: |\n  x\n  y\n").block
    assert scalar("a: |\n  x\n  y\n").text == "x\ny\n"
    assert not scalar("a: x").block


def test_an_alias_is_the_value_that_it_names() -> None:
    node = mapping("a: &x [1, 2]\nb: *x\n")
    assert node.get("a") is node.get("b")


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("a: *x", "yaml-alias"),
        ("a: &x [*x]", "yaml-alias"),
        ("a: !!python/name:os.system x", "yaml-tag"),
        ("a: !x [b]", "yaml-tag"),
        ("a: b\na: c", "duplicate-key"),
        ("a: b\n'a': {c: d}", "duplicate-key"),
        ("{[a]: b}", "bad-key"),
        ("a: [b", "yaml-syntax"),
        ("a: b: c", "yaml-syntax"),
        ("a: b\n---\nc: d", "yaml-syntax"),
        ("[" * 100, "yaml-depth"),
    ],
)
def test_refusals(text: str, code: str) -> None:
    assert codes(parsed(text)[1]) == [code]


def test_a_quotation_mark_that_never_closes_is_shown_where_it_opens() -> None:
    (problem,) = parsed('a: "b\nc: d\ne: f\n')[1]
    assert str(problem.place) == "f.yml:1:4"


def test_of_a_duplicate_key_the_first_counts() -> None:
    node, problems = parsed("a: b\na: {c: d}\ne: f")
    assert isinstance(node, Mapping)
    assert list(node.entries) == ["a", "e"]
    assert node.get("a") is not None and isinstance(node.get("a"), Scalar)
    assert codes(problems) == ["duplicate-key"]


def test_a_billion_laughs_are_refused_early() -> None:
    text = "a: &a [" + ", ".join(["x"] * 10) + "]\n"
    for one, two in zip("abcdefgh", "bcdefghi"):
        text += f"{two}: &{two} [" + ", ".join([f"*{one}"] * 10) + "]\n"
    assert codes(parsed(text)[1]) == ["yaml-alias"]


def test_an_empty_document_is_nothing() -> None:
    assert parsed("") == (None, [])
    assert parsed("# only a remark\n") == (None, [])


def test_decode_takes_a_mark_and_any_line_ends() -> None:
    problems: list[Problem] = []
    source = decode(b"\xef\xbb\xbfa: b\r\nc: d\re: f\n", "f.yml", problems)
    assert source is not None and not problems
    assert source.text == "a: b\nc: d\ne: f\n"


def test_decode_says_where_it_is_not_utf_8() -> None:
    problems: list[Problem] = []
    assert decode("a: ก\nb: ".encode() + b"\xe9", "f.yml", problems) is None
    assert [str(problem.place) for problem in problems] == ["f.yml:2:4"]


def test_decode_takes_control_characters_out() -> None:
    problems: list[Problem] = []
    source = decode(b"a: b\x00c\n", "f.yml", problems)
    assert source is not None and source.text == "a: b c\n"
    assert codes(problems) == ["control-character"]


def test_decode_has_a_limit() -> None:
    problems: list[Problem] = []
    assert decode(b"#" * (MAX_BYTES + 1), "f.yml", problems) is None
    assert codes(problems) == ["too-large"]


def test_front_matter() -> None:
    problems: list[Problem] = []
    found = parse_front_matter(Source("p.md", "---\ntitle: A\nb: c\n---  \n\nText\n---\nmore\n"), problems)
    assert found is not None and not problems
    assert found.fields.key_place("b") == Place("p.md", 3, 1, 3, 2)
    assert (found.body, found.body_line) == ("\nText\n---\nmore\n", 5)


@pytest.mark.parametrize(
    "text", ["", "---", "---\n", "---\ntitle: A\n", "text\n---\na: b\n---\n", "---\n---\n", "---\n- a\n---\n"]
)
def test_no_front_matter(text: str) -> None:
    problems: list[Problem] = []
    assert parse_front_matter(Source("p.md", text), problems) is None
    assert codes(problems) == ["front-matter"]


@pytest.mark.parametrize("part", ["```\n```\n<<<<<<<\n>>>>>>>\n", "```\n<<<<<<<\n>>>>>>>\n```\n<<<<<<<\n>>>>>>>\n"])
def test_very_many_conflicts_and_blocks_of_code_take_as_long_as_the_text(part: str) -> None:
    pair = [part.encode() * 500, part.encode() * 2_000]
    assert not grows_too_much(lambda data: decode(data, "posts/a.md", []), pair)
