"""Markdown → HTML with gaps: what a contributor writes, and what is on the page."""

from __future__ import annotations

import time
from functools import lru_cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.rules_core import inline
from mdit_py_plugins.gfm import gfm_plugin

from talanoa.markup.bare_addresses import has_bare_address
from talanoa.markup.convert import _parser, convert
from talanoa.markup.converted import Image, Link
from talanoa.markup.headings import heading_id
from talanoa.markup.markup import shortened


def html(text: str) -> str:
    """The HTML, with an underscore for each gap."""
    return "_".join(convert(text).html)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("**bold** and ~~struck~~", "<p><strong>bold</strong> and <s>struck</s></p>\n"),
        ("<script>alert(1)</script>", "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>\n"),
        ("a <b onclick=x>b</b>", "<p>a <b>b</b></p>\n"),
        ("I <3 this & that", "<p>I &lt;3 this &amp; that</p>\n"),
        ("# Title", '<h2 id="title">Title</h2>\n'),
        ("## A\n\n## A", '<h2 id="a">A</h2>\n<h2 id="a-1">A</h2>\n'),
        ("[a](b.md)", "<p><a_>a</a></p>\n"),
        ("![a](b.png)", "<p>_</p>\n"),
        (
            "- [x] done\n- [ ] open",
            '<ul class="contains-task-list">\n<li class="task-list-item">☑ done</li>\n'
            '<li class="task-list-item">☐ open</li>\n</ul>\n',
        ),
        (
            "> [!NOTE]\n> text",
            '<div class="admonition note">\n<p class="admonition-title">Note</p>\n<p>text</p>\n</div>\n',
        ),
        (
            '!!! tip "Try"\n    text',
            '<div class="admonition tip">\n<p class="admonition-title">Try</p>\n<p>text</p>\n</div>\n',
        ),
        (
            "!!! __config\n    text",
            '<div class="admonition">\n<p class="admonition-title">__Config</p>\n<p>text</p>\n</div>\n',
        ),
        ("```\n<script>\n```", "<pre><code>&lt;script&gt;\n</code></pre>\n"),
        ("```nosuch\nx\n```", "<pre><code>x\n</code></pre>\n"),
        ("{{ 7 * 7 }} {% raw %}", "<p>{{ 7 * 7 }} {% raw %}</p>\n"),
        ("{: #__config onclick=x }", "<p>{: #__config onclick=x }</p>\n"),
    ],
)
def test_html(text: str, expected: str) -> None:
    assert html(text) == expected


def test_code_is_coloured_where_the_language_is_known() -> None:
    assert '<pre class="highlight"><code><span class="kn">import</span>' in html("```python\nimport os\n```")


def test_a_table_scrolls_by_itself_and_has_no_inline_style() -> None:
    made = html("| a | b |\n|:--|--:|\n| 1 | 2 |")
    assert '<td class="align-right">2</td>' in made
    assert "style=" not in made
    assert 'class="table-scroll"' in made


def test_gaps_carry_what_was_written_and_the_line() -> None:
    converted = convert("one\n\ntwo [three](../four.md#five)\nsix ![seven *eight*](nine.png 'ten')\n")
    assert converted.gaps == (
        Link("../four.md#five", 2, 3, "three"),
        Image("nine.png", "seven eight", "ten", 2, 3),
    )


def test_addresses_in_plain_text_become_links() -> None:
    gaps = convert("See https://example.org/a, www.example.org and me@example.org.").gaps
    assert [gap.href for gap in gaps if isinstance(gap, Link)] == [
        "https://example.org/a",
        "http://www.example.org",
        "mailto:me@example.org",
    ]


def test_the_first_paragraph_and_all_the_words() -> None:
    converted = convert("## Heading\n\n> quoted\n\nFirst *real*\nparagraph.\n\nSecond.\n")
    assert converted.first_paragraph == "First real paragraph."
    assert converted.text == "Heading quoted First real paragraph. Second."


@pytest.mark.parametrize(
    ("heading", "anchor"),
    [
        ("What we ask", "what-we-ask"),
        ("5 of 8 calls!", "5-of-8-calls"),
        ("예산 공개", "예산-공개"),
        ("بجٹ", "بجٹ"),
        ("!!!", "section"),
        ("__config", "config"),
        ("C# – 100% “ready”…", "c--100-ready"),
        ("हिन्दी में", "हिन्दी-में"),
        ("T main", "section-t-main"),
        ("_T-nav", "section-t-nav"),
        ("T–clock", "tclock"),
        ("Tea", "tea"),
    ],
)
def test_anchors_are_those_of_github(heading: str, anchor: str) -> None:
    assert heading_id(heading) == anchor


def test_a_summary_is_cut_between_words() -> None:
    assert shortened("one two three", words=2) == "one two…"
    assert shortened("one two", words=2) == "one two"
    assert len(shortened("ไทย" * 500)) <= 301, "a script without spaces is cut too"


