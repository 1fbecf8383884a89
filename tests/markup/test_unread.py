"""What a writer plainly meant and Markdown doesn't read."""

from __future__ import annotations

import pytest
from tests.pace import grows_too_much

from talanoa.markup.convert import convert, remember
from talanoa.markup.converted import Link


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("![Pasar](foto pasar.webp)", "spaces"),
        ("![](foto pasar.webp)", "spaces"),
        ("[Laporan kami](Laporan Kami (final).pdf)", "spaces"),
        ("[report](report.pdf “Our report”)", "quotes"),
        ("[the form][form]", "undefined"),
        ("[words] (https://example.org)", "gap"),
        ("(words)[../posts/a.md]", "reversed"),
        ("[資料]（https://example.org/）", "wide"),
        ("【資料】（report.pdf）", "wide"),
        ("［資料］(report.pdf)", "wide"),
        ("[words](https://example.org/a", "open"),
        ("words](/posts/a/) more", "open"),
        ("**bold **text", "bold"),
        ("a ** bold** text", "bold"),
        ("| a |\n|--|\n| **x **y |", "bold"),
        ("##Heading", "heading"),
        ("＃＃見出し", "heading"),
        ("#\u3000見出し", "heading"),
        ("・一\n・二", "list"),
        ("１．一\n２．二", "list"),
        ("१. एक\n२. दो", "list"),
        ("١. أول\n٢. ثان", "list"),
        ("• one\n• two", "list"),
        ("1.One\n2.Two", "list"),
        ("＊ 項目", "list"),
        ("A note[^1]", "note"),
    ],
)
def test_what_is_shown_as_typed_is_found(text: str, kind: str) -> None:
    assert [found.kind for found in convert(text).unread] == [kind]


@pytest.mark.parametrize(
    "text",
    [
        "2 ** 3 ** 4",
        "f(**kw, **more)",
        "f**k",
        "a\\*\\*b \\*\\*c",
        "`**a **b`",
        "```\n[a] (b.md)\n```",
        "\\[a\\](b c.md)",
        "[1][2]",
        "arr[i][j] = 3",
        "int values[](5), and [](a)",
        "[sic] (the original)",
        "see [12] (https://example.org)",
        "[see the list (https://example.org)] there",
        "[Smith (2020)](https://example.org/a_(b))",
        '[a](b.md "a title")',
        "【資料】（https://example.org/a.pdf）",
        "#hashtag and #1",
        "＃ハッシュタグ",
        "3.5 million\n4.2 million",
        "a\n— b\n— c",
        "・一  \n・二",
        "1. a\n2. b\n\n* c\n* d",
        "A note[^1]\n\n[^1]: It.",
    ],
)
def test_honest_texts_pass(text: str) -> None:
    assert convert(text).unread == ()


def test_a_bare_address_ends_where_the_sentence_goes_on() -> None:
    text = "見て https://example.org/a。次に www.example.org）です https://example.org/日本 で"
    assert [gap.href for gap in convert(text).gaps] == [
        "https://example.org/a",
        "http://www.example.org",
        "https://example.org/日本",
    ]


@pytest.mark.parametrize(
    ("text", "addresses"),
    [
        ("詳しくはhttps://example.org/aをご覧ください", ["https://example.org/a"]),
        ("（https://example.org/y）", ["https://example.org/y"]),
        ("资料：https://example.org/日本語", ["https://example.org/日本語"]),
        ("ดูที่https://example.org/test นะ", ["https://example.org/test"]),
        ("www.example.orgで", ["http://www.example.org"]),
        ("참고: https://example.org에서", ["https://example.org"]),
        ("「http://a.example.org:8080/b」とhttps://例え.jpを", ["http://a.example.org:8080/b", "https://例え.jp"]),
        (
            "はhttps://a.example.org/xとhttps://b.example.org/yを",
            ["https://a.example.org/x", "https://b.example.org/y"],
        ),
        ("https://日本語example.org/x", ["https://日本語example.org/x"]),
        ("foohttps://example.org/a", []),
        ("`詳しくはhttps://example.org/a`", []),
    ],
)
def test_bare_addresses_in_scripts_without_spaces(text: str, addresses: list[str]) -> None:
    converted = convert(text)
    assert [gap.href for gap in converted.gaps if isinstance(gap, Link)] == addresses
    assert converted.text == text.strip("`")


def test_many_findings_are_not_compared_with_one_another() -> None:
    assert len(convert("[^a]" * 9_000).unread) == 9_000
    assert not grows_too_much(converted_again, ("[^a]" * 2_250, "[^a]" * 9_000))


def converted_again(text: str) -> None:
    remember({}, {})
    convert(text)
