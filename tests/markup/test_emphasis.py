"""Bold, italics and line breaks in scripts that put no spaces between words."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from talanoa.markup.convert import convert
from talanoa.markup.emphasis import is_unspaced, parse_inline, without_unspaced_breaks


def _html(text: str) -> str:
    return "".join(convert(text).html).strip()


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("**정보공개(FOI)**를", "<strong>정보공개(FOI)</strong>를"),
        ("**「重要なこと」**です", "<strong>「重要なこと」</strong>です"),
        ("预算是**“公开”**的", "预算是<strong>“公开”</strong>的"),
        ("これは*（注）*です", "これは<em>（注）</em>です"),
        ("これは__（注）__です", "これは<strong>（注）</strong>です"),
        ("~~「旧」~~の制度", "<s>「旧」</s>の制度"),
        ("**Note:**重要", "<strong>Note:</strong>重要"),
        ("**งบประมาณ (OGP)**ของ", "<strong>งบประมาณ (OGP)</strong>ของ"),
        ("**ງົບປະມານ (OGP)**ຂອງ", "<strong>ງົບປະມານ (OGP)</strong>ຂອງ"),
        ("**ថវិកា (OGP)**របស់", "<strong>ថវិកា (OGP)</strong>របស់"),
        ("**ဘတ်ဂျက် (OGP)**၏", "<strong>ဘတ်ဂျက် (OGP)</strong>၏"),
        ("**།འཆར།**གཞི", "<strong>།འཆར།</strong>གཞི"),
        ("**ꦲꦁꦒꦫꦤ꧀ (OGP)**ꦤꦺ", "<strong>ꦲꦁꦒꦫꦤ꧀ (OGP)</strong>ꦤꦺ"),
        ("報告_2026_最終.pdf", "報告_2026_最終.pdf"),
        ("3＊4＊5", "3＊4＊5"),
    ],
)
def test_marks_next_to_punctuation_are_read(text: str, shown: str) -> None:
    assert _html(text) == f"<p>{shown}</p>"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("予算を\n公開する。", "予算を公開する。"),
        ("预算。\n**公开**\n是", "预算。<strong>公开</strong>是"),
        ("예산을\n공개한다", "예산을\n공개한다"),
        ("งบ\nประมาณ", "งบ\nประมาณ"),
        ("予算\nbudget", "予算\nbudget"),
        ("予算  \n公開", "予算<br>\n公開"),
    ],
)
def test_a_line_break_shows_no_space_where_the_script_has_none(text: str, shown: str) -> None:
    assert _html(text) == f"<p>{shown}</p>"


def test_summaries_and_the_search_have_no_space_either() -> None:
    assert convert("予算を\n公開する。").first_paragraph == "予算を公開する。"


def test_pages_of_docs_have_no_space_either() -> None:
    html = "<p>予算を\n<strong>公開</strong>\nする</p>\n<pre><code>予算\n公開</code></pre>\n<p>예산\n공개</p>"
    assert without_unspaced_breaks(html) == (
        "<p>予算を<strong>公開</strong>する</p>\n<pre><code>予算\n公開</code></pre>\n<p>예산\n공개</p>"
    )


_SPACED = st.text(
    st.sampled_from(" \n*_~`[]()!\\.,:-\"'“”«»—abcXYZ019éñßАбвΓδאبتहिнỞ€$&<>") | st.characters(codec="utf-8"),
    max_size=40,
).filter(lambda text: not any(map(is_unspaced, text)) and "\r" not in text)


@settings(max_examples=150, deadline=None)
@given(_SPACED)
def test_texts_with_spaces_are_read_as_ever(text: str) -> None:
    ours = MarkdownIt("gfm-like", {"linkify": False})
    ours.inline.parse = parse_inline  # type: ignore[method-assign]
    assert ours.render(text) == MarkdownIt("gfm-like", {"linkify": False}).render(text)