@pytest.mark.parametrize(
    "death", ["[" * 8000, "> " * 400 + "x", "- " * 400 + "x", "*a " * 5000, "`" * 8000, "![" * 4000, "|" * 8000]
)
def test_markdown_of_death_takes_no_second_a_kilobyte(death: str) -> None:
    began = time.process_time()
    convert(death)
    assert time.process_time() - began < len(death) / 1000


def test_an_address_is_shown_as_it_was_typed() -> None:
    """Decoded, it would bring signs that no feed may carry."""
    converted = convert("http://example.org/%00%1b%e2%80%ae and <http://example.org/%00>")
    assert converted.text == "http://example.org/%00%1b%e2%80%ae and http://example.org/%00"


def test_a_definition_cannot_make_much_of_little() -> None:
    """128 KB of it made 683 MB."""
    converted = convert(f'[b]: c "{"d" * 20_000}"\n\n' + "[b]" * 10_000)
    assert sum(map(len, converted.html)) < 1_000_000


def test_code_in_a_language_that_no_one_writes_posts_about_is_plain() -> None:
    """Some lexers take seconds for a KB of spaces."""
    assert html("```easytrieve\n\t\n```") == "<pre><code>\t\n</code></pre>\n"


WORDS = st.sampled_from(
    [
        "word",
        "www.example.org",
        "https://example.org/a_b",
        "a@b.example",
        "[t](https://example.org)",
        "<https://example.org>",
        "**b**",
        "_i_",
        "`c`",
        "http://x.example",
        "x-y",
        "a: b",
        "~s~",
        "\\*",
        "&amp;",
        "[^1]",
        "!",
        "(https://example.org)",
        "[r]",
        "\n",
        "\n\n",
        "- ",
        "> ",
        "| a | b |\n|--|--|\n",
        "[r]: https://example.org\n",
        "mailto:a@b.example",
        "\nTerm\n: definition\n",
        "\nTerm\n\n~ definition\n",
        "\n===\n",
        "\n---\n",
        "\n    ",
        "\n1. one\n",
        "\n> ",
        "\n>\n> word\n",
        "\n- word\n\n  word\n",
        "\n!!! note\n    word\n\nword\n",
        "\n[^1]: word\n\n    word\n",
        "\nword\n\n",
        "  \n",
        "<b>",
    ]
)


@settings(max_examples=200, deadline=None)
@given(st.lists(WORDS, max_size=14))
def test_the_quick_parser_says_what_the_whole_one_says(words: list[str]) -> None:
    """Texts without bare addresses take a parser that doesn't look for them."""
    text = " ".join(words)

    def rendered(parser: MarkdownIt) -> str:
        env: dict[str, object] = {"gaps": []}
        return str(parser.renderer.render(parser.parse(text, env), parser.options, env)) + str(env["gaps"])

    assert rendered(_parser(has_bare_address(text))) == rendered(_library_parser())


@lru_cache(maxsize=1)
def _library_parser() -> MarkdownIt:
    """Without any of our shortcuts."""
    parser = _parser.__wrapped__(True)
    plain = MarkdownIt("commonmark").use(gfm_plugin)
    parser.inline.terminator_re = plain.inline.terminator_re
    parser.core.ruler.at("inline", inline)
    parser.disable(["plain_paragraph"])
    return parser


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=300))
def test_no_text_makes_an_exception_or_a_tag_of_its_own(text: str) -> None:
    made = html(text)
    assert "<script" not in made.lower()


def test_a_text_that_ends_in_an_empty_quotation_inside_a_list() -> None:
    """The admonition plugin looked past the end of such a text."""
    assert "<blockquote>" in html("> -\n> \n> ")


BLOCKS = st.sampled_from(
    [
        "> ",
        "- ",
        "1. ",
        "  ",
        "    ",
        "\t",
        "\n",
        "\n\n",
        "!!!",
        "!!! note",
        '??? tip "',
        ": ",
        "~ ",
        "[^1]",
        "[^1]: ",
        "[a]: ",
        "| ",
        "|--|",
        "```",
        "~~~",
        "# ",
        "---",
        "===",
        "> [!NOTE]",
        "- [x] ",
        "w",
        "\\",
        "<",
        "*",
        "_",
        "`",
        "[",
        "](",
        ")",
        "![",
        "&",
        "@",
        "://",
        "www.",
    ]
)


@settings(max_examples=150, deadline=None)
@given(st.lists(BLOCKS, max_size=16))
def test_no_heap_of_marks_makes_an_exception(marks: list[str]) -> None:
    assert isinstance(html("".join(marks)), str)


def test_the_way_back_from_a_footnote_is_named_by_its_number() -> None:
    """Its sign says nothing aloud, and the words of the interface aren't known here."""
    converted = "".join(convert("Once[^a] and twice[^a].\n\n[^a]: A note.\n").html)
    for place in ("fnref1", "fnref1:1"):
        assert f'<a href="#fn1" id="{place}">' in converted
        assert (
            f'<a href="#{place}" class="footnote-backref" role="doc-backlink" aria-labelledby="{place}">' in converted
        )
